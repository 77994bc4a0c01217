import type { NamedBy } from '../named-by.ts';
import type { ObjectRef } from '../object-ref.ts';
import type { Share } from './share.ts';

/** Why the API server refuses a pod at admission; quota and limit ranges are told apart from these. */
export type AdmissionRefusal =
  | 'no-service-account'
  | 'pod-security'
  | 'webhook-denies'
  | 'webhook-unreached'
  | 'admission-policy'
  | 'no-runtime-class'
  | 'no-priority-class'
  | 'controller-forbidden'
  | 'forbidden'
  | 'invalid';

/** A workload that uses something, and what names it there. */
export interface Use {
  readonly workload: string;
  readonly via: NamedBy;
}

/** What the mechanisms of the family `scheduling` state. */
export interface SchedulingStatements {
  /** The API server refuses a workload's pods. */
  readonly 'pods-refused': {
    readonly refusal: AdmissionRefusal;
    /** The webhook that could not be called; `said` is why, null where its client does not tell. */
    readonly webhook: { readonly name: string; readonly said: string | null } | null;
  };
  /** Pods that exist of those asked for; `lacking` is false where only the newest revision has none. */
  readonly 'pods-made': { readonly pods: Share; readonly lacking: boolean; readonly said: string };
  /** Quota refused the same workload's pods as well. */
  readonly 'refused-by-quota-too': Readonly<Record<never, never>>;
  /** A Deployment was paused before its first pod was made. */
  readonly 'rollout-paused': Readonly<Record<never, never>>;
  readonly 'pods-made-while-paused': { readonly pods: Share };
  /** Services that select a workload without pods. */
  readonly 'service-without-endpoint': { readonly services: readonly string[] };
  readonly 'called-by': { readonly callers: readonly string[] };
  /** A CronJob was suspended. */
  readonly 'cronjob-suspended': Readonly<Record<never, never>>;
  /** Times in ms UTC; the schedule as it is written. */
  readonly 'suspended-at': { readonly at: number; readonly schedule: string; readonly lastRun: number };
  /** A quota refuses what a workload asks for; amounts as the API writes them ("pods=4"). */
  readonly 'quota-refuses': {
    readonly quota: string;
    readonly workload: string;
    /** Whether nothing at all is left of one of its resources. */
    readonly full: boolean;
    readonly requested: string;
    readonly used: string;
    readonly limited: string;
  };
  /** A quota counts requests or limits that the containers do not set. */
  readonly 'quota-wants-amounts': { readonly said: string };
  readonly 'limit-range-refuses': { readonly said: string };
  /** What the API server answers to a workload's controller. */
  readonly 'controller-refused': {
    readonly workload: ObjectRef;
    readonly pods: Share;
    readonly said: string;
  };
  readonly 'quota-without-room-for-service': { readonly quota: string; readonly service: string };
  /** Amounts as the API writes them. */
  readonly 'quota-used': {
    readonly quota: string;
    readonly resource: string;
    readonly used: string;
    readonly hard: string;
  };
  /** A Service that others name and that does not exist. */
  readonly 'service-absent': { readonly service: string; readonly uses: readonly Use[] };
  /** A claim that a workload mounts and that quota kept from being made. */
  readonly 'claim-never-made': { readonly claim: string; readonly workload: string; readonly quota: string };
  readonly 'claim-waited-for': { readonly claim: string; readonly workload: string };
  /** A workload is asked to run no pod; `called` is false where only a Service selects it. */
  readonly 'scaled-to-zero': { readonly called: boolean };
  /** `since` in ms UTC; the replicas before, and who set them to 0: null where that is not known. */
  readonly 'replicas-zero': {
    readonly since: number | null;
    readonly before: number | null;
    readonly by: string | null;
  };
  readonly 'autoscaler-scales-to-zero': Readonly<Record<never, never>>;
  /** The scheduler places none of so many pods; what it says of the nodes, reason by reason. */
  readonly 'no-node-takes-pods': { readonly pods: number; readonly said: readonly string[] };
  readonly 'pods-pending': { readonly pods: Share; readonly said: string };
  /** What each container requests, as it is written. */
  readonly 'pod-requests': { readonly resource: 'cpu' | 'memory'; readonly amounts: readonly string[] };
  readonly 'pod-node-selector': { readonly labels: Readonly<Record<string, string>> };
  /** A node that is down is one of the scheduler's reasons. */
  readonly 'node-down-among-reasons': { readonly said: string };
  readonly 'autoscaler-adds-node': { readonly said: string };
}
