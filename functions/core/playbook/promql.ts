const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * What is plainly wrong in a PromQL expression: brackets that do not match, a string that does not end. Strings and
 * comments as in https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals. null when neither.
 */
export function promqlFault(query: string): string | null {
  if (query.trim() === '') return 'must not be empty';
  const open: { bracket: string; at: number }[] = [];
  for (let at = 0; at < query.length; at += 1) {
    const character = query[at] ?? '';
    if (character === '#') {
      const end = query.indexOf('\n', at);
      at = end === -1 ? query.length : end;
    } else if (character === '"' || character === "'" || character === '`') {
      const end = stringEnd(query, at, character);
      if (end === -1) return `has a string that does not end, from character ${at + 1}`;
      at = end;
    } else if (character in CLOSES) {
      open.push({ bracket: character, at });
    } else if (character === ')' || character === ']' || character === '}') {
      const last = open.pop();
      if (last === undefined) return `has "${character}" at character ${at + 1} that nothing opened`;
      const expected = CLOSES[last.bracket];
      if (expected !== character)
        return `has "${character}" at character ${at + 1} where "${last.bracket}" of character ${last.at + 1} needs "${expected}"`;
    }
  }
  const left = open.at(-1);
  return left === undefined ? null : `has "${left.bracket}" at character ${left.at + 1} that is never closed`;
}

/** The index of the closing quote, -1 when there is none; backquotes know no escapes. */
function stringEnd(query: string, from: number, quote: string): number {
  for (let at = from + 1; at < query.length; at += 1) {
    if (query[at] === '\\' && quote !== '`') at += 1;
    else if (query[at] === quote) return at;
  }
  return -1;
}
