import type { LogLevel, LogPattern } from '../../../model/log-summary.ts';
import { anyOf } from '../../../text/any-of.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { calledNames } from './peer-names.ts';

/** What a workload's logs say, as one text to match against: the lines of a crash are short of context otherwise. */
export interface Saying {
  readonly text: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly pods: number;
  /** Whom they may have called (`calledNames`). */
  readonly peers: readonly string[];
  readonly level: LogLevel;
  readonly source: 'pattern' | 'tail';
}

/** The patterns and last lines of a workload's logs that match, most frequent first. */
export function saying(
  view: ClusterView,
  workload: Workload,
  expression: { readonly test: (text: string) => boolean },
): readonly Saying[] {
  const found = new Map<string, Saying & { podNames: Set<string> }>();
  for (const log of view.logs.of(workload)) {
    const add = (key: string, entry: Omit<Saying, 'pods'>): void => {
      const known = found.get(key);
      const podNames = (known?.podNames ?? new Set<string>()).add(log.pod);
      found.set(key, {
        ...entry,
        count: (known?.count ?? 0) + entry.count,
        first: earlier(known?.first, entry.first),
        last: later(known?.last, entry.last),
        peers: known?.peers.length ? known.peers : entry.peers,
        podNames,
        pods: podNames.size,
      });
    };
    for (const pattern of log.summary.patterns)
      if (expression.test(pattern.example))
        add(pattern.template, ofPattern(pattern, calledNames(view, workload, pattern.peers)));
    if (log.summary.patterns.some(({ example }) => expression.test(example))) continue;
    for (const line of log.tail)
      if (expression.test(line) && !isOrdinary(line))
        add(line, { text: line, count: 1, first: '', last: '', peers: [], level: 'unknown', source: 'tail' });
  }
  return [...found.values()].map(({ podNames: _, ...rest }) => rest).sort((a, b) => b.count - a.count);
}

const ofPattern = (pattern: LogPattern, peers: readonly string[]): Omit<Saying, 'pods'> => ({
  text: pattern.example,
  count: pattern.count,
  first: pattern.first,
  last: pattern.last,
  peers,
  level: pattern.level,
  source: 'pattern',
});

const earlier = (a: string | undefined, b: string): string => (a && (b === '' || a < b) ? a : b);
const later = (a: string | undefined, b: string): string => (a && a > b ? a : b);

const SAYS_ORDINARY = anyOf(
  [
    /"level":\s?(?:10|20|30)\b/,
    /"(?:level|severity|lvl)":\s?"(?:trace|debug|info|notice)"/,
    /\blevel=(?:trace|debug|info)\b/,
    /(?:^|[\s[])(?:INFO|DEBUG|TRACE|NOTICE)(?:[\s\]:]|$)/,
  ],
  'i',
);

/** A line that its own logger calls information: pino's and bunyan's numbers up to 30, or the word. */
const isOrdinary = (line: string): boolean => SAYS_ORDINARY.test(line) && !/\b(?:ERROR|FATAL)\b/.test(line);

const QUOTE_CHARS = 160;

/** A log line for a note: one line of at most `max` characters. */
export function quote(text: string, max = QUOTE_CHARS): string {
  const line = unopened(messageOf(text).replace(/\s+/g, ' ').trim().replace(STAMP, ''));
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}

/** When a line was written, and by which process: the note says when beside it. */
const STAMP =
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?\]?:? (?:\[\d{1,7}\] )?/;

/** The end of a message that stood in quotes or brackets goes with them: `i/o timeout"`. */
function unopened(line: string): string {
  const pairs: Readonly<Record<string, string>> = { '"': '"', "'": "'", ')': '(', ']': '[', '}': '{' };
  let rest = line;
  for (;;) {
    const last = rest.at(-1) ?? '';
    const opener = pairs[last];
    if (opener === undefined) return rest;
    const closed = rest.split(last).length - 1;
    const opened = opener === last ? closed - (closed % 2) : rest.split(opener).length - 1;
    if (opened >= closed) return rest;
    rest = rest.slice(0, -1).trimEnd();
  }
}

/** What a JSON line says: its message, and its error's; the line itself where it is none. */
function messageOf(text: string): string {
  if (!text.startsWith('{')) return text;
  try {
    const parsed: unknown = JSON.parse(text);
    const fields = parsed as Readonly<Record<string, unknown>>;
    const error = (fields.err ?? fields.error ?? fields.exception) as
      | { readonly message?: unknown }
      | string
      | undefined;
    const parts = [fields.msg ?? fields.message, typeof error === 'string' ? error : error?.message];
    return parts.filter((part) => typeof part === 'string' && part !== '').join(': ') || text;
  } catch {
    return text;
  }
}
