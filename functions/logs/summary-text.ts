import type { Endpoint, LogPattern, LogSummary, Minute } from '../model/log-summary.ts';
import { cut, visibleLine } from '../text/plain.ts';

const MOST_ENDPOINTS = 10;
const MOST_PATTERNS = 12;
const MOST_CLIENTS = 5;
const MOST_COLUMNS = 60;
const BARS = '▁▂▃▄▅▆▇█';

const n = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
const share = (part: number, of: number): string =>
  of === 0 ? '' : `${((100 * part) / of).toFixed(part * 100 < of * 10 ? 1 : 0)} %`;
function duration(ms: number | null): string {
  if (ms === null) return '';
  return ms >= 1000 ? `${Number((ms / 1000).toPrecision(3))} s` : `${ms} ms`;
}

/** A bar a minute, scaled to the highest; long logs are summed into at most 60 bars. */
function sparkline(values: readonly number[]): string {
  const step = Math.ceil(values.length / MOST_COLUMNS);
  const columns: number[] = [];
  for (let i = 0; i < values.length; i += step)
    columns.push(values.slice(i, i + step).reduce((sum, v) => sum + v, 0));
  const most = Math.max(1, ...columns);
  return columns.map((v) => BARS[Math.ceil((v / most) * (BARS.length - 1))]).join('');
}

const endpointLine = (e: Endpoint, errors: number): string => {
  const latency = e.p95 === null ? '' : `   p50 ${duration(e.p50)}, p95 ${duration(e.p95)}`;
  const failed = e.errors5xx > 0 ? `   ${share(e.errors5xx, errors)} of all 5xx` : '';
  return `  ${n(e.errors5xx).padStart(8)}${n(e.errors4xx).padStart(9)}${n(e.requests).padStart(11)}  ${e.method} ${e.path}${failed}${latency}`;
};

const patternLines = (p: LogPattern): string[] => [
  `  ${n(p.count).padStart(8)}  ${p.level.padEnd(7)} ${p.kind.padEnd(16)} ${cut(visibleLine(p.template), 200)}`,
  `            ${[p.first === '' ? '' : `${p.first} to ${p.last}`, p.peers.length === 0 ? '' : `names ${p.peers.join(', ')}`].filter((part) => part !== '').join('   ')}`,
];

function requestLines(summary: LogSummary): string[] {
  if (summary.requests === 0) return [];
  const errors = summary.endpoints.reduce((sum, e) => sum + e.errors5xx, 0);
  const counts = (record: Readonly<Record<string, number>>): string =>
    Object.entries(record)
      .sort((a, b) => b[1] - a[1])
      .map(([name, count]) => `${name} ${n(count)}`)
      .join(' · ');
  return [
    '',
    `REQUESTS  ${n(summary.requests)}, ${n(errors)} of them 5xx (${share(errors, summary.requests)})`,
    `  status  ${counts(summary.byStatus)}`,
    `  method  ${counts(summary.byMethod)}`,
    ...minuteLines(summary.minutes),
    '',
    'ENDPOINTS    5xx      4xx   requests',
    ...summary.endpoints.slice(0, MOST_ENDPOINTS).map((e) => endpointLine(e, errors)),
    ...more(summary.endpoints.length, MOST_ENDPOINTS),
    '',
    'CLIENTS',
    ...summary.clients
      .slice(0, MOST_CLIENTS)
      .map(
        (c) =>
          `  ${n(c.requests).padStart(8)}  ${c.client}  ${share(c.requests, summary.requests)}, ${n(c.errors4xx)} 4xx, ${c.kind}`,
      ),
    ...abuseLines(summary),
  ];
}

function minuteLines(minutes: readonly Minute[]): string[] {
  if (minutes.length < 2) return [];
  return [
    `  requests/min  ${sparkline(minutes.map((m) => m.requests))}`,
    `  5xx/min       ${sparkline(minutes.map((m) => m.errors5xx))}`,
  ];
}

function abuseLines({ abuse }: LogSummary): string[] {
  const limited = abuse.requests429 > 0 ? [`  ${n(abuse.requests429)} answers were 429`] : [];
  if (abuse.verdict === 'none' || abuse.verdict === 'unknown') return limited;
  return [...limited, `  ${abuse.verdict}: ${abuse.why.join('; ')}`];
}

const more = (all: number, shown: number): string[] =>
  all > shown ? [`  ... and ${n(all - shown)} more (--json)`] : [];

/** The summary as a person reads it in a terminal. */
export function summaryText(summary: LogSummary): string {
  const times = summary.first === '' ? 'no times' : `${summary.first} to ${summary.last}`;
  return [
    `${n(summary.lines)} lines (${summary.format === '' ? 'empty' : summary.format}), ${times}`,
    ...requestLines(summary),
    ...(summary.patterns.length === 0 ? [] : ['', 'PATTERNS']),
    ...summary.patterns.slice(0, MOST_PATTERNS).flatMap(patternLines),
    ...more(summary.patterns.length, MOST_PATTERNS),
    '',
  ]
    .map(visibleLine)
    .join('\n');
}
