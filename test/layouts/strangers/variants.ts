import type { Layout } from '../layout.ts';

/** Less usual layouts of what the other lists hold: locales, chains of proxies, arrays, constants with digits. */
export const VARIANTS: readonly Layout[] = [
  {
    name: 'Google Cloud: export as an array over several lines',
    source: 'https://cloud.google.com/sdk/gcloud/reference/logging/read --format=json (from memory)',
    lines: [
      '[',
      '  {',
      '    "insertId": "a1",',
      '    "jsonPayload": {',
      '      "message": "cannot reach warehouse"',
      '    },',
      '    "severity": "ERROR",',
      '    "timestamp": "2026-11-24T14:03:22.123456Z"',
      '  },',
      '  {',
      '    "insertId": "a2",',
      '    "severity": "INFO",',
      '    "textPayload": "retrying",',
      '    "timestamp": "2026-11-24T14:03:23.123456Z"',
      '  }',
      ']',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['insertId'],
      events: 2,
    },
  },
  {
    name: 'CloudWatch: filter-log-events over several lines',
    source: 'https://docs.aws.amazon.com/cli/latest/reference/logs/filter-log-events.html (from memory)',
    lines: [
      '{',
      '    "events": [',
      '        {',
      '            "logStreamName": "shop/api/0f1e",',
      '            "timestamp": 1795529002123,',
      '            "message": "ERROR cannot reach warehouse",',
      '            "ingestionTime": 1795529005000,',
      '            "eventId": "3616"',
      '        }',
      '    ],',
      '    "searchedLogStreams": []',
      '}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['ingestionTime'],
      events: 1,
    },
  },
  {
    name: 'NestJS: exception',
    source: 'https://docs.nestjs.com/techniques/logger (from memory)',
    lines: [
      '[Nest] 18  - 11/24/2026, 2:03:22 PM   ERROR [ExceptionsHandler] connect ECONNREFUSED 10.0.3.4:5432',
      'Error: connect ECONNREFUSED 10.0.3.4:5432',
      '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['connect ECONNREFUSED'],
      absent: ['[Nest]', 'ExceptionsHandler'],
      events: 1,
    },
  },
  {
    name: 'NestJS: a request of a middleware, coloured',
    source:
      'https://docs.nestjs.com/techniques/logger (head); the message as its recipes write it (from memory)',
    lines: [
      '\u001b[32m[Nest] 18  - \u001b[39m11/24/2026, 2:03:22 PM \u001b[32m    LOG\u001b[39m \u001b[38;5;3m[HTTP] \u001b[39m\u001b[32mGET /api/users?x=1 500 64 - curl/8.4.0 203.0.113.9\u001b[39m',
    ],
    expected: {
      level: 'info',
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/api/users', status: 500 }],
    },
  },
  {
    name: 'Envoy Gateway: its JSON',
    source: 'https://gateway.envoyproxy.io/docs/tasks/observability/proxy-accesslog/ (from memory)',
    lines: [
      '{":authority":"shop.example.com","bytes_received":0,"bytes_sent":19,"connection_termination_details":null,"downstream_local_address":"10.244.0.9:10080","downstream_remote_address":"10.244.0.1:50712","duration":3,"method":"GET","protocol":"HTTP/1.1","requested_server_name":null,"response_code":503,"response_code_details":"no_healthy_upstream","response_flags":"UH","route_name":"httproute/shop/cart/rule/0/match/0","start_time":"2026-11-24T14:03:22.123Z","upstream_cluster":"httproute/shop/cart/rule/0","upstream_host":null,"upstream_local_address":null,"upstream_transport_failure_reason":null,"user-agent":"curl/8.4.0","x-envoy-origin-path":"/cart?x=1","x-envoy-upstream-service-time":null,"x-forwarded-for":"203.0.113.9,10.244.0.1","x-request-id":"a1b2"}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/cart', status: 503, ms: 3, client: '203.0.113.9' }],
    },
  },
  {
    name: 'nginx: main, X-Forwarded-For last',
    source: 'https://github.com/nginx/nginx conf/nginx.conf log_format main (from memory)',
    lines: [
      '10.42.0.1 - - [24/Nov/2026:14:03:22 +0000] "GET /cart HTTP/1.1" 502 157 "-" "curl/8.4.0" "203.0.113.9, 10.0.0.7"',
    ],
    expected: { requests: [{ method: 'GET', path: '/cart', status: 502, client: '203.0.113.9' }] },
  },
  {
    name: 'Apache: X-Forwarded-For first, several',
    source:
      'https://github.com/influxdata/docs.influxdata.com-ARCHIVE/pull/2359 (list of hosts); %{X-Forwarded-For}i',
    lines: [
      '203.0.113.9, 10.1.0.2, 10.42.0.1 - - [24/Nov/2026:14:03:22 +0000] "PUT /cart/7 HTTP/1.1" 500 157 "-" "curl/8.4.0"',
    ],
    expected: { requests: [{ method: 'PUT', path: '/cart/7', status: 500, client: '203.0.113.9' }] },
  },
  {
    name: 'Tomcat: French locale',
    source:
      'https://tomcat.apache.org/tomcat-9.0-doc/logging.html with user.language=fr and CLDR (from memory)',
    lines: [
      '24-nov.-2026 14:03:22.123 GRAVE [main] org.apache.catalina.util.LifecycleBase.handleSubClassException Impossible d\u2019initialiser le composant',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['initialiser le composant'],
      absent: ['GRAVE', '[main]'],
    },
  },
  {
    name: 'Tomcat: German locale',
    source: 'https://tomcat.apache.org/tomcat-9.0-doc/logging.html with user.language=de (from memory)',
    lines: [
      '24-Dez.-2025 14:03:22.123 SCHWERWIEGEND [main] org.apache.catalina.core.StandardService.initInternal Konnektor konnte nicht initialisiert werden',
    ],
    expected: {
      level: 'error',
      time: '2025-12-24T14:03:22.123Z',
      contains: ['konnte nicht initialisiert werden'],
      absent: ['SCHWERWIEGEND'],
    },
  },
  {
    name: 'syslog: a year ends between two lines',
    source: 'https://www.rfc-editor.org/rfc/rfc3164 (from memory)',
    readAt: '2026-01-02T08:00:00Z',
    lines: [
      'Dec 31 23:59:59 web-1 shop[12]: error: cannot reach warehouse',
      'Jan  1 00:00:03 web-1 shop[12]: info: warehouse is back',
    ],
    expected: {
      level: 'error',
      time: '2025-12-31T23:59:59Z',
      contains: ['cannot reach warehouse'],
      absent: ['web-1'],
      events: 2,
    },
  },
  {
    name: 'WSO2: a negative tenant in brackets',
    source: 'find_string "TID: [-1234]", ids 15304698977, 26659867461',
    lines: [
      'TID: [-1234] [] [2026-11-24 14:03:22,123] ERROR {org.apache.synapse.transport.passthru.TargetHandler} - I/O error: Received fatal alert: certificate_unknown',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Received fatal alert: certificate_unknown'],
      absent: ['-1234', 'TargetHandler'],
    },
  },
  {
    name: 'Constants that hold a digit',
    source: 'from memory (Go crypto/x509, net/http)',
    lines: [
      '2026/11/24 14:03:22 http2: server: error reading preface from client 203.0.113.9:51234: tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      contains: ['certificate signed by unknown authority'],
      keeps: ['x509', 'http2'],
      requests: [],
    },
  },
  {
    name: 'Constants that hold a digit: S3 and SHA256',
    source: 'made: issue 14, point 8',
    lines: ['2026-11-24T14:03:22Z ERROR S3 upload failed: SHA256 of part 12 differs, IPv6 route missing'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      message: 'S3 upload failed: SHA256 of part 12 differs, IPv6 route missing',
      keeps: ['S3', 'SHA256', 'IPv6'],
    },
  },
  {
    name: 'A word that looks like an error in information',
    source: 'from memory (gunicorn, nginx module lists, metrics)',
    lines: [
      '2026-11-24 14:03:22,123 INFO [shop.metrics] errors=0 failed=0 timeouts=0 exceptions=none',
      '2026-11-24 14:03:23,123 INFO [shop.boot] loaded error_handler and fatal_signal_hook',
    ],
    expected: { level: 'info', time: '2026-11-24T14:03:22.123Z', events: 2, requests: [] },
  },
  {
    name: 'One-digit hour with a Kotlin exception',
    source: 'from memory (%d{yyyy-MM-dd H:mm:ss} of Log4j)',
    lines: [
      '2026-11-24 4:03:22 ERROR [DefaultDispatcher-worker-1] shop.Orders - cannot save order',
      'kotlinx.coroutines.TimeoutCancellationException: Timed out waiting for 5000 ms',
      '\tat kotlinx.coroutines.TimeoutKt.TimeoutCancellationException(Timeout.kt:191)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T04:03:22Z',
      contains: ['Timed out waiting for'],
      absent: ['DefaultDispatcher'],
      events: 1,
    },
  },
];
