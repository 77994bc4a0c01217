import type { Layout } from './layout.ts';

const MS = '2026-11-24T14:03:22.123Z';
const json = (fields: Readonly<Record<string, unknown>>): string[] => [JSON.stringify(fields)];
const failed = (cause: string, ...absent: readonly string[]) => ({
  level: 'error' as const,
  time: MS,
  contains: [cause],
  absent,
  events: 1,
});

const JAVA = [
  'java.lang.IllegalStateException: outer',
  '\tat com.example.Cart.load(Cart.java:12)',
  'Caused by: java.lang.RuntimeException: middle',
  '\tat com.example.Cart.load(Cart.java:13)',
  '\t... 12 common frames omitted',
  'Caused by: java.net.UnknownHostException: cart-db',
  '\tat java.base/sun.nio.ch.NioSocketImpl.connect(Unknown Source)',
  '\t... 14 more',
].join('\n');
const JAVA_ROOT_FIRST = [
  'java.net.UnknownHostException: cart-db',
  '\tat java.base/sun.nio.ch.NioSocketImpl.connect(Unknown Source)',
  'Wrapped by: java.lang.IllegalStateException: outer',
  '\tat com.example.Cart.load(Cart.java:12)',
].join('\n');
const PYTHON = [
  'Traceback (most recent call last):',
  '  File "/app/cache.py", line 12, in load',
  '    return cache[key]',
  "KeyError: 'inner'",
  '',
  'During handling of the above exception, another exception occurred:',
  '',
  'Traceback (most recent call last):',
  '  File "/app/db.py", line 20, in load',
  '    connect()',
  'psycopg2.OperationalError: connection to server at "cart-db" (10.0.0.3), port 5432 failed',
].join('\n');
const DOTNET = [
  'System.InvalidOperationException: outer',
  ' ---> System.Net.Sockets.SocketException (111): Connection refused',
  '   at System.Net.Sockets.Socket.ConnectAsync()',
  '   --- End of inner exception stack trace ---',
  '   at Shop.Cart.Load() in /src/Cart.cs:line 12',
].join('\n');

/** A trace in a field of its own: what failed in the end is what the line says. */
export const TRACES: readonly Layout[] = [
  {
    name: 'logstash-logback-encoder: stack_trace',
    source: 'https://github.com/logfellow/logstash-logback-encoder#standard-fields',
    lines: json({ '@timestamp': MS, message: 'load failed', level: 'ERROR', stack_trace: JAVA }),
    expected: failed('load failed: java.net.UnknownHostException: cart-db', 'outer', 'middle'),
  },
  {
    name: 'logstash-logback-encoder: root cause first',
    source: 'https://github.com/logfellow/logstash-logback-encoder#customizing-stack-traces',
    lines: json({ '@timestamp': MS, message: 'load failed', level: 'ERROR', stack_trace: JAVA_ROOT_FIRST }),
    expected: failed('java.net.UnknownHostException: cart-db', 'outer'),
  },
  {
    name: 'Elastic Common Schema: error.stack_trace',
    source: 'https://www.elastic.co/guide/en/ecs/current/ecs-error.html',
    lines: json({
      '@timestamp': MS,
      'log.level': 'ERROR',
      message: 'load failed',
      'error.type': 'java.lang.IllegalStateException',
      'error.message': 'outer',
      'error.stack_trace': JAVA,
    }),
    expected: failed('java.net.UnknownHostException: cart-db', 'middle'),
  },
  {
    name: 'Quarkus: exception object',
    source: 'https://quarkus.io/guides/logging#json-logging',
    lines: json({
      timestamp: MS,
      level: 'ERROR',
      message: 'load failed',
      exception: { exceptionType: 'java.lang.IllegalStateException', message: 'outer' },
      stackTrace: JAVA,
    }),
    expected: failed('java.net.UnknownHostException: cart-db', 'middle'),
  },
  {
    name: 'log4j 2: thrown',
    source: 'https://logging.apache.org/log4j/2.x/manual/layouts.html#json-layout',
    lines: json({
      timestamp: MS,
      level: 'ERROR',
      message: 'load failed',
      thrown: { message: 'outer', name: 'java.lang.IllegalStateException', extendedStackTrace: JAVA },
    }),
    expected: failed('java.net.UnknownHostException: cart-db', 'middle'),
  },
  {
    name: 'Java: trace in the message',
    source:
      'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Throwable.html#printStackTrace()',
    lines: json({ time: MS, severity: 'ERROR', message: `load failed\n${JAVA}` }),
    expected: failed('java.net.UnknownHostException: cart-db', 'outer'),
  },
  {
    name: 'Python: exc_info',
    source: 'https://github.com/nhairs/python-json-logger',
    lines: json({ asctime: MS, levelname: 'ERROR', message: 'load failed', exc_info: PYTHON }),
    expected: failed('load failed: psycopg2.OperationalError: connection to server at "cart-db"', 'KeyError'),
  },
  {
    name: 'structlog: exception as text',
    source: 'https://www.structlog.org/en/stable/exceptions.html',
    lines: json({ timestamp: MS, level: 'error', event: 'load failed', exception: PYTHON }),
    expected: failed('psycopg2.OperationalError: connection to server', 'KeyError'),
  },
  {
    name: 'structlog: exception as data',
    source: 'https://www.structlog.org/en/stable/api.html#structlog.tracebacks.ExceptionDictTransformer',
    lines: json({
      timestamp: MS,
      level: 'error',
      event: 'load failed',
      exception: [
        { exc_type: 'OSError', exc_value: 'disk is gone', frames: [{ filename: 'a.py', lineno: 3 }] },
      ],
    }),
    expected: failed('load failed: disk is gone'),
  },
  {
    name: 'Serilog: compact JSON, @x',
    source: 'https://clef-json.org/',
    lines: json({ '@t': MS, '@l': 'Error', '@mt': 'load failed', '@x': DOTNET }),
    expected: failed('System.Net.Sockets.SocketException (111): Connection refused', 'outer'),
  },
  {
    name: 'Serilog: Exception',
    source: 'https://github.com/serilog/serilog/blob/dev/src/Serilog/Formatting/Json/JsonFormatter.cs',
    lines: json({ Timestamp: MS, Level: 'Error', MessageTemplate: 'load failed', Exception: DOTNET }),
    expected: failed('System.Net.Sockets.SocketException (111): Connection refused', 'outer'),
  },
  {
    name: '.NET: causes on one line',
    source: 'https://learn.microsoft.com/dotnet/api/system.exception.tostring',
    lines: json({
      Timestamp: MS,
      LogLevel: 'Error',
      Message: 'load failed',
      Exception:
        'System.AggregateException: several ---> System.Exception: outer ---> System.TimeoutException: too late',
    }),
    expected: failed('System.TimeoutException: too late', 'outer'),
  },
  {
    name: 'pino: err.stack with causes',
    source: 'https://github.com/pinojs/pino-std-serializers#exportserrerror',
    lines: json({
      level: 50,
      time: 1795529002123,
      msg: 'load failed',
      err: {
        type: 'Error',
        message: 'outer: connect ECONNREFUSED 10.0.0.3:5432',
        stack:
          'Error: outer\n    at load (/app/cart.js:12:3)\ncaused by: Error: connect ECONNREFUSED 10.0.0.3:5432\n    at TCP.after (node:net:1:2)',
      },
    }),
    expected: failed('connect ECONNREFUSED 10.0.0.3:5432'),
  },
  {
    name: 'pino: an error that repeats its cause and says more',
    source: 'https://github.com/pinojs/pino-std-serializers#exportserrerror',
    lines: json({
      level: 50,
      time: 1795529002123,
      msg: 'load failed',
      err: {
        type: 'Error',
        message: 'maps at map-api: too late',
        stack:
          'Error: maps at map-api: too late\n    at a (/a.js:1:2)\ncaused by: TimeoutError: too late\n    at b (/b.js:1:2)',
      },
    }),
    expected: { level: 'error', time: MS, message: 'load failed: maps at map-api: too late', events: 1 },
  },
  {
    name: 'winston: stack',
    source: 'https://github.com/winstonjs/logform#errors',
    lines: json({
      timestamp: MS,
      level: 'error',
      message: 'load failed',
      stack:
        'TypeError: fetch failed\n    at load (/app/cart.js:12:3) {\n  [cause]: Error: getaddrinfo ENOTFOUND cart-db\n      at node:dns:107:26',
    }),
    expected: failed('getaddrinfo ENOTFOUND cart-db', 'fetch failed'),
  },
  {
    name: 'bunyan: err with a code of PostgreSQL',
    source: 'https://github.com/trentm/node-bunyan#standard-serializers',
    lines: json({
      level: 50,
      time: MS,
      msg: 'save failed',
      err: { name: 'error', message: 'duplicate key value violates unique constraint "a"', code: '23505' },
      v: 0,
    }),
    expected: { ...failed('duplicate key value'), keeps: ['SQLSTATE 23505'] },
  },
  {
    name: 'Node: status of gRPC',
    source: 'https://grpc.github.io/grpc/node/grpc.html#~StatusObject',
    lines: json({
      level: 'error',
      timestamp: MS,
      message: 'load failed',
      error: { code: 14, details: 'No connection established to cart:9090', metadata: {} },
    }),
    expected: { ...failed('No connection established to cart:9090'), keeps: ['code 14'] },
  },
  {
    name: 'zap: error and errorVerbose',
    source: 'https://pkg.go.dev/go.uber.org/zap#Error',
    lines: json({
      level: 'error',
      ts: 1795529002.123,
      msg: 'load failed',
      error: 'open cart: dial tcp: lookup cart-db: no such host',
      errorVerbose:
        'dial tcp: lookup cart-db: no such host\nmain.load\n\t/app/main.go:12\nopen cart\nmain.main',
    }),
    expected: failed('load failed: open cart: dial tcp: lookup cart-db: no such host'),
  },
  {
    name: 'Rust: anyhow in a field',
    source: 'https://docs.rs/anyhow/latest/anyhow/struct.Error.html#display-representations',
    lines: json({
      timestamp: MS,
      level: 'ERROR',
      fields: {
        message: 'sync failed',
        error: 'outer\n\nCaused by:\n    0: middle\n    1: Connection refused (os error 111)',
      },
    }),
    expected: failed('Connection refused (os error 111)', 'middle'),
  },
  {
    name: 'Monolog: previous exception in the context',
    source: 'https://github.com/Seldaek/monolog/blob/main/src/Monolog/Formatter/NormalizerFormatter.php',
    lines: json({
      message: 'load failed',
      context: {
        exception: {
          class: 'RuntimeException',
          message: 'outer',
          code: 0,
          previous: { class: 'PDOException', message: 'SQLSTATE[HY000] [2002] Connection refused' },
        },
      },
      level: 400,
      level_name: 'ERROR',
      datetime: MS,
    }),
    expected: failed('SQLSTATE[HY000] [2002] Connection refused', 'outer'),
  },
  {
    name: 'Ruby: backtrace as a list',
    source: 'https://github.com/roidrage/lograge',
    lines: json({
      time: MS,
      level: 'error',
      message: 'load failed',
      exception: {
        class: 'PG::ConnectionBad',
        message: 'connection refused',
        backtrace: ['a.rb:3', 'b.rb:4'],
      },
    }),
    expected: failed('load failed: connection refused'),
  },
  {
    name: 'GELF: trace in the full message',
    source: 'https://go2docs.graylog.org/current/getting_in_log_data/gelf.html',
    lines: json({
      version: '1.1',
      host: 'h',
      short_message: 'load failed',
      full_message: `load failed\n${JAVA}`,
      timestamp: 1795529002.123,
      level: 3,
    }),
    expected: failed('java.net.UnknownHostException: cart-db', 'outer'),
  },
  {
    name: 'a trace as a list of lines',
    source: 'https://www.structlog.org/en/stable/exceptions.html',
    lines: json({ time: MS, level: 'error', msg: 'load failed', traceback: PYTHON.split('\n') }),
    expected: failed('psycopg2.OperationalError', 'KeyError'),
  },
  {
    name: 'logfmt: trace in a field',
    source: 'https://brandur.org/logfmt',
    lines: [`time=${MS} level=error msg="load failed" stacktrace=${JSON.stringify(JAVA)}`],
    expected: failed('java.net.UnknownHostException: cart-db', 'outer'),
  },
  {
    name: 'JSON: escapes beside UTF-8',
    source: 'https://www.rfc-editor.org/rfc/rfc8259#section-7',
    lines: [`{"time":"${MS}","level":"error","msg":"caf\\u00e9 \\ud83d\\ude00 naïve 日"}`],
    expected: { level: 'error', time: MS, message: 'café \u{1f600} naïve 日', events: 1 },
  },
  {
    name: 'PHP: uncaught exception',
    source: 'https://www.php.net/manual/en/language.exceptions.php',
    lines: [
      '[24-Nov-2026 14:03:22.123 UTC] PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /app/db.php:3',
      'Stack trace:',
      '#0 /app/db.php(3): PDO->__construct()',
      '#1 {main}',
      '  thrown in /app/db.php on line 3',
    ],
    expected: { ...failed('SQLSTATE[HY000] [2002] Connection refused'), level: 'fatal' },
  },
];
