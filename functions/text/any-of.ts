/** What a list of words can be asked: whether one of them is in a text. */
export interface Words {
  readonly test: (text: string) => boolean;
}

/** One expression of many, so that a text is read once; `flags` are those of the whole, not those of the parts. */
export const anyOf = (expressions: readonly RegExp[], flags: '' | 'i'): RegExp =>
  new RegExp(expressions.map(({ source }) => source).join('|'), flags);

/** As `anyOf`, each with its own flags. */
export function anyAsWritten(expressions: readonly RegExp[]): Words {
  const ofFlags = (['', 'i'] as const).flatMap((flags) => {
    const own = expressions.filter((expression) => expression.flags === flags);
    return own.length === 0 ? [] : [anyOf(own, flags)];
  });
  return { test: (text) => ofFlags.some((expression) => expression.test(text)) };
}

/** A text that is exactly one of some words, given as a list with blanks between; a word may be an expression. */
export const oneOf = (words: string, flags: '' | 'i' = ''): RegExp =>
  new RegExp(`^(?:${words.trim().split(/\s+/).join('|')})$`, flags);
