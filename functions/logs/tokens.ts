/** What stands for a changing part of a message. */
export const WILDCARD = '<*>';

/** The words and signs of a message; `gaps[i]` tells whether a blank stood before token i. */
export interface Tokens {
  readonly tokens: readonly string[];
  readonly gaps: readonly boolean[];
}

/** More words than this say nothing new; bounds a hostile line. */
const MAX_TOKENS = 80;
/** Characters of a message that are looked at. */
const MAX_MESSAGE = 2000;

const BLANK = 1;
const SIGN = 2;
const DIGIT = 3;
const WORD = 0;
const CLASS = new Uint8Array(256);
for (let c = 0; c <= 32; c++) CLASS[c] = BLANK;
for (const c of '=:,;()[]{}"\'|<>') CLASS[c.charCodeAt(0)] = SIGN;
for (let c = 48; c <= 57; c++) CLASS[c] = DIGIT;
const classOf = (code: number): number => (code < 256 ? (CLASS[code] as number) : WORD);

/** Words of letters a-f only, as long as a hash's part: hexadecimal, not English. */
const HEX = /^(?:[0-9a-f]{8,}|[0-9A-F]{8,})$/;
const isSign = (token: string): boolean => token.length === 1 && classOf(token.charCodeAt(0)) === SIGN;

/**
 * Splits a message at blanks and signs, so that of `key=value`, `host:port` and `[pid]` only the part that changes
 * becomes a placeholder (Drain splits at blanks only). A word with a digit in it is one from the start: addresses,
 * ids, durations, sizes, hashes. "10.0.0.1:5432" and "1, 2, 3" are one placeholder, however many parts they have.
 */
export function tokensOf(message: string): Tokens {
  const tokens: string[] = [];
  const gaps: boolean[] = [];
  const length = Math.min(message.length, MAX_MESSAGE);
  let gap = false;
  let at = 0;
  while (at < length && tokens.length < MAX_TOKENS) {
    const kind = classOf(message.charCodeAt(at));
    if (kind === BLANK) {
      gap = true;
      at++;
      continue;
    }
    const start = at++;
    if (kind === SIGN) {
      tokens.push(message[start] as string);
      gaps.push(gap);
    } else {
      let digit = kind === DIGIT;
      for (; at < length; at++) {
        const next = classOf(message.charCodeAt(at));
        if (next === BLANK || next === SIGN) break;
        digit ||= next === DIGIT;
      }
      addWord(tokens, gaps, digit ? WILDCARD : message.slice(start, at), gap);
    }
    gap = false;
  }
  return { tokens, gaps };
}

function addWord(tokens: string[], gaps: boolean[], word: string, gap: boolean): void {
  const masked = word === WILDCARD || HEX.test(word) ? WILDCARD : word;
  const before = tokens[tokens.length - 1];
  if (masked === WILDCARD && before === WILDCARD) return;
  if (masked === WILDCARD && (before === ':' || before === ',') && tokens[tokens.length - 2] === WILDCARD) {
    tokens.pop();
    gaps.pop();
    return;
  }
  tokens.push(masked);
  gaps.push(gap);
}

/** The template as people read it. */
export function joinTokens({ tokens, gaps }: Tokens): string {
  let out = '';
  for (let i = 0; i < tokens.length; i++) out += (gaps[i] && out !== '' ? ' ' : '') + (tokens[i] ?? '');
  return out;
}

export { isSign };
