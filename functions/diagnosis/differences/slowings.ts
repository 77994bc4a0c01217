import { onsetIn } from '../../logs/figures/rise.ts';
import { type LatencyPart, partBound, partsQuantile } from '../../model/latency.ts';
import type { Endpoint, Wait } from '../../model/log-summary.ts';
import { currentSummary } from '../view/current-logs.ts';
import { perView } from '../view/memo.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

/** When durations left their level: ms UTC, ± ms; medians and 95th percentiles on either side, ms. */
export interface Slowed {
  readonly since: number;
  readonly uncertaintyMs: number;
  readonly before: Level;
  readonly after: Level;
}

interface Level {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
}

export type Moment = Pick<Slowed, 'since' | 'uncertaintyMs'>;

/** A workload whose requests take longer than they did, or that says so of what it waits for. */
export interface Slowing {
  readonly workload: Workload;
  /** Its endpoints that became slow, the one with most time lost first. */
  readonly endpoints: readonly (Slowed & { readonly endpoint: Endpoint })[];
  /** Its other endpoints, of which enough was seen on both sides. */
  readonly quick: readonly Endpoint[];
  /** What it says took longer. */
  readonly waits: readonly (Slowed & { readonly wait: Wait })[];
  readonly since: number;
  readonly uncertaintyMs: number;
}

const MINUTE_MS = 60_000;
/** Durations that make a level, on either side. */
const MIN_DURATIONS = 10;
/** What is slow takes so many times the usual median, more than the slow end of the usual, and so much longer, ms. */
const TIMES = 3;
const TAIL_TIMES = 1.5;
const MORE_MS = 250;
/** The share that is slow: since then at least, and before at most. */
const SLOW_SHARE = 0.25;
const USUAL_SHARE = 0.05;
/** A level that grew by more than this while it was the usual one is none: time since a start, a backlog. */
const STEADY = 1.5;
/** What was slow longer ago than this, before the newest duration, has ended, ms. */
const ENDED_MS = 3 * MINUTE_MS;
/** More failures than this and it is an error, not slowness. */
const MAX_FAILED = 0.2;

/** The workloads that became slow, by their requests and by what they say of their calls. */
export const slowingsOf = perView((view): readonly Slowing[] =>
  view.workloads.flatMap((workload) => {
    const { endpoints, waits = [] } = currentSummary(view, workload);
    const served = endpoints.filter(({ requests, errors5xx }) => errors5xx <= requests * MAX_FAILED);
    const slow = served
      .flatMap((endpoint) => withSlowed({ endpoint }, endpoint.latencyParts ?? []))
      .toSorted((a, b) => lostBy(b) - lostBy(a));
    const waited = waits
      .flatMap((wait) => withSlowed({ wait }, wait.parts))
      .toSorted((a, b) => lostBy(b) - lostBy(a));
    const [first] = [...slow, ...waited];
    if (!first) return [];
    const { since, uncertaintyMs } = first;
    const isQuick = ({ latencyParts = [] }: Endpoint): boolean => isAsBefore(latencyParts, first);
    const quick = served.filter((one) => !slow.some(({ endpoint }) => endpoint === one) && isQuick(one));
    return [{ workload, endpoints: slow, quick, waits: waited, since, uncertaintyMs }];
  }),
);

const withSlowed = <One>(one: One, parts: readonly LatencyPart[]): readonly (One & Slowed)[] => {
  const slowed = slowedIn(parts);
  return slowed ? [{ ...one, ...slowed }] : [];
};

const lostBy = ({ before, after }: Slowed): number => (after.p50 - before.p50) * after.count;

/** A workload's requests over all endpoints, on both sides of a moment; undefined where one side has too few. */
export function answersAround(
  view: ClusterView,
  workload: Workload,
  moment: Moment,
): Pick<Slowed, 'before' | 'after'> | undefined {
  const { endpoints } = currentSummary(view, workload);
  return levelsAround(
    endpoints.flatMap(({ latencyParts = [] }) => latencyParts),
    moment,
  );
}

/** Whether levels on both sides of a moment are about the same. */
export const areAlike = ({ before, after }: Pick<Slowed, 'before' | 'after'>): boolean =>
  after.p50 < before.p50 * STEADY + MORE_MS / 10 && after.p95 < before.p95 * TIMES + MORE_MS;

const isAsBefore = (parts: readonly LatencyPart[], moment: Moment): boolean => {
  const levels = levelsAround(parts, moment);
  return levels !== undefined && areAlike(levels);
};

function levelsAround(
  parts: readonly LatencyPart[],
  { since }: Moment,
): Pick<Slowed, 'before' | 'after'> | undefined {
  const before = levelOf(parts.filter((part) => endOf(part) <= since));
  const after = levelOf(parts.filter(({ from }) => from * MINUTE_MS >= since));
  return before && after ? { before, after } : undefined;
}

const endOf = ({ from, minutes }: LatencyPart): number => (from + minutes) * MINUTE_MS;

function levelOf(parts: readonly LatencyPart[]): Level | undefined {
  const [p50, p95] = [0.5, 0.95].map((q) => partsQuantile(parts, q, MIN_DURATIONS));
  return p50 == null || p95 == null ? undefined : { count: countIn(parts), p50, p95 };
}

const countIn = (parts: readonly LatencyPart[], above = Number.NEGATIVE_INFINITY): number =>
  parts
    .flatMap(({ counts }) => counts)
    .reduce((sum, [bucket, count]) => (partBound(bucket) >= above ? sum + count : sum), 0);

/**
 * When durations became longer: the split of the minutes into two rates of long ones that is no chance (`onsetIn`), where
 * long is what the first of them hardly ever were. undefined where they did not, where nothing is known of the time
 * before, where it ended, and where they had been growing all along.
 */
export function slowedIn(parts: readonly LatencyPart[]): Slowed | undefined {
  if (parts.length === 0) return undefined;
  const width = Math.max(1, ...parts.map(({ minutes }) => minutes));
  const at = ({ from }: LatencyPart): number => Math.floor(from / width);
  const [first, last] = [Math.min(...parts.map(at)), Math.max(...parts.map(at))];
  const usual = baselineIn(parts, at, first, last);
  if (!usual) return undefined;
  const long = Math.max(usual.p50 * TIMES, usual.p95 * TAIL_TIMES, usual.p50 + MORE_MS);
  const counts: Record<string, number> = {};
  for (const part of parts) counts[at(part)] = (counts[at(part)] ?? 0) + countIn([part], long);
  const found = onsetIn(counts, first, last);
  if (!found) return undefined;
  const split = first + found.minutesBefore;
  const [head, tail] = [parts.filter((part) => at(part) < split), parts.filter((part) => at(part) >= split)];
  const [before, after] = [levelOf(head), levelOf(tail)];
  if (!before || !after || !isSteady(head, at)) return undefined;
  if (countIn(head, long) > before.count * USUAL_SHARE || countIn(tail, long) < after.count * SLOW_SHARE)
    return undefined;
  if (!goesOn(tail, long)) return undefined;
  const uncertaintyMs = found.uncertaintyMs * width;
  return { since: split * width * MINUTE_MS, uncertaintyMs, before, after };
}

/** The stretches that a log begins with, up to a quarter of them, or as many as it takes, up to half. */
function baselineIn(
  parts: readonly LatencyPart[],
  at: (part: LatencyPart) => number,
  first: number,
  last: number,
): Level | undefined {
  const length = last - first + 1;
  for (let stretches = Math.ceil(length / 4); stretches <= length / 2; stretches += 1) {
    const level = levelOf(parts.filter((part) => at(part) < first + stretches));
    if (level) return level;
  }
  return undefined;
}

function isSteady(head: readonly LatencyPart[], at: (part: LatencyPart) => number): boolean {
  const places = head.map(at);
  const middle = (Math.min(...places) + Math.max(...places) + 1) / 2;
  const [early, late] = [head.filter((part) => at(part) < middle), head.filter((part) => at(part) >= middle)];
  const [from, to] = [early, late].map((half) => partsQuantile(half, 0.5, 1));
  return from == null || to == null || to <= from * STEADY + MORE_MS / 10;
}

/** Whether the newest stretches still have the share of long ones. */
function goesOn(tail: readonly LatencyPart[], long: number): boolean {
  const end = Math.max(...tail.map(endOf));
  const newest = tail.filter((part) => end - endOf(part) < ENDED_MS);
  return countIn(newest, long) >= countIn(newest) * SLOW_SHARE;
}

/** Whether two began within each other's interval, or a minute: minutes are the finest stretches. */
export const areTogether = (a: Moment, b: Moment): boolean =>
  Math.abs(a.since - b.since) <= Math.max(a.uncertaintyMs, b.uncertaintyMs, MINUTE_MS);
