import type * as k from './kubernetes/objects.ts';
import type { ContainerLog } from './log-summary.ts';
import type { OptionalRight, RbacRule } from './rbac.ts';
import type { Window } from './window.ts';

/**
 * What collectors bring and analyzers read. `ok` has data; `empty` was answered and holds nothing; `truncated` has
 * a part of the data; the other three have none, and say why in `detail`. A failed call is evidence, not an exception.
 */
export type EvidenceStatus = 'ok' | 'empty' | 'truncated' | 'forbidden' | 'timeout' | 'failed';

/** A reachability try. */
export interface ReachabilityProbe {
  readonly host: string;
  readonly port: number;
  /** Where it was tried from, for a reader: "pod dojopool-api-x", "the VPC", "this machine". */
  readonly from: string;
  /** True where that is a pod of the target, which reaches what the target's own calls reach. */
  readonly inside: boolean;
  readonly result: 'open' | 'refused' | 'timeout' | 'no-route' | 'dns-failed' | 'unknown';
  readonly detail: string;
  readonly ms: number;
}

/** One Prometheus series of one signal of one workload; `points` are [epoch ms, value], oldest first. */
export interface SignalSeries {
  readonly signal: Signal;
  readonly namespace: string;
  readonly workload: string;
  readonly points: readonly (readonly [number, number])[];
}
export const SIGNALS = [
  'cpu',
  'memory',
  'throttling',
  'requests',
  'success',
  'latencyP50',
  'latencyTail',
  'networkReceive',
  'networkTransmit',
] as const;
/** cpu in cores, memory in bytes, throttling and success as ratios, requests a second, latency in ms, network in KB/s. */
export type Signal = (typeof SIGNALS)[number];

/** A change event from PagerDuty, newest first in its list. */
export interface ChangeEvent {
  readonly at: string;
  readonly summary: string;
  readonly source: string;
  readonly url: string;
}

/** An EKS cluster health issue (DescribeCluster health.issues). */
export interface ClusterIssue {
  readonly code: string;
  readonly message: string;
  readonly resources: readonly string[];
}

/** An answer of a dependency that was asked directly (pg_stat_activity, Redis INFO): rows of name and value. */
export interface DependencyState {
  readonly dependency: string;
  readonly asked: string;
  readonly from: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** What each collector brings, by the collector's name. Kubernetes kinds are named as the API names the resource. */
export interface EvidenceData {
  readonly pods: readonly k.Pod[];
  readonly events: readonly k.KubeEvent[];
  readonly deployments: readonly k.Deployment[];
  readonly replicasets: readonly k.ReplicaSet[];
  readonly statefulsets: readonly k.StatefulSet[];
  readonly daemonsets: readonly k.DaemonSet[];
  readonly controllerrevisions: readonly k.ControllerRevision[];
  readonly jobs: readonly k.Job[];
  readonly cronjobs: readonly k.CronJob[];
  readonly services: readonly k.Service[];
  readonly endpointslices: readonly k.EndpointSlice[];
  readonly ingresses: readonly k.Ingress[];
  readonly ingressclasses: readonly k.IngressClass[];
  readonly configmaps: readonly k.ConfigMap[];
  readonly secrets: readonly k.Secret[];
  readonly serviceaccounts: readonly k.ServiceAccount[];
  readonly persistentvolumeclaims: readonly k.PersistentVolumeClaim[];
  readonly persistentvolumes: readonly k.PersistentVolume[];
  readonly storageclasses: readonly k.StorageClass[];
  readonly resourcequotas: readonly k.ResourceQuota[];
  readonly limitranges: readonly k.LimitRange[];
  readonly horizontalpodautoscalers: readonly k.HorizontalPodAutoscaler[];
  readonly poddisruptionbudgets: readonly k.PodDisruptionBudget[];
  readonly networkpolicies: readonly k.NetworkPolicy[];
  readonly nodes: readonly k.Node[];
  readonly namespaces: readonly k.Namespace[];
  /** Pods of kube-system: DNS, proxies, CNI. */
  readonly systempods: readonly k.Pod[];
  readonly podmetrics: readonly k.PodMetrics[];
  readonly nodemetrics: readonly k.NodeMetrics[];
  readonly logs: readonly ContainerLog[];
  readonly signals: readonly SignalSeries[];
  readonly probes: readonly ReachabilityProbe[];
  readonly dependencystate: readonly DependencyState[];
  readonly clusterhealth: readonly ClusterIssue[];
  readonly changeevents: readonly ChangeEvent[];
}
export type CollectorName = keyof EvidenceData;

export interface Evidence<Name extends CollectorName = CollectorName> {
  readonly collector: Name;
  readonly status: EvidenceStatus;
  /** For a reader: '' when ok, else what happened ("no answer within 3 s", "2 of 9 pods read"). */
  readonly detail: string;
  /** The RBAC rule that is missing, when `status` is forbidden. */
  readonly rule?: RbacRule;
  /** The option of `firstnote rbac` without which that rule is not given. */
  readonly option?: OptionalRight;
  /** Set when `status` is failed and nothing failed: what would be asked is not there (not installed, not configured). */
  readonly absent?: true;
  /** Set when `status` is failed and no answer of the API stands behind it: the connection or the credentials failed. */
  readonly failure?: 'unreachable' | 'unauthorized';
  /** The window that the data really covers, where it has one. */
  readonly window?: Window;
  /** Present when `status` is ok, empty or truncated. */
  readonly data?: EvidenceData[Name];
  /** How long it took, ms. */
  readonly ms: number;
}

/** Evidence by collector; a collector that did not run (not asked for, not configured) is absent. */
export type EvidenceSet = { readonly [Name in CollectorName]?: Evidence<Name> };

/** True when an analyzer may conclude something from absence: the whole list was read. */
export const isComplete = (evidence: Evidence | undefined): boolean =>
  evidence?.status === 'ok' || evidence?.status === 'empty';
