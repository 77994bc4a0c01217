import type { Layout } from '../layout.ts';

/** Request logs of application servers and frameworks. */
export const FRAMEWORKS: readonly Layout[] = [
  {
    name: 'uWSGI: request line',
    source: 'https://github.com/lxc/lxc/issues/1786',
    lines: [
      '[pid: 28|app: 0|req: 41/97] 203.0.113.9 () {46 vars in 684 bytes} [Tue Nov 24 14:03:22 2026] POST /checkout?step=2 => generated 145 bytes in 1253 msecs (HTTP/1.1 500) 4 headers in 160 bytes (1 switches on core 0)',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'POST', path: '/checkout', status: 500, ms: 1253, client: '203.0.113.9' }],
    },
  },
  {
    name: 'gunicorn: access log',
    source: 'https://docs.gunicorn.org/en/stable/settings.html#access-log-format (from memory)',
    lines: [
      '10.42.0.1 - - [24/Nov/2026:14:03:22 +0000] "GET /items/3 HTTP/1.1" 500 141 "-" "python-requests/2.31.0"',
    ],
    expected: { requests: [{ method: 'GET', path: '/items/3', status: 500, ms: null, client: '10.42.0.1' }] },
  },
  {
    name: 'gunicorn: virtual host first, %(L)s last',
    source:
      'https://docs.gunicorn.org/en/stable/settings.html#access-log-format, %({host}i)s and %(L)s (from memory)',
    lines: [
      'shop.example.com 203.0.113.9 - - [24/Nov/2026:14:03:22 +0000] "GET /items/3 HTTP/1.1" 500 141 "-" "curl/8.4.0" 0.125000',
    ],
    expected: {
      requests: [{ method: 'GET', path: '/items/3', status: 500, ms: 125, client: '203.0.113.9' }],
    },
  },
  {
    name: 'gunicorn: worker timeout',
    source: 'find_string "WORKER TIMEOUT (pid:", id 22786686281',
    lines: ['[2026-11-24 15:03:22 +0100] [7] [CRITICAL] WORKER TIMEOUT (pid:12)'],
    expected: {
      level: 'fatal',
      time: '2026-11-24T14:03:22Z',
      contains: ['WORKER TIMEOUT'],
      absent: ['CRITICAL', '[7]'],
      requests: [],
    },
  },
  {
    name: 'uvicorn: access line, ASGI exception',
    source: 'https://github.com/eNMS-automation/eNMS/issues/401',
    lines: [
      'INFO:     10.42.0.1:54882 - "POST /predict?k=1 HTTP/1.1" 500 Internal Server Error',
      'ERROR:    Exception in ASGI application',
      'Traceback (most recent call last):',
      '  File "/usr/local/lib/python3.9/dist-packages/uvicorn/protocols/http/h11_impl.py", line 408, in run_asgi',
      '    result = await app(  # type: ignore[func-returns-value]',
      '  File "/app/main.py", line 31, in predict',
      '    return model[name]',
      "KeyError: 'resnet50'",
    ],
    expected: {
      level: 'error',
      time: null,
      contains: ['KeyError'],
      events: 2,
      requests: [{ method: 'POST', path: '/predict', status: 500, ms: null, client: '10.42.0.1' }],
    },
  },
  {
    name: 'Hypercorn: access line behind its own head',
    source:
      'https://hypercorn.readthedocs.io/en/latest/how_to_guides/logging.html; https://github.com/pgjones/hypercorn/issues/359',
    lines: [
      '[2026-11-24 14:03:22 +0000] [9] [INFO] 10.42.0.1:53632 - - [24/Nov/2026:14:03:22 +0000] "GET /x 1.1" 500 21 "-" "curl/8.4.0"',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/x', status: 500, client: '10.42.0.1' }],
    },
  },
  {
    name: 'Daphne: access log',
    source: 'https://github.com/django/daphne daphne/access.py',
    lines: ['10.42.0.1:53632 - - [24/Nov/2026:14:03:22] "GET /api/x" 500 27'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/api/x', status: 500, ms: null, client: '10.42.0.1' }],
    },
  },
  {
    name: 'Werkzeug in Flask',
    source: 'from memory (werkzeug/serving.py)',
    lines: ['10.42.0.1 - - [24/Nov/2026 14:03:22] "GET /api/x?y=1 HTTP/1.1" 500 -'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/api/x', status: 500, client: '10.42.0.1' }],
    },
  },
  {
    name: 'Django: runserver',
    source: 'from memory (django/core/servers/basehttp.py)',
    lines: ['[24/Nov/2026 14:03:22] "GET /admin/ HTTP/1.1" 500 145'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/admin/', status: 500, client: null }],
    },
  },
  {
    name: 'Django: django.request, with the traceback',
    source: 'https://docs.djangoproject.com/en/5.0/topics/logging/ (verbose formatter; from memory)',
    lines: [
      'ERROR 2026-11-24 14:03:22,123 log 7 140234 Internal Server Error: /checkout/',
      'Traceback (most recent call last):',
      '  File "/usr/local/lib/python3.12/site-packages/django/db/backends/base/base.py", line 275, in ensure_connection',
      '    self.connect()',
      'psycopg2.OperationalError: could not translate host name "db" to address: Name or service not known',
      '',
      'The above exception was the direct cause of the following exception:',
      '',
      'Traceback (most recent call last):',
      '  File "/app/shop/views.py", line 12, in checkout',
      '    order.save()',
      'django.db.utils.OperationalError: could not translate host name "db" to address: Name or service not known',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['could not translate host name'],
      events: 1,
    },
  },
  {
    name: 'Actix: middleware Logger behind env_logger',
    source: 'find_string "actix_web::middleware::logger]", ids 34074620228, 71401443021',
    lines: [
      '[2026-11-24T14:03:22Z INFO  actix_web::middleware::logger] 10.42.0.1 "GET /users/7 HTTP/1.1" 500 21 "-" "curl/8.4.0" 0.482000',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/users/7', status: 500, ms: 482, client: '10.42.0.1' }],
    },
  },
  {
    name: 'axum: tower_http TraceLayer',
    source: 'find_string "tower_http::trace::on_response", ids 25322463524, 52697063595',
    lines: [
      '2026-11-24T14:03:22.123456Z DEBUG request{method=GET uri=/users/7?x=1 version=HTTP/1.1}: tower_http::trace::on_response: finished processing request latency=12 ms status=500',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/users/7', status: 500, ms: 12 }],
    },
  },
  {
    name: 'Gin: Logger',
    source: 'from memory (gin/logger.go defaultLogFormatter)',
    lines: ['[GIN] 2026/11/24 - 14:03:22 | 500 |         1.25s |     203.0.113.9 | POST     "/api/pay?x=1"'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'POST', path: '/api/pay', status: 500, ms: 1250, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Echo: Logger, JSON with nanoseconds',
    source: 'https://echo.labstack.com/docs/middleware/logger (from memory)',
    lines: [
      '{"time":"2026-11-24T14:03:22.123456789Z","id":"","remote_ip":"203.0.113.9","host":"api.example.com","method":"GET","uri":"/users/7?x=1","user_agent":"curl/8.4.0","status":500,"error":"pq: sorry, too many clients already","latency":15000000,"latency_human":"15ms","bytes_in":0,"bytes_out":36}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['sorry, too many clients already'],
      requests: [{ method: 'GET', path: '/users/7', status: 500, ms: 15, client: '203.0.113.9' }],
    },
  },
  {
    name: 'chi: middleware.Logger',
    source: 'from memory (go-chi/chi/middleware/logger.go)',
    lines: [
      '2026/11/24 14:03:22 [web-1/4yPYkcVVfz-000123] "GET http://api.example.com/users/7?x=1 HTTP/1.1" from 203.0.113.9:51234 - 500 22B in 12.5ms',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/users/7', status: 500, ms: 12.5, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Fiber: logger',
    source: 'https://docs.gofiber.io/api/middleware/logger (from memory)',
    lines: [
      '14:03:22 | 500 |        12ms |     203.0.113.9 | GET     | /users/7 | sql: connection is already closed',
    ],
    expected: { requests: [{ method: 'GET', path: '/users/7', status: 500, ms: 12, client: '203.0.113.9' }] },
  },
  {
    name: 'Rails: Started ... Completed',
    source: 'https://github.com/sciencehistory/scihist_digicoll/pull/1256',
    lines: [
      'I, [2026-11-24T14:03:22.123456 #7]  INFO -- : [28228b20-b92d-45f0-9d49-0619c4acfef5] Started GET "/orders/7?x=1" for 203.0.113.9 at 2026-11-24 14:03:22 +0000',
      'I, [2026-11-24T14:03:22.125000 #7]  INFO -- : [28228b20-b92d-45f0-9d49-0619c4acfef5] Processing by OrdersController#show as HTML',
      'I, [2026-11-24T14:03:22.160000 #7]  INFO -- : [28228b20-b92d-45f0-9d49-0619c4acfef5] Completed 500 Internal Server Error in 35ms (ActiveRecord: 4.2ms | Allocations: 812)',
    ],
    expected: {
      requests: [{ method: 'GET', path: '/orders/7', status: 500, ms: 35, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Lograge: key=value behind the Ruby head',
    source: 'https://github.com/roidrage/lograge README (from memory)',
    lines: [
      "I, [2026-11-24T14:03:22.123456 #7]  INFO -- : method=GET path=/orders/7 format=html controller=OrdersController action=show status=500 error='ActiveRecord::ConnectionNotEstablished: could not connect to server' duration=58.33 view=0.00 db=15.26",
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/orders/7', status: 500, ms: 58.33 }],
    },
  },
  {
    name: 'Puma: an application error',
    source: 'https://github.com/puma/puma lib/puma/error_logger.rb (later order of the parts from memory)',
    lines: [
      '2026-11-24 14:03:22 +0000 Rack app ("GET /orders" - (10.0.0.4)): #<ActiveRecord::ConnectionTimeoutError: could not obtain a connection from the pool within 5.000 seconds (waited 5.002 seconds); all pooled connections were in use>',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      contains: ['could not obtain a connection from the pool'],
      absent: ['2026-11-24'],
      requests: [],
    },
  },
  {
    name: 'Passenger: its log with a level letter',
    source:
      'https://github.com/phusion/passenger/issues/2191; the letter: Passenger 5.1 and later, from memory',
    lines: [
      '[ E 2026-11-24 14:03:22.1234 31/T6 age/Cor/App/Implementation.cpp:218 ]: Could not spawn process for application /srv/app: The application process exited prematurely.',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Could not spawn process for application', 'exited prematurely'],
      absent: ['Implementation.cpp'],
    },
  },
  {
    name: 'Unicorn: a worker is killed',
    source: 'from memory (unicorn/http_server.rb murder_lazy_workers)',
    lines: ['E, [2026-11-24T14:03:22.123456 #8] ERROR -- : worker=1 PID:3412 timeout (61s > 60s), killing'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      message: 'worker=1 PID:3412 timeout (61s > 60s), killing',
      requests: [],
    },
  },
  {
    name: 'Rack: CommonLogger, seconds last',
    source: 'from memory (rack/common_logger.rb)',
    lines: ['10.0.0.4 - - [24/Nov/2026:14:03:22 +0000] "GET /x?y=1 HTTP/1.1" 500 30 0.0125'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/x', status: 500, ms: 12.5, client: '10.0.0.4' }],
    },
  },
  {
    name: 'Phoenix: two lines a request',
    source: 'https://github.com/elixir-lang/elixir/issues/13615; from memory (Phoenix.Logger)',
    lines: [
      '14:03:22.123 request_id=F1x2AbcDEfGhIjKlMn [info] GET /api/orders',
      '14:03:22.160 request_id=F1x2AbcDEfGhIjKlMn [info] Sent 500 in 37ms',
    ],
    expected: { requests: [{ method: 'GET', path: '/api/orders', status: 500, ms: 37 }] },
  },
  {
    name: 'ASP.NET Core: request finished, console',
    source:
      'https://github.com/dotnet/aspnetcore/issues/42218; "Request finished": Hosting.Diagnostics, from memory',
    lines: [
      'info: Microsoft.AspNetCore.Hosting.Diagnostics[2]',
      '      Request finished HTTP/1.1 GET http://localhost:5000/api/orders?id=4 - 500 - application/json 112.5000ms',
    ],
    expected: {
      level: 'info',
      time: null,
      events: 1,
      requests: [{ method: 'GET', path: '/api/orders', status: 500, ms: 112.5 }],
    },
  },
  {
    name: 'ASP.NET Core: unhandled exception, console',
    source: 'https://github.com/dotnet/aspnetcore/pull/31142',
    lines: [
      'fail: Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware[1]',
      '      An unhandled exception has occurred while executing the request.',
      '      System.InvalidOperationException: An exception has been raised that is likely due to a transient failure.',
      '       ---> Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.0.3.4:5432',
      '       ---> System.Net.Sockets.SocketException (111): Connection refused',
      '         at Npgsql.Internal.NpgsqlConnector.Connect(NpgsqlTimeout timeout)',
      '         --- End of inner exception stack trace ---',
      '         at Shop.Orders.OrderStore.Save(Order order) in /src/Orders/OrderStore.cs:line 41',
    ],
    expected: { level: 'error', time: null, contains: ['Connection refused'], keeps: ['111'], events: 1 },
  },
  {
    name: 'Next.js: development server',
    source: 'from memory (next dev, 14 and later)',
    lines: [
      ' GET /api/hello?x=1 500 in 231ms',
      ' \u2a2f Error: connect ECONNREFUSED 127.0.0.1:5432',
      '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)',
    ],
    expected: {
      contains: ['connect ECONNREFUSED'],
      requests: [{ method: 'GET', path: '/api/hello', status: 500, ms: 231 }],
    },
  },
  {
    name: 'morgan: dev, coloured',
    source: 'https://github.com/expressjs/morgan README.md, dev',
    lines: ['\u001b[0mGET /api/users?x=1 \u001b[31m500\u001b[0m 12.345 ms - 64\u001b[0m'],
    expected: {
      time: null,
      requests: [{ method: 'GET', path: '/api/users', status: 500, ms: 12.345, client: null }],
    },
  },
  {
    name: 'morgan: tiny',
    source: 'https://github.com/expressjs/morgan README.md, tiny',
    lines: ['POST /api/users 503 64 - 12.345 ms'],
    expected: { requests: [{ method: 'POST', path: '/api/users', status: 503, ms: 12.345 }] },
  },
  {
    name: 'morgan: short',
    source: 'https://github.com/expressjs/morgan README.md, short',
    lines: ['::ffff:203.0.113.9 - GET /api/users HTTP/1.1 500 64 - 12.345 ms'],
    expected: { requests: [{ method: 'GET', path: '/api/users', status: 500, ms: 12.345 }] },
  },
  {
    name: 'hapi: good-console response',
    source: 'good-console 7 and later (from memory); before: the layout below',
    lines: ['261124/140322.123, [response] http://web-1:8080: get /users {"x":"1"} 500 (34ms)'],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/users', status: 500, ms: 34 }],
    },
  },
  {
    name: 'hapi: good-console response, with its payload',
    source: 'https://github.com/hapijs/good-console README.md',
    lines: [
      '261124/140322.694, [response], web-1: post /data {"name":"adam"} 503 (150ms) response payload: {"foo":"bar","value":1}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.694Z',
      requests: [{ method: 'POST', path: '/data', status: 503, ms: 150 }],
    },
  },
  {
    name: 'express-winston: meta.req and meta.res',
    source: 'https://github.com/bithavoc/express-winston README (from memory)',
    lines: [
      '{"level":"info","message":"HTTP GET /users/7","meta":{"req":{"headers":{"host":"api.example.com"},"httpVersion":"1.1","method":"GET","originalUrl":"/users/7?x=1","query":{"x":"1"},"url":"/users/7?x=1"},"res":{"statusCode":500},"responseTime":14},"timestamp":"2026-11-24T14:03:22.123Z"}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/users/7', status: 500, ms: 14 }],
    },
  },
  {
    name: 'pino-http: request errored',
    source: 'https://github.com/pinojs/pino-http README (from memory)',
    lines: [
      String.raw`{"level":50,"time":1795529002123,"pid":7,"hostname":"web-1","req":{"id":1,"method":"GET","url":"/users/7?x=1","query":{"x":"1"},"params":{},"headers":{"host":"api"},"remoteAddress":"203.0.113.9","remotePort":51000},"res":{"statusCode":500,"headers":{}},"err":{"type":"Error","message":"failed with status code 500","stack":"Error: failed with status code 500\n    at onResFinished (/app/node_modules/pino-http/logger.js:115:39)\n    at ServerResponse.emit (node:events:519:28)"},"responseTime":14,"msg":"request errored"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/users/7', status: 500, ms: 14, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Fastify: incoming request, request completed',
    source: 'https://fastify.dev/docs/latest/Reference/Logging/ (from memory)',
    lines: [
      '{"level":30,"time":1795529002123,"pid":7,"hostname":"web-1","reqId":"req-1","req":{"method":"GET","url":"/users","hostname":"api.example.com","remoteAddress":"203.0.113.9","remotePort":51000},"msg":"incoming request"}',
      '{"level":30,"time":1795529002140,"pid":7,"hostname":"web-1","reqId":"req-1","res":{"statusCode":500},"responseTime":16.5,"msg":"request completed"}',
    ],
    expected: {
      level: 'info',
      requests: [{ method: 'GET', path: '/users', status: 500, ms: 16.5, client: '203.0.113.9' }],
    },
  },
  {
    name: 'php-fpm: access log, default format',
    source: 'php-fpm www.conf access.format; find_string "access.format", ids 44397579732, 25335745783',
    lines: ['172.19.0.3 -  24/Nov/2026:14:03:22 +0000 "GET /index.php" 500'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/index.php', status: 500, client: '172.19.0.3' }],
    },
  },
  {
    name: 'php-fpm: access log, the format of www.conf',
    source: 'php-fpm www.conf access.format; find_string "access.format", ids 44397579732, 25335745783',
    lines: [
      '172.19.0.3 -  24/Nov/2026:14:03:22 +0000 "POST /index.php?route=pay" 500 /var/www/index.php 1234.567 2048 8.10%',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'POST', path: '/index.php', status: 500, ms: 1234.567, client: '172.19.0.3' }],
    },
  },
  {
    name: 'php-fpm: pool at its limit',
    source: 'find_string "server reached pm.max_children", ids 8950349029, 33339239507',
    lines: [
      '[24-Nov-2026 14:03:22] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22Z',
      contains: ['server reached pm.max_children setting (5), consider raising it'],
      absent: ['WARNING'],
      requests: [],
    },
  },
  {
    name: 'OpenStack nova: wsgi server',
    source: 'https://github.com/lxc/lxc/issues/1786; oslo.log default format, from memory',
    lines: [
      '2026-11-24 14:03:22.123 27 INFO nova.osapi_compute.wsgi.server [None req-7e465212-6160-4dab-9d38-6c06e8cafbcc admin admin - - default default] 10.11.10.1 "GET /v2/54fadb412c4e40cdbaed9335e4c35a9e/servers/detail?all=1 HTTP/1.1" status: 500 len: 1893 time: 0.2500000',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [
        {
          method: 'GET',
          path: '/v2/54fadb412c4e40cdbaed9335e4c35a9e/servers/detail',
          status: 500,
          ms: 250,
          client: '10.11.10.1',
        },
      ],
    },
  },
  {
    name: 'OpenStack nova: requestlog',
    source: 'https://github.com/lxc/lxc/issues/1786',
    lines: [
      'INFO nova.api.openstack.requestlog [None req-7e465212-6160-4dab-9d38-6c06e8cafbcc admin admin] 203.0.113.9 "GET /compute/v2.1/flavors" status: 503 len: 389 microversion: 2.1 time: 0.016000',
    ],
    expected: {
      requests: [
        { method: 'GET', path: '/compute/v2.1/flavors', status: 503, ms: 16, client: '203.0.113.9' },
      ],
    },
  },
  {
    name: 'GitLab Workhorse: JSON access',
    source: 'https://docs.gitlab.com/administration/logs/ (from memory)',
    lines: [
      '{"content_type":"application/json","correlation_id":"01HG","duration_ms":41,"host":"gitlab.example.com","level":"info","method":"GET","msg":"access","proto":"HTTP/1.1","referrer":"","remote_addr":"127.0.0.1:0","remote_ip":"203.0.113.9","route":"^/api/","status":502,"system":"http","time":"2026-11-24T14:03:22Z","ttfb_ms":40,"uri":"/api/v4/projects?x=1","user_agent":"curl/8.4.0","written_bytes":0}',
    ],
    expected: {
      level: 'info',
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/api/v4/projects', status: 502, ms: 41, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Serilog: UseSerilogRequestLogging',
    source:
      'https://github.com/aspnet/KestrelHttpServer/issues/2253; find_string "responded 500 in", ids 4589747320, 56243592990',
    lines: ['[14:03:22 ERR] HTTP GET /api/orders responded 500 in 45.1250 ms'],
    expected: { level: 'error', requests: [{ method: 'GET', path: '/api/orders', status: 500, ms: 45.125 }] },
  },
  {
    name: 'HyperBEAM: key and value with commas',
    source: 'https://github.com/permaweb/HyperBEAM/pull/794',
    lines: [
      'sent, status: 404, ip: 203.0.113.9, host: ao, duration: 41, body_size: 2035, method: GET, path: /',
    ],
    expected: { requests: [{ method: 'GET', path: '/', status: 404, client: '203.0.113.9' }] },
  },
];
