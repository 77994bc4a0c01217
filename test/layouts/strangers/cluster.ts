import type { Layout } from '../layout.ts';

/** Kubernetes components, what runs beside them, agents and hosts. */
export const CLUSTER: readonly Layout[] = [
  {
    name: 'kubelet: structured klog',
    source: 'https://kubernetes.io/docs/concepts/cluster-administration/system-logs/ (from memory)',
    lines: [
      String.raw`E1124 14:03:22.123456    1217 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \"StartContainer\" for \"app\" with ImagePullBackOff: \"Back-off pulling image \\\"registry.example.com/shop:2\\\"\"" pod="shop/api-0" podUID="3f0f1c2e-8a0a-4a8e-9d0e-1b2c3d4e5f60"`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Error syncing pod, skipping', 'ImagePullBackOff'],
      absent: ['pod_workers.go'],
      events: 1,
    },
  },
  {
    name: 'kube-apiserver: a request of httplog',
    source: 'find_string "httplog.go:132]", ids 8732786050, 5735549493',
    lines: [
      'I1124 14:03:22.123456       1 httplog.go:132] "HTTP" verb="GET" URI="/api/v1/nodes?limit=500" latency="12.5ms" userAgent="kubectl/v1.29.0" audit-ID="6b6f" srcIP="10.0.0.4:51000" resp=500',
    ],
    expected: {
      level: 'info',
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/api/v1/nodes', status: 500, ms: 12.5, client: '10.0.0.4' }],
    },
  },
  {
    name: 'client-go: reflector warns without a structure',
    source: 'from memory (k8s.io/client-go/tools/cache/reflector.go)',
    lines: [
      'W1124 14:03:22.123456       1 reflector.go:539] k8s.io/client-go/informers/factory.go:159: failed to list *v1.Node: nodes is forbidden: User "system:serviceaccount:shop:api" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['failed to list', 'nodes is forbidden'],
      absent: ['reflector.go'],
      requests: [],
    },
  },
  {
    name: 'klog: JSON of Kubernetes components',
    source:
      'https://kubernetes.io/docs/concepts/cluster-administration/system-logs/#json-log-format (from memory)',
    lines: [
      '{"ts":1795529002123.456,"logger":"scheduler","caller":"schedule_one.go:867","msg":"Error scheduling pod; retrying","v":0,"pod":{"name":"api-0","namespace":"shop"},"err":"0/3 nodes are available: 3 Insufficient memory."}',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Error scheduling pod; retrying', '3 Insufficient memory.'],
    },
  },
  {
    name: 'cert-manager: klogr with quoted keys',
    source: 'https://github.com/cert-manager/cert-manager/issues/2918',
    lines: [
      'E1124 14:03:22.056527       1 controller.go:131] cert-manager/controller/challenges "msg"="re-queuing item  due to error processing" "error"="failed to perform self check GET request: dial tcp: i/o timeout" "key"="default/shop-tls-1" ',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.056Z',
      contains: ['due to error processing', 'i/o timeout'],
      absent: ['controller.go'],
      requests: [],
    },
  },
  {
    name: 'controller-runtime: zap JSON',
    source: 'https://book.kubebuilder.io/ (from memory)',
    lines: [
      String.raw`{"level":"error","ts":"2026-11-24T14:03:22Z","msg":"Reconciler error","controller":"shop","controllerGroup":"apps.example.com","controllerKind":"Shop","Shop":{"name":"a","namespace":"b"},"namespace":"b","name":"a","reconcileID":"5d0e","error":"Deployment.apps \"a\" is invalid: spec.selector: field is immutable","stacktrace":"sigs.k8s.io/controller-runtime/pkg/internal/controller.(*Controller).reconcileHandler\n\t/go/pkg/mod/sigs.k8s.io/controller-runtime@v0.17.2/pkg/internal/controller/controller.go:329"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Reconciler error', 'field is immutable'],
      events: 1,
    },
  },
  {
    name: 'containerd: in the journal',
    source: 'find_string "level=ERROR msg=", id 71612446652',
    lines: [
      String.raw`Nov 24 14:03:22 worker-1 containerd[129]: time="2026-11-24T14:03:22.221020550Z" level=error msg="PullImage \"registry.k8s.io/pause:none\" failed" error="rpc error: code = NotFound desc = failed to pull and unpack image: not found"`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.221Z',
      contains: ['PullImage', 'code = NotFound'],
      absent: ['worker-1', 'containerd[129]'],
      keeps: ['NotFound'],
      events: 1,
    },
  },
  {
    name: 'Docker: daemon',
    source: 'find_string "level=ERROR msg=", id 55583079407',
    lines: [
      'time="2026-11-24T07:03:22.702413472-07:00" level=error msg="Handler for POST /v1.51/networks/create returned error: failed to allocate gateway (10.45.0.1): Address already in use"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.702Z',
      contains: ['failed to allocate gateway', 'Address already in use'],
      requests: [],
    },
  },
  {
    name: 'Argo CD: application controller',
    source: 'https://argo-cd.readthedocs.io/ (from memory)',
    lines: [
      'time="2026-11-24T14:03:22Z" level=error msg="Failed to cache app resources: error getting resource tree" application=argocd/shop dest-server="https://kubernetes.default.svc" error="dial tcp 10.96.3.7:6379: i/o timeout"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Failed to cache app resources', 'i/o timeout'],
    },
  },
  {
    name: 'Istio: istiod',
    source: 'https://github.com/istio/istio/issues/47037 (same columns, of the proxy)',
    lines: [
      '2026-11-24T14:03:22.270118Z\terror\tads\tADS: "10.0.0.4:51000" api-7c9.shop-12 terminated rpc error: code = Canceled desc = context canceled',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.270Z',
      contains: ['code = Canceled', 'context canceled'],
      keeps: ['Canceled'],
    },
  },
  {
    name: 'Istio: proxy, warning with its thread last',
    source: 'https://github.com/istio/istio/issues/47037; https://github.com/istio/istio/issues/48267',
    lines: [
      '2026-11-24T14:03:22.270118Z\twarning\tenvoy config external/envoy/source/extensions/config_subscription/grpc/grpc_stream.h:155\tStreamAggregatedResources gRPC config stream to xds-grpc closed since 40s ago: 14, upstream connect error or disconnect/reset before headers. reset reason: connection timeout\tthread=15',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.270Z',
      contains: ['gRPC config stream', 'reset reason: connection timeout'],
      absent: ['warning\tenvoy'],
      keeps: ['14'],
    },
  },
  {
    name: 'Envoy: its own log',
    source: 'https://github.com/envoyproxy/envoy/issues/14981',
    lines: [
      "[2026-11-24 14:03:22.782][1][error][config] [source/common/config/grpc_mux_subscription_impl.cc:100] gRPC config for type.googleapis.com/envoy.config.listener.v3.Listener rejected: Error adding/updating listener(s) ingress: cannot bind '0.0.0.0:443': Permission denied",
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.782Z',
      contains: ['rejected', 'Permission denied'],
      absent: ['grpc_mux_subscription_impl.cc'],
      requests: [],
    },
  },
  {
    name: 'Cilium: the runtime\u2019s time before logfmt',
    source: 'https://github.com/cilium/cilium/pull/5869',
    lines: [
      '2026-11-24T14:03:22.348690305Z level=warning msg="Regeneration of endpoint failed" bpfCompilation=3.298946308s buildDuration=1m2.9898967s containerID=e371be61ab endpointID=45657 error="Error while configuring proxy redirects: proxy state changes failed: context deadline exceeded" ipv4=10.10.1.20 ipv6="f00d::a0a:100:0:b259" k8sPodName=default/details-v1-7994657c46-svzcw subsys=endpoint',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.348Z',
      contains: ['Regeneration of endpoint failed', 'proxy state changes failed'],
    },
  },
  {
    name: 'Calico: felix',
    source: 'find_string "felix/table.go", ids 553871394, 13170920951',
    lines: [
      '2026-11-24 14:03:22.123 [ERROR][85] felix/table.go 987: Failed to execute ip(6)tables-restore command error=exit status 4 errorOutput="Another app is currently holding the xtables lock" ipVersion=0x4 table="filter"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Failed to execute ip(6)tables-restore command', 'exit status 4'],
      absent: ['[85]'],
      keeps: ['4'],
    },
  },
  {
    name: 'CoreDNS: errors plugin',
    source:
      'https://github.com/kubernetes/kubernetes/issues/86762; find_string "plugin/errors: 2", id 54093505396',
    lines: [
      '[ERROR] plugin/errors: 2 api.payments.example.io. AAAA: read udp 10.244.1.154:36890->8.8.8.8:53: i/o timeout',
    ],
    expected: {
      level: 'error',
      time: null,
      contains: ['api.payments.example.io. AAAA', 'i/o timeout'],
      absent: ['[ERROR]'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'CoreDNS: log plugin is no web request',
    source: 'https://coredns.io/plugins/log/ (from memory)',
    lines: [
      '[INFO] 10.244.1.154:41149 - 5012 "A IN api.shop.svc.cluster.local. udp 50 false 512" NXDOMAIN qr,aa,rd 143 0.000181s',
    ],
    expected: { level: 'info', time: null, contains: ['NXDOMAIN'], keeps: ['NXDOMAIN'], requests: [] },
  },
  {
    name: 'linkerd: proxy, seconds since the start',
    source: 'find_string " ThreadId(01) outbound", ids 56110001541, 60251836656',
    lines: [
      '[   312.123456s]  WARN ThreadId(01) outbound:proxy{addr=10.0.0.4:8080}: linkerd_reconnect: Failed to connect error=Connection refused (os error 111)',
    ],
    expected: {
      level: 'warn',
      contains: ['Failed to connect', 'Connection refused'],
      absent: ['312.123456', 'ThreadId'],
      keeps: ['111'],
    },
  },
  {
    name: 'linkerd: proxy, JSON',
    source: 'from memory (linkerd2-proxy/linkerd/tracing)',
    lines: [
      '{"timestamp":"[   312.123456s]","level":"WARN","fields":{"message":"Failed to connect","error":"Connection refused (os error 111)"},"target":"linkerd_reconnect","spans":[{"name":"outbound"}],"threadId":"ThreadId(1)"}',
    ],
    expected: { level: 'warn', contains: ['Failed to connect', 'Connection refused'] },
  },
  {
    name: 'Strimzi: cluster operator',
    source: 'https://github.com/strimzi/strimzi-kafka-operator/issues/3971',
    lines: [
      '2026-11-24 14:03:22 ERROR AbstractOperator:238 - Reconciliation #286(watch) Kafka(kafka-system/shop): createOrUpdate failed',
      'io.strimzi.operator.common.operator.resource.TimeoutException: Exceeded timeout of 300000ms while waiting for StatefulSet resource shop-kafka in namespace kafka-system to be ready',
      '\tat io.strimzi.operator.common.Util$1.lambda$handle$1(Util.java:125) ~[io.strimzi.operator-common-0.20.0.jar:0.20.0]',
      '\tat io.vertx.core.impl.ContextImpl.lambda$null$0(ContextImpl.java:327) ~[io.vertx.vertx-core-3.9.1.jar:3.9.1]',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['while waiting for StatefulSet resource'],
      absent: ['AbstractOperator:238'],
      events: 1,
    },
  },
  {
    name: 'Quarkus in Keycloak',
    source:
      'https://github.com/keycloak/keycloak/issues/14438; https://github.com/keycloak/keycloak/issues/11973',
    lines: [
      '2026-11-24 14:03:22,816 ERROR [org.keycloak.services.error.KeycloakErrorHandler] (executor-thread-14) Uncaught server error: java.lang.RuntimeException: cannot load realm',
      '\tat org.keycloak.models.jpa.JpaRealmProvider.getRealm(JpaRealmProvider.java:115)',
      'Caused by: org.postgresql.util.PSQLException: FATAL: terminating connection due to administrator command',
      '\tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2713)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.816Z',
      contains: ['terminating connection due to administrator command'],
      absent: ['executor-thread-14'],
      events: 1,
    },
  },
  {
    name: 'WildFly: time of day only',
    source: 'https://github.com/wildfly/wildfly/pull/13454',
    lines: [
      '16:12:16,224 ERROR [org.jboss.as.controller.management-operation] (Controller Boot Thread) WFLYCTL0013: Operation ("add") failed - address: ([("subsystem" => "ejb3")]) - failure description: "WFLYCTL0412: Required services that are not installed"',
    ],
    expected: {
      level: 'error',
      contains: ['Required services that are not installed'],
      absent: ['Controller Boot Thread', 'management-operation'],
      keeps: ['WFLYCTL0013', 'WFLYCTL0412'],
      events: 1,
    },
  },
  {
    name: 'Prometheus 2: logfmt, ts and caller first',
    source: 'find_string "level=error component=", id 32879127047',
    lines: [
      'ts=2026-11-24T14:03:22.306Z caller=scrape.go:1331 level=error component="scrape manager" scrape_pool=shop target=http://10.0.0.4:9090/metrics msg="Scrape commit failed" err="write to WAL: log samples: write /prometheus/wal/00000012: no space left on device"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.306Z',
      contains: ['Scrape commit failed', 'no space left on device'],
      requests: [],
    },
  },
  {
    name: 'Alertmanager: in the journal',
    source: 'find_string "level=error component=", id 7805941188',
    lines: [
      'Nov 24 14:03:22 vm1 alertmanager[820]: ts=2026-11-24T14:03:22.298Z caller=dispatch.go:353 level=error component=dispatcher msg="Notify for alerts failed" num_alerts=3 err="telegram/telegram[0]: notify retry canceled after 11 attempts: telegram: Unauthorized (401)"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.298Z',
      contains: ['Notify for alerts failed', 'Unauthorized (401)'],
      absent: ['vm1'],
      keeps: ['401'],
    },
  },
  {
    name: 'Grafana: a request in logfmt',
    source: 'find_string "Request Completed", ids 54071500072, 67234489130',
    lines: [
      'logger=context userId=1 orgId=1 uname=admin t=2026-11-24T14:03:22.123456Z level=error msg="Request Completed" method=GET path=/api/dashboards/home status=500 remote_addr=203.0.113.9 time_ms=12 duration=12.5ms size=116 referer= handler=/api/dashboards/home status_source=server',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'GET', path: '/api/dashboards/home', status: 500, client: '203.0.113.9' }],
    },
  },
  {
    name: 'Loki: flush fails',
    source: 'https://grafana.com/docs/loki/latest/operations/troubleshooting/ (from memory)',
    lines: [
      'level=error ts=2026-11-24T14:03:22.123456789Z caller=flush.go:143 org_id=fake msg="failed to flush" err="store put chunk: AccessDenied: Access Denied"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['failed to flush', 'AccessDenied'],
      requests: [],
    },
  },
  {
    name: 'Loki: a request in its message',
    source: 'find_string "caller=logging.go:86", ids 23314193957, 37858085835',
    lines: [
      String.raw`level=warn ts=2026-11-24T14:03:22.123456789Z caller=logging.go:86 trace_id=3b1f orgID=fake msg="POST /loki/api/v1/push (500) 12.5ms Response: \"context canceled\\n\" ws: false; Content-Length: 512; User-Agent: promtail/2.9.2; "`,
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      requests: [{ method: 'POST', path: '/loki/api/v1/push', status: 500, ms: 12.5 }],
    },
  },
  {
    name: 'Temporal: server',
    source: 'https://github.com/temporalio/temporal/issues/1132',
    lines: [
      String.raw`{"level":"error","ts":"2026-11-24T14:03:22.854Z","msg":"Operation failed with internal error.","service":"history","error":"UpdateWorkflowExecution operation failed. Failed to commit transaction. Error: pq: restart transaction: TransactionRetryError: retry txn (RETRY_SERIALIZABLE)","metric-scope":5,"shard-id":3,"logging-call-at":"persistenceMetricClients.go:690","stacktrace":"go.temporal.io/server/common/log/loggerimpl.(*loggerImpl).Error\n\t/temporal/common/log/loggerimpl/logger.go:138"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.854Z',
      contains: ['Operation failed with internal error.', 'RETRY_SERIALIZABLE'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'Fluent Bit: output refused',
    source: 'find_string "[error] [output:es:es.0]", id 2443877976',
    lines: ['[2026/11/24 14:03:22] [error] [output:es:es.0] HTTP status=429 URI=/_bulk, response:'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['HTTP status=429'],
      absent: ['[error]'],
      keeps: ['429'],
      events: 1,
    },
  },
  {
    name: 'Fluentd: its own log',
    source: 'https://docs.fluentd.org/deployment/logging (from memory)',
    lines: [
      '2026-11-24 14:03:22 +0000 [warn]: #0 failed to flush the buffer. retry_times=3 next_retry_time=2026-11-24 14:03:30 +0000 chunk="5f1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e" error_class=Errno::ECONNREFUSED error="Connection refused - connect(2) for 10.0.0.4:9200"',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22Z',
      contains: ['failed to flush the buffer', 'Connection refused'],
      absent: ['[warn]'],
    },
  },
  {
    name: 'Vector: its own log',
    source: 'https://vector.dev/docs/administration/monitoring/ (from memory)',
    lines: [
      '2026-11-24T14:03:22.123456Z ERROR sink{component_kind="sink" component_id=es component_type=elasticsearch}:request{request_id=12}: vector_common::internal_event::service: Service call failed. No retries or retries exhausted. error=Some(Failed to make HTTP(S) request: connection closed before message completed) request_id=12 error_type="request_failed" stage="sending"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Service call failed', 'connection closed before message completed'],
      requests: [],
    },
  },
  {
    name: 'OpenTelemetry collector: console',
    source: 'https://opentelemetry.io/docs/collector/internal-telemetry/ (from memory)',
    lines: [
      '2026-11-24T14:03:22.123Z\terror\texporterhelper/queue_sender.go:92\tExporting failed. Dropping data.\t{"kind": "exporter", "data_type": "traces", "name": "otlp", "error": "not retryable error: Permanent error: rpc error: code = Unimplemented desc = unknown service", "dropped_items": 12}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Exporting failed. Dropping data.', 'code = Unimplemented'],
    },
  },
  {
    name: 'Telegraf: a letter and an exclamation mark',
    source: 'find_string "E! [outputs.influxdb]", ids 16448056622, 34410501569',
    lines: [
      '2026-11-24T14:03:22Z E! [outputs.influxdb] When writing to [http://influx:8086]: failed doing req: Post "http://influx:8086/write?db=telegraf": dial tcp: lookup influx: no such host',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['failed doing req', 'no such host'],
      absent: ['E!'],
      requests: [],
    },
  },
  {
    name: 'Zabbix: process and time joined by a colon',
    source: 'from memory (zabbix src/libs/zbxlog)',
    lines: [
      '    87:20261124:140322.123 connection to database [zabbix] lost: server closed the connection unexpectedly',
    ],
    expected: {
      time: '2026-11-24T14:03:22.123Z',
      contains: ['server closed the connection unexpectedly'],
      absent: ['20261124'],
    },
  },
  {
    name: 'Jenkins: one line of java.util.logging',
    source: 'find_string "[id=41]", ids 5681753148, 12149769526',
    lines: [
      '2026-11-24 14:03:22.123+0000 [id=41]\tSEVERE\thudson.util.BootFailure#publish: Failed to initialize Jenkins',
      'hudson.util.HudsonFailedToLoad: java.io.IOException: Unable to read /var/jenkins_home/config.xml',
      '\tat hudson.WebAppMain$3.run(WebAppMain.java:262)',
      'Caused by: java.io.IOException: Unable to read /var/jenkins_home/config.xml',
      '\tat hudson.XmlFile.unmarshal(XmlFile.java:192)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Unable to read'],
      absent: ['SEVERE'],
      events: 1,
    },
  },
  {
    name: 'SonarQube: web.log',
    source: 'find_string "ERROR web[][o.s.", ids 44324775238, 34097569178',
    lines: [
      '2026.11.24 14:03:22 ERROR web[][o.s.s.p.Platform] Background initialization failed. Stopping SonarQube',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Background initialization failed. Stopping SonarQube'],
      absent: ['ERROR'],
    },
  },
  {
    name: 'systemd: a unit fails',
    source: 'from memory (systemd src/core/service.c)',
    lines: [
      'Nov 24 14:03:22 node-1 systemd[1]: kubelet.service: Main process exited, code=exited, status=255/EXCEPTION',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      message: 'kubelet.service: Main process exited, code=exited, status=255/EXCEPTION',
      absent: ['node-1'],
      keeps: ['255'],
    },
  },
  {
    name: 'Linux: the kernel kills for memory',
    source: 'from memory (mm/oom_kill.c)',
    lines: [
      'Nov 24 14:03:22 node-1 kernel: [12345.678901] Out of memory: Killed process 31217 (java) total-vm:8123456kB, anon-rss:4123456kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:9876kB oom_score_adj:937',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      contains: ['Out of memory: Killed process', '(java)'],
      absent: ['node-1', '12345.678901'],
    },
  },
  {
    name: 'Postfix: a status of SMTP is kept',
    source: 'from memory (postfix smtpd)',
    lines: [
      'Nov 24 14:03:22 mx1 postfix/smtpd[4123]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 Service unavailable; Client host blocked',
    ],
    expected: {
      time: '2026-11-24T14:03:22Z',
      contains: ['Service unavailable; Client host blocked'],
      absent: ['mx1', '4123'],
      keeps: ['554'],
      requests: [],
    },
  },
  {
    name: 'BIND: named',
    source: 'from memory (bind9 logging, print-time yes)',
    lines: [
      '24-Nov-2026 14:03:22.123 query-errors: info: client @0x7f2c 10.0.0.4#53112 (x.example.com): query failed (SERVFAIL) for x.example.com/IN/A at query.c:7837',
    ],
    expected: {
      level: 'info',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['query failed (SERVFAIL)'],
      keeps: ['SERVFAIL'],
      requests: [],
    },
  },
];
