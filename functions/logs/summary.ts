import type { Client, LogPattern, LogSummary } from '../model/log-summary.ts';
import { redact } from '../redaction/redact.ts';
import { agentKind } from './agents.ts';
import type { ClientCount } from './clients.ts';
import { judgeTraffic } from './figures/abuse.ts';
import { byCount, mergeEndpoints } from './figures/merge.ts';
import type { LineGroups } from './line-groups.ts';
import { isoOf, type PatternTable } from './patterns.ts';
import type { Progress } from './progress.ts';
import type { Requests } from './requests.ts';

export interface Totals {
  readonly lines: number;
  readonly bytes: number;
  /** Epoch ms; NaN or infinite when no line had a time. */
  readonly first: number;
  readonly last: number;
  readonly formats: ReadonlyMap<string, number>;
}

const MAX_CLIENTS = 50;
const MAX_PATTERNS = 200;
/** A format with less than this share of the lines is a stray line's. */
const MIN_FORMAT_SHARE = 0.02;
const MAX_FORMATS = 4;

/** Whether patterns were made of every line, and which lines are whose where that was asked for. */
export interface PatternScope {
  readonly all: boolean;
  readonly groups?: LineGroups;
  /** What its lines tell of work. */
  readonly progress: Progress;
}

/** What is kept of a log: counts and redacted examples. */
export function summarise(
  totals: Totals,
  requests: Requests,
  patterns: PatternTable,
  { all, groups, progress }: PatternScope,
): LogSummary {
  const found = patterns.list(groups);
  const { total, clients } = requests.clients.top(MAX_CLIENTS);
  const shown = clients.map(describeClient);
  const endpoints = mergeEndpoints(requests.endpointList());
  const byStatus = requests.byStatus();
  return {
    format: formatName(totals),
    lines: totals.lines,
    bytes: totals.bytes,
    first: isoOf(totals.first),
    last: isoOf(totals.last),
    requests: requests.total,
    byStatus,
    byMethod: requests.byMethod(),
    endpoints,
    patterns: all ? found : [...found, ...failurePatterns(requests)].sort(byCount).slice(0, MAX_PATTERNS),
    clients: shown,
    minutes: requests.minutes.describe((method) => requests.methods.nameOf(method)),
    abuse: judgeTraffic({
      requests: requests.total,
      requests429: byStatus['429'] ?? 0,
      rateLimitLines: found.reduce((sum, p) => (p.kind === 'rate-limit' ? sum + p.count : sum), 0),
      distinctClients: total,
      clients: shown,
    }),
    ...progress.describe(),
  };
}

/** A client that asks for what only scanners ask for so often is one, whatever its agent says. */
const MIN_SCANS = 10;

function describeClient({ client, requests, errors4xx, scans, agent }: ClientCount): Client {
  const said = agentKind(agent);
  return {
    client: redact(client),
    requests,
    errors4xx,
    agent: redact(agent),
    kind: scans >= MIN_SCANS && said !== 'monitoring' ? 'scanner' : said,
    ...(scans === 0 ? {} : { scans }),
  };
}

/** 5xx answers in access lines are a pattern a route and status. */
function failurePatterns(requests: Requests): LogPattern[] {
  const merged = new Map<string, LogPattern>();
  for (const failure of requests.failureList()) {
    const template = `${failure.method} ${failure.path} ${failure.status}`;
    const known = merged.get(template);
    const first = isoOf(failure.first * 1000);
    const last = isoOf(failure.last * 1000);
    merged.set(template, {
      template,
      count: failure.count + (known?.count ?? 0),
      first: known === undefined || (first !== '' && first < known.first) ? first : known.first,
      last: known === undefined || last > known.last ? last : known.last,
      level: 'error',
      kind: 'http-5xx',
      peers: [],
      example: template,
      minutes: known === undefined ? failure.minutes : addMinutes(known.minutes, failure.minutes),
    });
  }
  return [...merged.values()];
}

function addMinutes(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [minute, n] of Object.entries(b)) sum[minute] = (sum[minute] ?? 0) + n;
  return sum;
}

function formatName({ formats, lines }: Totals): string {
  return [...formats]
    .filter(([name, n]) => name !== '' && n >= lines * MIN_FORMAT_SHARE)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MAX_FORMATS)
    .map(([name]) => name)
    .join(', ');
}
