import { timeOfField } from '../times.ts';
import { stampOf } from './stamps.ts';

/** What a collector wrapped: the line as its program wrote it, and what the collector knows of it. */
export interface Unwrapped {
  readonly line: string;
  /** Epoch ms, NaN when the envelope has none. */
  readonly time: number;
  /** RFC 5424's severity, where the envelope's level is the program's own; a stream's name is no level. */
  readonly severity?: number;
  /** The line goes on in the next envelope. */
  readonly isPart?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** How a collector wraps lines as JSON: the line's field, the time's, and what only this collector writes beside them. */
interface Envelope {
  readonly line: readonly string[];
  readonly time: readonly string[];
  /** One of these is enough; of a list, all of it. */
  readonly marks: readonly (string | readonly string[])[];
  readonly severity?: (fields: Fields) => number | undefined;
}

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#logseverity */
const GOOGLE: Readonly<Record<string, number>> = {
  WARNING: 4,
  ERROR: 3,
  CRITICAL: 2,
  ALERT: 1,
  EMERGENCY: 0,
};
/** Of a container's streams the agent makes a severity, whatever the line says. */
const STREAM = /(?:stdout|stderr)$/;
const LEAST = 4;

const ENVELOPES: readonly Envelope[] = [
  // Docker's json-file (https://docs.docker.com/engine/logging/drivers/json-file/), Fluent Bit and Fluentd of containers
  // (https://docs.fluentbit.io/manual/pipeline/filters/kubernetes).
  {
    line: ['log'],
    time: ['time', '@timestamp', 'timestamp', 'date'],
    marks: ['stream', 'kubernetes', 'docker', 'container_name', 'container_id'],
  },
  // Vector (https://vector.dev/docs/reference/configuration/sources/kubernetes_logs/), Filebeat
  // (https://www.elastic.co/guide/en/beats/filebeat/current/exported-fields.html), PM2's --log-type json.
  {
    line: ['message'],
    time: ['timestamp', '@timestamp', 'time', 'date'],
    marks: [
      'source_type',
      'kubernetes',
      ['agent', 'input'],
      ['app_name', 'process_id'],
      ['stream', 'container_name'],
    ],
  },
  // https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html
  {
    line: ['MESSAGE'],
    time: ['_SOURCE_REALTIME_TIMESTAMP', '__REALTIME_TIMESTAMP'],
    marks: ['__REALTIME_TIMESTAMP', '__CURSOR', '_SYSTEMD_UNIT'],
    severity: ({ PRIORITY, CONTAINER_ID }) => (CONTAINER_ID === undefined ? Number(PRIORITY) : undefined),
  },
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html
  {
    line: ['message', '@message'],
    time: ['timestamp', '@timestamp'],
    marks: ['ingestionTime', 'logStreamName', 'eventId', '@logStream', '@ptr'],
  },
  // https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
  {
    line: ['textPayload'],
    time: ['timestamp', 'receiveTimestamp'],
    marks: ['resource', 'logName', 'insertId'],
    severity: ({ severity, logName }) =>
      STREAM.test(String(logName)) ? undefined : GOOGLE[String(severity)],
  },
  // logcli --output=jsonl (https://grafana.com/docs/loki/latest/query/logcli/)
  { line: ['line'], time: ['timestamp'], marks: ['labels'] },
  // https://learn.microsoft.com/azure/azure-monitor/reference/tables/containerlogv2
  { line: ['LogMessage', 'LogEntry'], time: ['TimeGenerated'], marks: ['LogSource', 'LogEntrySource'] },
  // Docker's GELF driver (https://docs.docker.com/engine/logging/drivers/gelf/)
  { line: ['short_message'], time: ['timestamp'], marks: ['_container_name', '_container_id'] },
];

/** The line in a collector's envelope; undefined when the text is none. */
export function openEnvelope(text: string): Unwrapped | undefined {
  const fields = parsed(text);
  if (fields === undefined) return undefined;
  const has = (name: string): boolean => Object.hasOwn(fields, name);
  if (has('resourceLogs')) return openOtlp(fields);
  for (const envelope of ENVELOPES) {
    const field = envelope.line.find((name) => has(name));
    const isMarked = envelope.marks.some((mark) => (typeof mark === 'string' ? has(mark) : mark.every(has)));
    const line = field === undefined || !isMarked ? undefined : textOf(fields[field]);
    if (line !== undefined) return unwrapped(line, fields, envelope);
  }
  return undefined;
}

/** https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: each record is a line. */
function openOtlp(fields: Fields): Unwrapped | undefined {
  const records = listOf(fields, 'resourceLogs')
    .flatMap((resource) => listOf(resource, 'scopeLogs'))
    .flatMap((scope) => listOf(scope, 'logRecords'))
    .flatMap((record) => recordOf(record) ?? []);
  const [first, ...others] = records;
  if (first === undefined) return undefined;
  const rest = others.map(
    ({ line, time, severity }) =>
      `\n${stampOf(time)}${severity === undefined || line.startsWith('{') ? '' : `<${severity}>`}${line}`,
  );
  return { ...first, line: first.line + rest.join('') };
}

function recordOf(record: Fields): Unwrapped | undefined {
  const { body } = record;
  const line = typeof body === 'object' && body !== null ? (body as Fields).stringValue : undefined;
  if (typeof line !== 'string') return undefined;
  const number = Number(record.severityNumber ?? 0);
  const severity = OTLP_SEVERITIES.find(([least]) => number >= least)?.[1];
  return {
    line,
    time: timeOfField(String(record.timeUnixNano ?? record.observedTimeUnixNano ?? ''), Number.NaN),
    ...(severity === undefined ? {} : { severity }),
  };
}

const listOf = (fields: Fields, name: string): readonly Fields[] => {
  const list = fields[name];
  return Array.isArray(list)
    ? list.filter((entry): entry is Fields => typeof entry === 'object' && entry !== null)
    : [];
};
/** https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber, as severities of RFC 5424. */
const OTLP_SEVERITIES: readonly (readonly [number, number])[] = [
  [21, 2],
  [17, 3],
  [13, 4],
];

function parsed(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** journald writes what is no UTF-8 as a list of bytes. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const isBytes = Array.isArray(value) && value.every((byte) => typeof byte === 'number');
  return isBytes ? Buffer.from(value).toString('utf8') : undefined;
}

function unwrapped(line: string, fields: Fields, { time, severity }: Envelope): Unwrapped {
  const stamp = time.find((name) => Object.hasOwn(fields, name));
  const level = severity?.(fields);
  return {
    line: line.replace(/\r?\n$/, ''),
    time: stamp === undefined ? Number.NaN : timeOfField(String(fields[stamp]), Number.NaN),
    ...(level !== undefined && level <= LEAST ? { severity: level } : {}),
    // Docker ends each line but those that it had to cut (16 KiB).
    isPart: Object.hasOwn(fields, 'log') && Object.hasOwn(fields, 'stream') && isCut(line),
  };
}

/** Docker cuts at 16 KiB; collectors of its lines leave the line break out of all of them. */
const isCut = (line: string): boolean => !line.endsWith('\n') && line.length >= DOCKER_CUT / 4;
const DOCKER_CUT = 16 * 1024;
