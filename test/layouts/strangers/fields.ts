import type { Layout } from '../layout.ts';

/** Traces, causes and nested errors in the fields of structured loggers, and traces as text. */
export const FIELDS: readonly Layout[] = [
  {
    name: 'logstash-logback-encoder: stack_trace, root cause last',
    source: 'https://github.com/logfellow/logstash-logback-encoder README (from memory)',
    lines: [
      String.raw`{"@timestamp":"2026-11-24T15:03:22.123+01:00","@version":"1","message":"Servlet.service() threw exception","logger_name":"o.a.c.c.C.[.[.[/].[dispatcherServlet]","thread_name":"http-nio-8080-exec-1","level":"ERROR","level_value":40000,"stack_trace":"jakarta.servlet.ServletException: Request processing failed\n\tat org.springframework.web.servlet.FrameworkServlet.processRequest(FrameworkServlet.java:1022)\nCaused by: org.springframework.dao.CannotAcquireLockException: could not execute statement\n\tat org.hibernate.Foo.bar(Foo.java:12)\nCaused by: org.postgresql.util.PSQLException: ERROR: could not obtain lock on row in relation \"stock\"\n\tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2713)\n\t... 120 common frames omitted\n"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['could not obtain lock on row in relation'],
      absent: ['exec-1'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'logstash-logback-encoder: root cause first',
    source:
      'https://github.com/logfellow/logstash-logback-encoder#customizing-stack-traces rootCauseFirst (from memory)',
    lines: [
      String.raw`{"@timestamp":"2026-11-24T14:03:22.123Z","message":"cannot charge","logger_name":"shop.Billing","level":"ERROR","stack_trace":"java.net.UnknownHostException: bank.internal\n\tat java.base/java.net.InetAddress.getAllByName(InetAddress.java:1529)\nWrapped by: org.springframework.web.client.ResourceAccessException: I/O error on POST request\n\tat org.springframework.web.client.RestTemplate.doExecute(RestTemplate.java:915)\n"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['UnknownHostException'],
      events: 1,
    },
  },
  {
    name: 'Log4j 2: JsonLayout, thrown',
    source: 'https://logging.apache.org/log4j/2.x/manual/layouts.html#json-layout (from memory)',
    lines: [
      '{"instant":{"epochSecond":1795529002,"nanoOfSecond":123000000},"thread":"main","level":"ERROR","loggerName":"shop.Orders","message":"cannot save order","thrown":{"commonElementCount":0,"localizedMessage":"wrapped","message":"wrapped","name":"java.lang.RuntimeException","cause":{"commonElementCount":1,"localizedMessage":"Connection reset","message":"Connection reset","name":"java.net.SocketException"},"extendedStackTrace":[{"class":"shop.Orders","method":"save","file":"Orders.java","line":41}]},"endOfBatch":false,"loggerFqcn":"org.apache.logging.log4j.spi.AbstractLogger","threadId":1,"threadPriority":5}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Connection reset'],
      events: 1,
    },
  },
  {
    name: 'Quarkus: JSON, causedBy nested',
    source: 'https://quarkus.io/guides/logging#json-logging, exceptionOutputType detailed (from memory)',
    lines: [
      '{"timestamp":"2026-11-24T14:03:22.123Z","sequence":12,"loggerClassName":"org.jboss.logging.Logger","loggerName":"io.quarkus.vertx.http.runtime.QuarkusErrorHandler","level":"ERROR","message":"HTTP Request to /orders/7 failed, error id: 5d0e-1","threadName":"executor-thread-1","threadId":31,"mdc":{},"ndc":"","hostName":"api-0","processName":"java","processId":1,"exception":{"refId":1,"exceptionType":"jakarta.persistence.PersistenceException","message":"wrapped","frames":[{"class":"org.hibernate.Foo","method":"bar","line":12}],"causedBy":{"exception":{"refId":2,"exceptionType":"java.net.ConnectException","message":"Connection refused","frames":[{"class":"sun.nio.ch.Net","method":"pollConnect"}]}}}}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Connection refused'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'Java: suppressed is not the cause',
    source:
      'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Throwable.html#printStackTrace() (from memory)',
    lines: [
      'Exception in thread "main" java.lang.Exception: Something happened',
      '\tat Foo.bar(Foo.java:10)',
      '\tat Foo.main(Foo.java:5)',
      '\tSuppressed: Resource$CloseFailException: Resource ID = 0',
      '\t\tat Resource.close(Resource.java:26)',
      'Caused by: java.io.FileNotFoundException: /etc/shop/keys.jks (No such file or directory)',
      '\tat java.base/java.io.FileInputStream.open0(Native Method)',
      '\t... 2 more',
    ],
    expected: {
      time: null,
      contains: ['keys.jks (No such file or directory)'],
      absent: ['CloseFailException'],
      events: 1,
    },
  },
  {
    name: 'python-json-logger: exc_info, during handling',
    source: 'https://github.com/nhairs/python-json-logger (from memory)',
    lines: [
      String.raw`{"asctime": "2026-11-24 14:03:22,123", "levelname": "ERROR", "name": "shop.orders", "message": "cannot save order", "exc_info": "Traceback (most recent call last):\n  File \"/app/db.py\", line 8, in get\n    return pool[k]\nKeyError: 'primary'\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File \"/app/orders.py\", line 12, in save\n    raise PoolExhausted('no connection after 5 s')\nshop.db.PoolExhausted: no connection after 5 s"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['no connection after 5 s'],
      events: 1,
    },
  },
  {
    name: 'structlog: JSON, event and exception',
    source: 'https://www.structlog.org/en/stable/exceptions.html (from memory)',
    lines: [
      String.raw`{"order": 7, "event": "cannot save order", "logger": "shop.orders", "level": "error", "timestamp": "2026-11-24T14:03:22.123456Z", "exception": "Traceback (most recent call last):\n  File \"/app/orders.py\", line 12, in save\n    s.flush()\npymysql.err.OperationalError: (1213, 'Deadlock found when trying to get lock; try restarting transaction')"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Deadlock found when trying to get lock'],
      events: 1,
    },
  },
  {
    name: 'structlog: dict_tracebacks',
    source: 'https://www.structlog.org/en/stable/api.html#structlog.processors.dict_tracebacks (from memory)',
    lines: [
      '{"event": "cannot save order", "level": "error", "timestamp": "2026-11-24T14:03:22.123456Z", "exception": [{"exc_type": "OperationalError", "exc_value": "server closed the connection unexpectedly", "syntax_error": null, "is_cause": false, "frames": [{"filename": "/app/orders.py", "lineno": 12, "name": "save"}]}]}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['server closed the connection unexpectedly'],
      events: 1,
    },
  },
  {
    name: 'Airflow 3: structlog, error_detail',
    source: 'https://github.com/apache/airflow/pull/45502',
    lines: [
      '{"timestamp":"2026-11-24T14:03:22.071412","logger":"task","error_detail":[{"exc_type":"ValueError","exc_value":"no partition for today","syntax_error":null,"is_cause":false,"frames":[{"filename":"/files/dags/load.py","lineno":12,"name":"load"}]}],"event":"Task failed with exception","level":"error"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.071Z',
      contains: ['no partition for today'],
      events: 1,
    },
  },
  {
    name: 'Serilog: CLEF, @mt filled, @x with an inner exception',
    source: 'https://clef-json.org/; find_string "@mt", ids 48089557558, 57906089713',
    lines: [
      String.raw`{"@t":"2026-11-24T14:03:22.8532799Z","@mt":"Cannot save order {OrderId}","@l":"Error","@x":"System.InvalidOperationException: transient failure\n ---> System.IO.IOException: No space left on device : '/data/orders.db'\n   at System.IO.RandomAccess.WriteAtOffset(SafeFileHandle handle)\n   --- End of inner exception stack trace ---\n   at Shop.Orders.OrderStore.Save(Order order)","OrderId":7,"SourceContext":"Shop.Orders"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.853Z',
      contains: ['No space left on device'],
      events: 1,
    },
  },
  {
    name: 'Serilog: CLEF without @l is information',
    source: 'https://clef-json.org/; find_string "@mt", ids 23174227917, 56413798228',
    lines: [
      '{"@t":"2026-11-24T14:03:22.45678Z","@mt":"Now listening on: {address}","address":"https://localhost:7157","EventId":{"Id":14,"Name":"ListeningOnAddress"},"SourceContext":"Microsoft.Hosting.Lifetime"}',
    ],
    expected: {
      level: 'info',
      time: '2026-11-24T14:03:22.456Z',
      contains: ['Now listening on'],
      requests: [],
    },
  },
  {
    name: 'Node.js: err with a cause in its stack',
    source: 'https://github.com/pinojs/pino-std-serializers README errWithCause (from memory)',
    lines: [
      String.raw`{"level":50,"time":1795529002123,"pid":7,"hostname":"api-0","err":{"type":"Error","message":"cannot load cart: connect ECONNREFUSED 10.0.3.4:6379","stack":"Error: cannot load cart\n    at load (/app/cart.js:12:9)\ncaused by: Error: connect ECONNREFUSED 10.0.3.4:6379\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)"},"msg":"request failed"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['connect ECONNREFUSED'],
      events: 1,
    },
  },
  {
    name: 'Go: wrapped gRPC status in a field',
    source: 'https://pkg.go.dev/google.golang.org/grpc/status (from memory)',
    lines: [
      '{"level":"error","ts":"2026-11-24T14:03:22.123Z","caller":"cart/client.go:41","msg":"GetCart failed","error":"load cart: rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5242880 vs. 4194304)"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['code = ResourceExhausted', 'received message larger than max'],
      keeps: ['ResourceExhausted'],
    },
  },
  {
    name: 'Monolog: normalized exception with its previous',
    source: 'https://github.com/Seldaek/monolog JsonFormatter (from memory)',
    lines: [
      String.raw`{"message":"Uncaught PHP Exception","context":{"exception":{"class":"Doctrine\\DBAL\\Exception\\ConnectionException","message":"An exception occurred in the driver","code":2006,"file":"/app/vendor/doctrine/dbal/src/Driver.php:101","previous":{"class":"PDOException","message":"SQLSTATE[HY000] [2006] MySQL server has gone away","code":2006,"file":"/app/vendor/doctrine/dbal/src/PDO.php:33"}}},"level":500,"level_name":"CRITICAL","channel":"request","datetime":"2026-11-24T14:03:22.123456+00:00","extra":{}}`,
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['MySQL server has gone away'],
      events: 1,
    },
  },
  {
    name: 'Ruby: lograge JSON with exception',
    source: 'https://github.com/roidrage/lograge README exception_object (from memory)',
    lines: [
      '{"method":"GET","path":"/orders/7","format":"html","controller":"OrdersController","action":"show","status":500,"duration":58.33,"view":0.0,"db":15.26,"exception":["ActiveRecord::StatementInvalid","PG::QueryCanceled: ERROR:  canceling statement due to statement timeout"],"@timestamp":"2026-11-24T14:03:22.123Z","@version":"1"}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['canceling statement due to statement timeout'],
      requests: [{ method: 'GET', path: '/orders/7', status: 500, ms: 58.33 }],
    },
  },
  {
    name: 'Ruby: an uncaught exception with its cause',
    source: 'https://docs.ruby-lang.org/en/3.3/Exception.html#method-i-full_message (from memory)',
    lines: [
      "/app/orders.rb:12:in `rescue in save': cannot save order (Shop::OrderError)",
      "\tfrom /app/orders.rb:9:in `save'",
      "\tfrom /app/main.rb:3:in `<main>'",
      '/app/db.rb:8:in `connect\': Connection refused - connect(2) for "db" port 5432 (Errno::ECONNREFUSED)',
      "\tfrom /app/orders.rb:10:in `save'",
    ],
    expected: { time: null, contains: ['Connection refused'], events: 1, requests: [] },
  },
  {
    name: 'Spring Boot 3.4: structured logging, ECS',
    source:
      'https://docs.spring.io/spring-boot/reference/features/logging.html#features.logging.structured.ecs (from memory)',
    lines: [
      String.raw`{"@timestamp":"2026-11-24T14:03:22.123456Z","log":{"level":"ERROR","logger":"shop.Orders"},"process":{"pid":7,"thread":{"name":"http-nio-8080-exec-1"}},"service":{"name":"shop"},"message":"cannot save order","error":{"type":"java.lang.IllegalStateException","message":"wrapped","stack_trace":"java.lang.IllegalStateException: wrapped\n\tat shop.Orders.save(Orders.java:41)\nCaused by: java.nio.file.AccessDeniedException: /data/orders\n\tat java.base/sun.nio.fs.UnixException.translateToIOException(UnixException.java:90)\n"},"ecs":{"version":"8.11"}}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['AccessDeniedException'],
      absent: ['exec-1'],
      events: 1,
    },
  },
  {
    name: 'A message that is an object',
    source:
      'https://github.com/winstonjs/winston README, logger.error({...}) with format.json() (from memory)',
    lines: [
      '{"level":"error","message":{"text":"charge refused","reason":"insufficient_funds","order":7},"timestamp":"2026-11-24T14:03:22.123Z"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['charge refused', 'insufficient_funds'],
      events: 1,
    },
  },
  {
    name: 'Escaped characters beyond ASCII',
    source: 'https://docs.python.org/3/library/json.html ensure_ascii (from memory)',
    lines: [
      String.raw`{"time": "2026-11-24T14:03:22Z", "level": "error", "msg": "Zahlung f\u00fcr Bestellung abgelehnt \ud83d\udeab"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      message: 'Zahlung für Bestellung abgelehnt \u{1f6ab}',
    },
  },
  {
    name: '@timestamp stands before unrelated numbers',
    source: 'made: fields of Logstash and of an application together',
    lines: [
      '{"time":5120,"ts":17,"created":1700000000,"@timestamp":"2026-11-24T14:03:22.123Z","severity":"warn","message":"slow batch"}',
    ],
    expected: { level: 'warn', time: '2026-11-24T14:03:22.123Z', contains: ['slow batch'] },
  },
  {
    name: 'Nanoseconds since 1970',
    source: 'https://pkg.go.dev/go.uber.org/zap/zapcore#EpochNanosTimeEncoder (from memory)',
    lines: ['{"level":"warn","ts":1795529002123456789,"msg":"queue is half full"}'],
    expected: { level: 'warn', time: '2026-11-24T14:03:22.123Z', contains: ['queue is half full'] },
  },
  {
    name: 'Microseconds since 1970',
    source: 'made: a numeric timestamp of 16 digits',
    lines: ['{"severity":"ERROR","timestamp":1795529002123456,"message":"queue is full"}'],
    expected: { level: 'error', time: '2026-11-24T14:03:22.123Z', contains: ['queue is full'] },
  },
  {
    name: 'Two statuses are two meanings',
    source: 'made: issue 14, point 3, with other numbers',
    lines: [
      '2026-11-24T14:03:22.123Z ERROR warehouse answered with status code 502',
      '2026-11-24T14:03:23.123Z ERROR warehouse answered with status code 401',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      message: 'warehouse answered with status code 502',
      keeps: ['502'],
      events: 2,
      requests: [],
    },
  },
  {
    name: 'An exit code and a signal',
    source: 'made: issue 14, point 3',
    lines: ['2026-11-24T14:03:22Z WARN worker 31 exited with code 137 (signal: SIGKILL)'],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22Z',
      contains: ['exited with code 137'],
      keeps: ['137', 'SIGKILL'],
    },
  },
  {
    name: 'A level without a tell-tale word',
    source:
      'made: issue 14, point 4; Python levels, https://docs.python.org/3/library/logging.html#logging-levels',
    lines: [
      '{"created":1795529002.123,"levelno":40,"name":"shop.orders","msg":"order 7 stays in the basket"}',
    ],
    expected: { level: 'error', time: '2026-11-24T14:03:22.123Z', contains: ['stays in the basket'] },
  },
  {
    name: 'A context in brackets of 150 characters',
    source: 'made: issue 14, point 7',
    lines: [
      '2026-11-24 14:03:22,123 ERROR [shop.orders] [tenant=acme,user=alice,order=7,region=eu-central-1,trace=4bf92f3577b34da6a3ce929d0e0e4736,span=00f067aa0ba902b7,feature=checkout-redesign] cannot save order',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot save order'],
      absent: ['span=00f067aa0ba902b7'],
    },
  },
];
