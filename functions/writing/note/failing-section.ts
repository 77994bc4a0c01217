import { sinceOnset } from '../../diagnosis/recovery/since-onset.ts';
import { BACKGROUND_ERROR_SHARE } from '../../model/background.ts';
import { compare } from '../../model/canonical.ts';
import type { Endpoint } from '../../model/log-summary.ts';
import { present } from '../../model/present.ts';
import type { Report, Traffic } from '../../model/report.ts';
import { stoppedFailing } from '../../model/stopped.ts';
import type { Check, Playbook } from '../../playbook/playbook.ts';
import { clockNear, duration, percent, plural, thousands } from '../../text/format.ts';
import { plainLine } from '../../text/plain.ts';
import type { NoteAlert } from './context.ts';
import { type Line, line, plain } from './line.ts';
import { errorSparkline } from './sparkline.ts';

const MAX_ENDPOINTS = 5;
const MAX_PATH_CHARS = 60;
const MAX_KINDS = 5;
const MAX_SLOW = 3;
/** Bars of fewer errors than these show chance. */
const MIN_PLOTTED = 5;

/** What fails for users: error share with its window and pods, the endpoints, error kinds, traffic. */
export function failingSection(
  report: Report,
  alert: NoteAlert | undefined,
  playbook: Playbook,
): readonly Line[] {
  const { traffic } = report;
  if (traffic === null) return [];
  const failing = report.endpoints
    .filter((endpoint) => endpoint.errors5xx > 0)
    .toSorted((a, b) => b.errors5xx - a.errors5xx);
  return [
    headline(report, traffic, alert, playbook),
    ...[
      ...endpointLines(failing, report, traffic),
      ...gaveUpLines(report),
      ...(checksOf(alert, playbook).includes('latency') ? slowLines(report) : []),
      ...kindLines(report),
      ...trafficLines(traffic),
    ].map(plain),
  ];
}

/** What the playbook says that this alert is about. */
export const checksOf = (alert: NoteAlert | undefined, playbook: Playbook): readonly Check[] =>
  playbook.alerts.find(({ name }) => name === alert?.name)?.checks ?? [];

/** Endpoints with durations, slowest first at the 95th percentile. */
export const slowestEndpoints = (report: Report): readonly Endpoint[] =>
  report.endpoints.filter(({ p95 }) => p95 !== null).toSorted((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0));

function slowLines(report: Report): string[] {
  return slowestEndpoints(report)
    .slice(0, MAX_SLOW)
    .map(({ method, path, p50, p95, p95Before, requests }) => {
      const before = typeof p95Before === 'number' ? ` (before ${duration(p95Before)})` : '';
      const route = `${plainLine(method, 10)} ${plainLine(path, MAX_PATH_CHARS)}`;
      return `  slow  p95 ${duration(p95 ?? 0)}${before}, p50 ${duration(p50 ?? 0)}  ${route}   ${plural(requests, 'request')}`;
    });
}

function headline(report: Report, traffic: Traffic, alert: NoteAlert | undefined, playbook: Playbook): Line {
  const pods = `${traffic.podsRead} of ${plural(traffic.podsTotal, 'pod')}`;
  const threshold = thresholdText(alert, playbook);
  if (traffic.requests === 0)
    return line('section', 'REQUESTS', `  not seen: no request lines in the logs of ${pods}${threshold}`);
  const onset = sinceOnset(report);
  const counted = onset ?? traffic;
  const span =
    onset === undefined ? windowText(report, traffic) : `since ${clockNear(onset.from, report.window.to)}`;
  const bars = traffic.errors5xx >= MIN_PLOTTED ? errorSparkline(traffic.minutes) : '';
  const share = `${percent(counted.errors5xx, counted.requests)} of ${plural(counted.requests, 'request')}`;
  const rest = `${threshold}, ${pods}${bars === '' ? '' : `   5xx/min ${bars}`}`;
  if (counted.errors5xx / Math.max(1, counted.requests) < BACKGROUND_ERROR_SHARE)
    return line('section', 'REQUESTS', `  ${share} failed ${span}${rest}`);
  const stopped = stoppedFailing(traffic.minutes);
  return stopped === undefined
    ? line('warning', 'FAILING', `  ${share} ${span}${rest}`)
    : line(
        'warning',
        'FAILED',
        `  ${share} ${span}, none since ${clockNear(new Date(stopped).toISOString(), report.window.to)}${rest}`,
      );
}

function windowText(report: Report, traffic: Traffic): string {
  const { from, to } = traffic.window ?? report.window;
  const [first, last] = [clockNear(from, report.window.to), clockNear(to, report.window.to)];
  return first === last ? `at ${last}` : `${first} to ${last}`;
}

/** " (alert: > 5 % for 5 min, 9.7 % when it fired)": what the alert promises and what it said. */
function thresholdText(alert: NoteAlert | undefined, playbook: Playbook): string {
  if (alert === undefined) return '';
  const threshold = playbook.alerts.find((entry) => entry.name === alert.name)?.threshold;
  const parts = present(
    threshold !== undefined && threshold,
    alert.value !== undefined && alert.value !== '' && `${alert.value} when it fired`,
  );
  return parts.length === 0 ? '' : ` (alert: ${plainLine(parts.join(', '), 100)})`;
}

function endpointLines(failing: readonly Endpoint[], report: Report, traffic: Traffic): string[] {
  const shown = failing.slice(0, MAX_ENDPOINTS);
  const width = Math.max(5, ...shown.map((endpoint) => thousands(endpoint.errors5xx).length));
  const lines = shown.map((endpoint) => endpointLine(endpoint, width));
  const rest = failing.slice(MAX_ENDPOINTS);
  if (rest.length > 0) {
    const errors = rest.reduce((sum, endpoint) => sum + endpoint.errors5xx, 0);
    lines.push(`  ${thousands(errors).padStart(width)}  5xx  on ${plural(rest.length, 'other endpoint')}`);
  }
  const onset = sinceOnset(report);
  const differs = onset !== undefined && onset.requests !== traffic.requests && lines.length > 0;
  return differs ? [`  by endpoint, in all logs read, ${windowText(report, traffic)}:`, ...lines] : lines;
}

function endpointLine(endpoint: Endpoint, width: number): string {
  const status = worstStatus(endpoint);
  const before = endpoint.p95Before ?? null;
  const p95 =
    endpoint.p95 === null
      ? ''
      : `, p95 ${duration(endpoint.p95)}${before === null ? '' : ` (before ${duration(before)})`}`;
  const route = `${plainLine(endpoint.method, 10)} ${plainLine(endpoint.path, MAX_PATH_CHARS)}`;
  return `  ${thousands(endpoint.errors5xx).padStart(width)}  ${status}  ${route}   ${percent(endpoint.errors5xx, endpoint.requests)} of its requests${p95}`;
}

/**
 * What a proxy writes where its client closed the connection before an answer came: 499 by nginx
 * (https://nginx.org/en/docs/dev/development_guide.html#http_requests_to_upstreams, NGX_HTTP_CLIENT_CLOSED_REQUEST), 460 by
 * an Application Load Balancer
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-460-issues).
 */
const CLIENT_CLOSED = ['499', '460'];
/** Of fewer requests, or a smaller share of them, somebody may have closed a page. */
const MIN_CLOSED = 10;
const CLOSED_SHARE = 0.9;

/** Routes whose clients do not wait for the answer any more: they see a time-out, which is no 5xx. */
function gaveUpLines(report: Report): string[] {
  return report.endpoints
    .map((endpoint) => ({
      endpoint,
      closed: CLIENT_CLOSED.reduce((sum, status) => sum + (endpoint.byStatus[status] ?? 0), 0),
    }))
    .filter(({ endpoint, closed }) => closed >= MIN_CLOSED && closed >= endpoint.requests * CLOSED_SHARE)
    .slice(0, MAX_ENDPOINTS)
    .map(({ endpoint: { method, path, requests, p95 }, closed }) => {
      const route = `${plainLine(method, 10)} ${plainLine(path, MAX_PATH_CHARS)}`;
      const after = p95 === null ? '' : ` (p95 ${duration(p95)})`;
      return `  ${thousands(closed).padStart(5)}  499  ${route}   ${percent(closed, requests)} of its requests: clients gave up waiting${after}`;
    });
}

/** The most frequent 5xx status of an endpoint, "5xx" where statuses were not counted. */
function worstStatus(endpoint: Endpoint): string {
  const found = Object.entries(endpoint.byStatus)
    .filter(([status]) => /^5\d\d$/.test(status))
    .toSorted(([a, m], [b, n]) => n - m || compare(a, b));
  return found[0]?.[0] ?? '5xx';
}

/** Error lines by the runbook's kinds, so that "authentication 0" need not be guessed from their absence. */
function kindLines(report: Report): string[] {
  const counts = new Map<string, number>();
  for (const pattern of report.patterns) {
    // Answers of 5xx are counted by endpoint above.
    if ((pattern.level !== 'error' && pattern.level !== 'fatal') || pattern.kind === 'http-5xx') continue;
    counts.set(pattern.kind, (counts.get(pattern.kind) ?? 0) + pattern.count);
  }
  const shown = [...counts].toSorted(([a, m], [b, n]) => n - m || compare(a, b)).slice(0, MAX_KINDS);
  if (shown.length === 0) return [];
  const isPlain = shown.every(([kind]) => kind === 'other');
  const text = shown.map(([kind, count]) => (isPlain ? thousands(count) : `${kind} ${thousands(count)}`));
  return [`  errors logged  ${text.join(' · ')}`];
}

function trafficLines(traffic: Traffic): string[] {
  if (traffic.requests === 0) return [];
  const { abuse } = traffic;
  const methods = Object.entries(traffic.byMethod)
    .toSorted(([a, m], [b, n]) => n - m || compare(a, b))
    .slice(0, 5)
    .map(([method, count]) => `${plainLine(method, 10)} ${thousands(count)}`);
  const verdicts: Readonly<Record<typeof abuse.verdict, string>> = {
    none: 'no abuse',
    scanner: 'SCANNER',
    'single-client': 'ONE CLIENT',
    unknown: '',
  };
  const why = abuse.why[0] === undefined ? '' : `: ${plainLine(abuse.why[0], 120)}`;
  const parts = present(
    traffic.ratioToBaseline !== null && `${traffic.ratioToBaseline.toFixed(1)}x the traffic before`,
    methods.length > 0 && methods.join(', '),
    `429: ${thousands(abuse.requests429)}`,
    abuse.rateLimitLines > 0 && `rate-limit lines: ${thousands(abuse.rateLimitLines)}`,
    verdicts[abuse.verdict] !== '' && `${verdicts[abuse.verdict]}${why}`,
  );
  return [`  traffic  ${parts.join(' · ')}`];
}
