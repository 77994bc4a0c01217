/** What a field of a structured line means. */
export type Role =
  | 'time'
  | 'level'
  | 'message'
  | 'error'
  | 'error-type'
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
    'instant.epochsecond',
    'startutc',
    't',
  ],
  level: [
    'level',
    'severity',
    'lvl',
    'log.level',
    'levelname',
    'loglevel',
    'log_level',
    '@l',
    'severity_text',
    'severitytext',
    'level_name',
    'error_severity',
    's',
  ],
  message: [
    'msg',
    'message',
    '@m',
    '@mt',
    'short_message',
    'textpayload',
    'jsonpayload.message',
    'renderedmessage',
    'messagetemplate',
    'event',
    'log',
    'body',
    'text',
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
    'exception',
    '@x',
    'reason',
    'attr.error.errmsg',
    'attr.error',
    'cause',
  ],
  'error-type': [
    'err.type',
    'error.type',
    'exception.exception_class',
    'exception.type',
    'thrown.name',
    'err.name',
    'error.name',
    'err.code',
    'error.code',
  ],
  stack: [
    'stack',
    'err.stack',
    'error.stack',
    'error.stack_trace',
    'stack_trace',
    'stacktrace',
    'exc_info',
    'exception.stacktrace',
    'traceback',
    'errorverbose',
    'trace',
  ],
  request: ['request', 'request_line'],
  method: [
    'req.method',
    'method',
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
    'originstatus',
    'downstreamstatus',
    'resp_status',
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
  ],
  'duration-s': [
    'request_time',
    'duration_s',
    'elapsed_s',
    'duration_seconds',
    'latency_seconds',
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
    'req.remoteaddress',
    'remoteaddress',
    'client_ip',
    'clientip',
    'remote_addr',
    'remote_ip',
    'client.ip',
    'source.ip',
    'ip',
    'downstream_remote_address',
    'http.client_ip',
    'x_forwarded_for',
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

/** The meaning of a field by its (dotted) name, undefined for most. */
export const roleOf = (name: string): FieldRole | undefined =>
  ROLES.get(name) ?? ROLES.get(name.toLowerCase());
