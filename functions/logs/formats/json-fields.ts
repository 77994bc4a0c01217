import type { Scale } from '../levels.ts';

/** What a field of a structured line means. */
export type Role =
  | 'time'
  | 'created'
  | 'level'
  | 'level-number'
  | 'python'
  | 'ascending'
  | 'nanoseconds'
  | 'message'
  | 'error'
  | 'error-type'
  | 'error-code'
  | 'stack'
  | 'request'
  | 'method'
  | 'path'
  | 'status'
  | 'duration-ms'
  | 'duration-s'
  | 'duration-us'
  | 'duration-ns'
  | 'duration-text'
  | 'client'
  | 'agent'
  | 'host'
  | 'logger';

/**
 * Field names of pino, winston, bunyan, zap, logrus, ECS, structlog, Serilog, Logback, log4j2, Google Cloud, OpenTelemetry,
 * MongoDB, Docker, nginx, Caddy, Traefik, Envoy and Istio; nested names joined by a dot, lower case. Earlier names of a
 * role win over later ones.
 */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  time: [
    'time',
    'timestamp',
    '@timestamp',
    'ts',
    '@t',
    'datetime',
    'date',
    't.$date',
    'start_time',
    'time_iso8601',
    'time_local',
    'asctime',
    'eventtime',
    'timemillis',
    '__realtime_timestamp',
    'time.repr',
    'meta.date',
    'instant.epochsecond',
    'startutc',
    'requesttime',
    'started_at',
    'edgestarttimestamp',
    't',
    'at',
  ],
  // Python's LogRecord.created; of other lines when a thing was made.
  created: ['created'],
  level: [
    'level',
    'severity',
    'lvl',
    'log.level',
    'levelname',
    'loglevel',
    'log_level',
    '@l',
    '@level',
    'severity_text',
    'severitytext',
    'level_name',
    'level.name',
    'error_severity',
    'priority',
    'log.severity',
    'loglevelname',
    'sev',
    's',
  ],
  // Where a number counts otherwise than most do; the names are in SCALES.
  'level-number': [
    'levelno',
    'level.no',
    'level_number',
    'severitynumber',
    'severity_number',
    'severity_numeric',
    'syslog.severity.code',
    'level_value',
    'levelvalue',
  ],
  // What only Python's loggers, and only Nextcloud, write beside their levels.
  python: ['lineno', 'funcname', 'func_name', 'pathname', 'threadname', 'processname', 'exc_text'],
  ascending: ['reqid'],
  // Traefik's Duration is in ns (https://doc.traefik.io/traefik/observability/access-logs/).
  nanoseconds: ['clientaddr', 'originduration', 'entrypointname'],
  message: [
    'msg',
    'message',
    '@m',
    '@mt',
    'short_message',
    '@message',
    'textpayload',
    'renderedmessage',
    'messagetemplate',
    'event',
    'log',
    'body',
    'text',
    'description',
    'detail',
  ],
  error: [
    'err.message',
    'error.message',
    'exception.message',
    'err.msg',
    'error.msg',
    'thrown.message',
    'error',
    'err',
    'exception.exception_message',
    'exception.[].exc_value',
    'exception',
    '@x',
    '@error',
    'error.details',
    'err.details',
    'grpc.error',
    'grpc.message',
    'exc_value',
    'exc',
    'reason',
    'attr.error.errmsg',
    'attr.error',
    // MongoDB: of a number in attr.error, its text.
    'attr.message',
    'cause',
    // Lambda (https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html) and others, beside a message of the line.
    'errormessage',
    'error_message',
  ],
  'error-type': [
    'err.type',
    'error.type',
    'exception.exception_class',
    'exception.type',
    'thrown.name',
    'err.name',
    'error.name',
    'exception.[].exc_type',
    'errortype',
  ],
  'error-code': [
    'err.code',
    'error.code',
    'exception.code',
    'sqlstate',
    'sql_state',
    'state_code',
    'err.sqlstate',
    'error.sqlstate',
    'error_code',
    'errorcode',
    'grpc.code',
    'errno',
    'exit_code',
    'exitcode',
  ],
  stack: [
    'stack',
    'err.stack',
    'error.stack',
    'error.stack_trace',
    'stack_trace',
    'stacktrace',
    'full_message',
    'exc_info',
    'thrown.extendedstacktrace',
    'exception.stack_trace',
    'exception.stack',
    'error.stacktrace',
    'err.stacktrace',
    'exception.backtrace',
    'error.backtrace',
    'backtrace',
    'exception.stacktrace',
    'traceback',
    'errorverbose',
    'trace',
  ],
  request: ['request', 'request_line'],
  method: [
    'req.method',
    'method',
    'clientrequestmethod',
    'csmethod',
    'http.request.method',
    'request_method',
    'requestmethod',
    'http.method',
    'http.req.method',
    'httprequest.requestmethod',
    'request.method',
    'http_method',
    'httpmethod',
    'verb',
  ],
  path: [
    'req.url',
    'url',
    'path',
    'request_uri',
    'uri',
    'url.path',
    'url.original',
    'http.target',
    'http.url',
    'http.req.path',
    'http.path',
    'requestpath',
    'requesturl',
    'request_path',
    'httprequest.requesturl',
    'request.uri',
    'request.path',
    'request.url',
    'endpoint',
    'route',
    'http_path',
    'req.path',
    'x-envoy-original-path',
    'x-envoy-origin-path',
    'resourcepath',
    'clientrequesturi',
    'clientrequestpath',
    'requesturi',
    'csuristem',
  ],
  status: [
    'res.statuscode',
    'status',
    'statuscode',
    'status_code',
    'http.response.status_code',
    'http.status_code',
    'http.resp.status',
    'response_code',
    'responsestatus',
    'httprequest.status',
    'http_status',
    'response.status',
    'downstreamstatus',
    'originstatus',
    'edgeresponsestatus',
    'httpstatus',
    'scstatus',
    'resp_status',
    'resp',
  ],
  'duration-ms': [
    'responsetime',
    'duration_ms',
    'latency_ms',
    'elapsed_ms',
    'durationms',
    'elapsedms',
    'took_ms',
    'http.resp.took_ms',
    'response_time_ms',
    'time_ms',
    'latencyms',
    'timemillis_taken',
    'response-time',
    'durationmillis',
    'latencies.request',
    'elapsedmilliseconds',
    'originresponsedurationms',
    'timetaken',
  ],
  'duration-s': [
    'request_time',
    'duration_s',
    'elapsed_s',
    'duration_seconds',
    'latency_seconds',
    'properties.timetaken',
    'upstream_response_time',
  ],
  'duration-us': ['duration_us', 'latency_us', 'elapsed_us'],
  'duration-ns': ['event.duration', 'duration_ns', 'elapsed_ns', 'latency_ns'],
  'duration-text': [
    'latency_human',
    'duration',
    'latency',
    'elapsed',
    'took',
    'response_time',
    'httprequest.latency',
    'time_taken',
    'elapsedtime',
  ],
  client: [
    'x_forwarded_for',
    'http_x_forwarded_for',
    'x-forwarded-for',
    'req.headers.x-forwarded-for',
    'request.headers.x-forwarded-for',
    'request.client_ip',
    'req.remoteaddress',
    'remoteaddress',
    'client_ip',
    'clientip',
    'cip',
    'remote_ip',
    'remote_addr',
    'client.ip',
    'source.ip',
    'ip',
    'downstream_remote_address',
    'http.client_ip',
    'srcip',
    'httprequest.remoteip',
    'clienthost',
    'request.remote_ip',
    'client',
    'remote',
  ],
  agent: [
    'req.headers.user-agent',
    'user_agent',
    'useragent',
    'user_agent.original',
    'http.user_agent',
    'http_user_agent',
    'httprequest.useragent',
    'http.useragent',
    'agent',
    'request.headers.user-agent',
  ],
  host: ['hostname', 'host'],
  logger: ['logger', 'name', 'loggername', 'logger_name', 'component', 'c'],
};

export interface FieldRole {
  readonly role: Role;
  /** Lower wins. */
  readonly rank: number;
}
const ROLES = new Map<string, FieldRole>();
for (const role of Object.keys(NAMES) as Role[])
  NAMES[role].forEach((name, rank) => {
    if (!ROLES.has(name)) ROLES.set(name, { role, rank });
  });

/** Objects that hold a line's own fields: tracing's "fields", loguru's "record", Google's "jsonPayload", winston's "meta". */
const HOLDERS = new Set(
  'fields record jsonpayload payload log data entry _meta meta extra context event attributes msg message error err properties state'.split(
    ' ',
  ),
);
/** A name in such an object means less than one outside. */
export const HELD = 100;

/**
 * The message of an error's cause, nested in it or the next in its list: pino, bunyan, Monolog, log4j 2, .NET, Quarkus
 * (`causedBy.exception`); structlog's list of an exception and its causes (structlog.tracebacks), Airflow's among them.
 */
const INNER =
  /^(?:\w{1,20}\.)?(?:err|error|exception|thrown)(?:\.(?:cause|causedby|previous|inner|innerexception|exception)){1,8}\.(?:message|msg)$/;
const LISTED = /^(?:exception|error_detail|exc_info)\.\[\]\.exc_value$/;

/** How deep the cause is that a field of this (dotted) name tells of; 0 for any other field. `before`: the deepest so far. */
export function causeDepth(name: string, before: number): number {
  if (LISTED.test(name)) return before + 1;
  return name.includes('.') && INNER.test(name.toLowerCase()) ? name.split('.').length : 0;
}

/** The meaning of a field by its (dotted) name, undefined for most. */
export function roleOf(name: string): FieldRole | undefined {
  const known = ROLES.get(name) ?? ROLES.get(name.toLowerCase());
  const dot = known === undefined ? name.indexOf('.') : -1;
  if (dot < 0) return known;
  if (!HOLDERS.has(name.slice(0, dot).toLowerCase())) return undefined;
  const held = ROLES.get(name.slice(dot + 1).toLowerCase());
  return held === undefined ? undefined : { role: held.role, rank: held.rank + HELD };
}

/** How the number in a field of this name counts; undefined where its value tells. */
const SCALES: Readonly<Record<string, Scale>> = {
  severity: 'severity',
  levelno: 'python',
  'level.no': 'python',
  level_number: 'python',
  severitynumber: 'opentelemetry',
  severity_number: 'opentelemetry',
  severity_numeric: 'cockroach',
  'syslog.severity.code': 'syslog',
  priority: 'syslog',
  loglevel: 'microsoft',
};
export const scaleOf = (name: string): Scale | undefined => SCALES[name.toLowerCase()];

/**
 * The library that an error is of, by an object that it alone writes into its errors: AWS SDK for JavaScript 3, of every
 * error, those of the connection among them (smithy-typescript, packages/types/src/shapes.ts, MetadataBearer).
 */
const LIBRARIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:err|error|exception)\.\$metadata$/, 'AWS SDK'],
];

/** The library that an object of this (dotted) name tells of; '' for most. */
export const libraryOf = (name: string): string => LIBRARIES.find(([says]) => says.test(name))?.[1] ?? '';
