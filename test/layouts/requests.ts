import type { ExpectedRequest, Layout } from './layout.ts';

const T = '2026-11-24T14:03:22Z';
const MS = '2026-11-24T14:03:22.123Z';
const CLIENT = '192.0.2.7';
const asked = (ms: number | null, more: Partial<ExpectedRequest> = {}, time: string | null = T) => ({
  time,
  requests: [{ method: 'GET', path: '/api/games/17', status: 503, ms, client: CLIENT, ...more }],
});
const json = (fields: Readonly<Record<string, unknown>>): string[] => [JSON.stringify(fields)];

/** Request lines: what was asked for, the answer, how long it took in its own unit, and who asked. */
export const REQUESTS: readonly Layout[] = [
  {
    name: 'IIS: W3C extended',
    source: 'https://learn.microsoft.com/windows/win32/http/w3c-logging',
    lines: [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Version: 1.0',
      '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
      '2026-11-24 14:03:22 10.0.0.5 GET /api/games/17 a=b 443 - 192.0.2.7 Mozilla/5.0 - 503 0 0 17382',
    ],
    expected: asked(17382),
  },
  {
    name: 'CloudFront: standard log',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html',
    lines: [
      '#Version: 1.0',
      '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken',
      '2026-11-24\t14:03:22\tFRA2\t1045\t192.0.2.7\tGET\td1.cloudfront.example\t/api/games/17\t503\t-\tcurl/8\ta=b\t-\tError\tid==\tshop.example\thttps\t23\t0.120',
    ],
    expected: asked(120),
  },
  {
    name: 'AWS: classic load balancer',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html',
    lines: [
      '2026-11-24T14:03:22.123456Z my-lb 192.0.2.7:2817 10.0.0.1:80 0.000073 0.120 0.000057 503 503 0 29 "GET http://www.example.com:80/api/games/17 HTTP/1.1" "curl/8" - -',
    ],
    expected: asked(120, {}, MS),
  },
  {
    name: 'AWS: application load balancer',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
    lines: [
      'https 2026-11-24T14:03:22.123456Z app/lb/50dc6c495c0c9188 192.0.2.7:2817 10.0.0.1:80 0.000 0.120 0.000 503 503 34 366 "GET https://www.example.com:443/api/games/17 HTTP/1.1" "curl/8" ECDHE TLSv1.2 arn "Root=1" "www.example.com" "arn" 0 2026-11-24T14:03:22.000000Z "forward" "-" "-" "10.0.0.1:80" "503" "-" "-"',
    ],
    expected: asked(120, {}, MS),
  },
  {
    name: 'uWSGI',
    source: 'https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html',
    lines: [
      '[pid: 12|app: 0|req: 3/9] 192.0.2.7 () {40 vars in 500 bytes} [Tue Nov 24 14:03:22 2026] GET /api/games/17 => generated 120 bytes in 17 msecs (HTTP/1.1 503) 2 headers in 80 bytes (1 switches on core 0)',
    ],
    expected: asked(17),
  },
  {
    name: 'gunicorn: with a virtual host before the client',
    source: 'https://httpd.apache.org/docs/current/logs.html#virtualhost',
    lines: [
      'shop.example:443 192.0.2.7 - - [24/Nov/2026:14:03:22 +0000] "GET /api/games/17 HTTP/1.1" 503 12 "-" "curl/8"',
    ],
    expected: asked(null),
  },
  {
    name: 'OpenStack: wsgi',
    source: 'https://docs.openstack.org/oslo.log/latest/',
    lines: [
      '2026-11-24 14:03:22.123 12 INFO nova.osapi_compute.wsgi.server [req-1 a b - - -] 192.0.2.7 "GET /api/games/17 HTTP/1.1" status: 503 len: 190 time: 0.1200000',
    ],
    expected: asked(120, {}, MS),
  },
  {
    name: 'Phoenix: Plug.Logger',
    source: 'https://hexdocs.pm/plug/Plug.Logger.html',
    lines: [
      '14:03:22.123 request_id=F1aB [info] GET /api/games/17',
      '14:03:22.223 request_id=F1aB [info] Sent 503 in 120ms',
    ],
    expected: asked(120, { client: null }, null),
  },
  {
    name: 'ASP.NET Core: Request finished',
    source: 'https://learn.microsoft.com/aspnet/core/fundamentals/logging/',
    lines: [
      'info: Microsoft.AspNetCore.Hosting.Diagnostics[2]',
      '      Request finished HTTP/1.1 GET http://shop.example/api/games/17?a=b - 503 0 text/plain 120.5ms',
    ],
    expected: asked(120.5, { client: null }, null),
  },
  {
    name: 'Serilog: request logging',
    source: 'https://github.com/serilog/serilog-aspnetcore#request-logging',
    lines: ['2026-11-24 14:03:22.123 +00:00 [INF] HTTP GET /api/games/17 responded 503 in 120.5000 ms'],
    expected: asked(120.5, { client: null }, MS),
  },
  {
    name: 'Next.js: development server',
    source: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/logging',
    lines: [' GET /api/games/17 503 in 120ms'],
    expected: asked(120, { client: null }, null),
  },
  {
    name: 'morgan: tiny',
    source: 'https://github.com/expressjs/morgan#tiny',
    lines: ['GET /api/games/17 503 12 - 120.5 ms'],
    expected: asked(120.5, { client: null }, null),
  },
  {
    name: 'morgan: short',
    source: 'https://github.com/expressjs/morgan#short',
    lines: ['192.0.2.7 - GET /api/games/17 HTTP/1.1 503 12 - 120.5 ms'],
    expected: asked(120.5, {}, null),
  },
  {
    name: 'hapi: good-console',
    source: 'https://github.com/hapijs/good-console',
    lines: [
      '261124/140322.123, [response] http://shop:3000: \u001b[1;32mget\u001b[0m /api/games/17 {} 503 (120ms)',
    ],
    expected: { requests: [{ method: 'GET', path: '/api/games/17', status: 503, ms: 120 }] },
  },
  {
    name: 'Kong: serialized',
    source: 'https://developer.konghq.com/plugins/file-log/',
    lines: json({
      request: { method: 'GET', uri: '/api/games/17?a=b', headers: {} },
      response: { status: 503 },
      latencies: { request: 120, kong: 1, proxy: 119 },
      client_ip: CLIENT,
      started_at: 1795529002123,
    }),
    expected: asked(120, {}, MS),
  },
  {
    name: 'Traefik: JSON, nanoseconds',
    source: 'https://doc.traefik.io/traefik/observability/access-logs/',
    lines: json({
      ClientAddr: '192.0.2.7:4711',
      ClientHost: CLIENT,
      DownstreamStatus: 503,
      Duration: 120000000,
      OriginStatus: 0,
      RequestMethod: 'GET',
      RequestPath: '/api/games/17',
      level: 'info',
      msg: '',
      time: T,
    }),
    expected: asked(120),
  },
  {
    name: 'Istio: JSON',
    source: 'https://istio.io/latest/docs/tasks/observability/logs/access-log/',
    lines: json({
      start_time: MS,
      method: 'GET',
      path: '/api/games/17',
      response_code: 503,
      response_flags: 'UF',
      duration: 120,
      x_forwarded_for: '192.0.2.7,10.0.0.9',
      downstream_remote_address: '10.0.0.9:4711',
      upstream_host: '10.0.0.1:80',
    }),
    expected: asked(120, {}, MS),
  },
  {
    name: 'Cloudflare: Logpush',
    source: 'https://developers.cloudflare.com/logs/reference/log-fields/zone/http_requests/',
    lines: json({
      ClientIP: CLIENT,
      ClientRequestHost: 'shop.example',
      ClientRequestMethod: 'GET',
      ClientRequestURI: '/api/games/17?a=b',
      EdgeResponseStatus: 503,
      EdgeStartTimestamp: T,
      OriginResponseDurationMs: 120,
    }),
    expected: asked(120),
  },
  {
    name: 'Azure: Application Gateway',
    source: 'https://learn.microsoft.com/azure/application-gateway/application-gateway-diagnostics',
    lines: json({
      timeStamp: T,
      category: 'ApplicationGatewayAccessLog',
      properties: {
        clientIP: CLIENT,
        httpMethod: 'GET',
        requestUri: '/api/games/17',
        httpStatus: 503,
        timeTaken: 0.12,
      },
    }),
    expected: asked(120),
  },
  {
    name: 'Squid: native',
    source: 'https://wiki.squid-cache.org/Features/LogFormat',
    lines: [
      '1795529002.123    120 192.0.2.7 TCP_MISS/503 4120 GET http://shop.example/api/games/17 - HIER_DIRECT/10.0.0.1 text/html',
    ],
    expected: asked(120, {}, MS),
  },
  {
    name: 'PHP-FPM: access log',
    source: 'https://www.php.net/manual/en/install.fpm.configuration.php#access-format',
    lines: ['192.0.2.7 -  24/Nov/2026:14:03:22 +0000 "GET /api/games/17" 503'],
    expected: asked(null),
  },
  {
    name: 'Caddy',
    source: 'https://caddyserver.com/docs/caddyfile/directives/log',
    lines: json({
      level: 'error',
      ts: 1795529002.123,
      logger: 'http.log.access',
      msg: 'handled request',
      request: {
        remote_ip: '10.0.0.9',
        client_ip: CLIENT,
        method: 'GET',
        host: 'shop.example',
        uri: '/api/games/17',
      },
      duration: 0.12,
      status: 503,
    }),
    expected: asked(120, {}, MS),
  },
  {
    name: 'nginx: a forwarded client behind the agent',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/',
    lines: [
      '10.0.0.9 - - [24/Nov/2026:14:03:22 +0000] "GET /api/games/17 HTTP/1.1" 503 12 "-" "curl/8" "192.0.2.7, 10.0.0.8"',
    ],
    expected: asked(null),
  },
  {
    name: 'ingress-nginx',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/',
    lines: [
      '192.0.2.7 - - [24/Nov/2026:14:03:22 +0000] "GET /api/games/17 HTTP/1.1" 503 12 "-" "curl/8" 300 0.120 [shop-api-80] [] 10.0.0.1:80 12 0.120 503 0af76519',
    ],
    expected: asked(120),
  },
  {
    name: 'Spring: Tomcat access log with a time in ms',
    source: 'https://tomcat.apache.org/tomcat-10.1-doc/config/valve.html#Access_Log_Valve',
    lines: ['192.0.2.7 - - [24/Nov/2026:14:03:22 +0000] "GET /api/games/17 HTTP/1.1" 503 12 120ms'],
    expected: asked(120),
  },
  {
    name: 'Echo: JSON',
    source: 'https://echo.labstack.com/docs/middleware/logger',
    lines: json({
      time: MS,
      remote_ip: CLIENT,
      method: 'GET',
      uri: '/api/games/17',
      status: 503,
      latency: 120000000,
      latency_human: '120ms',
    }),
    expected: asked(120, {}, MS),
  },
  {
    name: 'Fiber',
    source: 'https://docs.gofiber.io/api/middleware/logger',
    lines: ['14:03:22 | 503 |     120ms |       192.0.2.7 | GET     | /api/games/17       | -'],
    expected: asked(120, {}, null),
  },
  {
    name: 'chi',
    source: 'https://github.com/go-chi/chi/blob/master/middleware/logger.go',
    lines: [
      '2026/11/24 14:03:22 "GET http://shop.example/api/games/17 HTTP/1.1" from 192.0.2.7:4711 - 503 12B in 120ms',
    ],
    expected: asked(120),
  },
  {
    name: 'Rails: lograge',
    source: 'https://github.com/roidrage/lograge',
    lines: [
      'method=GET path=/api/games/17 format=json controller=Games action=show status=503 duration=120.50 view=40.43 db=20.26',
    ],
    expected: asked(120.5, { client: null }, null),
  },
  {
    name: 'Heroku: router',
    source: 'https://devcenter.heroku.com/articles/http-routing#heroku-router-log-format',
    lines: [
      '2026-11-24T14:03:22.123456+00:00 heroku[router]: at=error code=H12 desc="Request timeout" method=GET path="/api/games/17" host=shop.example request_id=1 fwd="192.0.2.7" dyno=web.1 connect=1ms service=120ms status=503 bytes=0 protocol=https',
    ],
    expected: asked(120, {}, MS),
  },
  {
    name: 'Django: development server',
    source: 'https://docs.djangoproject.com/en/5.1/ref/django-admin/#runserver',
    lines: ['[24/Nov/2026 14:03:22] "GET /api/games/17 HTTP/1.1" 503 2293'],
    expected: asked(null, { client: null }),
  },
  {
    name: 'Puma',
    source: 'https://github.com/puma/puma/blob/master/lib/puma/commonlogger.rb',
    lines: ['192.0.2.7 - - [24/Nov/2026:14:03:22 +0000] "GET /api/games/17 HTTP/1.1" 503 - 0.1200'],
    expected: asked(120),
  },
];
