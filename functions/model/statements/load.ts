import type { Share } from './share.ts';

/** What a program runs out of while it goes on. */
export type OwnResource =
  | 'threads'
  | 'runtime-memory'
  | 'file-descriptors'
  | 'disk-space'
  | 'local-ports'
  | 'pool-connections';

/** A volume of a size of its own that a program writes to; null where its size is not known. */
export interface FullVolume {
  readonly kind: 'claim' | 'empty-dir';
  readonly name: string;
  readonly path: string;
  readonly bytes: number | null;
}

/** A limit that a program sets itself, or that is set for it, and that it runs into while it is well. */
export type OwnLimit =
  | 'response-header'
  | 'request-header'
  | 'request-body'
  | 'connections'
  | 'pending-requests'
  | 'poll-interval'
  | 'acknowledgement'
  | 'visibility';

/** A workload whose latency rose, ms, from `since` on, ms UTC. */
export interface SlowWorkload {
  readonly workload: string;
  readonly before: number;
  readonly peak: number;
  readonly since: number;
}

/** What the mechanisms of the family `load` state. */
export interface LoadStatements {
  /** A metric of an autoscaler's own that is far over its target; each pod's share where `isOfPod`. */
  readonly 'metric-over-target': {
    readonly metric: string;
    readonly value: number;
    readonly target: number;
    readonly isOfPod: boolean;
  };
  /** The CPU limit stops a workload in this share of its periods, 0 to 1. */
  readonly 'cpu-limit-stops': { readonly throttled: number };
  /** Quantities as they are written; `was` is null where it is not known to have been another. */
  readonly 'cpu-limit-used-up': { readonly limit: string; readonly was: string | null };
  /** `used` in millicores, of the pod that uses the most. */
  readonly 'cpu-at-limit': {
    readonly container: string;
    readonly used: number;
    readonly limit: string;
    readonly pods: Share;
  };
  /** Shares of throttled periods, 0 to 1; `since` in ms UTC. */
  readonly 'throttling-rose': { readonly before: number; readonly peak: number; readonly since: number };
  /** Cores; null where there is no limit. */
  readonly 'cpu-use': { readonly before: number; readonly peak: number; readonly limit: number | null };
  /** Latency while a workload was throttled, ms. */
  readonly 'latency-while-throttled': { readonly before: number; readonly peak: number };
  /** It was throttled all the time. */
  readonly 'throttled-before-too': Readonly<Record<never, never>>;
  /** An autoscaler wants more replicas than it may have. */
  readonly 'autoscaler-at-maximum': { readonly autoscaler: string; readonly maximum: number };
  /** `since` in ms UTC, null where it is not known; `said` is the autoscaler's own condition. */
  readonly 'replicas-at-maximum': {
    readonly replicas: number;
    readonly maximum: number;
    readonly since: number | null;
    readonly said: string;
  };
  /** It computes no number of replicas; `said` is its own word for why. */
  readonly 'autoscaler-cannot-compute': { readonly autoscaler: string; readonly said: string };
  /** Running pods that missed their readiness probe, so many times, up to the end of the window. */
  readonly 'pods-miss-probes': { readonly pods: Share; readonly times: number; readonly said: string };
  readonly 'autoscaler-stands-still': {
    readonly replicas: number;
    readonly maximum: number;
    readonly reason: string;
    readonly since: number | null;
  };
  /** Its target is a share of a request that these containers do not have. */
  readonly 'containers-without-request': {
    readonly resource: string;
    readonly containers: readonly string[];
  };
  /** Requests a minute left their level. */
  readonly 'load-rose': { readonly before: number; readonly after: number; readonly since: number };
  /** A workload's latency rose so many times while its CPU did not. */
  readonly 'latency-rose-without-cpu': { readonly times: number };
  readonly 'latency-of-workload': SlowWorkload;
  /** Neither CPU nor throttling of the slow workload rose. */
  readonly 'cpu-did-not-rise': Readonly<Record<never, never>>;
  readonly 'slow-with-it': { readonly others: readonly SlowWorkload[] };
  /** The network itself was not measured; whether a lock or a slow disk in the program would look the same. */
  readonly 'network-not-measured': { readonly couldBeProgram: boolean };
  /** So many workloads of one node became slow together, none elsewhere. */
  readonly 'node-slow-alone': { readonly workloads: number };
  /** A program says that it has run out of something of its own. */
  readonly 'ran-out': { readonly resource: OwnResource; readonly said: string };
  /** Connections of its pods that the server has in a transaction that does nothing; seconds since its last statement, asked in `from`. */
  readonly 'leaves-transactions-open': {
    readonly connections: number;
    readonly longest: number;
    readonly from: string;
  };
  /** What it writes to, where that has a size of its own. */
  readonly 'writes-to-volumes': { readonly volumes: readonly FullVolume[] };
  /** A container ends as there is no room left for what it writes. */
  readonly 'ends-without-room': { readonly container: string; readonly said: string };
  /** It writes to no volume of a size of its own: the node's disk may be what is full, for others too. */
  readonly 'room-may-be-the-nodes': Readonly<Record<never, never>>;
  /** A program runs into a limit of its own; `by` is the program or library that has it, `setting` what it is called there. */
  readonly 'runs-into-limit': { readonly limit: OwnLimit; readonly by: string; readonly setting: string };
  /** Its lines that say so; times in ms UTC, null where the lines have none. */
  readonly 'ran-out-lines': {
    readonly workload: string;
    readonly lines: number;
    readonly pods: Share;
    readonly between: { readonly first: number; readonly last: number } | null;
    readonly said: string;
  };
  /** A pool without a free connection does not say why it has none. */
  readonly 'pool-does-not-say-why': Readonly<Record<never, never>>;
  /** Requests are so many times those of before; `since` in ms UTC. */
  readonly 'requests-rose': { readonly times: number };
  readonly 'requests-rose-since': { readonly times: number; readonly since: number };
  /** What the log engine judged the traffic by, in its own words. */
  readonly 'traffic-judged': { readonly said: string };
  /** Who sends more requests than users do. */
  readonly 'requests-abused': { readonly by: 'scanner' | 'single-client' };
  /** A rate limit refuses a workload's calls; `by` is who, null where its lines do not name it. */
  readonly 'calls-rate-limited': { readonly by: string | null; readonly said: string };
  /** A workload answers a share of its requests, 0 to 1, with 429. */
  readonly 'turns-requests-away': { readonly share: number };
  readonly 'answered-429': { readonly refused: number; readonly requests: number };
  readonly 'rate-limit-lines': { readonly lines: number; readonly said: string };
}
