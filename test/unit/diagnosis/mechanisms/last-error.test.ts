import { describe, expect, it } from '@jest/globals';
import {
  isEpilogue,
  isOrdinary,
  lastError,
} from '../../../../functions/diagnosis/mechanisms/pods/last-error.ts';

const NPM_7 = (script: string) => [
  'npm error Lifecycle script `start` failed with error:',
  'npm error code 1',
  'npm error path /app',
  'npm error workspace web@1.0.0',
  'npm error location /app/web',
  'npm error command failed',
  `npm error command sh -c ${script}`,
  'npm error A complete log of this run can be found in: /home/node/.npm/_logs/2026-11-29T12_00_00_000Z-debug-0.log',
];
const NPM_6 = [
  'npm ERR! code ELIFECYCLE',
  'npm ERR! errno 1',
  'npm ERR! web@1.0.0 start: `node server.js`',
  'npm ERR! Exit status 1',
  'npm ERR! ',
  'npm ERR! Failed at the web@1.0.0 start script.',
  'npm ERR! This is probably not a problem with npm. There is likely additional logging output above.',
  '',
  'npm ERR! A complete log of this run can be found in:',
  'npm ERR!     /home/node/.npm/_logs/2026-11-29T12_00_00_000Z-debug.log',
];
const YARN_1 = [
  'error Command failed with exit code 1.',
  'info Visit https://yarnpkg.com/en/docs/cli/run for documentation about this command.',
];
const NODE_TYPE_ERROR = [
  '/app/server.js:12',
  'const port = config.server.port;',
  '                           ^',
  '',
  "TypeError: Cannot read properties of undefined (reading 'port')",
  '    at Object.<anonymous> (/app/server.js:12:28)',
  '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
  '',
  'Node.js v22.15.0',
];
const TYPE_ERROR = "TypeError: Cannot read properties of undefined (reading 'port')";

/** What runs of programs in all languages say last, in the words of their runtimes, and the line that says why. */
const ENDS: readonly (readonly [what: string, why: string, tail: readonly string[]])[] = [
  // https://docs.npmjs.com/cli/v10/commands/npm-run-script, lib/utils/error-message.js
  ['npm 10', TYPE_ERROR, [...NODE_TYPE_ERROR, ...NPM_7('node server.js')]],
  ['npm 6', TYPE_ERROR, [...NODE_TYPE_ERROR, ...NPM_6]],
  // https://github.com/yarnpkg/yarn/blob/v1.22.22/src/reporters/lang/en.js
  ['yarn 1', TYPE_ERROR, ['yarn run v1.22.22', '$ node server.js', ...NODE_TYPE_ERROR, ...YARN_1]],
  // https://github.com/pnpm/pnpm/blob/main/cli/default-reporter/src/reporterForClient/reportLifecycleScripts.ts
  ['pnpm', TYPE_ERROR, [...NODE_TYPE_ERROR, ' ELIFECYCLE  Command failed with exit code 1.']],
  [
    'pnpm -r',
    TYPE_ERROR,
    [
      ...NODE_TYPE_ERROR,
      ' ERR_PNPM_RECURSIVE_RUN_FIRST_FAIL  web@1.0.0 start: `node server.js`',
      'Exit status 1',
    ],
  ],
  [
    'bun',
    'error: Cannot find module "./db" from "/app/index.ts"',
    [
      'error: Cannot find module "./db" from "/app/index.ts"',
      '',
      'Bun v1.2.4 (Linux x64)',
      'error: script "start" exited with code 1',
    ],
  ],
  // What they say themselves is why where nothing was started.
  [
    'npm 10, no script',
    'npm error Missing script: "serve"',
    [
      'npm error Missing script: "serve"',
      'npm error',
      'npm error To see a list of scripts, run:',
      'npm error   npm run',
      'npm error A complete log of this run can be found in: /home/node/.npm/_logs/x-debug-0.log',
    ],
  ],
  [
    'yarn 1, no script',
    'error Command "serve" not found.',
    ['error Command "serve" not found.', YARN_1[1] ?? ''],
  ],
  [
    'nodemon',
    TYPE_ERROR,
    [
      '[nodemon] starting `node server.js`',
      ...NODE_TYPE_ERROR,
      '[nodemon] app crashed - waiting for file changes before starting...',
    ],
  ],

  // Node: https://nodejs.org/docs/latest-v22.x/api/errors.html
  [
    'Node, module',
    "Error: Cannot find module './routes'",
    [
      'node:internal/modules/cjs/loader:1228',
      '  throw err;',
      '  ^',
      '',
      "Error: Cannot find module './routes'",
      'Require stack:',
      '- /app/server.js',
      '    at Function._resolveFilename (node:internal/modules/cjs/loader:1225:15) {',
      "  code: 'MODULE_NOT_FOUND',",
      "  requireStack: [ '/app/server.js' ]",
      '}',
      '',
      'Node.js v22.15.0',
    ],
  ],
  [
    'Node, cause',
    'Error: unable to read /etc/app/key.pem',
    [
      'Error: start-up failed',
      '    at main (/app/main.js:4:9) {',
      '  [cause]: Error: unable to read /etc/app/key.pem',
      '      at load (/app/key.js:2:9)',
      '}',
    ],
  ],
  [
    'Node, fields of an error',
    'error: relation "orders" does not exist',
    [
      'error: relation "orders" does not exist',
      '    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:283:98) {',
      '  length: 105,',
      "  severity: 'ERROR',",
      "  routine: 'parserOpenTable, failed'",
      '}',
    ],
  ],
  [
    'V8',
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    [
      '<--- Last few GCs --->',
      '[1:0x403ca000] 7096 ms: Mark-Compact (reduce) 37.6 (40.8) -> 37.1 (40.0) MB, allocation failure; scavenge',
      '<--- JS stacktrace --->',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      '----- Native stack trace -----',
      ' 1: 0xb82c78 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]',
      ' 2: 0xeed540 v8::Utils::ReportOOMFailure(v8::internal::Isolate*, char const*) [node]',
      'Aborted (core dumped)',
      ...NPM_7('node worker.js'),
    ],
  ],

  // Python: https://docs.python.org/3/library/traceback.html
  [
    'Python',
    "ValueError: invalid literal for int() with base 10: 'tcp://10.0.0.9:8080'",
    [
      'Traceback (most recent call last):',
      '  File "/opt/app/settings.py", line 23, in from_env',
      '    port=int(os.environ.get("APP_PORT", "8080")),',
      "ValueError: invalid literal for int() with base 10: 'tcp://10.0.0.9:8080'",
    ],
  ],
  [
    'Python, a class without the word',
    'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
    [
      'Traceback (most recent call last):',
      '  File "/app/manage.py", line 22, in <module>',
      '    main()',
      'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
    ],
  ],
  [
    'Python, chained',
    "FileNotFoundError: [Errno 2] No such file or directory: '/etc/app/rates.csv'",
    [
      "KeyError: 'rates'",
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      '  File "/app/rates.py", line 3, in load',
      "FileNotFoundError: [Errno 2] No such file or directory: '/etc/app/rates.csv'",
    ],
  ],
  // https://docs.pydantic.dev/latest/errors/errors/
  [
    'pydantic',
    'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings broker_url Field required [type=missing, input_value={}, input_type=dict]',
    [
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 9, in <module>',
      'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings',
      'broker_url',
      '  Field required [type=missing, input_value={}, input_type=dict]',
      '    For further information visit https://errors.pydantic.dev/2.11/v/missing',
    ],
  ],
  // https://docs.sqlalchemy.org/en/20/errors.html
  [
    'SQLAlchemy',
    "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres",
    [
      'Traceback (most recent call last):',
      '  File "/app/db.py", line 4, in <module>',
      "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres",
      '(Background on this error at: https://sqlalche.me/e/20/e3q8)',
    ],
  ],
  // https://docs.gunicorn.org/en/stable/settings.html, gunicorn/arbiter.py
  [
    'gunicorn',
    "ModuleNotFoundError: No module named 'shop.wsgi'",
    [
      '[2026-11-29 12:00:00 +0000] [7] [ERROR] Exception in worker process',
      'Traceback (most recent call last):',
      '  File "/usr/lib/python3/gunicorn/arbiter.py", line 609, in spawn_worker',
      "ModuleNotFoundError: No module named 'shop.wsgi'",
      '[2026-11-29 12:00:00 +0000] [7] [INFO] Worker exiting (pid: 7)',
      '[2026-11-29 12:00:01 +0000] [1] [ERROR] Worker (pid:7) exited with code 3',
      '[2026-11-29 12:00:01 +0000] [1] [ERROR] Shutting down: Master',
      '[2026-11-29 12:00:01 +0000] [1] [ERROR] Reason: Worker failed to boot.',
    ],
  ],
  // uvicorn/lifespan/on.py
  [
    'uvicorn',
    'RuntimeError: model file is corrupt',
    [
      'INFO:     Waiting for application startup.',
      'ERROR:    Traceback (most recent call last):',
      '  File "/app/main.py", line 12, in lifespan',
      'RuntimeError: model file is corrupt',
      '',
      'ERROR:    Application startup failed. Exiting.',
    ],
  ],

  // Java: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Throwable.html#printStackTrace()
  [
    'Java, cause',
    'java.lang.NumberFormatException: For input string: "tcp://10.0.0.9:8080"',
    [
      'Exception in thread "main" java.lang.ExceptionInInitializerError',
      '\tat com.example.App.main(App.java:9)',
      'Caused by: java.lang.NumberFormatException: For input string: "tcp://10.0.0.9:8080"',
      '\tat java.base/java.lang.Integer.parseInt(Integer.java:652)',
      '\t... 1 more',
    ],
  ],
  [
    'Spring Boot',
    'Web server failed to start. Port 8080 was already in use.',
    [
      '***************************',
      'APPLICATION FAILED TO START',
      '***************************',
      '',
      'Description:',
      '',
      'Web server failed to start. Port 8080 was already in use.',
      '',
      'Action:',
      '',
      "Identify and stop the process that's listening on port 8080 or fix what is missing.",
    ],
  ],
  [
    'Spring Boot, before its report',
    'org.yaml.snakeyaml.scanner.ScannerException: mapping values are not allowed here',
    [
      '2026-11-29T12:00:00.000Z ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed',
      'Caused by: org.yaml.snakeyaml.scanner.ScannerException: mapping values are not allowed here',
      '\tat org.yaml.snakeyaml.scanner.ScannerImpl.fetchValue(ScannerImpl.java:889)',
      '\t... 14 common frames omitted',
    ],
  ],
  [
    'JVM, native',
    'There is insufficient memory for the Java Runtime Environment to continue.',
    [
      '#',
      '# There is insufficient memory for the Java Runtime Environment to continue.',
      '# An error report file with more information is saved as:',
      '# /tmp/hs_err_pid1.log',
    ],
  ],
  [
    'JVM, class',
    'Error: Could not find or load main class com.example.App',
    [
      'Error: Could not find or load main class com.example.App',
      'Caused by: java.lang.ClassNotFoundException: com.example.App',
    ].slice(0, 1),
  ],

  // Go: https://pkg.go.dev/builtin#panic
  [
    'Go, panic',
    'panic: runtime error: invalid memory address or nil pointer dereference',
    [
      'panic: runtime error: invalid memory address or nil pointer dereference',
      '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6a1f20]'.replace(
        'violation',
        'violation',
      ),
      '',
      'goroutine 1 [running]:',
      'main.(*ErrorHandler).Serve(0xc000012345)',
      '\t/src/error/handler.go:41 +0x1d',
      'exit status 2',
    ],
  ],
  [
    'Go, log.Fatal',
    '2026/11/29 12:00:00 open /etc/app/routes.yaml: no such file or directory',
    [
      '2026/11/29 12:00:00 reading routes',
      '2026/11/29 12:00:00 open /etc/app/routes.yaml: no such file or directory',
      'exit status 1',
    ],
  ],
  // https://github.com/kubernetes/klog
  [
    'klog',
    'F1129 12:00:00.000000       1 main.go:80] unable to load configmap',
    [
      'I1129 12:00:00.000000       1 main.go:70] starting, failed runs: 0',
      'F1129 12:00:00.000000       1 main.go:80] unable to load configmap',
      'goroutine 1 [running]:',
      'k8s.io/klog/v2.(*loggingT).output(0x1, 0x3, failed)',
    ],
  ],
  [
    'logfmt',
    'ts=2026-11-29T12:00:00Z level=error msg="Error loading config" err="unknown field \\"tls\\""',
    [
      'ts=2026-11-29T12:00:00Z level=error msg="Error loading config" err="unknown field \\"tls\\""',
      'ts=2026-11-29T12:00:01Z level=info msg="shutting down, no error"',
    ],
  ],

  // .NET: https://learn.microsoft.com/en-us/dotnet/api/system.exception.tostring
  [
    '.NET',
    "System.IO.FileNotFoundException: Could not find file '/app/appsettings.json'.",
    [
      "Unhandled exception. System.TypeInitializationException: The type initializer for 'App' threw an exception.",
      " ---> System.IO.FileNotFoundException: Could not find file '/app/appsettings.json'.",
      '   at System.IO.File.OpenRead(String path)',
      '   --- End of inner exception stack trace ---',
      '   at App.Main()',
    ],
  ],

  // Ruby: https://docs.ruby-lang.org/en/3.4/Exception.html
  [
    'Ruby',
    "/app/config/boot.rb:3:in `<main>': undefined local variable or method `redis' for main:Object (NameError)",
    [
      "/app/config/boot.rb:3:in `<main>': undefined local variable or method `redis' for main:Object (NameError)",
      "\tfrom /app/bin/rails:4:in `require_relative'",
    ],
  ],
  [
    'Bundler',
    "Could not find gem 'pg (~> 1.5)' in locally installed gems.",
    [
      "Could not find gem 'pg (~> 1.5)' in locally installed gems.",
      'Run `bundle install` to install missing gems.',
    ],
  ],

  // Rust: https://doc.rust-lang.org/std/macro.panic.html, https://docs.rs/anyhow
  [
    'Rust',
    "thread 'main' panicked at src/main.rs:14:46: no listener",
    [
      "thread 'main' panicked at src/main.rs:14:46:",
      'no listener',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ],
  ],
  [
    'anyhow',
    'No such file or directory (os error 2)',
    [
      'Error: starting up',
      '',
      'Caused by:',
      '    0: reading settings',
      '    1: No such file or directory (os error 2)',
    ],
  ],

  // PHP: https://www.php.net/manual/en/language.exceptions.php
  [
    'PHP',
    'PHP Fatal error:  Uncaught RuntimeException: No application encryption key in /var/www/k.php:9',
    [
      'PHP Fatal error:  Uncaught RuntimeException: No application encryption key in /var/www/k.php:9',
      'Stack trace:',
      '#0 /var/www/failed/index.php(3): boot()',
      '#1 {main}',
      '  thrown in /var/www/k.php on line 9',
    ],
  ],

  // Elixir: https://hexdocs.pm/elixir/Exception.html
  [
    'Elixir',
    '** (RuntimeError) environment variable SECRET_KEY_BASE is missing.',
    [
      '** (RuntimeError) environment variable SECRET_KEY_BASE is missing.',
      '    (elixir 1.17.3) src/elixir.erl:386: anonymous fn/4 in :elixir.eval_external_handler/1',
    ],
  ],
  [
    'Elixir, supervisor',
    '** (KeyError) key :pool not found in: %{}',
    [
      '[notice] Application shop exited: Shop.Application.start(:normal, []) returned an error',
      '        ** (KeyError) key :pool not found in: %{}',
      '            (shop 0.1.0) lib/shop/repo.ex:9: Shop.Repo.init/2',
      'Kernel pid terminated (application_controller) ("{application_start_failure,shop,{bad_return}}")',
      'Crash dump is being written to: erl_crash.dump...done',
    ],
  ],

  // C and C++: libstdc++, glibc's loader
  [
    'C++',
    'what():  cannot map index segment',
    [
      "terminate called after throwing an instance of 'std::system_error'",
      '  what():  cannot map index segment',
      'Aborted (core dumped)',
    ],
  ],
  [
    'ld.so',
    './server: error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory',
    [
      './server: error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory',
    ],
  ],

  // Shells and runtimes
  [
    'bash',
    '/entrypoint.sh: line 7: QUEUE_NAME: unbound variable',
    ['+ set -u', '/entrypoint.sh: line 7: QUEUE_NAME: unbound variable'],
  ],
  ['runc', 'exec /app/server: exec format error', ['exec /app/server: exec format error']],
  [
    'make',
    'server.c: error: out of memory',
    ['server.c: error: out of memory', 'make: *** [Makefile:3: run] Error 1'],
  ],

  // Servers
  [
    'nginx',
    '2026/11/29 12:00:00 [emerg] 1#1: host not found in upstream "api" in /etc/nginx/conf.d/default.conf:5',
    [
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '2026/11/29 12:00:00 [notice] 1#1: using the "epoll" event method, no error',
      '2026/11/29 12:00:00 [emerg] 1#1: host not found in upstream "api" in /etc/nginx/conf.d/default.conf:5',
    ],
  ],
  [
    'PostgreSQL',
    '2026-11-29 12:00:00.000 UTC [1] FATAL:  data directory "/var/lib/postgresql/data" has invalid permissions',
    [
      '2026-11-29 12:00:00.000 UTC [1] FATAL:  data directory "/var/lib/postgresql/data" has invalid permissions',
      '2026-11-29 12:00:00.000 UTC [1] LOG:  database system is shut down, it failed',
    ],
  ],
  [
    'MySQL',
    "2026-11-29T12:00:00.000000Z 0 [ERROR] [MY-010187] [Server] Could not open file '/var/log/mysqld.log' for error logging",
    [
      "2026-11-29T12:00:00.000000Z 0 [ERROR] [MY-010187] [Server] Could not open file '/var/log/mysqld.log' for error logging",
      '2026-11-29T12:00:00.000000Z 0 [ERROR] [MY-010119] [Server] Aborting',
      '2026-11-29T12:00:01.000000Z 0 [System] [MY-010910] [Server] /usr/sbin/mysqld: Shutdown complete',
    ],
  ],
  [
    'mongod',
    '{"t":{"$date":"2026-11-29T12:00:00.000Z"},"s":"E","c":"STORAGE","msg":"Failed to unlink socket file"}',
    [
      '{"t":{"$date":"2026-11-29T12:00:00.000Z"},"s":"E","c":"STORAGE","msg":"Failed to unlink socket file"}',
      '{"t":{"$date":"2026-11-29T12:00:01.000Z"},"s":"I","c":"CONTROL","msg":"Shutting down","attr":{"exitCode":1,"error":""}}',
    ],
  ],
  [
    'Elasticsearch',
    'bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low',
    [
      'bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low',
      'ERROR: Elasticsearch did not exit normally - check the logs at /usr/share/elasticsearch/logs/es.log',
    ],
  ],
  [
    'Kafka',
    'org.apache.kafka.common.config.ConfigException: Invalid value abc for configuration node.id',
    [
      'org.apache.kafka.common.config.ConfigException: Invalid value abc for configuration node.id',
      '\tat org.apache.kafka.common.config.ConfigDef.parseType(ConfigDef.java:747)',
      '[2026-11-29 12:00:00,000] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)',
    ],
  ],
  [
    'pino',
    '{"level":60,"time":1,"msg":"boot aborted"}',
    ['{"level":60,"time":1,"msg":"boot aborted"}', '{"level":30,"time":2,"msg":"closing, no error"}'],
  ],
];

describe('lastError', () => {
  it.each(ENDS)('%s: %s', (_, why, tail) => {
    expect(lastError(tail)).toEqual({ text: why, sure: true });
  });

  it('has an end for each that reads like the runtime wrote it', () => {
    expect(ENDS.length).toBeGreaterThanOrEqual(40);
  });

  it.each([
    [['ts=2026-11-29T12:00:00Z level=info msg="Starting"']],
    [
      [
        'INFO:     Started server process [1]',
        '[INFO] loaded 3 error pages',
        'I1129 12:00:00.000000 1 a.go:1] no such cache yet',
      ],
    ],
    [['{"level":"info","msg":"unable to find a cache, goes on"}', 'info: failed jobs: 0']],
    [['listening on :8080', 'ready', 'finished without error']],
    [[]],
  ])('takes no information for a reason: %j', (tail) => {
    expect(lastError(tail)).toBeUndefined();
  });

  it.each([
    ['Killed', ['starting', 'Killed']],
    [
      'npm error command sh -c ./run',
      ['npm error code 137', 'npm error command failed', 'npm error command sh -c ./run'],
    ],
    ['exited with code 1', ['info: ready', 'worker exited with code 1'.replace('worker ', '')]],
  ])('is not sure of what says only that something ended: %s', (text, tail) => {
    expect(lastError(tail)).toEqual({ text, sure: false });
  });

  it('prefers an error to a later warning, and takes a warning where there is nothing else', () => {
    const warning = 'WARN deprecated option, missing default';
    expect(lastError(['ERROR cannot bind', warning])?.text).toBe('ERROR cannot bind');
    expect(lastError(['ready', warning])).toEqual({ text: warning, sure: true });
  });
});

/** Each with the line that has the word, and one that has not, though it comes near. */
const WHY: readonly (readonly [says: string, near: string])[] = [
  ['ValueError: x', 'ValueErrors: x'],
  ['java.net.ConnectException: x', 'java.net.ConnectExceptional: x'],
  ['an error came', 'errors came'],
  ['an exception came', 'exceptional'],
  ['found 2 error', 'found no error'],
  ['error', 'without error'],
  ['exception', '0 exception'],
  ['django.core.exceptions.Improper: x', 'django.core.exceptional.Improper: x'],
  ['app.errors.Bad', 'app.errorless.Bad'],
  ...[
    ...['fatal', 'panic', 'panicked', 'emerg', 'crit', 'Err', 'uncaught', 'unhandled', 'abort', 'aborted'],
    ...['segfault', 'segmentation fault', 'cannot', "can't", 'could not', "couldn't", 'unable to', 'failed'],
    ...[
      'failure',
      'denied',
      'refused',
      'missing',
      'undefined',
      'required',
      'invalid',
      'illegal',
      'malformed',
    ],
    ...[
      'corrupt',
      'corrupted',
      'mismatch',
      'unsupported',
      'unexpected',
      'unrecognized',
      'unknown',
      'not found',
    ],
    ...['not set', 'not permitted', 'not allowed', 'not defined', 'not supported', 'not specified'],
    ...[
      'not provided',
      'not exist',
      'not available',
      'already in use',
      'no such',
      'insufficient',
      'no space',
    ],
    ...['out of memory', 'timed out', 'exceeded', 'expired', 'unbound', "doesn't exist"],
    ...['too low'],
  ].flatMap((word) => [
    [`it is ${word} here`, `it is x${word} here`] as const,
    [`${word.toUpperCase()} here`, `${word}ly here`] as const,
  ]),
  ['** (RuntimeError) x', 'x ** (Runtime) x'],
  ['  what():  x', 'so what():  x'],
  ['{"level":50,"msg":"x"}', '{"level":500,"msg":"x"}'],
  ['{"level": 60,"msg":"x"}', '{"level": 70,"msg":"x"}'],
];

describe('a line that says why', () => {
  it.each(WHY)('is known by its word: %s; not: %s', (says, near) => {
    expect(lastError(['started', says])?.text).toContain(says.trim().split(' ').at(-1));
    expect(lastError(['started', near])).toBeUndefined();
  });
});

describe('a line that a program calls information', () => {
  it.each([
    ...['INFO', 'DEBUG', 'TRACE', 'NOTICE', 'VERBOSE', 'LOG'].flatMap((level) => [
      `${level} no such thing`,
      `2026 ${level}: x`,
      `[${level}] x`,
      `(${level}) x`,
      `|${level}| x`,
      `<${level}> x`,
      `x ${level}`,
    ]),
    ...['trace', 'debug', 'verbose', 'info', 'information', 'notice', 'default'].map(
      (level) => `{"level":"${level}"}`,
    ),
    ...['level', 'severity', 'lvl', 'log.level', '@l'].map((field) => `{"${field}": "info"}`),
    ...['{"level":10}', '{"level": 20}', '{"level":30}', '{"s":"I"}', '{"s": "D2"}'],
    ...['level=info x', 'lvl=debug x', 'severity="notice" x', 'level=trace x'],
    ...['I1129 12:00:00 x', 'D1129 12:00:00 x', 'info: x', 'debug : x', 'trace: x', 'verbose: x', 'http: x'],
    ...['dbug: x', 'trce: x', '[info] x', 'x [notice]', '[debug] x', '[trace] x'],
    '/docker-entrypoint.sh: Configuration complete',
  ])('is none that says why: %s', (line) => {
    expect(isOrdinary(line)).toBe(true);
  });

  it.each([
    ...['WARN', 'WARNING', 'ERROR', 'FATAL', 'SEVERE', 'CRITICAL', 'PANIC', 'EMERG'].map(
      (level) => `${level} INFO x`,
    ),
    ...['INFORMATION x', 'xINFO x', 'INFOx x', '{"level":"error"}', '{"kind":"info"}', '{"level":300}'],
    ...['{"level":40}', '{"s":"E"}', '{"ss":"I"}', 'level=error', 'levels=info', 'level=information'],
    ...['E1129 12:00:00 x', 'I1129 x', 'x I1129 12:00:00', 'x info: y', 'info x', '[infos] x', 'x[info] y'],
    ...[
      '/docker-entrypoint.sh: error: x',
      '/docker-entrypoint.sh: cannot x',
      '/docker-entrypoint.sh: not found',
    ],
    'x /docker-entrypoint.sh: y',
  ])('is another: %s', (line) => {
    expect(isOrdinary(line)).toBe(false);
  });
});

describe('a line that says only that something ended', () => {
  it.each([
    ...['ERR!', 'error', 'notice', 'info', 'verb', 'warn', 'WARN'].map((level) => `npm ${level} code 1`),
    ...[' ELIFECYCLE  Command failed', ' ERR_PNPM_X  web', 'error Command failed with y'],
    ...['info Visit https://yarnpkg.com/x', 'warning There appears to be trouble with x', '$ node server.js'],
    ...["error Couldn't find a package.json", 'error Command "x" y', 'error An unexpected error occurred'],
    ...['A complete log of this run can be found in: x', '/home/node/.npm/_logs/x-debug.log'],
    ...['error: script "start" exited', 'error: "node" exited', 'warn: script "x" y'],
    ...['lerna ERR! x', 'turbo run failed', 'nx x exited'],
    ...['exit code 1', 'exited with status 2', 'exits signal=9', 'exiting code 3', 'failed with error 5'],
    ...['failure code 1', 'terminated by signal 15', 'died with status 1', 'killed signal 9', 'quit code 0'],
    ...['exit status', 'exited code', 'exited unexpectedly', 'app crashed', 'did not exit normally'],
    ...[
      'make: *** [x] y',
      'make[2]: *** [x]',
      'make: Error 2',
      'Killed',
      'sh: Terminated',
      'Aborted (core dumped)',
    ],
    ...[
      'Segmentation fault',
      'Trace/breakpoint trap',
      'Application startup failed',
      'Application run failed',
    ],
    ...[
      'Worker failed to boot',
      'Shutting down: Master',
      'Worker exiting',
      '[ERROR] Aborting',
      '[ERROR] Aborting.',
    ],
    ...[
      'Exiting Kafka due to fatal exception',
      'exiting',
      'Aborting!',
      'shutting down...',
      'stopping',
      'stopped',
      'Bye',
    ],
    ...['Kernel pid terminated', 'init terminating', 'Crash dump is being written'],
  ])('is known: %s', (line) => {
    expect(isEpilogue(line)).toBe(true);
  });

  it.each([
    ...['npm: x', 'x npm error', 'ELIFECYCLES', 'xERR_PNPM_X', 'error Something failed', 'x $ node', '$node'],
    ...[
      '/home/node/.npm/logs/x.log',
      '/home/node/.npm/_logs/x.txt',
      'error: script exited',
      'lernas failed',
      'x turbo failed',
    ],
    ...[
      'exited with status',
      'code 1',
      'exit "x" code 1',
      'exit: code',
      'exited expectedly',
      'app crashedly',
    ],
    ...['makes: *** x', 'make *** x', 'Error 2 came', 'xError 2', 'Killed it', 'Killed (core)', 'a b Killed'],
    ...['Application failed', 'Application run failedly', 'Worker booted', 'Aborting x', 'aborting. x'],
    ...[
      'Exiting Kafka',
      'exiting the loop',
      'goodbye',
      'init terminated',
      'Crash dump written',
      'Kernel pid',
    ],
  ])('is another: %s', (line) => {
    expect(isEpilogue(line)).toBe(false);
  });
});
