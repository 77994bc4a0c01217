/**
 * A word that every shell takes as it is. POSIX.1-2024, XCU 2.2 names what has to be quoted; zsh also expands a word
 * that begins with "=" (https://zsh.sourceforge.io/Doc/Release/Expansion.html#g_t_0060_003d_0027-expansion).
 */
const PLAIN_WORD = /^(?!=)[A-Za-z0-9_@%+=:,./-]+$/;

/** One word for a POSIX shell: plain ones as they are, all others in single quotes, within which nothing is special. */
export const shellWord = (word: string): string =>
  PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
