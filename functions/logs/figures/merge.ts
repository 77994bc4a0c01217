import { compare } from '../../model/canonical.ts';
import { type LatencyCounts, latencyQuantile, mergeLatency, mergeParts } from '../../model/latency.ts';
import type {
  Abuse,
  Client,
  Endpoint,
  Gauge,
  LogLevel,
  LogPattern,
  LogSummary,
  Minute,
  Wait,
} from '../../model/log-summary.ts';
import { judgeTraffic } from './abuse.ts';

/** A summary of nothing. */
export const EMPTY_SUMMARY: LogSummary = {
  format: '',
  lines: 0,
  bytes: 0,
  first: '',
  last: '',
  requests: 0,
  byStatus: {},
  byMethod: {},
  endpoints: [],
  patterns: [],
  clients: [],
  minutes: [],
  abuse: { verdict: 'unknown', why: [], requests429: 0, rateLimitLines: 0 },
};

/** What all logs say together. Order does not matter; lists are sorted as in a single summary. */
export function mergeSummaries(summaries: readonly LogSummary[]): LogSummary {
  const [first] = summaries;
  if (first === undefined) return EMPTY_SUMMARY;
  if (summaries.length === 1) return first;
  const formats = [...new Set(summaries.flatMap(({ format }) => format.split(', ')).filter((f) => f !== ''))];
  const clients = mergeClients(summaries.flatMap((s) => s.clients));
  return {
    format: formats.sort().join(', '),
    lines: sum(summaries, (s) => s.lines),
    bytes: sum(summaries, (s) => s.bytes),
    first: earliest(summaries.map((s) => s.first)),
    last: latest(summaries.map((s) => s.last)),
    requests: sum(summaries, (s) => s.requests),
    byStatus: addCounts(summaries.map((s) => s.byStatus)),
    byMethod: addCounts(summaries.map((s) => s.byMethod)),
    endpoints: mergeEndpoints(summaries.flatMap((s) => s.endpoints)),
    patterns: mergePatterns(summaries.flatMap((s) => s.patterns)),
    clients,
    minutes: mergeMinutes(summaries.flatMap((s) => s.minutes)),
    abuse: mergeAbuse(summaries, clients),
    ...mergeProgress(summaries),
    ...mergeWaits(summaries.flatMap(({ waits = [] }) => waits)),
  };
}

/** What several pods say of one queue is one number, and the highest of what each says of its own part tells of it. */
function mergeProgress(summaries: readonly LogSummary[]): Pick<LogSummary, 'work' | 'waiting'> {
  const work = addCounts(summaries.flatMap(({ work: lines }) => (lines ? [lines] : [])));
  const waiting = group(
    summaries.flatMap((summary) => summary.waiting ?? []),
    ({ name }) => name,
  )
    .map(highest)
    .sort((a, b) => compare(a.name, b.name));
  return {
    ...(Object.keys(work).length === 0 ? {} : { work }),
    ...(waiting.length === 0 ? {} : { waiting }),
  };
}

function highest(same: readonly Gauge[]): Gauge {
  const minutes = new Map<string, number>();
  for (const gauge of same)
    for (const [minute, value] of Object.entries(gauge.minutes))
      minutes.set(minute, Math.max(minutes.get(minute) ?? value, value));
  return {
    name: same[0]?.name ?? '',
    minutes: Object.fromEntries([...minutes].sort(([a], [b]) => compare(a, b))),
  };
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
/** '' stands for no time. */
export const earliest = (times: readonly string[]): string =>
  times.reduce((a, b) => (b !== '' && (a === '' || b < a) ? b : a), '');
export const latest = (times: readonly string[]): string => times.toSorted().at(-1) ?? '';

/** Adds counts by key; the keys come out sorted, so that equal sums are equal objects. */
export function addCounts(parts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total = new Map<string, number>();
  for (const part of parts)
    for (const [key, count] of Object.entries(part)) total.set(key, (total.get(key) ?? 0) + count);
  return Object.fromEntries([...total].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function group<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known === undefined) groups.set(key(item), [item]);
    else known.push(item);
  }
  return [...groups.values()];
}

/** Most failures first, then most requests, then by name. */
const byFailures = (a: Endpoint, b: Endpoint): number =>
  b.errors5xx - a.errors5xx ||
  b.requests - a.requests ||
  (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1);

/** Endpoints of the same method and path as one, sorted. */
export function mergeEndpoints(endpoints: readonly Endpoint[]): Endpoint[] {
  return group(endpoints, (e) => `${e.method} ${e.path}`)
    .map(mergeEndpoint)
    .sort(byFailures);
}

function mergeEndpoint(same: readonly Endpoint[]): Endpoint {
  const [first] = same as readonly [Endpoint, ...Endpoint[]];
  const latency = mergeLatency(same.map((e) => e.latency ?? approximate(e)));
  const latencyParts = mergeParts(same.flatMap((e) => e.latencyParts ?? []));
  return {
    method: first.method,
    path: first.path,
    requests: sum(same, (e) => e.requests),
    errors5xx: sum(same, (e) => e.errors5xx),
    errors4xx: sum(same, (e) => e.errors4xx),
    p50: latencyQuantile(latency, 0.5),
    p95: latencyQuantile(latency, 0.95),
    byStatus: addCounts(same.map((e) => e.byStatus)),
    ...(latency.length === 0 ? {} : { latency }),
    ...(latencyParts.length === 0 ? {} : { latencyParts }),
  };
}

/** An endpoint without buckets cannot take part in a merged quantile. */
const approximate = (_: Endpoint): LatencyCounts => [];

/** Lines of one kind as one; a kind keeps the example of its first log. */
function mergeWaits(all: readonly Wait[]): Pick<LogSummary, 'waits'> {
  const waits = group(all, ({ template }) => template).map((same) => ({
    ...(same[0] as Wait),
    parts: mergeParts(same.flatMap(({ parts }) => parts)),
  }));
  return waits.length === 0 ? {} : { waits };
}

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'unknown'];
const MAX_PEERS = 5;

function mergePatterns(patterns: readonly LogPattern[]): LogPattern[] {
  return group(patterns, (p) => `${p.kind} ${p.template}`)
    .map((same) => {
      const biggest = same.reduce((a, b) => (b.count > a.count ? b : a));
      const level = LEVELS.find((l) => same.some((p) => p.level === l)) ?? 'unknown';
      return {
        ...biggest,
        level,
        count: sum(same, (p) => p.count),
        first: earliest(same.map((p) => p.first)),
        last: latest(same.map((p) => p.last)),
        peers: [...new Set([...same].sort((a, b) => b.count - a.count).flatMap((p) => p.peers))].slice(
          0,
          MAX_PEERS,
        ),
        minutes: addCounts(same.map((p) => p.minutes)),
      };
    })
    .sort(byCount);
}

/** Most frequent first, then by template. */
export const byCount = (a: LogPattern, b: LogPattern): number =>
  b.count - a.count || compare(a.template, b.template);

function mergeClients(clients: readonly Client[]): Client[] {
  return group(clients, (c) => c.client)
    .map((same) => {
      const biggest = same.reduce((a, b) => (b.requests > a.requests ? b : a));
      const scans = sum(same, (c) => c.scans ?? 0);
      return {
        ...biggest,
        requests: sum(same, (c) => c.requests),
        errors4xx: sum(same, (c) => c.errors4xx),
        ...(scans === 0 ? {} : { scans }),
      };
    })
    .sort((a, b) => b.requests - a.requests || (a.client < b.client ? -1 : 1));
}

function mergeMinutes(minutes: readonly Minute[]): Minute[] {
  return group(minutes, (m) => m.at)
    .map((same) => ({
      at: (same[0] as Minute).at,
      requests: sum(same, (m) => m.requests),
      errors5xx: sum(same, (m) => m.errors5xx),
      errors4xx: sum(same, (m) => m.errors4xx),
      byMethod: addCounts(same.map((m) => m.byMethod)),
    }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Judged anew over all: a client that is small in each log may be the largest of them. */
function mergeAbuse(all: readonly LogSummary[], clients: readonly Client[]): Abuse {
  return judgeTraffic({
    requests: sum(all, (s) => s.requests),
    requests429: sum(all, (s) => s.abuse.requests429),
    rateLimitLines: sum(all, (s) => s.abuse.rateLimitLines),
    distinctClients: clients.length,
    clients,
  });
}
