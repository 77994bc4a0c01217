import { type Action, advise, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { OwnLimit } from '../../../model/statements/load.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { failsRequests } from '../shared/health.ts';
import { onlyEndpoints } from '../shared/only-endpoints.ts';
import { linesOf, saidStill } from './said-still.ts';
import { tellingOf } from './telling-of.ts';

/** How a program says that it runs into a limit of its own. */
export interface LimitPhrase {
  readonly limit: OwnLimit;
  /** The program or library, with a version that writes it. */
  readonly by: string;
  /** What the limit is called there. */
  readonly setting: string;
  readonly says: RegExp;
}

/** Who writes them: nginx 1.27, Envoy 1.33, HAProxy 3.1, Go 1.23, Node 22, Spring 6; clients of Kafka, RabbitMQ, SQS, Service Bus. */
export const LIMIT_PHRASES: readonly LimitPhrase[] = [
  // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffer_size
  {
    limit: 'response-header',
    by: 'nginx',
    setting: 'proxy_buffer_size',
    says: /upstream sent too big header while reading response header/,
  },
  // https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size
  {
    limit: 'request-body',
    by: 'nginx',
    setting: 'client_max_body_size',
    says: /client intended to send too large body: \d+ bytes/,
  },
  // https://nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers
  {
    limit: 'request-header',
    by: 'nginx',
    setting: 'large_client_header_buffers',
    says: /client sent too (?:long header line|large request|long URI)/,
  },
  // https://nginx.org/en/docs/ngx_core_module.html#worker_connections
  {
    limit: 'connections',
    by: 'nginx',
    setting: 'worker_connections',
    says: /\d+ worker_connections are not enough/,
  },
  // https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/circuit_breaking
  {
    limit: 'pending-requests',
    by: 'Envoy',
    setting: 'circuit_breakers',
    says: /reset reason: overflow\b|upstream_rq_pending_overflow/,
  },
  // https://docs.haproxy.org/3.1/configuration.html#3.2-maxconn (src/listener.c)
  {
    limit: 'connections',
    by: 'HAProxy',
    setting: 'maxconn',
    says: /Proxy \S+ reached (?:process FD limit|system FD limit|its configured maximum connection limit)/,
  },
  // https://pkg.go.dev/net/http#Transport (MaxResponseHeaderBytes)
  {
    limit: 'response-header',
    by: 'net/http',
    setting: 'MaxResponseHeaderBytes',
    says: /server response headers exceeded \d+ bytes; aborted/,
  },
  // https://nodejs.org/api/cli.html#--max-http-header-sizesize
  {
    limit: 'response-header',
    by: 'Node',
    setting: '--max-http-header-size',
    says: /HPE_HEADER_OVERFLOW|Parse Error: Header overflow/,
  },
  // https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/web/multipart/MaxUploadSizeExceededException.html
  {
    limit: 'request-body',
    by: 'Spring',
    setting: 'spring.servlet.multipart.max-file-size',
    says: /MaxUploadSizeExceededException/,
  },

  // https://kafka.apache.org/documentation/#consumerconfigs_max.poll.interval.ms (kafka-clients 3.9: CommitFailedException, ConsumerCoordinator)
  {
    limit: 'poll-interval',
    by: 'the Kafka consumer',
    setting: 'max.poll.interval.ms',
    says: /CommitFailedException|consumer poll timeout has expired/,
  },
  // https://github.com/confluentinc/librdkafka/blob/v2.6.1/src/rdkafka_cgrp.c (confluent-kafka, node-rdkafka, rdkafka)
  {
    limit: 'poll-interval',
    by: 'librdkafka',
    setting: 'max.poll.interval.ms',
    says: /Application maximum poll interval \(\d+ ?ms\) exceeded|_MAX_POLL_EXCEEDED/,
  },
  // https://github.com/dpkp/kafka-python/blob/2.0.2/kafka/coordinator/consumer.py, base.py
  {
    limit: 'poll-interval',
    by: 'kafka-python',
    setting: 'max_poll_interval_ms',
    says: /CommitFailedError|Heartbeat poll expired, leaving group/,
  },
  // https://www.rabbitmq.com/docs/consumers#acknowledgement-timeout
  {
    limit: 'acknowledgement',
    by: 'RabbitMQ',
    setting: 'consumer_timeout',
    says: /delivery acknowledgement on channel \d+ timed out/,
  },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
  {
    limit: 'visibility',
    by: 'the SQS queue',
    setting: 'VisibilityTimeout',
    says: /[Tt]he receipt handle has expired/,
  },
  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-exceptions-latest
  {
    limit: 'visibility',
    by: 'the Service Bus queue',
    setting: 'LockDuration',
    says: /MessageLockLost(?:Exception)?\b|The lock supplied is invalid\. Either the lock expired/,
  },
];

/** Clients send what is too large every day: it is a fault where something else says so too. */
const OF_CLIENTS: readonly OwnLimit[] = ['request-body', 'request-header'];

/** What whom it calls sends, or how fast, decides whether it runs into these: a change there that comes first is blamed. */
const BY_CALLEE: readonly OwnLimit[] = ['response-header', 'pending-requests'];

/**
 * A program that is well, as is what it calls, and that gives up requests or messages at a limit of its own: a proxy's
 * buffer, a consumer's time for a batch. The limit is its own, so it is blamed and not its upstream or broker; what
 * grew towards the limit may still lie elsewhere, so it is never proof.
 */
export const ownLimits: Analyzer = {
  name: 'own-limits',
  needs: ['logs', 'pods'],
  causes: ['resource-exhausted'],
  analyze: (view) =>
    view.workloads.flatMap((workload) =>
      tellingOf(
        view,
        workload,
        LIMIT_PHRASES.flatMap((phrase) => judge(view, workload, phrase)),
      ),
    ),
};

function judge(view: ClusterView, workload: Workload, { limit, by, setting, says }: LimitPhrase) {
  const said = saidStill(view, workload, says);
  if (!said) return [];
  const { first, count, since } = said;
  const only = onlyEndpoints(view, { workload, count });
  return [
    finding({
      cause: 'resource-exhausted',
      facts: {
        resource: 'own-limit',
        ends: false,
        ...(BY_CALLEE.includes(limit) ? { byCallee: true as const } : {}),
      },
      object: workload.ref,
      title: { says: 'runs-into-limit', limit, by, setting },
      strength: strengthOf(false, !isFelt(view, workload, limit, only)),
      evidence: present<Statement>(linesOf(workload, first, count), only),
      basis: ['logs', 'pods'],
      explains: withCallers(view, workload),
      since,
      actions: [
        look(
          kubectl(workload.ref.namespace, 'logs', objectWord(workload.ref), '--tail=100'),
          'what it was doing when it ran into it',
        ),
        ...ADVICE[limit],
      ],
    }),
  ];
}

/** Limits that a program meets while it waits for work, not while it serves requests. */
const OF_CONSUMERS: readonly OwnLimit[] = ['poll-interval', 'acknowledgement', 'visibility'];
/** Share of an endpoint's requests that fail before it is more than a rare large header or a short burst. */
const FELT_SHARE = 0.1;

/** Whether anything comes of it: requests fail by it, all over or at the endpoints that fail alone. */
function isFelt(
  view: ClusterView,
  workload: Workload,
  limit: OwnLimit,
  only: Statement<'only-endpoints-fail'> | undefined,
): boolean {
  if (OF_CLIENTS.includes(limit)) return false;
  return (
    OF_CONSUMERS.includes(limit) ||
    failsRequests(view, workload) ||
    (only?.endpoints ?? []).some(({ failed, requests }) => failed >= requests * FELT_SHARE)
  );
}

const LARGER =
  'raise the limit where it is set, for what fails, or find out what made the header or body grow';
const FASTER =
  'take less at a time or allow more time; then find out what made the work slow: the broker is well';

const ADVICE: Readonly<Record<OwnLimit, readonly Action[]>> = {
  'response-header': [
    advise('raise the limit for that route, or make the header smaller: cookies above all'),
  ],
  'request-header': [advise(LARGER)],
  'request-body': [advise(LARGER)],
  connections: [advise('raise the limit with that of open files, or add pods')],
  'pending-requests': [advise('raise the limit only if its upstream has room; look at its latency first')],
  'poll-interval': [advise(`${FASTER} (max.poll.records, max.poll.interval.ms)`)],
  acknowledgement: [advise(`${FASTER} (prefetch, consumer_timeout)`)],
  visibility: [advise(`${FASTER} (batch size, the queue's time-out)`)],
};
