import type { Layout } from '../layout.ts';

/** Request and error logs of proxies, load balancers, gateways and web servers. */
export const PROXIES: readonly Layout[] = [
  {
    name: 'HAProxy: httplog by syslog',
    source:
      'http://haproxy.1wt.eu/download/1.4/doc/configuration.txt 8.2.3; https://github.com/DataDog/dd-agent/issues/75',
    lines: [
      'Nov 24 14:03:21 lb1 haproxy[1287]: 203.0.113.24:51532 [24/Nov/2026:14:03:20.655] fe_https~ be_api/api-2 10/0/3/245/258 502 1804 - - SH-- 41/40/12/4/0 0/0 "POST /v2/orders?dry=1 HTTP/1.1"',
    ],
    expected: {
      events: 1,
      requests: [{ method: 'POST', path: '/v2/orders', status: 502, ms: 258, client: '203.0.113.24' }],
    },
  },
  {
    name: 'HAProxy: httplog on standard output, captured headers, no server',
    source: 'http://haproxy.1wt.eu/download/1.4/doc/configuration.txt 8.2.3',
    lines: [
      '203.0.113.24:51532 [24/Nov/2026:14:03:20.655] fe_http be_api/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 3/2/0/0/0 0/0 {shop.example.com|curl/8.4.0} {} "GET /cart HTTP/1.1"',
    ],
    expected: {
      time: '2026-11-24T14:03:20.655Z',
      events: 1,
      requests: [{ method: 'GET', path: '/cart', status: 503, ms: 0, client: '203.0.113.24' }],
    },
  },
  {
    name: 'HAProxy: tcplog',
    source: 'https://docs.haproxy.org/2.8/configuration.html#8.2.2 (from memory)',
    lines: ['203.0.113.24:39422 [24/Nov/2026:14:05:11.031] fe_pg be_pg/pg-1 1/-1/3002 0 SC 3/2/1/0/3 0/0'],
    expected: { time: '2026-11-24T14:05:11.031Z', events: 1, requests: [] },
  },
  {
    name: 'HAProxy: a server goes down',
    source: 'from memory (HAProxy 2.4 and later on standard error)',
    lines: [
      '[WARNING]  (8) : Server be_api/api-2 is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.',
    ],
    expected: {
      level: 'warn',
      time: null,
      contains: ['Server be_api/api-2 is DOWN', 'Connection refused'],
      absent: ['[WARNING]'],
      keeps: ['DOWN'],
      requests: [],
    },
  },
  {
    name: 'Varnish: varnishncsa',
    source: 'https://varnish-cache.org/docs/trunk/reference/varnishncsa.html (from memory)',
    lines: [
      '203.0.113.80 - - [24/Nov/2026:14:03:22 +0000] "GET http://www.example.com/img/a.png?v=3 HTTP/1.1" 503 282 "-" "Mozilla/5.0 (X11; Linux x86_64)"',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/img/a.png', status: 503, ms: null, client: '203.0.113.80' }],
    },
  },
  {
    name: 'Tomcat: AccessLogValve, common',
    source: 'https://tomcat.apache.org/tomcat-9.0-doc/config/valve.html#Access_Log_Valve (from memory)',
    lines: ['10.1.4.9 - - [24/Nov/2026:15:03:22 +0100] "GET /shop/cart?id=4 HTTP/1.1" 500 1103'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/shop/cart', status: 500, ms: null, client: '10.1.4.9' }],
    },
  },
  {
    name: 'Tomcat in Spring Boot: the pattern of its manual',
    source:
      'https://docs.spring.io/spring-boot/how-to/webserver.html "Configure Access Logging" (from memory)',
    lines: ['[24/Nov/2026:15:03:22 +0100] 10.1.4.9 GET /shop/cart HTTP/1.1 500 (8000 microseconds)'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/shop/cart', status: 500, ms: 8, client: '10.1.4.9' }],
    },
  },
  {
    name: 'Jetty in Dropwizard: request log',
    source: 'https://www.dropwizard.io/en/stable/manual/configuration.html#request-log (from memory)',
    lines: [
      '10.1.4.9 - - [24/Nov/2026:14:03:22 +0000] "GET /api/items HTTP/1.1" 500 119 "-" "curl/8.5.0" 1203',
    ],
    expected: {
      requests: [{ method: 'GET', path: '/api/items', status: 500, ms: 1203, client: '10.1.4.9' }],
    },
  },
  {
    name: 'Undertow in Quarkus: access log behind the logger head',
    source: 'find_string "io.quarkus.http.access-log", id 66080354712',
    lines: [
      '2026-11-24 14:03:22,123 INFO  [io.quarkus.http.access-log] (executor-thread-1) 10.1.4.9 - - [24/Nov/2026:14:03:22 +0000] "GET /hello HTTP/1.1" 500 11',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/hello', status: 500, client: '10.1.4.9' }],
    },
  },
  {
    name: 'Apache: vhost_combined',
    source: 'https://httpd.apache.org/docs/2.4/mod/mod_log_config.html (from memory)',
    lines: [
      'shop.example.com:443 203.0.113.7 - alice [24/Nov/2026:14:03:22 +0000] "DELETE /basket/9 HTTP/1.1" 503 1234 "https://shop.example.com/" "Mozilla/5.0 (X11; Linux x86_64)"',
    ],
    expected: { requests: [{ method: 'DELETE', path: '/basket/9', status: 503, client: '203.0.113.7' }] },
  },
  {
    name: 'Apache: error log of a proxy',
    source: 'https://httpd.apache.org/docs/2.4/logs.html#errorlog (from memory)',
    lines: [
      '[Tue Nov 24 14:03:22.123456 2026] [proxy:error] [pid 17:tid 139884] (111)Connection refused: AH00957: HTTP: attempt to connect to 10.0.3.4:8080 (api.internal) failed',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Connection refused', 'attempt to connect'],
      absent: ['[pid', 'tid 139884'],
      keeps: ['AH00957', '111'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'nginx: upstream timed out',
    source: 'from memory (ngx_http_upstream.c)',
    lines: [
      '2026/11/24 14:03:22 [error] 31#31: *4217 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 203.0.113.9, server: shop.example.com, request: "GET /api/cart HTTP/1.1", upstream: "http://10.2.0.7:8080/api/cart", host: "shop.example.com"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['upstream timed out', 'while reading response header from upstream'],
      absent: ['31#31'],
      keeps: ['110'],
      events: 1,
    },
  },
  {
    name: 'ingress-nginx: access log',
    source:
      'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/ (from memory)',
    lines: [
      '203.0.113.9 - - [24/Nov/2026:14:03:22 +0000] "POST /login HTTP/2.0" 504 160 "-" "okhttp/4.9.3" 523 60.002 [shop-api-80] [] 10.2.0.7:8080 0 60.000 504 7f2a6a0d5a0e4a50b6f2c3f2a1f0e8d9',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'POST', path: '/login', status: 504, ms: 60002, client: '203.0.113.9' }],
    },
  },
  {
    name: 'nginx: log_format with escape=json, status a string',
    source: 'https://nginx.org/en/docs/http/ngx_http_log_module.html (from memory)',
    lines: [
      '{"time_iso8601":"2026-11-24T14:03:22+00:00","remote_addr":"203.0.113.9","request":"GET /a/b?x=1 HTTP/1.1","status":"502","body_bytes_sent":"157","request_time":"0.143","upstream_response_time":"0.140","http_user_agent":"curl/8.4.0"}',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/a/b', status: 502, ms: 143, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Envoy: default format',
    source:
      'https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage (from memory)',
    lines: [
      '[2026-11-24T14:03:22.123Z] "POST /api/v1/locations HTTP/2" 503 UF 154 0 226 100 "203.0.113.28" "nsq2http" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "locations" "tcp://10.0.2.1:80"',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'POST', path: '/api/v1/locations', status: 503, ms: 226, client: '203.0.113.28' }],
    },
  },
  {
    name: 'Istio: text with response code details',
    source: 'https://github.com/istio/istio/issues/45802',
    lines: [
      '[2026-11-24T14:03:22.123Z] "GET /v1/status HTTP/1.1" 503 UC upstream_reset_before_response_started{connection_termination} - "-" 0 95 3 - "203.0.113.5" "Apache-HttpClient/4.5.1 (Java/1.8.0_372)" "3a7cbcc1-af72-47fb-bbac-a7672951f50f" "health.example.com" "10.80.47.192:8181" outbound|80||health-api.prod.svc.cluster.local 10.80.45.233:37132 10.80.45.233:80 10.80.46.220:59375 - -',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/v1/status', status: 503, ms: 3, client: '203.0.113.5' }],
    },
  },
  {
    name: 'Istio: JSON',
    source: 'https://istio.io/latest/docs/tasks/observability/logs/access-log/ (from memory)',
    lines: [
      '{"authority":"reviews:9080","bytes_received":0,"bytes_sent":95,"connection_termination_details":null,"downstream_local_address":"10.0.1.8:9080","downstream_remote_address":"10.0.2.4:41832","duration":31,"method":"GET","path":"/reviews/0?full=1","protocol":"HTTP/1.1","request_id":"57a1e8d4-0c5b-94f4-8e5d-d3a0fd7d7f43","requested_server_name":null,"response_code":503,"response_code_details":"via_upstream","response_flags":"URX","route_name":"default","start_time":"2026-11-24T14:03:22.123Z","upstream_cluster":"inbound|9080||","upstream_host":"10.0.1.9:9080","upstream_local_address":"127.0.0.6:38171","upstream_service_time":"30","upstream_transport_failure_reason":null,"user_agent":"curl/8.4.0","x_forwarded_for":null}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/reviews/0', status: 503, ms: 31, client: '10.0.2.4' }],
    },
  },
  {
    name: 'Traefik: CLF',
    source: 'https://doc.traefik.io/traefik/observability/access-logs/ (from memory)',
    lines: [
      '203.0.113.9 - - [24/Nov/2026:14:03:22 +0000] "GET /api/orders HTTP/2.0" 502 11 "-" "-" 4711 "orders@kubernetes" "http://10.42.0.17:8080" 12ms',
    ],
    expected: {
      requests: [{ method: 'GET', path: '/api/orders', status: 502, ms: 12, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Traefik: JSON, no answer from the origin',
    source: 'https://doc.traefik.io/traefik/observability/access-logs/ (from memory)',
    lines: [
      '{"ClientAddr":"203.0.113.9:53112","ClientHost":"203.0.113.9","ClientPort":"53112","ClientUsername":"-","DownstreamContentSize":21,"DownstreamStatus":504,"Duration":30001000000,"OriginContentSize":0,"OriginDuration":30000200000,"OriginStatus":0,"Overhead":800000,"RequestAddr":"shop.example.com","RequestContentSize":0,"RequestCount":77,"RequestHost":"shop.example.com","RequestMethod":"GET","RequestPath":"/api/pay?x=1","RequestPort":"-","RequestProtocol":"HTTP/1.1","RequestScheme":"https","RetryAttempts":0,"RouterName":"pay@docker","StartLocal":"2026-11-24T14:02:52.123456789Z","StartUTC":"2026-11-24T14:02:52.123456789Z","entryPointName":"websecure","level":"info","msg":"","time":"2026-11-24T14:03:22Z"}',
    ],
    expected: {
      requests: [{ method: 'GET', path: '/api/pay', status: 504, ms: 30001, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Traefik 3: its own log',
    source: 'from memory (zerolog console, Traefik 3)',
    lines: [
      '2026-11-24T14:03:22Z ERR Router uses a nonexistent certificate resolver certificateResolver=le routerName=shop@docker',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Router uses a nonexistent certificate resolver'],
      absent: ['ERR Router'],
      requests: [],
    },
  },
  {
    name: 'Caddy 2: JSON access log',
    source: 'https://caddyserver.com/docs/logging (from memory)',
    lines: [
      '{"level":"error","ts":1795529002.123,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"10.0.0.5","remote_port":"42614","client_ip":"203.0.113.9","proto":"HTTP/2.0","method":"GET","host":"shop.example.com","uri":"/api/items?p=2","headers":{"User-Agent":["curl/7.82.0"],"Accept":["*/*"]}},"bytes_read":0,"user_id":"","duration":0.25,"size":0,"status":502,"resp_headers":{"Server":["Caddy"]}}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/api/items', status: 502, ms: 250, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Caddy 2: console, reverse proxy fails',
    source: 'from memory (zap console encoder of Caddy)',
    lines: [
      '2026/11/24 14:03:22.123\tERROR\thttp.log.error\tdial tcp 10.1.1.4:3000: connect: connection refused\t{"request": {"remote_ip": "203.0.113.9", "remote_port": "51432", "proto": "HTTP/2.0", "method": "GET", "host": "shop.example.com", "uri": "/"}, "duration": 0.000521, "status": 502, "err_id": "qk2m1h0fz", "err_trace": "reverseproxy.statusError (reverseproxy.go:1267)"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['connect: connection refused'],
    },
  },
  {
    name: 'Squid: native',
    source: 'https://wiki.squid-cache.org/Features/LogFormat (from memory)',
    lines: [
      '1795529002.123    241 192.168.4.20 TCP_MISS/503 4120 GET http://repo.example.org/simple/flask/ - HIER_DIRECT/151.101.0.223 text/html',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/simple/flask/', status: 503, ms: 241, client: '192.168.4.20' }],
    },
  },
  {
    name: 'Kong: proxy access log with its request id',
    source: 'find_string "kong_request_id", ids 34831673179, 1385353788',
    lines: [
      '203.0.113.9 - - [24/Nov/2026:14:03:22 +0000] "GET /orders HTTP/1.1" 502 143 "-" "curl/8.4.0" kong_request_id: "5c1c0a2f6e4b1d3f8a7b6c5d4e3f2a1b"',
    ],
    expected: {
      requests: [{ method: 'GET', path: '/orders', status: 502, ms: null, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Kong: file-log, nested',
    source: 'https://docs.konghq.com/hub/kong-inc/file-log/ (from memory)',
    lines: [
      '{"latencies":{"request":1439,"kong":9,"proxy":1430},"service":{"host":"orders.internal","port":8080,"name":"orders"},"request":{"querystring":{"x":"1"},"size":"75","uri":"/orders?x=1","url":"http://api.example.com:8000/orders?x=1","headers":{"host":"api.example.com:8000"},"method":"GET"},"client_ip":"203.0.113.9","upstream_uri":"/orders","response":{"headers":{"content-type":"application/json"},"status":503,"size":"434"},"route":{"name":"orders"},"started_at":1795529002123}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/orders', status: 503, ms: 1439, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Cloudflare: Logpush',
    source: 'https://developers.cloudflare.com/logs/reference/log-fields/zone/http_requests/ (from memory)',
    lines: [
      '{"ClientIP":"203.0.113.9","ClientRequestHost":"shop.example.com","ClientRequestMethod":"GET","ClientRequestURI":"/cart?id=4","EdgeEndTimestamp":"2026-11-24T14:03:22Z","EdgeResponseBytes":4500,"EdgeResponseStatus":522,"EdgeStartTimestamp":"2026-11-24T14:03:07Z","OriginResponseStatus":0,"RayID":"3c6f5a1e2d0b9a87"}',
    ],
    expected: { requests: [{ method: 'GET', path: '/cart', status: 522, client: '203.0.113.9' }] },
  },
  {
    name: 'AWS: application load balancer',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html (from memory)',
    lines: [
      'https 2026-11-24T14:03:22.186000Z app/my-lb/50dc6c495c0c9188 203.0.113.9:2817 10.0.0.1:80 0.086 0.048 0.037 502 - 0 57 "GET https://www.example.com:443/pay?x=1 HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012" 1 2026-11-24T14:03:22.015000Z "forward" "-" "-" "10.0.0.1:80" "-" "-" "-" TID_1234abcd5678ef90',
    ],
    expected: {
      time: '2026-11-24T14:03:22.186Z',
      requests: [{ method: 'GET', path: '/pay', status: 502, ms: 171, client: '203.0.113.9' }],
    },
  },
  {
    name: 'AWS: classic load balancer',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html (from memory)',
    lines: [
      '2026-11-24T14:03:22.123000Z my-elb 203.0.113.9:2817 10.0.0.1:80 0.001 0.5 0.002 504 504 0 29 "GET http://www.example.com:80/slow HTTP/1.1" "curl/7.38.0" - -',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/slow', status: 504, ms: 503, client: '203.0.113.9' }],
    },
  },
  {
    name: 'AWS: network load balancer, TLS listener',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html (from memory)',
    lines: [
      'tls 2.0 2026-11-24T14:03:22 net/my-network-loadbalancer/c6e77e28c25b2234 g3d4b5e8bb8464cd 203.0.113.9:51341 172.100.100.185:443 5 2 98 246 - arn:aws:acm:us-east-2:671290407336:certificate/2a108f19-aded-46b0-8493-c63eb1ef4a99 - ECDHE-RSA-AES128-SHA tlsv12 - my-network-loadbalancer-c6e77e28c25b2234.elb.us-east-2.amazonaws.com - - - 2026-11-24T14:03:17',
    ],
    expected: { time: '2026-11-24T14:03:22Z', events: 1, requests: [] },
  },
  {
    name: 'AWS: CloudFront, by its #Fields line',
    source:
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html (from memory)',
    lines: [
      '#Version: 1.0',
      '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken',
      '2026-11-24\t14:03:22\tFRA2-C1\t2390\t203.0.113.9\tGET\td111111abcdef8.cloudfront.net\t/images/cat.jpg\t502\t-\tMozilla/5.0%20(X11)\tv=2\t-\tError\tSOX4xwn4XV6Q4rgb7XiVGOHms==\td111111abcdef8.cloudfront.net\thttps\t23\t0.214',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/images/cat.jpg', status: 502, ms: 214, client: '203.0.113.9' }],
    },
  },
  {
    name: 'IIS: W3C, by its #Fields line',
    source: 'https://learn.microsoft.com/en-us/windows/win32/http/w3c-logging (from memory)',
    lines: [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Version: 1.0',
      '#Date: 2026-11-24 14:00:00',
      '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
      '2026-11-24 14:03:22 10.0.0.4 POST /api/login - 443 - 203.0.113.9 Mozilla/5.0+(Windows+NT+10.0) - 500 19 5 734',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'POST', path: '/api/login', status: 500, ms: 734, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Azure: application gateway',
    source:
      'https://learn.microsoft.com/en-us/azure/application-gateway/monitor-application-gateway-reference (from memory)',
    lines: [
      '{"timeStamp":"2026-11-24T14:03:22+00:00","resourceId":"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/APPLICATIONGATEWAYS/GW","listenerName":"https","operationName":"ApplicationGatewayAccess","category":"ApplicationGatewayAccessLog","properties":{"instanceId":"appgw_2","clientIP":"203.0.113.9","clientPort":49236,"httpMethod":"GET","requestUri":"/api/pay","requestQuery":"id=3","userAgent":"curl/8.4.0","httpStatus":502,"httpVersion":"HTTP/1.1","receivedBytes":65,"sentBytes":553,"timeTaken":0.205,"sslEnabled":"on"}}',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'GET', path: '/api/pay', status: 502, ms: 205, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Google Cloud: HTTP load balancer entry',
    source: 'https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring (from memory)',
    lines: [
      '{"httpRequest":{"latency":"0.123s","remoteIp":"203.0.113.9","requestMethod":"GET","requestSize":"65","requestUrl":"https://shop.example.com/cart?x=1","responseSize":"553","serverIp":"10.1.1.1","status":502,"userAgent":"curl/8.4.0"},"insertId":"1h2k3j4","jsonPayload":{"@type":"type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry","statusDetails":"failed_to_connect_to_backend"},"logName":"projects/p/logs/requests","receiveTimestamp":"2026-11-24T14:03:23.5Z","resource":{"labels":{"project_id":"p"},"type":"http_load_balancer"},"severity":"WARNING","timestamp":"2026-11-24T14:03:22.123Z"}',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/cart', status: 502, ms: 123, client: '203.0.113.9' }],
    },
  },
  {
    name: 'AWS: S3 server access log',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html (from memory)',
    lines: [
      '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be examplebucket [24/Nov/2026:14:03:22 +0000] 192.0.2.3 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be 3E57427F3EXAMPLE REST.GET.OBJECT photos/a.jpg "GET /examplebucket/photos/a.jpg HTTP/1.1" 403 AccessDenied 243 - 7 - "-" "S3Console/0.4" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader examplebucket.s3.us-west-1.amazonaws.com TLSV1.2',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [
        { method: 'GET', path: '/examplebucket/photos/a.jpg', status: 403, ms: 7, client: '192.0.2.3' },
      ],
    },
  },
  {
    name: 'AWS: API Gateway, JSON access log',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html (from memory)',
    lines: [
      '{"requestId":"9c0e4b0a-6f6d-4c9e-9b58-1a2b3c4d5e6f","ip":"203.0.113.9","caller":"-","user":"-","requestTime":"24/Nov/2026:14:03:22 +0000","httpMethod":"POST","resourcePath":"/orders/{id}","status":"504","protocol":"HTTP/1.1","responseLength":"33"}',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'POST', path: '/orders/{id}', status: 504, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Heroku: router, request timeout',
    source: 'find_string "at=error code=H12", ids 48120966201, 280995413',
    lines: [
      '2026-11-24T14:03:22.123456+00:00 heroku[router]: at=error code=H12 desc="Request timeout" method=GET path="/reports?y=1" host=myapp.herokuapp.com request_id=8601b555-6a83-4c12-8269-97c8e32cdb22 fwd="204.204.204.204" dyno=web.1 connect=6ms service=30001ms status=503 bytes=0 protocol=https',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/reports', status: 503, client: '204.204.204.204' }],
    },
  },
  {
    name: 'lighttpd: mod_accesslog, virtual host second',
    source: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_accesslog (from memory)',
    lines: [
      '203.0.113.9 shop.example.com - [24/Nov/2026:14:03:22 +0000] "GET /index.html HTTP/1.1" 404 345 "-" "Wget/1.21"',
    ],
    expected: {
      requests: [{ method: 'GET', path: '/index.html', status: 404, ms: null, client: '203.0.113.9' }],
    },
  },
  {
    name: 'InfluxDB 1: HTTP access line, microseconds last',
    source: 'https://github.com/influxdata/docs.influxdata.com-ARCHIVE/pull/2359',
    lines: [
      '[httpd] 203.0.113.9 - - [24/Nov/2026:14:03:22 +0000] "POST /write?db=metrics HTTP/1.1" 500 20 "-" "Telegraf/1.28" d6ca5a13-9c11-11ef-8942-0242ac120002 9000',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      requests: [{ method: 'POST', path: '/write', status: 500, ms: 9, client: '203.0.113.9' }],
    },
  },
  {
    name: 'CouchDB 3: request at notice',
    source: 'from memory (chttpd)',
    lines: [
      '[notice] 2026-11-24T14:03:22.123456Z nonode@nohost <0.345.0> 8d1f6bd3a1 couch:5984 203.0.113.9 admin GET /shop/_all_docs?limit=1 500 ok 14',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/shop/_all_docs', status: 500, ms: 14, client: '203.0.113.9' }],
    },
  },
];
