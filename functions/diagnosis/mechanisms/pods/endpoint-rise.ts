import { mergeSummaries } from '../../../logs/figures/merge.ts';
import { onsetIn } from '../../../logs/figures/rise.ts';
import type { Endpoint } from '../../../model/log-summary.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

const MINUTE_MS = 60_000;
/** One endpoint is called this many times as often as before, while all others together are called less than twice. */
const RISE = 3;
const OTHERS = 2;
/** Fewer requests a minute than this feed nothing. */
const MIN_RATE = 10;

/**
 * The endpoint that was called much more often, or at all, from some minute before `until` (ms) on, while the others
 * were called as before; undefined where there is none. It is what changed for the program, and proves
 * nothing more. Read off the runs that ended as well: requests that brought a container down are in its previous log.
 */
export function endpointRise(
  view: ClusterView,
  workload: Workload,
  until: number,
): Statement<'endpoint-rose'> | undefined {
  const { endpoints } = mergeSummaries(view.logs.of(workload).map(({ summary }) => summary));
  // Stretches of different length are compared in the longest of them.
  const width = Math.max(1, ...endpoints.flatMap(partsOf).map(({ minutes }) => minutes));
  const last = Math.floor(until / MINUTE_MS / width);
  const counted = endpoints.map((endpoint) => ({ endpoint, counts: countsOf(endpoint, width, last) }));
  const all = addUp(counted.map(({ counts }) => counts));
  const first = Math.min(...Object.keys(all).map(Number));
  const rises = counted.flatMap(({ endpoint, counts }) => {
    const found = onsetIn(counts, first, last);
    if (!found || found.after < Math.max(found.before * RISE, MIN_RATE * width)) return [];
    const from = first + found.minutesBefore;
    const others = rate(all, from, last) - found.after;
    const othersBefore = rate(all, first, from - 1) - found.before;
    return othersBefore > 0 && others < othersBefore * OTHERS ? [{ endpoint, found, from }] : [];
  });
  const most = rises.sort((a, b) => b.found.after - a.found.after)[0];
  if (!most) return undefined;
  const { endpoint, found, from } = most;
  return {
    says: 'endpoint-rose',
    endpoint: `${endpoint.method} ${endpoint.path}`,
    before: found.before / width,
    since: found.after / width,
    from: from * width * MINUTE_MS,
  };
}

const partsOf = ({ latencyParts = [] }: Endpoint) => latencyParts;

/** Requests by stretch, up to the last one that counts. */
function countsOf(endpoint: Endpoint, width: number, last: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { from, counts: buckets } of partsOf(endpoint)) {
    const key = Math.floor(from / width);
    if (key <= last) counts[key] = (counts[key] ?? 0) + buckets.reduce((sum, [, n]) => sum + n, 0);
  }
  return counts;
}

function addUp(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) for (const [key, n] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + n;
  return sum;
}

/** Requests a stretch, from `from` to `to`. */
function rate(counts: Readonly<Record<string, number>>, from: number, to: number): number {
  const total = Object.entries(counts).reduce(
    (sum, [key, n]) => (Number(key) >= from && Number(key) <= to ? sum + n : sum),
    0,
  );
  return total / Math.max(1, to - from + 1);
}
