import type { Bundle } from '../../../functions/model/bundle.ts';
import type { Playbook } from '../../../functions/playbook/playbook.ts';
import { ADVICE } from './advice.ts';
import { CHANGES } from './changes.ts';
import { CRASHES } from './crashes.ts';
import { DEPENDENCIES } from './dependencies.ts';
import { NUMBERS } from './numbers.ts';
import { RULED_OUT } from './ruled-out.ts';
import { type Told, tell } from './told.ts';
import { VERDICT } from './verdict.ts';

/** What must hold of every report; a test plants a breach of each. */
export const RULES = {
  ...RULED_OUT,
  ...DEPENDENCIES,
  ...ADVICE,
  ...VERDICT,
  ...NUMBERS,
  ...CHANGES,
  ...CRASHES,
};

export type RuleName = keyof typeof RULES;

/** Where what is told of a bundle contradicts itself or its evidence, in a sentence each; [] where it does not. */
export const contradictionsIn = (told: Told): readonly string[] =>
  Object.entries(RULES).flatMap(([name, { broken }]) => broken(told).map((text) => `${name}: ${text}`));

/** The same of the report that a bundle becomes. */
export const contradictionsOf = (bundle: Bundle, playbook: Playbook): readonly string[] =>
  contradictionsIn(tell(bundle, playbook));
