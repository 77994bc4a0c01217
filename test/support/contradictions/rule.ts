import type { Told } from './told.ts';

/** What no report may say, whatever it is of. */
export interface Rule {
  /** What must hold, as a sentence. */
  readonly holds: string;
  /** Where it does not, in a sentence each; [] where it does. */
  readonly broken: (told: Told) => readonly string[];
}

/** Rules by name; a test plants a breach of each. */
export type Rules = Readonly<Record<string, Rule>>;
