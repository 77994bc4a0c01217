import type { Stated } from '../../model/statements/stated.ts';

/** The end of the window that was read, ms UTC: times of the day before it are written without their date. */
export interface Moment {
  readonly now: number;
}

/** The words of each statement of a family: the compiler asks for the ones that are missing. */
export type WordsOf<Family> = {
  readonly [Name in keyof Family]: (facts: Family[Name], moment: Moment) => string;
};

/** A statement of a family in the family's words: also one that stands within another. */
export function wordsFrom<Family>(words: WordsOf<Family>, statement: Stated<Family>, moment: Moment): string {
  const write = words[statement.says] as (facts: Stated<Family>, moment: Moment) => string;
  return write(statement, moment);
}
