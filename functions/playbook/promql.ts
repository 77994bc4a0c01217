const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CLOSING = Object.values(CLOSES);
const QUOTES = ['"', "'", '`'];

/** A bracket that waits for its other half. */
interface Open {
  readonly bracket: string;
  readonly at: number;
}

/**
 * What is plainly wrong in a PromQL expression: brackets that do not match, a string that does not end. Strings and
 * comments as in https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals. null when neither.
 */
export function promqlFault(query: string): string | null {
  if (query.trim() === '') return 'must not be empty';
  const open: Open[] = [];
  for (let at = 0; at < query.length; at += 1) {
    const character = query[at] ?? '';
    if (character === '#') at = lineEnd(query, at);
    else if (QUOTES.includes(character)) {
      const end = stringEnd(query, at, character);
      if (end === -1) return `has a string that does not end, from character ${at + 1}`;
      at = end;
    } else {
      const fault = bracketFault(character, at, open);
      if (fault !== null) return fault;
    }
  }
  const left = open.at(-1);
  return left === undefined ? null : `has "${left.bracket}" at character ${left.at + 1} that is never closed`;
}

/** Opens or closes a bracket where the character is one; null when nothing is wrong with it. */
function bracketFault(character: string, at: number, open: Open[]): string | null {
  if (character in CLOSES) open.push({ bracket: character, at });
  if (!CLOSING.includes(character)) return null;
  const last = open.pop();
  if (last === undefined) return `has "${character}" at character ${at + 1} that nothing opened`;
  const expected = CLOSES[last.bracket];
  return expected === character
    ? null
    : `has "${character}" at character ${at + 1} where "${last.bracket}" of character ${last.at + 1} needs "${expected}"`;
}

function lineEnd(query: string, from: number): number {
  const end = query.indexOf('\n', from);
  return end === -1 ? query.length : end;
}

/** The index of the closing quote, -1 when there is none; backquotes know no escapes. */
function stringEnd(query: string, from: number, quote: string): number {
  for (let at = from + 1; at < query.length; at += 1) {
    if (query[at] === '\\' && quote !== '`') at += 1;
    else if (query[at] === quote) return at;
  }
  return -1;
}
