/** What keeps a pod that is being deleted; ms of its grace period. */
export type KeptBy =
  | { readonly by: 'grace-period'; readonly ms: number }
  | { readonly by: 'finalizers'; readonly names: readonly string[] }
  | { readonly by: 'kubelet' };

/** What is stated of pods that are ended, and of those that do not end. */
export interface EndStatements {
  /** A node ran short and evicted pods. */
  readonly 'node-evicts-pods': { readonly pods: number; readonly said: string };
  readonly 'pod-evicted': { readonly pod: string; readonly said: string };

  /** A Job has failed for good: its name where it is a CronJob's, else null; the controller's reason, '' where it has none. */
  readonly 'job-gave-up': { readonly job: string | null; readonly reason: string; readonly said: string };
  /** `at` in ms UTC, null where not known. */
  readonly 'job-pods-failed': {
    readonly job: string;
    readonly failed: number;
    readonly succeeded: number;
    readonly backoffLimit: number;
    readonly at: number | null;
    readonly said: string;
  };

  /** A pod is being deleted, and its successor waits until it is gone. */
  readonly 'pod-does-not-go': { readonly pod: string; readonly keptBy: KeptBy };
  /** When a pod was told to end, ms UTC; `desired` is null where it is not known. */
  readonly 'told-to-end': {
    readonly pod: string;
    readonly at: number;
    readonly ready: number;
    readonly desired: number | null;
  };
  /** When the kubelet kills it, ms UTC: to come, or past. */
  readonly 'grace-period-ends': { readonly at: number };
}
