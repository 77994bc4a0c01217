import type { Share } from './share.ts';

/** What the mechanisms of the family `cluster` state. */
export interface ClusterStatements {
  /** An issue of the cluster's health, by EKS's own code and message. */
  readonly 'eks-reports': { readonly code: string; readonly said: string };
  /** The same with the resources that EKS names: ids or ARNs. */
  readonly 'eks-issue': {
    readonly code: string;
    readonly said: string;
    readonly resources: readonly string[];
  };
  readonly 'controller-manager-down': Readonly<Record<never, never>>;
  /** A specification that its controller has not seen for `age` ms; `desired` pods null where not known. */
  readonly 'specification-unseen': {
    readonly workload: string;
    readonly pods: number;
    readonly desired: number | null;
    readonly age: number;
  };
  /** A node's condition Ready is not True. */
  readonly 'node-not-ready': {
    /** Whether its kubelet has stopped to report at all. */
    readonly silent: boolean;
    readonly said: string | null;
    readonly reason: string | null;
  };
  /** One of the conditions by which the kubelet says that it runs short: "DiskPressure". */
  readonly 'node-under-pressure': { readonly condition: string };
  /** A condition as the API has it; `since` in ms UTC. */
  readonly 'node-condition': {
    readonly condition: string;
    readonly status: string;
    readonly reason: string | null;
    readonly since: number | null;
    readonly said: string | null;
  };
  readonly 'container-runtime-silent': Readonly<Record<never, never>>;
  /** What the kubelet says of its container runtime. */
  readonly 'kubelet-of-runtime': { readonly said: string };
  /** Pods of the node that are not ready, and the workloads that they are of. */
  readonly 'pods-of-node-not-ready': { readonly pods: Share; readonly workloads: readonly string[] };
  /** Workloads whose new pods find no node while this one is out. */
  readonly 'node-waited-for': { readonly workloads: readonly string[] };
  /** Pods ask for a scheduler that nobody runs. */
  readonly 'no-such-scheduler': { readonly scheduler: string };
  /** `age` in ms. */
  readonly 'pod-not-tried': { readonly pod: string; readonly age: number };
  readonly 'scheduler-down': Readonly<Record<never, never>>;
  /** Pods that no scheduler has tried; the age of the oldest in ms. */
  readonly 'pods-not-tried': { readonly pods: readonly string[]; readonly oldest: number };
  /** A pod of the scheduler itself. */
  readonly 'scheduler-pod': { readonly pod: string; readonly phase: string };
}
