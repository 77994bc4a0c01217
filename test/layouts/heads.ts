import type { Layout } from './layout.ts';

const T = '2026-11-24T14:03:22Z';
const MS = '2026-11-24T14:03:22.123Z';
type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug';
const broke = (level: Level, time: string | null = MS) => ({ level, time, message: 'it broke', events: 1 });

/** Heads of text lines, product by product: time, level, logger, thread and host come off. */
export const HEADS: readonly Layout[] = [
  {
    name: 'Quarkus: console',
    source: 'https://quarkus.io/guides/logging#logging-format',
    lines: ['2026-11-24 14:03:22,123 ERROR [com.exa.Cart] (executor-thread-1) it broke'],
    expected: broke('error'),
  },
  {
    name: 'WildFly: server.log',
    source: 'https://docs.wildfly.org/35/Admin_Guide.html#Logging',
    lines: ['2026-11-24 14:03:22,123 ERROR [org.jboss.as.ejb3] (default task-1) it broke'],
    expected: broke('error'),
  },
  {
    name: 'WildFly: console',
    source: 'https://docs.wildfly.org/35/Admin_Guide.html#Logging',
    lines: ['14:03:22,123 WARN  [org.jboss.as] (MSC service thread 1-2) it broke'],
    expected: broke('warn', null),
  },
  {
    name: 'Strimzi: operator',
    source: 'https://strimzi.io/docs/operators/latest/deploying#assembly-logging-configuration-str',
    lines: [
      '2026-11-24 14:03:22 ERROR AbstractOperator:284 - Reconciliation #12(timer) Kafka(kafka/my-cluster): it broke',
    ],
    expected: { level: 'error', time: T, contains: ['it broke'], absent: ['AbstractOperator'], events: 1 },
  },
  {
    name: 'loguru',
    source: 'https://loguru.readthedocs.io/en/stable/api/logger.html',
    lines: ['2026-11-24 14:03:22.123 | ERROR    | app.cart:load:12 - it broke'],
    expected: broke('error'),
  },
  {
    name: 'Celery: worker',
    source: 'https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-log-format',
    lines: ['[2026-11-24 14:03:22,123: ERROR/ForkPoolWorker-1] it broke'],
    expected: broke('error'),
  },
  {
    name: 'Sidekiq',
    source: 'https://github.com/sidekiq/sidekiq/wiki/Logging',
    lines: ['2026-11-24T14:03:22.123Z pid=12 tid=owx class=CartJob jid=0af76519 WARN: it broke'],
    expected: broke('warn'),
  },
  {
    name: 'linkerd: proxy',
    source: 'https://linkerd.io/2-edge/tasks/modifying-proxy-log-level/',
    lines: ['[    12.345678s]  WARN ThreadId(01) outbound: linkerd_reconnect: it broke'],
    expected: { level: 'warn', time: null, contains: ['it broke'], absent: ['ThreadId'], events: 1 },
  },
  {
    name: 'Airflow: task',
    source: 'https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#log-format',
    lines: ['[2026-11-24T14:03:22.123+0000] {taskinstance.py:1824} ERROR - it broke'],
    expected: broke('error'),
  },
  {
    name: 'java.util.logging: SimpleFormatter',
    source:
      'https://docs.oracle.com/en/java/javase/21/docs/api/java.logging/java/util/logging/SimpleFormatter.html',
    lines: ['Nov 24, 2026 2:03:22 PM com.example.Cart load', 'SEVERE: it broke'],
    expected: { level: 'error', contains: ['it broke'] },
  },
  {
    name: 'Tomcat: OneLineFormatter',
    source: 'https://tomcat.apache.org/tomcat-10.1-doc/logging.html',
    lines: [
      '24-Nov-2026 14:03:22.123 SEVERE [main] org.apache.catalina.core.StandardContext.startInternal it broke',
    ],
    expected: broke('error'),
  },
  {
    name: 'ClickHouse',
    source: 'https://clickhouse.com/docs/en/operations/server-configuration-parameters/settings#logger',
    lines: [
      '2026.11.24 14:03:22.123456 [ 12 ] {0af76519-16cd-43dd-8448-eb211c80319c} <Error> executeQuery: it broke',
    ],
    expected: broke('error'),
  },
  {
    name: 'NATS',
    source: 'https://docs.nats.io/running-a-nats-service/configuration/logging',
    lines: ['[1] 2026/11/24 14:03:22.123456 [ERR] it broke'],
    expected: broke('error'),
  },
  {
    name: 'Vault: server',
    source: 'https://developer.hashicorp.com/vault/docs/configuration#log_format',
    lines: ['2026-11-24T14:03:22.123Z [ERROR] core: it broke'],
    expected: broke('error'),
  },
  {
    name: 'MariaDB: error log',
    source: 'https://mariadb.com/kb/en/error-log/',
    lines: ['2026-11-24 14:03:22 0 [ERROR] it broke'],
    expected: broke('error', T),
  },
  {
    name: 'MariaDB: one-digit hour',
    source: 'https://mariadb.com/kb/en/error-log/',
    lines: ['2026-11-24  4:03:22 12 [Warning] it broke'],
    expected: broke('warn', '2026-11-24T04:03:22Z'),
  },
  {
    name: 'CockroachDB: crdb-v2',
    source: 'https://www.cockroachlabs.com/docs/stable/log-formats#format-crdb-v2',
    lines: ['E261124 14:03:22.123456 12 kv/dist.go:12 ⋮ [T1,n1] 7  it broke'],
    expected: broke('error'),
  },
  {
    name: 'etcd: capnslog',
    source: 'https://github.com/coreos/pkg/blob/main/capnslog/formatters.go',
    lines: ['2026-11-24 14:03:22.123456 E | etcdserver: it broke'],
    expected: { level: 'error', time: MS, contains: ['it broke'], events: 1 },
  },
  {
    name: 'Kafka: log4j',
    source: 'https://kafka.apache.org/documentation/',
    lines: ['[2026-11-24 14:03:22,123] ERROR it broke (kafka.server.KafkaServer)'],
    expected: broke('error'),
  },
  {
    name: 'Elasticsearch: plain',
    source: 'https://www.elastic.co/guide/en/elasticsearch/reference/current/logging.html',
    lines: ['[2026-11-24T14:03:22,123][ERROR][o.e.b.Elasticsearch      ] [node-1] it broke'],
    expected: broke('error'),
  },
  {
    name: 'Apache httpd: error log',
    source: 'https://httpd.apache.org/docs/current/logs.html#errorlog',
    lines: [
      '[Tue Nov 24 14:03:22.123456 2026] [core:error] [pid 12:tid 34] [client 192.0.2.7:4711] it broke',
    ],
    expected: { level: 'error', time: MS, contains: ['it broke'], absent: ['core:error'], events: 1 },
  },
  {
    name: 'Envoy: application log',
    source: 'https://www.envoyproxy.io/docs/envoy/latest/operations/cli#cmdoption-log-format',
    lines: ['[2026-11-24 14:03:22.123][12][error][upstream] [source/common/a.cc:12] it broke'],
    expected: broke('error'),
  },
  {
    name: 'Istio: istiod',
    source: 'https://istio.io/latest/docs/ops/diagnostic-tools/component-logging/',
    lines: ['2026-11-24T14:03:22.123456Z\terror\tads\tit broke'],
    expected: { level: 'error', time: MS, contains: ['it broke'], events: 1 },
  },
  {
    name: 'Prometheus: before 3',
    source: 'https://prometheus.io/docs/prometheus/latest/command-line/prometheus/',
    lines: ['ts=2026-11-24T14:03:22.123Z caller=main.go:12 level=error component=tsdb msg="it broke"'],
    expected: broke('error'),
  },
  {
    name: 'Spring Boot 3.4',
    source: 'https://docs.spring.io/spring-boot/reference/features/logging.html',
    lines: [
      '2026-11-24T14:03:22.123Z ERROR 12 --- [shop] [nio-8080-exec-1] [0af76519-b7ad6b71] c.e.shop.Cart : it broke',
    ],
    expected: broke('error'),
  },
  {
    name: 'Logback: default console',
    source: 'https://logback.qos.ch/manual/configuration.html',
    lines: ['14:03:22.123 [main] ERROR com.example.Cart -- it broke'],
    expected: broke('error', null),
  },
  {
    name: 'Consul',
    source: 'https://developer.hashicorp.com/consul/docs/agent/config/cli-flags#_log_level',
    lines: ['2026-11-24T14:03:22.123Z [WARN]  agent.server.raft: it broke'],
    expected: broke('warn'),
  },
  {
    name: 'Keycloak',
    source: 'https://www.keycloak.org/server/logging',
    lines: ['2026-11-24 14:03:22,123 ERROR [org.keycloak.services] (executor-thread-1) it broke'],
    expected: broke('error'),
  },
  {
    name: 'memcached',
    source: 'https://github.com/memcached/memcached/blob/master/memcached.c',
    lines: ['failed to listen on TCP port 11211: Address already in use'],
    expected: { level: 'error', time: null, contains: ['Address already in use'], events: 1 },
  },
  {
    name: 'Deno, Node: warnings',
    source: 'https://nodejs.org/api/process.html#event-warning',
    lines: ['(node:12) Warning: it broke'],
    expected: { level: 'warn', time: null, contains: ['it broke'], events: 1 },
  },
  {
    name: 'Jenkins',
    source: 'https://www.jenkins.io/doc/book/system-administration/viewing-logs/',
    lines: ['2026-11-24 14:03:22.123+0000 [id=12]\tSEVERE\th.m.Cart#load: it broke'],
    expected: { level: 'error', time: MS, contains: ['it broke'], absent: ['[id=12]'], events: 1 },
  },
  {
    name: 'a context in brackets of 180 characters',
    source: 'https://logging.apache.org/log4j/2.x/manual/thread-context.html',
    lines: [`2026-11-24 14:03:22,123 ERROR [${'k=v '.repeat(44)}x=y] com.example.Cart - it broke`],
    expected: broke('error'),
  },
];

/** Times as they are written: hours of one digit, zones, epochs, months in other languages. */
export const TIMES: readonly Layout[] = [
  ['one-digit hour', '2026-11-24 4:03:22 ERROR it broke', '2026-11-24T04:03:22Z'],
  ['12 hours', '11/24/2026 2:03:22 PM ERROR it broke', T],
  ['midnight of 12 hours', '11/24/2026 12:03:22 AM ERROR it broke', '2026-11-24T00:03:22Z'],
  ['zone with a colon', '2026-11-24T16:03:22.123+02:00 ERROR it broke', MS],
  ['zone without one', '2026-11-24 16:03:22,123 +0200 ERROR it broke', MS],
  ['CET', '2026-11-24 15:03:22 CET ERROR it broke', T],
  ['EST', '2026-11-24 09:03:22 EST ERROR it broke', T],
  ['epoch s', '1795529002 ERROR it broke', T],
  ['epoch s with a fraction', '1795529002.123 ERROR it broke', MS],
  ['epoch ms', '1795529002123 ERROR it broke', MS],
  ['German month', '24. Nov. 2026 14:03:22 ERROR it broke', T],
  ['French month', '24 nov. 2026 14:03:22 ERROR it broke', T],
  ['day, month, year in dots', '24.11.2026 14:03:22 ERROR it broke', T],
  ['ctime', 'Tue Nov 24 14:03:22 2026 ERROR it broke', T],
  ['RFC 1123', 'Tue, 24 Nov 2026 14:03:22 GMT ERROR it broke', T],
].map(([name = '', line = '', time = '']) => ({
  name,
  source: 'https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table',
  lines: [line],
  expected: broke('error', time),
}));
