import type { Layout } from '../layout.ts';

/** Collectors' envelopes, tools' prefixes and clouds' exports around somebody else's line. */
export const WRAPPERS: readonly Layout[] = [
  {
    name: 'Docker: json-file around a coloured line',
    source: 'https://docs.docker.com/engine/logging/drivers/json-file/ (from memory)',
    lines: [
      String.raw`{"log":"\u001b[31m[ERROR]\u001b[0m cannot reach warehouse: 503 Service Unavailable\n","stream":"stderr","time":"2026-11-24T14:03:22.123456789Z"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['stderr', '[31m'],
      keeps: ['503'],
      events: 1,
    },
  },
  {
    name: 'Docker: json-file, a trace over several records',
    source: 'https://docs.docker.com/engine/logging/drivers/json-file/ (from memory)',
    lines: [
      String.raw`{"log":"2026-11-24 14:03:22.100 ERROR 7 --- [main] c.acme.Shop : cannot save order\n","stream":"stdout","time":"2026-11-24T14:03:22.100456789Z"}`,
      String.raw`{"log":"java.lang.IllegalStateException: no session\n","stream":"stdout","time":"2026-11-24T14:03:22.100466789Z"}`,
      String.raw`{"log":"\u0009at com.acme.Shop.save(Shop.java:41)\n","stream":"stdout","time":"2026-11-24T14:03:22.100476789Z"}`,
      String.raw`{"log":"Caused by: java.net.SocketTimeoutException: Read timed out\n","stream":"stdout","time":"2026-11-24T14:03:22.100486789Z"}`,
      String.raw`{"log":"\u0009... 3 more\n","stream":"stdout","time":"2026-11-24T14:03:22.100496789Z"}`,
    ],
    expected: { level: 'error', time: '2026-11-24T14:03:22.100Z', contains: ['Read timed out'], events: 1 },
  },
  {
    name: 'CRI: a line in two parts',
    source:
      'https://github.com/etcd-io/etcd/issues/16436; https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md',
    lines: [
      '2026-11-24T22:03:22.111490788+08:00 stderr P {"level":"error","ts":"2026-11-24T14:03:22.111Z","caller":"etcdserver/server.go:2084","msg":"failed to publish local member',
      '2026-11-24T22:03:22.111490788+08:00 stderr F  to cluster through raft","publish-timeout":"7s","error":"etcdserver: request timed out"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.111Z',
      contains: ['failed to publish local member to cluster through raft', 'request timed out'],
      absent: ['stderr'],
      events: 1,
    },
  },
  {
    name: 'CRI: around an access line',
    source: 'https://github.com/etcd-io/etcd/issues/16436 (the head)',
    lines: [
      '2026-11-24T14:03:22.511490788Z stdout F 203.0.113.9 - - [24/Nov/2026:14:03:22 +0000] "GET /cart HTTP/1.1" 503 157 "-" "curl/8.4.0"',
    ],
    expected: {
      events: 1,
      requests: [{ method: 'GET', path: '/cart', status: 503, client: '203.0.113.9' }],
    },
  },
  {
    name: 'journald: short-iso around logfmt',
    source:
      'https://www.freedesktop.org/software/systemd/man/latest/journalctl.html -o short-iso (from memory)',
    lines: [
      '2026-11-24T15:03:22+0100 worker-1 k3s[820]: time="2026-11-24T15:03:22+01:00" level=error msg="Failed to connect to proxy" error="websocket: bad handshake" url="wss://10.0.0.1:6443/v1-k3s/connect"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Failed to connect to proxy', 'bad handshake'],
      absent: ['worker-1', 'k3s[820]'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'journald: JSON, its priority',
    source:
      'https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html (from memory)',
    lines: [
      '{"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"1795529002123456","__MONOTONIC_TIMESTAMP":"12345678","_BOOT_ID":"a1","PRIORITY":"3","SYSLOG_IDENTIFIER":"shop","_PID":"1217","_HOSTNAME":"worker-1","_SYSTEMD_UNIT":"shop.service","MESSAGE":"cannot open /var/lib/shop/db: Permission denied"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      message: 'cannot open /var/lib/shop/db: Permission denied',
      absent: ['worker-1'],
      events: 1,
    },
  },
  {
    name: 'syslog: RFC 3164 with its priority',
    source: 'https://www.rfc-editor.org/rfc/rfc3164 (from memory)',
    lines: ['<27>Nov 24 14:03:22 web-1 shop[1217]: cannot open /var/lib/shop/db: Permission denied'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      message: 'cannot open /var/lib/shop/db: Permission denied',
      absent: ['web-1', '<27>'],
    },
  },
  {
    name: 'syslog: RFC 5424 with structured data',
    source: 'https://www.rfc-editor.org/rfc/rfc5424 section 6.5 (from memory)',
    lines: [
      '<164>1 2026-11-24T15:03:22.123456+01:00 web-1.example.com shop 1217 ID47 [exampleSDID@32473 iut="3" eventSource="Application" eventID="1011"] \ufeffdisk /data is 97% full',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['disk /data is 97% full'],
      absent: ['web-1.example.com', 'exampleSDID'],
    },
  },
  {
    name: 'kubectl: --prefix and --timestamps',
    source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_logs/ (from memory)',
    lines: [
      '[pod/api-7c9d8f6b5-x2x4z/app] 2026-11-24T14:03:22.120456789Z 2026-11-24 14:03:22,120 ERROR [shop.orders] cannot save order',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.120Z',
      contains: ['cannot save order'],
      absent: ['api-7c9d8f6b5', 'ERROR'],
      events: 1,
    },
  },
  {
    name: 'kubectl: --timestamps around a Python traceback',
    source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_logs/ (from memory)',
    lines: [
      '2026-11-24T14:03:22.123456789Z Traceback (most recent call last):',
      '2026-11-24T14:03:22.123466789Z   File "/app/main.py", line 12, in <module>',
      '2026-11-24T14:03:22.123476789Z     import shop',
      "2026-11-24T14:03:22.123486789Z ModuleNotFoundError: No module named 'shop'",
    ],
    expected: { time: '2026-11-24T14:03:22.123Z', contains: ['No module named'], events: 1 },
  },
  {
    name: 'stern: pod and container before the line',
    source: 'https://github.com/nats-io/nats-server/issues/4480',
    lines: [
      'nats-1 nats [7] 2026/11/24 14:03:22.193660 [WRN] 10.60.5.156:33246 - cid:78 - Readloop processing time: 2.04271573s',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.193Z',
      contains: ['Readloop processing time'],
      absent: ['nats-1', '[WRN]'],
      events: 1,
    },
  },
  {
    name: 'docker compose: a service and a bar',
    source: 'https://docs.docker.com/reference/cli/docker/compose/logs/ (from memory)',
    lines: [
      'shop-db-1   | 2026-11-24 14:03:22.123 UTC [1] FATAL:  password authentication failed for user "app"',
      'shop-db-1   | 2026-11-24 14:03:22.123 UTC [1] DETAIL:  Role "app" does not exist.',
    ],
    expected: {
      level: 'fatal',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['password authentication failed for user'],
      absent: ['shop-db-1'],
      requests: [],
    },
  },
  {
    name: 'PM2: number, name and a bar',
    source: 'https://github.com/neuralinternet/SN27/issues/114',
    lines: [
      '0|MINER  | INFO:     203.0.113.9:40490 - "POST /PerfInfo HTTP/1.1" 500 Internal Server Error',
      '0|MINER  | ERROR:    Exception in ASGI application',
      '0|MINER  | Traceback (most recent call last):',
      '0|MINER  |   File "/usr/local/lib/python3.10/dist-packages/uvicorn/protocols/http/h11_impl.py", line 428, in run_asgi',
      '0|MINER  |     result = await app(  # type: ignore[func-returns-value]',
      '0|MINER  | RuntimeError: CUDA error: out of memory',
    ],
    expected: {
      level: 'error',
      contains: ['CUDA error: out of memory'],
      absent: ['MINER'],
      events: 2,
      requests: [{ method: 'POST', path: '/PerfInfo', status: 500, client: '203.0.113.9' }],
    },
  },
  {
    name: 'aws logs tail: time and stream',
    source: 'https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html (from memory)',
    lines: [
      '2026-11-24T14:03:22.123000+00:00 shop/api/0f1e2d3c4b5a69788796a5b4c3d2e1f0 ERROR:root:cannot reach warehouse',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['0f1e2d3c'],
    },
  },
  {
    name: 'CloudWatch: get-log-events, compact',
    source: 'https://docs.aws.amazon.com/cli/latest/reference/logs/get-log-events.html (from memory)',
    lines: [
      String.raw`{"timestamp":1795529002123,"message":"[ERROR]\t2026-11-24T14:03:22.120Z\t6f3c1b2a-0d9e-4f8a-8b7c-6d5e4f3a2b1c\tcannot reach warehouse","ingestionTime":1795529005000}`,
    ],
    expected: { level: 'error', contains: ['cannot reach warehouse'], absent: ['ingestionTime'], events: 1 },
  },
  {
    name: 'Google Cloud: entry with textPayload',
    source: 'https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry (from memory)',
    lines: [
      '{"insertId":"a1","labels":{"k8s-pod/app":"api"},"logName":"projects/p/logs/stderr","receiveTimestamp":"2026-11-24T14:03:25.5Z","resource":{"labels":{"pod_name":"api-0"},"type":"k8s_container"},"severity":"ERROR","textPayload":"level=warn msg=\\"cache is cold\\"","timestamp":"2026-11-24T14:03:22.123456Z"}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cache is cold'],
      absent: ['insertId'],
      events: 1,
    },
  },
  {
    name: 'Google Cloud: entry with jsonPayload',
    source: 'https://cloud.google.com/logging/docs/structured-logging (from memory)',
    lines: [
      String.raw`{"insertId":"a2","jsonPayload":{"message":"cannot save order\nTraceback (most recent call last):\n  File \"/app/main.py\", line 12, in save\n    db.commit()\nsqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out","order":7},"logName":"projects/p/logs/stderr","resource":{"labels":{"pod_name":"api-0"},"type":"k8s_container"},"severity":"ERROR","timestamp":"2026-11-24T14:03:22.123456Z"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['QueuePool limit of size'],
      events: 1,
    },
  },
  {
    name: 'Fluentd: stdout of a tagged record',
    source: 'https://docs.fluentd.org/output/stdout (from memory)',
    lines: [
      '2026-11-24 14:03:22.123456789 +0000 kubernetes.var.log.containers.api-0_shop_app-1f2e.log: {"stream":"stderr","logtag":"F","message":"[ERROR] cannot reach warehouse","kubernetes":{"namespace_name":"shop","pod_name":"api-0"}}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['namespace_name'],
    },
  },
  {
    name: 'Fluent Bit: record with log, kubernetes and date',
    source: 'https://docs.fluentbit.io/manual/pipeline/outputs/standard-output json_lines (from memory)',
    lines: [
      String.raw`{"date":1795529002.123456,"log":"{\"level\":40,\"time\":1795529002123,\"pid\":7,\"hostname\":\"api-0\",\"msg\":\"cache is cold\"}\n","stream":"stdout","kubernetes":{"pod_name":"api-0","namespace_name":"shop","labels":{"app":"api"}}}`,
    ],
    expected: { level: 'warn', time: '2026-11-24T14:03:22.123Z', contains: ['cache is cold'], events: 1 },
  },
  {
    name: 'Vector: kubernetes_logs',
    source: 'https://vector.dev/docs/reference/configuration/sources/kubernetes_logs/ (from memory)',
    lines: [
      '{"file":"/var/log/pods/shop_api-0_1f2e/app/0.log","kubernetes":{"container_name":"app","pod_name":"api-0","pod_namespace":"shop"},"message":"panic: runtime error: index out of range [3] with length 3","source_type":"kubernetes_logs","stream":"stderr","timestamp":"2026-11-24T14:03:22.123456789Z"}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['index out of range'],
      absent: ['kubernetes_logs'],
      events: 1,
    },
  },
  {
    name: 'Loki: logcli -o jsonl',
    source: 'https://grafana.com/docs/loki/latest/query/logcli/ (from memory)',
    lines: [
      String.raw`{"labels":{"app":"api","namespace":"shop","detected_level":"error"},"line":"level=error msg=\"cannot reach warehouse\" err=\"EOF\"","timestamp":"2026-11-24T14:03:22.123456789Z"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['detected_level'],
      events: 1,
    },
  },
  {
    name: 'Loki: logcli, default',
    source: 'https://grafana.com/docs/loki/latest/query/logcli/ (from memory)',
    lines: [
      '2026-11-24T14:03:22Z {app="api", namespace="shop", pod="api-0"} 2026-11-24 14:03:22,120 - shop.orders - ERROR - cannot reach warehouse',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.120Z',
      contains: ['cannot reach warehouse'],
      absent: ['namespace='],
      events: 1,
    },
  },
  {
    name: 'Azure: ContainerLogV2',
    source:
      'https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/containerlogv2 (from memory)',
    lines: [
      '{"TimeGenerated":"2026-11-24T14:03:22.123Z","Computer":"aks-1","ContainerId":"1f2e","ContainerName":"app","PodName":"api-0","PodNamespace":"shop","LogMessage":"fail: Shop.Orders[0] cannot reach warehouse","LogSource":"stderr"}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['TimeGenerated', 'aks-1'],
      events: 1,
    },
  },
  {
    name: 'Heroku: a dyno',
    source: 'https://devcenter.heroku.com/articles/logging (from memory)',
    lines: [
      '2026-11-24T14:03:22.120456+00:00 app[web.1]: E, [2026-11-24T14:03:22.120000 #4] ERROR -- : cannot reach warehouse',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.120Z',
      message: 'cannot reach warehouse',
      absent: ['web.1'],
      events: 1,
    },
  },
  {
    name: 'Graylog: GELF with a full message',
    source: 'https://go2docs.graylog.org/current/getting_in_log_data/gelf.html (from memory)',
    lines: [
      String.raw`{"version":"1.1","host":"web-1","short_message":"cannot save order","full_message":"cannot save order\njava.sql.SQLException: Lock wait timeout exceeded; try restarting transaction\n\tat com.mysql.cj.jdbc.Connection.exec(Connection.java:41)","timestamp":1795529002.123,"level":3,"_logger":"shop.orders"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Lock wait timeout exceeded'],
      absent: ['web-1'],
      events: 1,
    },
  },
  {
    name: 'Elasticsearch: a hit with its source',
    source: 'https://www.elastic.co/guide/en/ecs/current/ecs-log.html (from memory)',
    lines: [
      '{"_index":"logs-shop-000012","_id":"a1","_score":null,"_source":{"@timestamp":"2026-11-24T14:03:22.123Z","log":{"level":"error","logger":"shop.orders"},"message":"cannot save order","error":{"type":"TimeoutError","message":"lock timeout after 5s"},"host":{"name":"web-1"}},"sort":[1795529002123]}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot save order', 'lock timeout'],
      absent: ['_index'],
      events: 1,
    },
  },
  {
    name: 'Filebeat: output to a file',
    source: 'https://www.elastic.co/guide/en/beats/filebeat/current/file-output.html (from memory)',
    lines: [
      '{"@timestamp":"2026-11-24T14:03:25.000Z","@metadata":{"beat":"filebeat","type":"_doc","version":"8.11.0"},"log":{"offset":12345,"file":{"path":"/var/log/containers/api-0.log"}},"stream":"stderr","message":"2026-11-24T14:03:22.123Z ERROR cannot reach warehouse","host":{"name":"worker-1"},"ecs":{"version":"8.0.0"}}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['filebeat'],
      events: 1,
    },
  },
  {
    name: 'OpenTelemetry: file exporter, one record',
    source: 'https://opentelemetry.io/docs/specs/otlp/ JSON encoding (from memory)',
    lines: [
      '{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"scope":{"name":"shop.orders"},"logRecords":[{"timeUnixNano":"1795529002123456789","severityNumber":17,"severityText":"ERROR","body":{"stringValue":"cannot reach warehouse"},"attributes":[]}]}]}]}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['cannot reach warehouse'],
      absent: ['resourceLogs'],
      events: 1,
    },
  },
  {
    name: 'AWS Lambda: Node.js, text',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html (from memory)',
    lines: [
      '2026-11-24T14:03:22.123Z\t6f3c1b2a-0d9e-4f8a-8b7c-6d5e4f3a2b1c\tERROR\tInvoke Error \t{"errorType":"Error","errorMessage":"connect ECONNREFUSED 10.0.0.4:5432","code":"ECONNREFUSED","errno":-111,"syscall":"connect","stack":["Error: connect ECONNREFUSED 10.0.0.4:5432","    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)"]}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['connect ECONNREFUSED'],
      absent: ['6f3c1b2a-0d9e'],
      events: 1,
    },
  },
  {
    name: 'AWS Lambda: time out and report',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html (from memory)',
    lines: [
      'START RequestId: 6f3c1b2a-0d9e-4f8a-8b7c-6d5e4f3a2b1c Version: $LATEST',
      '2026-11-24T14:03:22.123Z 6f3c1b2a-0d9e-4f8a-8b7c-6d5e4f3a2b1c Task timed out after 3.00 seconds',
      'END RequestId: 6f3c1b2a-0d9e-4f8a-8b7c-6d5e4f3a2b1c',
      'REPORT RequestId: 6f3c1b2a-0d9e-4f8a-8b7c-6d5e4f3a2b1c\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 67 MB\t',
    ],
    expected: { contains: ['Task timed out after'], absent: ['6f3c1b2a-0d9e'], requests: [] },
  },
  {
    name: 'AWS Lambda: JSON, Python',
    source:
      'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html (from memory)',
    lines: [
      String.raw`{"timestamp": "2026-11-24T14:03:22Z", "level": "ERROR", "message": "cannot reach warehouse", "logger": "root", "stackTrace": ["  File \"/var/task/app.py\", line 12, in handler\n    call()\n"], "errorType": "ReadTimeout", "errorMessage": "HTTPSConnectionPool(host='warehouse', port=443): Read timed out.", "requestId": "6f3c1b2a-0d9e-4f8a-8b7c-6d5e4f3a2b1c"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Read timed out'],
      events: 1,
    },
  },
  {
    name: 'AWS: VPC flow log is no request',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html (from memory)',
    lines: [
      '2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 5432 6 20 4249 1795528942 1795529002 REJECT OK',
    ],
    expected: { contains: ['REJECT'], requests: [] },
  },
];
