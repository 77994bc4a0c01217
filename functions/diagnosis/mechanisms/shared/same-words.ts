/** So many words in a row, and letters in them, do not come about twice by chance. */
const MIN_WORDS = 4;
const MIN_LETTERS = 16;
/** A message is compared by so many of its words. */
const MAX_WORDS = 60;

/** What is no word of a message: values, and the request that it is about. */
const VALUE = /\d|\/|^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
/** Stands for one of them: equal to nothing. */
const NOTHING = '';

/** The words of a message in their order; what differs from line to line is left blank. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .split(/[\s"'`:;,()[\]{}=<>|]+/)
    .filter(Boolean)
    .slice(0, MAX_WORDS)
    .map((word) => (VALUE.test(word) ? NOTHING : word));

/** Whether two messages have a row of words in common that is long enough to be one statement. */
export function saysTheSame(one: readonly string[], other: readonly string[]): boolean {
  let before: readonly Run[] = [];
  for (const word of one) {
    const runs = other.map((candidate, i) => grown(before[i - 1], word, candidate));
    if (runs.some(({ words, letters }) => words >= MIN_WORDS && letters >= MIN_LETTERS)) return true;
    before = runs;
  }
  return false;
}

interface Run {
  readonly words: number;
  readonly letters: number;
}

const NONE: Run = { words: 0, letters: 0 };

/** The common row that ends with a word of each: values within it neither count nor end it. */
function grown(run: Run = NONE, word: string, candidate: string): Run {
  if (word !== candidate) return NONE;
  if (word === NOTHING) return run;
  return { words: run.words + 1, letters: run.letters + word.length };
}
