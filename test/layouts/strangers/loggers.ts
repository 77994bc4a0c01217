import type { Layout } from '../layout.ts';

/** Loggers of languages, in the layout that they have without configuration or that their manual shows. */
export const LOGGERS: readonly Layout[] = [
  {
    name: 'Go: slog TextHandler with a group',
    source: 'https://pkg.go.dev/log/slog (from memory)',
    lines: [
      'time=2026-11-24T14:03:22.123+01:00 level=ERROR msg="cannot save order" order.id=7 err="pq: deadlock detected"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T13:03:22.123Z',
      contains: ['cannot save order', 'deadlock detected'],
      requests: [],
    },
  },
  {
    name: 'Go: slog JSONHandler, level with an offset',
    source: 'https://pkg.go.dev/log/slog Level.String (from memory)',
    lines: [
      '{"time":"2026-11-24T14:03:22.123456789Z","level":"ERROR+4","source":{"function":"main.save","file":"/src/main.go","line":41},"msg":"cannot save order","order":{"id":7},"err":"context deadline exceeded"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot save order', 'context deadline exceeded'],
    },
  },
  {
    name: 'Go: slog by the default log package',
    source: 'https://pkg.go.dev/log/slog (from memory)',
    lines: ['2026/11/24 14:03:22 ERROR cannot save order id=7 err="connection reset by peer"'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['cannot save order', 'connection reset by peer'],
    },
  },
  {
    name: 'Go: log with microseconds, file and a prefix',
    source: 'https://pkg.go.dev/log flags (from memory)',
    lines: ['billing: 2026/11/24 14:03:22.123456 main.go:23: charge failed: card_declined'],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['charge failed: card_declined'],
      absent: ['2026/11/24', '14:03:22'],
      requests: [],
    },
  },
  {
    name: 'zap: production, stacktrace in a field',
    source: 'https://pkg.go.dev/go.uber.org/zap (from memory)',
    lines: [
      String.raw`{"level":"error","ts":1795529002.123,"caller":"orders/store.go:41","msg":"cannot save order","error":"insert: dial tcp 10.0.3.4:5432: connect: connection refused","errorVerbose":"dial tcp 10.0.3.4:5432: connect: connection refused\ninsert\nmain.save\n\t/src/orders/store.go:40","stacktrace":"main.save\n\t/src/orders/store.go:41\nmain.main\n\t/src/main.go:12"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot save order', 'connect: connection refused'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'zap: development console with its stack',
    source: 'https://github.com/open-policy-agent/cert-controller/issues/341',
    lines: [
      '2026-11-24T14:03:22Z\tERROR\tcert-rotation\tcould not refresh CA and server certs\t{"error": "Operation cannot be fulfilled on secrets \\"webhook-server-cert\\": the object has been modified; please apply your changes to the latest version and try again"}',
      'github.com/open-policy-agent/cert-controller/pkg/rotator.(*CertRotator).refreshCertIfNeeded.func1',
      '\t/go/pkg/mod/github.com/open-policy-agent/cert-controller@v0.12.0/pkg/rotator/rotator.go:329',
      'k8s.io/apimachinery/pkg/util/wait.ExponentialBackoff',
      '\t/go/pkg/mod/k8s.io/apimachinery@v0.31.2/pkg/util/wait/backoff.go:461',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['could not refresh CA and server certs', 'the object has been modified'],
      events: 1,
    },
  },
  {
    name: 'zerolog: console, coloured',
    source: 'https://github.com/rs/zerolog README (from memory)',
    lines: [
      '\u001b[90m2026-11-24T14:03:22Z\u001b[0m \u001b[31mERR\u001b[0m \u001b[1mcannot save order\u001b[0m \u001b[36merror=\u001b[0m\u001b[31m\u001b[1m"connection reset by peer"\u001b[0m\u001b[0m \u001b[36morder=\u001b[0m7',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['cannot save order', 'connection reset by peer'],
      absent: ['[31m', 'ERR '],
    },
  },
  {
    name: 'zerolog: JSON, Unix milliseconds, fatal',
    source: 'https://github.com/rs/zerolog README, TimeFormatUnixMs (from memory)',
    lines: [
      '{"level":"fatal","service":"billing","error":"bind: address already in use","time":1795529002123,"message":"cannot start"}',
    ],
    expected: {
      level: 'fatal',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot start', 'bind: address already in use'],
    },
  },
  {
    name: 'logrus: text',
    source:
      'https://github.com/sirupsen/logrus README (from memory); find_string "level=ERROR msg=", id 55583079407',
    lines: [
      'time="2026-11-24T14:03:22+01:00" level=fatal msg="The ice breaks!" err="unexpected EOF" number=100 omg=true',
    ],
    expected: {
      level: 'fatal',
      time: '2026-11-24T13:03:22Z',
      contains: ['The ice breaks!', 'unexpected EOF'],
    },
  },
  {
    name: 'logrus: terminal, seconds since the start',
    source: 'https://github.com/sirupsen/logrus README (from memory)',
    lines: [
      'ERRO[0042] Failed to connect to database                 error="dial tcp: lookup db: no such host" retries=3',
    ],
    expected: {
      level: 'error',
      time: null,
      contains: ['Failed to connect to database', 'no such host'],
      absent: ['ERRO['],
    },
  },
  {
    name: 'glog: C++ and Go',
    source: 'https://google.github.io/glog/stable/logging/ (from memory)',
    lines: [
      'E20261124 14:03:22.123456  7452 server.cc:121] Could not bind to port: Address already in use [98]',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Could not bind to port: Address already in use'],
      absent: ['server.cc'],
      keeps: ['98'],
    },
  },
  {
    name: 'Go: panic with its goroutine',
    source: 'from memory (runtime/panic.go)',
    lines: [
      'panic: runtime error: invalid memory address or nil pointer dereference',
      '[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x6d2b4f]',
      '',
      'goroutine 1 [running]:',
      'main.(*Store).Save(...)',
      '\t/src/store.go:41',
      'main.main()',
      '\t/src/main.go:12 +0x1d',
      'exit status 2',
    ],
    expected: { time: null, contains: ['invalid memory address or nil pointer dereference'], requests: [] },
  },
  {
    name: 'Log4j 2: pattern of its manual with an exception',
    source: 'https://logging.apache.org/log4j/2.x/manual/pattern-layout.html (from memory)',
    lines: [
      '14:03:22.123 [http-nio-8080-exec-1] ERROR com.acme.shop.OrderService - cannot save order 7',
      'org.springframework.dao.DataAccessResourceFailureException: Unable to acquire JDBC Connection',
      '\tat org.springframework.orm.jpa.vendor.HibernateJpaDialect.convert(HibernateJpaDialect.java:275) ~[spring-orm-6.1.5.jar:6.1.5]',
      'Caused by: java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30001ms.',
      '\tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:696) ~[HikariCP-5.0.1.jar:?]',
      '\t... 87 more',
    ],
    expected: {
      level: 'error',
      contains: ['Connection is not available, request timed out'],
      absent: ['exec-1'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'Logback: without configuration',
    source: 'https://logback.qos.ch/manual/configuration.html#auto_configuration (from memory)',
    lines: [
      '14:03:22.123 [main] ERROR com.acme.shop.OrderService -- cannot reach warehouse: 503 Service Unavailable',
    ],
    expected: {
      level: 'error',
      message: 'cannot reach warehouse: 503 Service Unavailable',
      keeps: ['503'],
      requests: [],
    },
  },
  {
    name: 'Spring Boot 3: default',
    source: 'https://docs.spring.io/spring-boot/reference/features/logging.html (from memory)',
    lines: [
      '2026-11-24T15:03:22.123+01:00 ERROR 7 --- [shop] [nio-8080-exec-3] o.h.engine.jdbc.spi.SqlExceptionHelper   : ERROR: relation "orders" does not exist',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['relation "orders" does not exist'],
      absent: ['SqlExceptionHelper', 'exec-3'],
    },
  },
  {
    name: 'java.util.logging: two lines',
    source:
      'https://docs.oracle.com/en/java/javase/21/docs/api/java.logging/java/util/logging/SimpleFormatter.html (from memory)',
    lines: [
      'Nov 24, 2026 2:03:22 PM com.acme.shop.Pool getConnection',
      'SEVERE: Could not get a connection from the pool',
      'Nov 24, 2026 2:03:23 PM com.acme.shop.Pool close',
      'INFO: Pool closed',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      message: 'Could not get a connection from the pool',
      events: 2,
    },
  },
  {
    name: 'java.util.logging: French locale',
    source: 'SimpleFormatter with user.language=fr and CLDR (from memory)',
    lines: [
      'nov. 24, 2026 2:03:22 PM com.acme.shop.Pool getConnection',
      'GRAVE: Impossible d\u2019obtenir une connexion',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['obtenir une connexion'],
      absent: ['GRAVE'],
      events: 1,
    },
  },
  {
    name: 'Tomcat: OneLineFormatter with causes',
    source: 'https://tomcat.apache.org/tomcat-9.0-doc/logging.html (from memory)',
    lines: [
      '24-Nov-2026 14:03:22.123 SEVERE [http-nio-8080-exec-5] org.apache.catalina.core.StandardWrapperValve.invoke Servlet.service() for servlet [shop] in context with path [] threw exception',
      '\tjava.lang.IllegalStateException: no pool',
      '\t\tat com.acme.Shop.get(Shop.java:12)',
      '\tCaused by: java.net.ConnectException: Connection timed out',
      '\t\tat java.base/sun.nio.ch.Net.connect0(Native Method)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Connection timed out'],
      absent: ['exec-5'],
      events: 1,
    },
  },
  {
    name: 'Serilog: console template',
    source: 'https://github.com/serilog/serilog-sinks-console README (from memory)',
    lines: [
      '[14:03:22 ERR] Cannot save order 7',
      'System.TimeoutException: The operation has timed out.',
      '   at Shop.Orders.OrderStore.Save(Order order) in /src/Orders/OrderStore.cs:line 41',
    ],
    expected: { level: 'error', contains: ['The operation has timed out'], absent: ['ERR]'], events: 1 },
  },
  {
    name: 'Serilog: file template with a zone',
    source: 'https://github.com/serilog/serilog-sinks-file README (from memory)',
    lines: ['2026-11-24 15:03:22.123 +01:00 [FTL] Host terminated unexpectedly'],
    expected: {
      level: 'fatal',
      time: '2026-11-24T14:03:22.123Z',
      message: 'Host terminated unexpectedly',
    },
  },
  {
    name: 'NLog: default layout with inner exceptions',
    source: 'https://github.com/NLog/NLog/wiki/Layouts default layout (from memory)',
    lines: [
      '2026-11-24 14:03:22.1234|ERROR|Shop.Orders.OrderStore|Cannot save order 7|System.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred',
      ' ---> System.ComponentModel.Win32Exception (53): The network path was not found.',
      '   at System.Data.SqlClient.SqlConnection.Open()',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['The network path was not found.'],
      events: 1,
    },
  },
  {
    name: 'log4net: pattern of its manual',
    source: 'https://logging.apache.org/log4net/release/manual/configuration.html (from memory)',
    lines: [
      '2026-11-24 14:03:22,123 [12] ERROR Shop.Orders.OrderStore [(null)] - Cannot save order, code 1205',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      message: 'Cannot save order, code 1205',
      keeps: ['1205'],
    },
  },
  {
    name: '.NET: console JSON formatter',
    source: 'https://learn.microsoft.com/en-us/dotnet/core/extensions/console-log-formatter (from memory)',
    lines: [
      String.raw`{"Timestamp":"2026-11-24T14:03:22.1230000Z","EventId":0,"LogLevel":"Error","Category":"Shop.Orders.OrderStore","Message":"Cannot save order 7","Exception":"System.InvalidOperationException: transient failure\n ---\u003E Npgsql.NpgsqlException (0x80004005): Exception while reading from stream\n ---\u003E System.TimeoutException: Timeout during reading attempt\n   at Npgsql.Internal.NpgsqlReadBuffer.Ensure()\n   --- End of inner exception stack trace ---","State":{"Message":"Cannot save order 7","OrderId":7,"{OriginalFormat}":"Cannot save order {OrderId}"}}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Timeout during reading attempt'],
      events: 1,
    },
  },
  {
    name: '.NET: systemd console formatter',
    source:
      'https://learn.microsoft.com/en-us/dotnet/core/extensions/console-log-formatter#systemd (from memory)',
    lines: ['<3>Shop.Orders.OrderStore[0] Cannot save order 7'],
    expected: { level: 'error', time: null, contains: ['Cannot save order 7'], absent: ['<3>'] },
  },
  {
    name: 'winston: simple',
    source: 'https://github.com/winstonjs/logform#simple (from memory)',
    lines: ['error: cannot save order {"code":"ECONNRESET","order":7}'],
    expected: { level: 'error', time: null, contains: ['cannot save order'], absent: ['error: cannot'] },
  },
  {
    name: 'winston: JSON with a stack',
    source: 'https://github.com/winstonjs/logform#errors (from memory)',
    lines: [
      String.raw`{"level":"error","message":"connect ETIMEDOUT 10.0.3.4:5432","service":"shop","stack":"Error: connect ETIMEDOUT 10.0.3.4:5432\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)","timestamp":"2026-11-24 14:03:22"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['connect ETIMEDOUT'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'log4js: basic layout',
    source: 'https://log4js-node.github.io/log4js-node/layouts.html (from memory)',
    lines: ['[2026-11-24T14:03:22.123] [ERROR] cheese - Cheese is too ripe!'],
    expected: { level: 'error', time: '2026-11-24T14:03:22.123Z', message: 'Cheese is too ripe!' },
  },
  {
    name: 'bunyan: level 50, err',
    source: 'https://github.com/trentm/node-bunyan README (from memory)',
    lines: [
      String.raw`{"name":"shop","hostname":"web-1","pid":7,"level":50,"err":{"message":"socket hang up","name":"Error","stack":"Error: socket hang up\n    at connResetException (node:internal/errors:787:14)","code":"ECONNRESET"},"msg":"cannot reach warehouse","time":"2026-11-24T14:03:22.123Z","v":0}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['socket hang up'],
      events: 1,
    },
  },
  {
    name: 'Node.js: an uncaught error with a cause',
    source: 'https://nodejs.org/api/errors.html#errorcause (from memory)',
    lines: [
      'Error: cannot load cart',
      '    at load (file:///app/cart.js:12:9)',
      '    at async file:///app/server.js:31:3 {',
      '  [cause]: Error: connect ECONNREFUSED 10.0.3.4:6379',
      '      at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16) {',
      '    errno: -111,',
      "    code: 'ECONNREFUSED',",
      "    syscall: 'connect'",
      '  }',
      '}',
    ],
    expected: { time: null, contains: ['connect ECONNREFUSED'], events: 1, requests: [] },
  },
  {
    name: 'Python: logging.basicConfig',
    source: 'https://docs.python.org/3/howto/logging.html (from memory)',
    lines: [
      'ERROR:shop.orders:cannot save order',
      'Traceback (most recent call last):',
      '  File "/app/orders.py", line 12, in save',
      '    conn = pool.get()',
      'redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused.',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      '  File "/app/orders.py", line 15, in save',
      '    raise OrderError("no cache")',
      'shop.errors.OrderError: no cache',
    ],
    expected: { level: 'error', time: null, contains: ['no cache'], events: 1, requests: [] },
  },
  {
    name: 'Python: structlog, console',
    source: 'https://www.structlog.org/en/stable/getting-started.html (from memory)',
    lines: [
      '2026-11-24 14:03:22 [error    ] cannot save order              [shop.orders] error=deadlock order=7',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['cannot save order', 'deadlock'],
      absent: ['[error'],
    },
  },
  {
    name: 'Python: loguru',
    source: 'https://loguru.readthedocs.io/en/stable/api/logger.html (from memory)',
    lines: [
      '2026-11-24 14:03:22.123 | ERROR    | shop.orders:save:42 - cannot save order: HTTP 429 from warehouse',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      message: 'cannot save order: HTTP 429 from warehouse',
      keeps: ['429'],
      requests: [],
    },
  },
  {
    name: 'Celery: task raised unexpected',
    source: 'https://github.com/WikiWatershed/model-my-watershed/pull/3088',
    lines: [
      "[2026-11-24 14:03:22,634: ERROR/ForkPoolWorker-3] Task shop.tasks.charge[a8dc7519-21e4-42db-b3aa-33ff69240367] raised unexpected: ConnectionError('Error while reading from redis:6379')",
      'Traceback (most recent call last):',
      '  File "/usr/local/lib/python3.12/site-packages/celery/app/trace.py", line 453, in trace_task',
      '    R = retval = fun(*args, **kwargs)',
      "redis.exceptions.ConnectionError: Error while reading from redis:6379 : (104, 'Connection reset by peer')",
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.634Z',
      contains: ['Error while reading from', 'Connection reset by peer'],
      absent: ['ForkPoolWorker'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'Celery: a worker is killed by a signal',
    source: 'https://github.com/WikiWatershed/model-my-watershed/pull/3088',
    lines: [
      "[2026-11-24 14:03:22,710: ERROR/MainProcess] Process 'ForkPoolWorker-3' pid:31 exited with 'signal 9 (SIGKILL)'",
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.710Z',
      contains: ['exited with', 'SIGKILL'],
      absent: ['MainProcess'],
      keeps: ['SIGKILL', '9'],
    },
  },
  {
    name: 'Airflow 2: task log',
    source: 'https://github.com/apache/airflow/issues/27614',
    lines: [
      '[2026-11-24, 14:03:22 UTC] {taskinstance.py:1851} ERROR - Task failed with exception',
      'Traceback (most recent call last):',
      '  File "/opt/airflow/dags/load.py", line 67, in load',
      "    raise AirflowFailException('no partition for today')",
      'airflow.exceptions.AirflowFailException: no partition for today',
      '[2026-11-24, 14:03:22 UTC] {taskinstance.py:1401} INFO - Immediate failure requested. Marking task as FAILED. dag_id=load',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['no partition for today'],
      absent: ['taskinstance.py'],
      events: 2,
      requests: [],
    },
  },
  {
    name: 'Airflow 2: JSON',
    source: 'https://github.com/apache/airflow/issues/14950',
    lines: [
      '{"asctime": "2026-11-24 14:03:22,611", "filename": "taskinstance.py", "lineno": 1063, "levelname": "ERROR", "message": "Task failed with exception", "created": 1795529002.611475, "dag_id": "my_dag", "task_id": "my_task", "execution_date": "2026_11_24T14_03_20_535261", "try_number": "1", "offset": 1616486069531250688}',
    ],
    expected: { level: 'error', time: '2026-11-24T14:03:22.611Z', contains: ['Task failed with exception'] },
  },
  {
    name: 'Scrapy: logger in brackets before the level',
    source: 'https://docs.scrapy.org/en/latest/topics/logging.html (from memory)',
    lines: [
      '2026-11-24 14:03:22 [scrapy.core.scraper] ERROR: Spider error processing <GET https://example.org/> (referer: None)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Spider error processing'],
      absent: ['scrapy.core.scraper'],
      requests: [],
    },
  },
  {
    name: 'Ruby: Logger with an exception',
    source: 'https://docs.ruby-lang.org/en/3.3/Logger.html (from memory)',
    lines: [
      'F, [2026-11-24T14:03:22.123456 #7] FATAL -- shop: PG::ConnectionBad (connection to server at "db" failed: FATAL:  the database system is shutting down)',
    ],
    expected: {
      level: 'fatal',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['the database system is shutting down'],
      absent: ['#7'],
    },
  },
  {
    name: 'Sidekiq: a job fails',
    source: 'https://github.com/sidekiq/sidekiq/wiki/Logging (from memory)',
    lines: [
      '2026-11-24T14:03:22.123Z pid=7 tid=oslqm class=ChargeJob jid=b4a577edbccf1d805744efa9 elapsed=30.014 INFO: fail',
    ],
    expected: {
      level: 'info',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['fail'],
      absent: ['oslqm', 'b4a577edbccf1d805744efa9'],
      requests: [],
    },
  },
  {
    name: 'Sidekiq: warning of the exception',
    source: 'https://github.com/sidekiq/sidekiq/wiki/Logging (from memory)',
    lines: [
      '2026-11-24T14:03:22.124Z pid=7 tid=oslqm WARN: Net::ReadTimeout: Net::ReadTimeout with #<TCPSocket:(closed)>',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.124Z',
      message: 'Net::ReadTimeout: Net::ReadTimeout with #<TCPSocket:(closed)>',
      absent: ['oslqm'],
    },
  },
  {
    name: 'semantic_logger: Rails',
    source: 'https://logger.rocketjob.io/ (from memory)',
    lines: [
      '2026-11-24 14:03:22.123456 E [7:puma srv tp 002 store.rb:41] (12.5ms) OrderStore -- cannot save order',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot save order'],
      absent: ['store.rb:41'],
    },
  },
  {
    name: 'Monolog: LineFormatter',
    source: 'https://github.com/Seldaek/monolog LineFormatter (from memory)',
    lines: [
      '[2026-11-24T15:03:22.123456+01:00] request.CRITICAL: Uncaught PHP Exception Doctrine\\DBAL\\Exception\\ConnectionException: "An exception occurred in the driver: SQLSTATE[08006] [7] could not connect to server" at Connection.php line 112 {"exception":"[object]"} []',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['could not connect to server'],
      absent: ['request.CRITICAL'],
      keeps: ['08006'],
      requests: [],
    },
  },
  {
    name: 'Monolog: JSON, its own scale',
    source: 'https://github.com/Seldaek/monolog/blob/main/doc/01-usage.md#log-levels (from memory)',
    lines: [
      '{"message":"stock is low","context":{"sku":"a-1"},"level":300,"level_name":"WARNING","channel":"shop","datetime":"2026-11-24T14:03:22.123456+00:00","extra":{}}',
      '{"message":"order saved","context":{},"level":200,"level_name":"INFO","channel":"shop","datetime":"2026-11-24T14:03:23.123456+00:00","extra":{}}',
    ],
    expected: { level: 'warn', time: '2026-11-24T14:03:22.123Z', contains: ['stock is low'], events: 2 },
  },
  {
    name: 'Monolog: number only',
    source: 'https://github.com/Seldaek/monolog/blob/main/doc/01-usage.md#log-levels (from memory)',
    lines: [
      '{"message":"charge refused by bank","context":[],"level":400,"channel":"billing","datetime":"2026-11-24T14:03:22+00:00"}',
    ],
    expected: { level: 'error', time: '2026-11-24T14:03:22Z', contains: ['charge refused by bank'] },
  },
  {
    name: 'Laravel: exception in the context, stack after it',
    source: 'https://github.com/bmlt-enabled/bmlt-server/issues/1425',
    lines: [
      String.raw`[2026-11-24 14:03:22] production.ERROR: SQLSTATE[HY000] [2002] Connection refused (Connection: mysql, SQL: select * from sessions) {"exception":"[object] (Illuminate\\Database\\QueryException(code: 2002): SQLSTATE[HY000] [2002] Connection refused (Connection: mysql, SQL: select * from sessions) at /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connection.php:829)`,
      '[stacktrace]',
      '#0 /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connection.php(983): Illuminate\\Database\\Connection->runQueryCallback()',
      '#1 {main}',
      '"} ',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Connection refused'],
      absent: ['production.ERROR'],
      keeps: ['2002', 'HY000'],
      events: 1,
    },
  },
  {
    name: 'PHP: error_log, uncaught exception',
    source: 'from memory (php main/main.c)',
    lines: [
      '[24-Nov-2026 14:03:22 UTC] PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] No such file or directory in /var/www/html/db.php:12',
      'Stack trace:',
      '#0 /var/www/html/db.php(12): PDO->__construct()',
      '#1 {main}',
      '  thrown in /var/www/html/db.php on line 12',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      contains: ['No such file or directory'],
      absent: ['24-Nov-2026'],
      keeps: ['2002'],
      events: 1,
    },
  },
  {
    name: 'Nextcloud: level 3 is an error',
    source:
      'https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/logging_configuration.html (from memory)',
    lines: [
      '{"reqId":"Yx0a","level":3,"time":"2026-11-24T14:03:22+00:00","remoteAddr":"203.0.113.9","user":"alice","app":"files","method":"PUT","url":"/remote.php/dav/files/alice/a.txt","message":"Storage is temporarily not available","userAgent":"Mozilla/5.0","version":"28.0.1.1"}',
      '{"reqId":"Yx0b","level":2,"time":"2026-11-24T14:03:23+00:00","remoteAddr":"203.0.113.9","user":"--","app":"core","method":"POST","url":"/login","message":"Login failed: alice","userAgent":"Mozilla/5.0","version":"28.0.1.1"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Storage is temporarily not available'],
      events: 2,
    },
  },
  {
    name: 'Elixir: a GenServer ends',
    source: 'https://github.com/supabase/cli/issues/3566',
    lines: [
      '14:03:22.195 [error] GenServer Shop.CacheWarmer terminating',
      '** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 10981ms.',
      '    (db_connection 2.7.0) lib/db_connection.ex:1004: DBConnection.checkout/3',
      '    (stdlib 6.1.2) gen_server.erl:2345: :gen_server.try_handle_info/3',
      'Last message: :refresh',
    ],
    expected: {
      level: 'error',
      contains: ['connection not available and request was dropped from queue'],
      absent: ['14:03:22'],
      events: 1,
    },
  },
  {
    name: 'Erlang: SASL supervisor report',
    source: 'find_string "=SUPERVISOR REPORT====", ids 28577962868, 24281143852',
    lines: [
      '=SUPERVISOR REPORT==== 24-Nov-2026::14:03:22.123456 ===',
      '    supervisor: {local,shop_sup}',
      '    errorContext: child_terminated',
      '    reason: {badmatch,{error,econnrefused}}',
      '    offender: [{pid,<0.145.0>},{id,shop_db}]',
    ],
    expected: { time: '2026-11-24T14:03:22.123Z', contains: ['econnrefused'], events: 1, requests: [] },
  },
  {
    name: 'Rust: env_logger',
    source: 'https://docs.rs/env_logger/latest/env_logger/ (from memory)',
    lines: ['[2026-11-24T14:03:22Z ERROR shop::db] pool timed out while waiting for an open connection'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      message: 'pool timed out while waiting for an open connection',
    },
  },
  {
    name: 'Rust: tracing-subscriber, spans',
    source:
      'https://docs.rs/tracing-subscriber/latest/tracing_subscriber/fmt/format/index.html (from memory)',
    lines: [
      '2026-11-24T14:03:22.123456Z ERROR checkout{order=7}: shop::db: cannot save order error=Connection reset by peer (os error 104)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot save order', 'Connection reset by peer'],
      keeps: ['104'],
      requests: [],
    },
  },
  {
    name: 'Rust: tracing-subscriber, JSON',
    source:
      'https://docs.rs/tracing-subscriber/latest/tracing_subscriber/fmt/format/struct.Json.html (from memory)',
    lines: [
      '{"timestamp":"2026-11-24T14:03:22.123456Z","level":"ERROR","fields":{"message":"cannot save order","error":"Connection reset by peer (os error 104)"},"target":"shop::db","span":{"order":7,"name":"checkout"},"spans":[{"order":7,"name":"checkout"}]}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot save order', 'Connection reset by peer'],
    },
  },
  {
    name: 'Rust: anyhow at the end of main',
    source: 'https://docs.rs/anyhow/latest/anyhow/struct.Error.html#display-representations (from memory)',
    lines: [
      'Error: failed to read the configuration',
      '',
      'Caused by:',
      '    0: cannot open /etc/shop.toml',
      '    1: Permission denied (os error 13)',
    ],
    expected: { time: null, contains: ['Permission denied'], keeps: ['13'], events: 1 },
  },
  {
    name: 'Rust: panic',
    source: 'from memory (std::panicking, 1.73 and later)',
    lines: [
      "thread 'main' panicked at src/main.rs:12:31:",
      'called `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: "Address already in use" }',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ],
    expected: { time: null, contains: ['Address already in use'], keeps: ['98'], requests: [] },
  },
  {
    name: 'Crystal: Log',
    source: 'https://github.com/crystal-lang/crystal src/log/format.cr',
    lines: [
      '2026-11-24T14:03:22.123456Z  ERROR - http.server: Unhandled exception',
      "Error connecting to 'db:5432': Connection refused (Socket::ConnectError)",
      "  from /usr/share/crystal/src/socket/addrinfo.cr:86:34 in 'connect'",
    ],
    expected: { level: 'error', time: '2026-11-24T14:03:22.123Z', contains: ['Connection refused'] },
  },
  {
    name: 'Haskell: katip',
    source: 'https://github.com/Soostone/katip katip/src/Katip/Scribes/Handle.hs bracketFormat',
    lines: [
      '[2026-11-24 14:03:22][shop.db][Error][web-1][PID 7][ThreadId 12][main:Main app/Main.hs:12:3] connection pool exhausted',
    ],
    expected: { level: 'error', time: '2026-11-24T14:03:22Z', message: 'connection pool exhausted' },
  },
  {
    name: 'Haskell: co-log, the level before the time',
    source: 'https://github.com/co-log/co-log/pull/24',
    lines: [
      '[Warning] [14:03:22.485 24 Nov 2026 UTC] [Main.app#43] [ThreadId 11] Starting application without a cache',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.485Z',
      message: 'Starting application without a cache',
    },
  },
  {
    name: 'Clojure: timbre',
    source: 'https://github.com/taoensso/timbre (from memory)',
    lines: ['2026-11-24T14:03:22.123Z web-1 ERROR [shop.db:42] - connection pool exhausted'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      message: 'connection pool exhausted',
    },
  },
  {
    name: 'Swift: swift-log StreamLogHandler',
    source: 'https://github.com/apple/swift-log (from memory)',
    lines: [
      '2026-11-24T14:03:22+0000 error codes.vapor.application : request-id=A1B2 [Vapor] Abort.500: database is locked',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['database is locked'],
      requests: [],
    },
  },
  {
    name: 'Akka: logback of its samples',
    source: 'https://doc.akka.io/libraries/akka-core/current/typed/logging.html (from memory)',
    lines: [
      '[2026-11-24 14:03:22,123] [ERROR] [akka.actor.typed.Behavior$] [shop-akka.actor.default-dispatcher-5] [akka://shop/user/orders] - Supervisor StopSupervisor saw failure: boom',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['saw failure: boom'],
      absent: ['default-dispatcher-5'],
    },
  },
  {
    name: 'Perl: Mojo::Log',
    source: 'https://docs.mojolicious.org/Mojo/Log (from memory)',
    lines: ['[2026-11-24 14:03:22.12345] [7] [error] [a1b2c3d4] DBI connect failed: too many connections'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['DBI connect failed: too many connections'],
      absent: ['[error]'],
    },
  },
  {
    name: 'C++: spdlog',
    source: 'https://github.com/gabime/spdlog (from memory)',
    lines: ['[2026-11-24 14:03:22.123] [orders] [critical] out of file descriptors, errno 24'],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['out of file descriptors, errno 24'],
      absent: ['[critical]', '[orders]'],
      keeps: ['24'],
    },
  },
  {
    name: 'Play: default logback',
    source: 'https://www.playframework.com/documentation/3.0.x/SettingsLogger (from memory)',
    lines: [
      '2026-11-24 14:03:22 ERROR play.api.http.DefaultHttpErrorHandler  application-akka.actor.default-dispatcher-7 ',
      '',
      '! @7k2m1h0fz - Internal server error, for (GET) [/orders/7] ->',
      ' ',
      'play.api.UnexpectedException: Unexpected exception[TimeoutException: Futures timed out after [5 seconds]]',
      '\tat play.api.http.HttpErrorHandlerExceptions$.throwableToUsefulException(HttpErrorHandler.scala:358)',
      'Caused by: java.util.concurrent.TimeoutException: Futures timed out after [5 seconds]',
      '\tat scala.concurrent.impl.Promise$DefaultPromise.ready(Promise.scala:259)',
    ],
    expected: { level: 'error', time: '2026-11-24T14:03:22Z', contains: ['Futures timed out after'] },
  },
];
