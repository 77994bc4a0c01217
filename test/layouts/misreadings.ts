import { createLogReader, type LogReaderOptions } from '../../functions/logs/reader.ts';
import { Unwrapper } from '../../functions/logs/wrappers/unwrapper.ts';
import type { LogLevel, LogPattern, LogSummary } from '../../functions/model/log-summary.ts';
import type { Expected, ExpectedRequest, Layout } from './layout.ts';

const READ_AT = '2026-11-25T00:00:00Z';
const LEVELS: readonly LogLevel[] = ['unknown', 'debug', 'info', 'warn', 'error', 'fatal'];
/** Durations are counted in classes, which are so wide at most. */
const DURATION_ERROR = 0.03;

/** What the log engine reads otherwise than a layout expects, one sentence each; [] when all is read right. */
export function misreadings(layout: Layout): readonly string[] {
  const { expected, lines, readAt = READ_AT } = layout;
  const summary = readLines(lines, readAt);
  return [
    ...ofEvent(expected, summary),
    ...ofRequests(expected.requests, summary),
    // Of errors the reasons are what is asked for: as a collector reads them.
    ...ofKept(expected.keeps, readLines(lines, readAt, {})),
    ...ofRepeats(lines, readAt),
  ];
}

function readLines(
  lines: readonly string[],
  reference: string,
  options: LogReaderOptions = { patterns: 'all', lines: true },
): LogSummary {
  const reader = createLogReader({ ...options, reference, unwrap: new Unwrapper() });
  reader.push(Buffer.from(`${lines.join('\n')}\n`));
  return reader.end().summary;
}

function ofEvent(expected: Expected, { first, patterns }: LogSummary): string[] {
  const found: string[] = [];
  const differs = (what: string, is: unknown, wanted: unknown): void => {
    if (wanted !== undefined && is !== wanted)
      found.push(`${what} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
  };
  const worst = [...patterns].sort(byBadness)[0];
  const message = worst?.example.trim() ?? '';
  const template = worst?.template ?? '';
  differs('level', worst?.level ?? 'unknown', expected.level);
  differs('time', (worst?.first ?? first) || null, expected.time);
  differs('message', message, expected.message?.trim());
  const events = patterns.reduce((sum, { count }) => sum + count, 0);
  differs('number of events', events, expected.events);
  for (const part of expected.contains ?? [])
    if (!message.includes(part)) found.push(`message ${JSON.stringify(message)} lacks ${part}`);
  for (const part of expected.absent ?? [])
    if (message.includes(part) || template.includes(part))
      found.push(`message ${JSON.stringify(message)} or its template has ${part}`);
  return found;
}

function ofKept(parts: Expected['keeps'], { patterns }: LogSummary): string[] {
  const templates = patterns.map(({ template }) => template).join('; ');
  return (parts ?? []).flatMap((part) =>
    templates.includes(part) ? [] : [`templates ${JSON.stringify(templates)} lack ${part}`],
  );
}

/** Lines are parsed when they are new, and counted by what was learned of them when they come again. */
function ofRepeats(lines: readonly string[], readAt: string): string[] {
  const once = readLines(lines, readAt, {});
  const often = readLines(Array.from({ length: REPEATS }, () => lines).flat(), readAt, {});
  const times = ({ first, last, clients }: LogSummary) =>
    JSON.stringify([first, last, clients.map(({ client }) => client)]);
  const isRight =
    often.requests === once.requests * REPEATS &&
    sum(often.patterns) === sum(once.patterns) * REPEATS &&
    times(often) === times(once);
  return isRight
    ? []
    : [
        `${REPEATS} times the lines are ${often.requests} requests, ${sum(often.patterns)} events, ${times(often)}; once they are ${once.requests}, ${sum(once.patterns)}, ${times(once)}`,
      ];
}
const REPEATS = 7;
const sum = (patterns: readonly LogPattern[]): number => patterns.reduce((all, { count }) => all + count, 0);

const byBadness = (a: LogPattern, b: LogPattern): number =>
  LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) || (a.lines?.[0] ?? 0) - (b.lines?.[0] ?? 0);

function ofRequests(expected: readonly ExpectedRequest[] | undefined, summary: LogSummary): string[] {
  if (expected === undefined) return [];
  const found: string[] = [];
  // The same requests as a common access log: so routes are named alike.
  const plain = readLines(expected.map(asAccessLine), READ_AT);
  const [is, wanted] = [routes(summary), routes(plain)];
  if (is !== wanted) found.push(`requests are ${is || 'none'}, not ${wanted || 'none'}`);
  for (const request of expected) found.push(...ofClient(request, summary), ...ofDuration(request, summary));
  return found;
}

const asAccessLine = ({ method, path, status }: ExpectedRequest): string =>
  `10.0.0.1 - - [24/Nov/2026:14:03:22 +0000] "${method} ${path} HTTP/1.1" ${status} 1`;

const routes = ({ endpoints }: LogSummary): string =>
  endpoints
    .map(({ method, path, byStatus }) => `${method} ${path} ${JSON.stringify(byStatus)}`)
    .sort()
    .join(', ');

function ofClient({ client }: ExpectedRequest, { clients }: LogSummary): string[] {
  if (client === undefined) return [];
  const names = clients.map((known) => known.client);
  const isRight = client === null ? names.length === 0 : names.includes(client);
  return isRight ? [] : [`clients are ${names.join(', ') || 'none'}, not ${client}`];
}

function ofDuration({ ms }: ExpectedRequest, { endpoints }: LogSummary): string[] {
  if (ms === undefined) return [];
  const known = endpoints.flatMap(({ p50, p95 }) => [p50, p95]).filter((value) => value !== null);
  const isRight =
    ms === null
      ? known.length === 0
      : known.some((value) => Math.abs(value - ms) <= Math.max(DURATION_ERROR * ms, 0.01));
  return isRight ? [] : [`durations are ${known.join(', ') || 'none'} ms, not ${ms} ms`];
}
