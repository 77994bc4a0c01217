import type {
  FullVolume,
  LoadStatements,
  OwnLimit,
  OwnResource,
  SlowWorkload,
} from '../../model/statements/load.ts';
import { thousands, timesText } from '../../text/format.ts';
import { bytesText } from '../../text/quantity.ts';
import { clockText } from '../../text/time.ts';
import { shareText } from './share.ts';
import { it, its, type Moment, quoting, type WordsOf } from './words-of.ts';

/** Slow workloads that are named beside the one that is blamed. */
const MAX_SLOW = 3;

export const loadWords: WordsOf<LoadStatements> = {
  'cpu-limit-stops': ({ throttled }) => its(`CPU limit throttles it in ${percent(throttled)} of periods`),
  'cpu-limit-used-up': ({ limit, was }) =>
    its(`CPU limit of ${limit} is used up${was === null ? '' : `, it was ${was}`}`),
  'cpu-at-limit': ({ container, used, limit, pods }) =>
    `container ${container} uses ${used}m CPU of ${limit} on ${shareText(pods)}`,
  'throttling-rose': ({ before, peak, since }, { now }) =>
    `throttling ${percent(before)} -> ${percent(peak)} since ${clockText(since, now)} (Prometheus, sustained 30 s)`,
  'cpu-use': ({ before, peak, limit }) =>
    `CPU ${cores(before)} -> ${cores(peak)} cores${limit === null ? '' : `, limit ${limit}`}`,
  'latency-while-throttled': ({ before, peak }) => `latency ${before.toFixed(0)} -> ${peak.toFixed(0)} ms`,
  'throttled-before-too': () => it('was throttled just as much before'),
  'autoscaler-at-maximum': ({ autoscaler, maximum }) =>
    its(`autoscaler ${autoscaler} is at its maximum of ${maximum} and wants more`),
  'metric-over-target': ({ metric, value, target, isOfPod }) =>
    `metric ${metric} is ${Math.round(value)}${isOfPod ? ' for each pod' : ''}, to be held at ${target}`,
  'replicas-at-maximum': ({ replicas, maximum, since, said }, { now }) =>
    quoting(
      `${replicas} of at most ${maximum} replicas${since === null ? '' : ` since ${clockText(since, now)}`}`,
      said,
    ),
  'autoscaler-cannot-compute': ({ autoscaler, said }) =>
    its(quoting(`autoscaler ${autoscaler} cannot scale it`, said)),
  'pods-miss-probes': ({ pods, times, said }) =>
    quoting(`${shareText(pods)} did not answer the readiness probe in time, ${timesText(times)}`, said),
  'autoscaler-stands-still': ({ replicas, maximum, reason, since }, { now }) =>
    `${replicas} of at most ${maximum} replicas, ${reason}${since === null ? '' : ` since ${clockText(since, now)}`}`,
  'containers-without-request': ({ resource, containers }) =>
    `no ${resource} request in container ${containers.join(', ')}: the autoscaler's target is a share of it`,
  'load-rose': ({ before, after, since }, { now }) =>
    its(
      `load rose from ${thousands(before)} to ${thousands(after)} requests a minute since ${clockText(since, now)}`,
    ),
  'latency-rose-without-cpu': ({ times }) =>
    its(`latency rose ${times.toFixed(0)}-fold, its CPU did not: time is lost on the network to its pods`),
  'latency-of-workload': slowText,
  'cpu-did-not-rise': () => its('CPU and throttling did not rise with it'),
  'slow-with-it': ({ others }, moment) =>
    `slow with it: ${others
      .slice(0, MAX_SLOW)
      .map((other) => slowText(other, moment))
      .join('; ')}`,
  'network-not-measured': ({ couldBeProgram }) =>
    `the network itself was not measured${couldBeProgram ? ': a lock or slow disk in the program looks the same' : ''}`,
  'node-slow-alone': ({ workloads }) =>
    `${workloads} workloads on it became slow together, none elsewhere: the network of this node`,
  'ran-out': ({ resource, said }) => it(`has run out of ${RESOURCES[resource]}: "${said}"`),
  'leaves-transactions-open': ({ connections, longest, from }) =>
    `${connections} connections of its pods are idle in a transaction, for up to ${longest} s (pg_stat_activity, asked in ${from}): it leaves them open`,
  'writes-to-volumes': ({ volumes }) => it(`writes to ${volumes.map(volumeText).join(', ')}`),
  'ends-without-room': ({ container, said }) =>
    `container ${container} ends as no space is left for what it writes: "${said}"`,
  'room-may-be-the-nodes': () =>
    'it writes to no volume of a size of its own: the disk of its node may be full, for others too',
  'runs-into-limit': ({ limit, by, setting }) => it(`${LIMITS[limit]} (${setting} of ${by})`),
  'ran-out-lines': ({ workload, lines, pods, between, said }, { now }) => {
    const when = between ? `, ${clockText(between.first, now)} to ${clockText(between.last, now)}` : '';
    return quoting(`${workload}: ${lines} lines on ${shareText(pods)}${when}`, said);
  },
  'pool-does-not-say-why': () =>
    'a pool runs dry through a leak, more requests, or because what it connects to is slow',
  'requests-rose': ({ times }) => roseText(times),
  'requests-rose-since': ({ times, since }, { now }) => `${roseText(times)}, since ${clockText(since, now)}`,
  'traffic-judged': ({ said }) => said,
  'requests-abused': ({ by }) =>
    by === 'scanner' ? 'a scanner tries its paths' : 'one client makes most of its requests',
  'calls-rate-limited': ({ by, said }) =>
    `${by === null ? 'a rate limit refuses' : `${by} limits`} its calls: "${said}"`,
  'turns-requests-away': ({ share }) =>
    it(`turns away ${Math.round(share * 100)} % of its requests with 429`),
  'answered-429': ({ refused, requests }) => `${refused} of ${requests} requests were answered 429`,
  'rate-limit-lines': ({ lines, said }) => quoting(`${lines} lines`, said),
};

const RESOURCES: Readonly<Record<OwnResource, string>> = {
  threads: 'threads',
  'runtime-memory': 'runtime memory',
  'file-descriptors': 'file descriptors',
  'disk-space': 'disk space',
  'local-ports': 'local ports',
  'pool-connections': 'pool connections',
};

const volumeText = ({ kind, name, path, bytes }: FullVolume): string =>
  `${kind === 'claim' ? 'claim' : 'emptyDir'} ${name} (${path}${bytes === null ? '' : `, ${bytesText(bytes)}`})`;

const LIMITS: Readonly<Record<OwnLimit, string>> = {
  'response-header': 'gives up responses whose header is larger than its buffer',
  'request-header': 'rejects requests whose header is larger than it takes',
  'request-body': 'rejects requests whose body is larger than it takes',
  connections: 'has as many connections open as it may have',
  'pending-requests': 'lets no more requests wait for its upstream',
  'poll-interval': 'takes longer for what it polls than its group allows, and is removed from the group',
  acknowledgement: 'takes longer to acknowledge a message than the broker allows, and loses its channel',
  visibility: 'takes longer for a message than it is hidden from others, so that it is delivered again',
};

function slowText({ workload, before, peak, since }: SlowWorkload, { now }: Moment): string {
  return `${workload}: latency ${before.toFixed(0)} -> ${peak.toFixed(0)} ms since ${clockText(since, now)}`;
}

const roseText = (times: number): string => `requests are ${times.toFixed(1)} times what they were`;
const percent = (ratio: number): string => `${Math.round(Math.min(1, ratio) * 100)} %`;
const cores = (value: number): string => value.toPrecision(2);
