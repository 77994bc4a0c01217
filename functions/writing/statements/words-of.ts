import type { Stated } from '../../model/statements/stated.ts';

/** The end of the window that was read, ms UTC: times of the day before it are written without their date. */
export interface Moment {
  readonly now: number;
}

/** What a phrase is about, where that is the object of its cause: a title, which is read beside its object, leaves it out. */
type Subject = 'it' | 'its' | 'it is';

/** Words in parts, so that one that reads them with others need not read the same twice. */
export interface Phrase {
  readonly subject?: Subject;
  readonly words: string;
  /** What others wrote, quoted at the end. */
  readonly said?: string;
  /** What is left to say to somebody who has read the quotation; '' for nothing. */
  readonly again?: string;
}

export type Words = string | Phrase;

/** The words of each statement of a family: the compiler asks for the ones that are missing. */
export type WordsOf<Family> = {
  readonly [Name in keyof Family]: (facts: Family[Name], moment: Moment) => Words;
};

/** "it has been failing since revision 4 was rolled out". */
export const it = (words: Words): Phrase => about('it', words);
/** "its PVC data does not exist". */
export const its = (words: Words): Phrase => about('its', words);
/** "it is slow, and its callers wait for it". */
export const itIs = (words: Words): Phrase => about('it is', words);

const about = (subject: Subject, words: Words): Phrase => ({ ...phraseOf(words), subject });

/** "12 lines on 2 of 2 pods: " and what others wrote; `again` is told where that has been quoted already. */
export const quoting = (words: string, said: string, again = words): Phrase => ({ words, said, again });

const phraseOf = (words: Words): Phrase => (typeof words === 'string' ? { words } : words);

/** A statement of a family in the family's words, in parts. */
export function phraseFrom<Family>(
  words: WordsOf<Family>,
  statement: Stated<Family>,
  moment: Moment,
): Phrase {
  const write = words[statement.says] as (facts: Stated<Family>, moment: Moment) => Words;
  return phraseOf(write(statement, moment));
}

/** A statement of a family in the family's words: also one that stands within another. */
export const wordsFrom = <Family>(
  words: WordsOf<Family>,
  statement: Stated<Family>,
  moment: Moment,
): string => wholeText(phraseFrom(words, statement, moment));

/** The whole phrase: "its calls fail: connection reset". */
export function wholeText(phrase: Phrase): string {
  const text = titleText(phrase);
  return phrase.subject === undefined ? text : `${phrase.subject} ${text}`;
}

/** The phrase beside the object that it is about: "calls fail: connection reset". */
export function titleText({ words, said }: Phrase): string {
  if (said === undefined) return words;
  return words === '' ? said : `${words}: ${said}`;
}
