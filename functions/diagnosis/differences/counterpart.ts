import type { LogPattern } from '../../model/log-summary.ts';
import { refKey } from '../../model/object-ref.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

/** A called workload whose own log has a caller's message. */
export interface Counterpart {
  readonly server: Workload;
  /** The server's lines. */
  readonly pattern: LogPattern;
}

/** Words that make a message its own: short ones and levels are in any line. */
const WORD = /[A-Za-z][A-Za-z_-]{3,}/g;
const ANY_LINE = new Set([
  'error',
  'errors',
  'failed',
  'failure',
  'fatal',
  'with',
  'while',
  'from',
  'request',
]);
/** Words that two lines must share, and the share of the shorter one's that those must be. */
const MIN_WORDS = 3;
const MIN_SHARE = 0.75;
/** Share of the caller's minutes in which the server said it as well. */
const MIN_TOGETHER = 0.5;

/**
 * Where exactly one of the workloads that another calls, directly or over others, logs the same message in the same
 * minutes, that one is where it comes from, whatever the words: a caller passes on what its server says. undefined
 * where none or several do.
 */
export function counterpartOf(
  view: ClusterView,
  caller: Workload,
  said: Pick<LogPattern, 'example' | 'minutes'>,
): Counterpart | undefined {
  const found = view.calls.calleesOf(caller.ref).flatMap((ref): readonly Counterpart[] => {
    const server = view.owners.byKey.get(refKey(ref));
    const pattern = server && sameSaid(view, server, said);
    return server && pattern ? [{ server, pattern }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

const sameSaid = (
  view: ClusterView,
  server: Workload,
  said: Pick<LogPattern, 'example' | 'minutes'>,
): LogPattern | undefined =>
  view.logs
    .of(server)
    .flatMap(({ summary }) => summary.patterns)
    .filter((pattern) => isSameMessage(pattern.example, said.example) && isTogether(said, pattern))
    .toSorted((a, b) => b.count - a.count)[0];

/** Whether one line passes on the other's message: nearly all words of the shorter one are in the longer one. */
function isSameMessage(a: string, b: string): boolean {
  const [mine, theirs] = [wordsOf(a), wordsOf(b)];
  const shared = [...mine].filter((word) => theirs.has(word)).length;
  return shared >= MIN_WORDS && shared >= Math.min(mine.size, theirs.size) * MIN_SHARE;
}

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(WORD)].map(([word]) => word.toLowerCase()).filter((word) => !ANY_LINE.has(word)));

function isTogether(caller: Pick<LogPattern, 'minutes'>, server: Pick<LogPattern, 'minutes'>): boolean {
  const minutes = Object.keys(caller.minutes);
  const together = minutes.filter((minute) => (server.minutes[minute] ?? 0) > 0).length;
  return minutes.length > 0 && together >= minutes.length * MIN_TOGETHER;
}
