import { diagnose } from '../../functions/diagnosis/diagnose.ts';
import { ANALYZERS } from '../../functions/diagnosis/mechanisms/index.ts';
import type { RankedCause } from '../../functions/model/ranked-cause.ts';
import type { SavedBundle } from '../../functions/recordings/bundle-file.ts';
import { contradictionsOf } from '../support/contradictions/index.ts';
import { withIrrelevant } from './irrelevant.ts';
import { renamedBundle } from './renaming.ts';
import { isLessSure, verdictOf } from './verdict.ts';
import { withoutEvidenceOf } from './without-evidence.ts';

/** How a bundle is reasoned about: its causes, best first. */
export type Reasoning = (saved: SavedBundle) => readonly RankedCause[];

/** What must hold of the reasoning, whatever it is about: says what does not hold of a bundle; [] where it does. */
export type Gate = (saved: SavedBundle, reason?: Reasoning) => readonly string[];

const byAnalyzers: Reasoning = ({ bundle, playbook }) => diagnose(bundle, playbook, ANALYZERS).causes;

/** A first cause that is more than a guess rests on what it quotes. */
const restsOnItsEvidence: Gate = (saved, reason = byAnalyzers) => {
  const [first] = reason(saved);
  if (first === undefined || first.confidence === 'low') return [];
  const without = reason(withoutEvidenceOf(first, saved));
  return isLessSure(first, without)
    ? []
    : [`without what it quotes: ${verdictOf(without)}, as sure as before`];
};

/** What has nothing to do with anything changes no verdict. */
const ignoresTheIrrelevant: Gate = (saved, reason = byAnalyzers) => {
  const [before, after] = [verdictOf(reason(saved)), verdictOf(reason(withIrrelevant(saved)))];
  return before === after ? [] : [`${before}; among bystanders: ${after}`];
};

/** Here a name is what is quoted: of a Service, by a path that says a part of it, and of a setting, by a word of a line. */
const BY_NAME = ['service-named-by-path', 'lines-name-change'];

const restsOnNames = ([first]: readonly RankedCause[]): boolean =>
  first?.evidence.some(({ says }) => BY_NAME.includes(says)) ?? false;

/** Who is called what changes no verdict but for the names in it. */
const looksAtNoNames: Gate = (saved, reason = byAnalyzers) => {
  const causes = reason(saved);
  if (restsOnNames(causes)) return [];
  const { saved: renamed, text } = renamedBundle(saved);
  const before = causes.map(({ object, ...cause }) => ({
    ...cause,
    object: { ...object, namespace: text(object.namespace), name: text(object.name) },
  }));
  const [wanted, got] = [verdictOf(before), verdictOf(reason(renamed))];
  return wanted === got ? [] : [`${wanted}; renamed: ${got}`];
};

export const GATES = {
  contradictions: ({ bundle, playbook }) => contradictionsOf(bundle, playbook),
  evidence: restsOnItsEvidence,
  irrelevant: ignoresTheIrrelevant,
  names: looksAtNoNames,
} as const satisfies Readonly<Record<string, Gate>>;

export type GateName = keyof typeof GATES;
