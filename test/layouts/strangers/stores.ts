import type { Layout } from '../layout.ts';

/** Databases, queues, coordination and search. */
export const STORES: readonly Layout[] = [
  {
    name: 'PostgreSQL: stderr, FATAL',
    source: 'https://www.postgresql.org/docs/16/runtime-config-logging.html log_line_prefix (from memory)',
    lines: ['2026-11-24 14:03:22.123 UTC [87] FATAL:  sorry, too many clients already'],
    expected: {
      level: 'fatal',
      time: '2026-11-24T14:03:22.123Z',
      message: 'sorry, too many clients already',
      events: 1,
      requests: [],
    },
  },
  {
    name: 'PostgreSQL: ERROR with DETAIL and STATEMENT, zone by name',
    source:
      'https://www.postgresql.org/docs/16/error-message-reporting.html (from memory); find_string "CST [", id 19078783274',
    lines: [
      '2026-11-24 15:03:22.123 CET [23393] app@shop ERROR:  duplicate key value violates unique constraint "orders_pkey"',
      '2026-11-24 15:03:22.123 CET [23393] app@shop DETAIL:  Key (id)=(7) already exists.',
      '2026-11-24 15:03:22.123 CET [23393] app@shop STATEMENT:  INSERT INTO orders (id) VALUES (7)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['duplicate key value violates unique constraint'],
      absent: ['23393'],
    },
  },
  {
    name: 'PostgreSQL: csvlog',
    source:
      'https://www.postgresql.org/docs/16/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG (from memory)',
    lines: [
      '2026-11-24 14:03:22.123 UTC,"app","shop",1217,"10.0.0.4:51200",6565a1c4.4c1,3,"SELECT",2026-11-24 14:00:00 UTC,3/17,0,ERROR,40P01,"deadlock detected","Process 1217 waits for ShareLock on transaction 731; blocked by process 1220.","See server log for query details.",,,,"SELECT 1",,,"psql","client backend",,0',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['deadlock detected'],
      keeps: ['40P01'],
    },
  },
  {
    name: 'PostgreSQL 15: jsonlog',
    source:
      'https://www.postgresql.org/docs/16/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-JSONLOG (from memory)',
    lines: [
      '{"timestamp":"2026-11-24 14:03:22.123 UTC","user":"app","dbname":"shop","pid":12,"remote_host":"10.0.0.4","remote_port":51200,"session_id":"6565a1c4.c","line_num":1,"session_start":"2026-11-24 14:03:22 UTC","error_severity":"FATAL","state_code":"53300","message":"remaining connection slots are reserved for roles with the SUPERUSER attribute","backend_type":"client backend"}',
    ],
    expected: {
      level: 'fatal',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['remaining connection slots are reserved'],
      requests: [],
    },
  },
  {
    name: 'CloudNativePG: the record of PostgreSQL in a field',
    source: 'https://github.com/cloudnative-pg/cloudnative-pg/issues/5767',
    lines: [
      '{"level":"info","ts":"2026-11-24T14:03:22.872693441Z","logger":"postgres","msg":"record","logging_pod":"db-2","record":{"log_time":"2026-11-24 14:03:22.871 UTC","user_name":"app","database_name":"shop","process_id":"25","connection_from":"10.0.0.4:51200","session_id":"67139c59.19","session_line_num":"1","session_start_time":"2026-11-24 14:03:22 UTC","transaction_id":"0","error_severity":"FATAL","sql_state_code":"57P03","message":"the database system is starting up","backend_type":"client backend","query_id":"0"}}',
    ],
    expected: { level: 'fatal', contains: ['the database system is starting up'] },
  },
  {
    name: 'MySQL 8: error log',
    source: 'https://dev.mysql.com/doc/refman/8.0/en/error-log-format.html (from memory)',
    lines: ['2026-11-24T14:03:22.123456Z 0 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Unable to lock ./ibdata1 error: 11'],
      keeps: ['11'],
      requests: [],
    },
  },
  {
    name: 'MySQL 8: slow query log',
    source: 'https://dev.mysql.com/doc/refman/8.0/en/slow-query-log.html (from memory)',
    lines: [
      '# Time: 2026-11-24T14:03:22.123456Z',
      '# User@Host: app[app] @  [10.0.0.4]  Id:    12',
      '# Query_time: 11.250000  Lock_time: 0.000120 Rows_sent: 1  Rows_examined: 4500000',
      'SET timestamp=1795529002;',
      "SELECT COUNT(*) FROM orders WHERE note LIKE '%gift%';",
    ],
    expected: { time: '2026-11-24T14:03:22.123Z', events: 1, requests: [] },
  },
  {
    name: 'MariaDB: one-digit hour',
    source: 'https://github.com/appwrite/appwrite/issues/3157',
    lines: [
      "2026-11-24  4:03:22 51 [Warning] Aborted connection 51 to db: 'shop' user: 'app' host: '10.0.0.4' (Got timeout reading communication packets)",
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T04:03:22Z',
      contains: ['Aborted connection', 'Got timeout reading communication packets'],
      absent: ['[Warning]'],
      requests: [],
    },
  },
  {
    name: 'MariaDB: InnoDB cannot start',
    source: 'https://github.com/appwrite/appwrite/issues/3157',
    lines: [
      '2026-11-24 14:03:22 0 [ERROR] InnoDB: Operating system error number 13 in a file operation.',
      "2026-11-24 14:03:22 0 [Note] Plugin 'FEEDBACK' is disabled.",
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Operating system error number 13 in a file operation.'],
      keeps: ['13'],
      events: 2,
    },
  },
  {
    name: 'MongoDB: JSON, severity E',
    source:
      'https://www.mongodb.com/docs/manual/reference/log-messages/; https://github.com/mongodb/laravel-mongodb/issues/3435',
    lines: [
      '{"t":{"$date":"2026-11-24T14:03:22.123+00:00"},"s":"E",  "c":"WT",  "id":22435,   "ctx":"Checkpointer","msg":"WiredTiger error","attr":{"error":28,"message":"file:WiredTiger.wt, WT_SESSION.checkpoint: __posix_file_write, 590: /data/db/WiredTiger.wt: handle-write: pwrite: failed to write 4096 bytes at offset 12288: No space left on device"}}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['WiredTiger error', 'No space left on device'],
      requests: [],
    },
  },
  {
    name: 'MongoDB: slow query is information',
    source: 'https://www.mongodb.com/docs/manual/reference/log-messages/ (from memory)',
    lines: [
      '{"t":{"$date":"2026-11-24T14:03:22.123+00:00"},"s":"I",  "c":"COMMAND",  "id":51803,   "ctx":"conn12","msg":"Slow query","attr":{"type":"command","ns":"shop.orders","command":{"find":"orders","filter":{"status":"failed"}},"planSummary":"COLLSCAN","docsExamined":400000,"durationMillis":5120}}',
    ],
    expected: { level: 'info', time: '2026-11-24T14:03:22.123Z', contains: ['Slow query'], requests: [] },
  },
  {
    name: 'MongoDB 4.2: text',
    source:
      'https://github.com/bitnami/bitnami-docker-mongodb/issues/206; https://github.com/rueckstiess/mtools/issues/684',
    lines: [
      '2026-11-24T14:03:22.123+0000 E  STORAGE  [initandlisten] Failed to set up listener: SocketException: Address already in use',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      message: 'Failed to set up listener: SocketException: Address already in use',
    },
  },
  {
    name: 'Cassandra: system.log',
    source:
      'https://cassandra.apache.org/doc/latest/cassandra/troubleshooting/reading_logs.html (from memory)',
    lines: [
      'ERROR [MutationStage-2] 2026-11-24 14:03:22,123 StorageProxy.java:1897 - Failed to apply mutation locally : ',
      'java.lang.RuntimeException: org.apache.cassandra.io.FSWriteError',
      '\tat org.apache.cassandra.db.Keyspace.applyInternal(Keyspace.java:612)',
      'Caused by: org.apache.cassandra.io.FSWriteError: java.io.IOException: No space left on device',
      '\tat org.apache.cassandra.db.commitlog.CommitLog.add(CommitLog.java:293)',
      '\t... 12 common frames omitted',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['No space left on device'],
      absent: ['MutationStage-2'],
      events: 1,
    },
  },
  {
    name: 'Elasticsearch 8: ECS JSON',
    source:
      'https://github.com/elastic/elasticsearch/issues/82490; error.*: https://github.com/elastic/elasticsearch/pull/85304',
    lines: [
      String.raw`{"@timestamp":"2026-11-24T14:03:22.123Z", "log.level":"ERROR", "message":"exception during geoip databases update", "ecs.version": "1.2.0","service.name":"ES_ECS","event.dataset":"elasticsearch.server","process.thread.name":"elasticsearch[es-1][generic][T#3]","log.logger":"org.elasticsearch.ingest.geoip.GeoIpDownloader","elasticsearch.node.name":"es-1","elasticsearch.cluster.name":"docker-cluster","error.type":"java.net.UnknownHostException","error.message":"geoip.elastic.co","error.stack_trace":"java.net.UnknownHostException: geoip.elastic.co\n\tat java.base/sun.nio.ch.NioSocketImpl.connect(NioSocketImpl.java:567)\n\tat org.elasticsearch.ingest.geoip.HttpClient.get(HttpClient.java:63)\n"}`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['UnknownHostException', 'geoip.elastic.co'],
      events: 1,
    },
  },
  {
    name: 'Elasticsearch 7: JSON over several lines',
    source: 'https://github.com/elastic/elasticsearch/issues/56345',
    lines: [
      '{"type": "server", "timestamp": "2026-11-24T14:03:22,123Z", "level": "WARN", "component": "r.suppressed", "cluster.name": "logs", "node.name": "es-1", "message": "path: /orders/_search, params: {size=1, index=orders}", "cluster.uuid": "qWZni4INRtqbaExhnXD4eA", "node.id": "DIjWMm9vRjaYaV4SItWSkw" , ',
      '"stacktrace": ["org.elasticsearch.action.search.SearchPhaseExecutionException: all shards failed",',
      '"at org.elasticsearch.action.search.AbstractSearchAsyncAction.onPhaseFailure(AbstractSearchAsyncAction.java:534) [elasticsearch-7.5.2.jar:7.5.2]",',
      '"at java.lang.Thread.run(Thread.java:830) [?:?]"] }',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['all shards failed'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'Elasticsearch: plain text',
    source: 'https://www.elastic.co/guide/en/elasticsearch/reference/7.17/logging.html (from memory)',
    lines: [
      '[2026-11-24T14:03:22,123][WARN ][o.e.c.r.a.DiskThresholdMonitor] [es-1] flood stage disk watermark [95%] exceeded on [DIjWMm9vRjaYaV4SItWSkw][es-1][/data] free: 1.2gb[2.1%], all indices on this node will be marked read-only',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['flood stage disk watermark', 'will be marked read-only'],
      absent: ['DiskThresholdMonitor'],
    },
  },
  {
    name: 'Kafka: broker cannot start',
    source: 'https://github.com/apache/kafka/pull/12028',
    lines: [
      '[2026-11-24 14:03:22,005] ERROR [KafkaServer id=0] Fatal error during KafkaServer startup. Prepare to shutdown (kafka.server.KafkaServer)',
      'java.io.IOException: No space left on device',
      '\tat kafka.server.KafkaServer.startup(KafkaServer.scala:461)',
      '\tat kafka.Kafka.main(Kafka.scala)',
      '[2026-11-24 14:03:22,007] INFO [KafkaServer id=0] shutting down (kafka.server.KafkaServer)',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.005Z',
      contains: ['No space left on device'],
      events: 2,
      requests: [],
    },
  },
  {
    name: 'Kafka: the logger comes last',
    source: 'https://github.com/getsentry/self-hosted/issues/3133',
    lines: [
      '[2026-11-24 14:03:22,259] WARN [Controller id=1001, targetBrokerId=1001] Connection to node 1001 (kafka/172.19.0.13:9092) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.259Z',
      contains: ['could not be established. Broker may not be available.'],
      absent: ['org.apache.kafka.clients.NetworkClient'],
    },
  },
  {
    name: 'ZooKeeper: myid in the head',
    source: 'https://github.com/ldbc/ldbc_graphalytics/issues/162',
    lines: [
      '2026-11-24 14:03:22,123 [myid:2] - WARN  [QuorumPeer[myid=2]/0:0:0:0:0:0:0:0:2181:QuorumCnxManager@584] - Cannot open channel to 1 at election address zk-1/10.0.0.4:3888',
      'java.net.ConnectException: Connection refused (Connection refused)',
      '\tat java.net.PlainSocketImpl.socketConnect(Native Method)',
      '\tat org.apache.zookeeper.server.quorum.QuorumCnxManager.connectOne(QuorumCnxManager.java:558)',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Connection refused'],
      absent: ['myid'],
      events: 1,
    },
  },
  {
    name: 'Pulsar: broker',
    source: 'https://github.com/apache/pulsar/issues/24436',
    lines: [
      "2026-11-24T14:03:22,966+0000 [BookKeeperClientWorker-OrderedExecutor-3-0] ERROR org.apache.bookkeeper.client.PendingReadOp - Read of ledger entry failed: L23 E0-E0, Heard from [] : bitset = {}, Error = 'Error while reading ledger'. First unread entry is (-1, rc = null)",
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.966Z',
      contains: ['Read of ledger entry failed', 'Error while reading ledger'],
      absent: ['OrderedExecutor', 'PendingReadOp'],
    },
  },
  {
    name: 'NATS: server',
    source: 'https://github.com/kyma-project/kyma/issues/14964',
    lines: ['[30] 2026/11/24 14:03:22.616717 [ERR] JetStream out of resources, will be DISABLED'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.616Z',
      message: 'JetStream out of resources, will be DISABLED',
      requests: [],
    },
  },
  {
    name: 'RabbitMQ 3.8: two lines an event',
    source: 'https://github.com/amqp-node/amqplib/issues/151',
    lines: [
      '2026-11-24 14:03:22.596 [warning] <0.2375.628> closing AMQP connection <0.2375.628> (127.0.0.1:54720 -> 127.0.0.1:5672):',
      'missed heartbeats from client, timeout: 8s',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.596Z',
      contains: ['closing AMQP connection', 'missed heartbeats from client'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'RabbitMQ 3.6: =ERROR REPORT====',
    source: 'https://github.com/alanxz/rabbitmq-c/issues/420',
    lines: [
      '=ERROR REPORT==== 24-Nov-2026::14:03:22 ===',
      'closing AMQP connection <0.459.0> ([::1]:54802 -> [::1]:5672):',
      'missed heartbeats from client, timeout: 1s',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['closing AMQP connection', 'missed heartbeats from client'],
      absent: ['REPORT'],
      events: 1,
    },
  },
  {
    name: 'Redis: # is a warning',
    source:
      'find_string "Can\'t save in background", id 48938901284; its level: redis/src/server.c, from memory',
    lines: ["1:M 24 Nov 2026 14:03:22.123 # Can't save in background: fork: Cannot allocate memory"],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      message: "Can't save in background: fork: Cannot allocate memory",
    },
  },
  {
    name: 'memcached in the Bitnami image: coloured head',
    source: 'https://github.com/bitnami/charts/issues/28549 (same head, of NATS)',
    lines: [
      '\u001b[38;5;6mmemcached \u001b[38;5;5m14:03:22.12 \u001b[0m\u001b[38;5;1mERROR\u001b[0m ==> The directory /opt/bitnami/memcached/conf is not writable',
    ],
    expected: {
      level: 'error',
      contains: ['The directory /opt/bitnami/memcached/conf is not writable'],
      absent: ['==>', '14:03:22'],
    },
  },
  {
    name: 'memcached: cannot listen',
    source: 'from memory (memcached.c server_socket)',
    lines: ['bind(): Address already in use', 'failed to listen on TCP port 11211: Address already in use'],
    expected: { time: null, contains: ['Address already in use'], events: 2, requests: [] },
  },
  {
    name: 'ClickHouse: server log with a stack',
    source: 'https://github.com/ClickHouse/ClickHouse/issues/49281',
    lines: [
      '2026.11.24 14:03:22.123456 [ 209284 ] {d450260f-6e91-48c7-9540-8b8f3414c426} <Error> executeQuery: Code: 241. DB::Exception: Memory limit (total) exceeded: would use 13.96 GiB (attempt to allocate chunk of 4219316 bytes), maximum: 13.93 GiB: While executing AggregatingTransform. (MEMORY_LIMIT_EXCEEDED) (version 24.3.2.23 (official build)) (from 10.0.0.4:46452) (in query: SELECT 1), Stack trace (when copying this message, always include the lines below):',
      '',
      '0. DB::Exception::Exception(DB::Exception::MessageMasked&&, int, bool) @ 0x000000000cf5af1b in /usr/bin/clickhouse',
      '1. MemoryTracker::allocImpl(long, bool, MemoryTracker*) @ 0x000000000aed6904 in /usr/bin/clickhouse',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Memory limit (total) exceeded', 'MEMORY_LIMIT_EXCEEDED'],
      absent: ['209284', 'd450260f'],
      keeps: ['241'],
      events: 1,
      requests: [],
    },
  },
  {
    name: 'CockroachDB: crdb-v1',
    source: 'https://github.com/cockroachdb/cockroach/issues/67187',
    lines: [
      'E261124 14:03:22.123456 1 util/log/exit_override.go:59 \u22ee [n1] 12  logging error: write \u2039/storage/logs/cockroach.log\u203a: no space left on device',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['logging error', 'no space left on device'],
      absent: ['exit_override.go'],
    },
  },
  {
    name: 'etcd 3.5: JSON',
    source: 'https://github.com/etcd-io/etcd/issues/17855',
    lines: [
      String.raw`{"level":"warn","ts":"2026-11-24T17:03:22.123763+0300","caller":"etcdserver/util.go:170","msg":"apply request took too long","took":"3.000607371s","expected-duration":"100ms","prefix":"read-only range ","request":"key:\"/cs/leader\" range_end:\"/cs/leades\" sort_order:ASCEND sort_target:MOD ","response":"","error":"context deadline exceeded"}`,
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['apply request took too long', 'context deadline exceeded'],
      requests: [],
    },
  },
  {
    name: 'etcd 3.4: seconds with a fraction',
    source: 'https://github.com/agola-io/agola/issues/107',
    lines: [
      '{"level":"warn","ts":1795529002.1234,"caller":"etcdserver/util.go:144","msg":"apply request took too long","took":0.101501094,"expected-duration":0.1,"prefix":"","request":"header:<ID:7587840912673251462 > lease_grant:<ttl:5-second id:694d6d1ba410a085>","response":"size:42"}',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['apply request took too long'],
      requests: [],
    },
  },
  {
    name: 'etcd 3.3: capnslog',
    source: 'https://github.com/kubernetes/kubernetes/issues/43363',
    lines: [
      '2026-11-24 14:03:22.172645 W | etcdserver: apply entries took too long [20.920132ms for 1 entries]',
      '2026-11-24 14:03:22.172668 I | mvcc: finished scheduled compaction at 7149 (took 704.031\u00b5s)',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.172Z',
      contains: ['apply entries took too long'],
      absent: ['W |'],
      events: 2,
    },
  },
  {
    name: 'Consul: hclog',
    source: 'https://github.com/hashicorp/consul/issues/7486',
    lines: [
      '2026-11-24T14:03:22.805Z [ERROR] agent.server.raft: failed to make requestVote RPC: target="{Voter 69062c45-1382-44a3-290b-0d821f502181 10.98.1.245:8300}" error="dial tcp 10.98.2.16:0->10.98.1.245:8300: connect: connection refused"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.805Z',
      contains: ['failed to make requestVote RPC', 'connection refused'],
      absent: ['[ERROR]'],
    },
  },
  {
    name: 'Consul and Nomad, old: ERR behind blanks',
    source: 'https://github.com/hashicorp/consul/issues/993',
    lines: [
      '    2026/11/24 14:03:22 [ERR] raft: Failed to make RequestVote RPC to 10.185.78.24:8300: dial tcp 10.185.78.24:8300: i/o timeout',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['Failed to make RequestVote RPC', 'i/o timeout'],
      absent: ['[ERR]'],
    },
  },
  {
    name: 'Nomad: in the journal',
    source: 'https://github.com/hashicorp/nomad/issues/27021',
    lines: [
      'Nov 24 14:03:22 ip-10-1-20-18.ec2.internal nomad[3655493]:     2026-11-24T14:03:22.657Z [ERROR] nomad.raft: failed to make requestVote RPC: target="{Voter 7b28432f-2641-2a10-2cba-b3b9af6264e0 10.1.22.71:4647}" error="dial tcp 10.1.22.71:4647: connect: connection refused" term=4',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.657Z',
      contains: ['failed to make requestVote RPC', 'connection refused'],
      absent: ['ip-10-1-20-18', '3655493'],
      events: 1,
    },
  },
  {
    name: 'Vault: hclog with a zone, SQLSTATE in the error',
    source: 'https://github.com/hashicorp/vault/issues/21433',
    lines: [
      String.raw`2026-11-24T09:03:22.204-0500 [ERROR] secrets.database.database_7ce08a43: unable to rotate credentials in periodic function: error="error verifying connection: failed to connect to host=db.internal user=m12345 database=postgres: server error (FATAL: password authentication failed for user \"m12345\" (SQLSTATE 28P01))"`,
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.204Z',
      contains: ['unable to rotate credentials in periodic function'],
      keeps: ['28P01'],
      requests: [],
    },
  },
  {
    name: 'Vault: hclog as JSON',
    source: 'https://github.com/hashicorp/go-hclog (from memory)',
    lines: [
      '{"@level":"error","@message":"failed to unseal","@module":"core","@timestamp":"2026-11-24T14:03:22.123456Z","error":"context deadline exceeded"}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['failed to unseal', 'context deadline exceeded'],
    },
  },
  {
    name: 'InfluxDB: logfmt with lvl',
    source: 'https://docs.influxdata.com/influxdb/v1/administration/logs/ (from memory)',
    lines: [
      'ts=2026-11-24T14:03:22.123456Z lvl=error msg="Failed to open shard" log_id=05L4l7sG000 service=store trace_id=05L4l7v0000 op_name=tsdb_open db_shard_id=12 error="engine: error opening WAL: open /data/wal/_00012.wal: too many open files"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Failed to open shard', 'too many open files'],
    },
  },
  {
    name: 'MinIO: block of lines',
    source: 'https://github.com/minio/minio/issues/20353',
    lines: [
      'API: PutObject(bucket=chunks, object=default/bb1a193b57cbead2)',
      'Time: 14:03:22 UTC 11/24/2026',
      'DeploymentID: 50a9e20b-beb5-4049-abda-05da45310505',
      'RequestID: 17F07B7E66FF01BF',
      'RemoteHost: 10.42.1.49',
      'Host: loki-minio.loki.svc:9000',
      'UserAgent: aws-sdk-go/1.50.32 (go1.22.5; linux; amd64)',
      'Error: Write failed. Insufficient number of drives online (*errors.errorString)',
      '       6: internal/logger/logger.go:259:logger.LogIf()',
      '       5: cmd/erasure-encode.go:84:cmd.(*Erasure).Encode()',
    ],
    expected: {
      level: 'error',
      contains: ['Write failed. Insufficient number of drives online'],
      requests: [],
    },
  },
  {
    name: 'MinIO: JSON',
    source: 'https://github.com/minio/operator/issues/1913',
    lines: [
      '{"level":"ERROR","errKind":"ALL","time":"2026-11-24T14:03:22.123456789Z","api":{"name":"SYSTEM","args":{"bucket":"chunks","object":"a"}},"remotehost":"10.42.1.49","error":{"message":"error drive path full","source":["internal/logger/logonce.go:118:logger.(*logOnceType).logOnceIf()","internal/rest/client.go:319:rest.(*Client).Call()"]}}',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['error drive path full'],
      requests: [],
    },
  },
  {
    name: 'ActiveMQ: columns by bars',
    source: 'from memory (conf/log4j2.properties of ActiveMQ)',
    lines: [
      '2026-11-24 14:03:22,123 | WARN  | Transport Connection to: tcp://10.0.0.4:40012 failed: java.io.EOFException | org.apache.activemq.broker.TransportConnection.Transport | ActiveMQ Transport: tcp:///10.0.0.4:40012@61616',
    ],
    expected: {
      level: 'warn',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Transport Connection to', 'java.io.EOFException'],
      absent: ['WARN'],
    },
  },
  {
    name: 'Mosquitto: seconds and a colon',
    source: 'from memory (mosquitto/src/logging.c)',
    lines: ['1795529002: Socket error on client sensor-7, disconnecting.'],
    expected: {
      time: '2026-11-24T14:03:22Z',
      message: 'Socket error on client sensor-7, disconnecting.',
      requests: [],
    },
  },
  {
    name: 'TiDB: unified log format',
    source: 'https://github.com/tikv/rfcs/blob/master/text/0018-unified-log-format.md (from memory)',
    lines: [
      '[2026/11/24 17:03:22.123 +03:00] [ERROR] [client_batch.go:243] ["batchRecvLoop re-create streaming fail"] [target=10.0.1.5:20160] [error="context deadline exceeded"]',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['batchRecvLoop re-create streaming fail', 'context deadline exceeded'],
      absent: ['client_batch.go:243'],
    },
  },
  {
    name: 'Flink: states are kept',
    source: 'find_string "switched from RUNNING to FAILED on", ids 4564262507, 8186356072',
    lines: [
      '2026-11-24 14:03:22,123 INFO  org.apache.flink.runtime.executiongraph.ExecutionGraph       [] - Source: kafka -> Sink: Writer (1/2) (a1b2c3d4e5f60718293a4b5c6d7e8f90) switched from RUNNING to FAILED on taskmanager-1 @ 10.0.0.4 (dataPort=41234).',
    ],
    expected: {
      level: 'info',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['switched from RUNNING to FAILED'],
      keeps: ['FAILED'],
    },
  },
  {
    name: 'Spark: two-digit year',
    source: 'from memory (log4j2.properties.template of Spark)',
    lines: [
      '26/11/24 14:03:22 ERROR Executor: Exception in task 0.0 in stage 1.0 (TID 4)',
      'java.lang.OutOfMemoryError: Java heap space',
      '\tat java.util.Arrays.copyOf(Arrays.java:3332)',
      '\tat org.apache.spark.executor.Executor$TaskRunner.run(Executor.scala:557)',
    ],
    expected: { level: 'error', time: '2026-11-24T14:03:22Z', contains: ['Java heap space'], events: 1 },
  },
  {
    name: 'Solr: contexts in brackets',
    source: 'from memory (server/resources/log4j2.xml of Solr)',
    lines: [
      '2026-11-24 14:03:22.123 ERROR (qtp1234-22) [c:shop s:shard1 r:core_node3 x:shop_shard1_replica_n1] o.a.s.h.RequestHandlerBase org.apache.solr.common.SolrException: undefined field foo',
      '\tat org.apache.solr.schema.IndexSchema.getField(IndexSchema.java:1254) ~[?:?]',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['undefined field foo'],
      absent: ['qtp1234-22', 'core_node3'],
      events: 1,
    },
  },
  {
    name: 'Neo4j: neo4j.log',
    source: 'https://neo4j.com/docs/operations-manual/current/monitoring/logging/ (from memory)',
    lines: ['2026-11-24 14:03:22.123+0000 ERROR Failed to start Neo4j on 0.0.0.0:7474.'],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22.123Z',
      contains: ['Failed to start Neo4j'],
      absent: ['ERROR'],
    },
  },
  {
    name: 'Valkey cluster, replica: information is not a warning',
    source: 'from memory (redis/src/replication.c)',
    lines: ['7:S 24 Nov 2026 14:03:22.123 * MASTER <-> REPLICA sync started'],
    expected: { level: 'info', time: '2026-11-24T14:03:22.123Z', message: 'MASTER <-> REPLICA sync started' },
  },
];
