import type { NoFacts, Stated } from './stated.ts';

/** How it is known whether a change reached what fails; the workload is the one that fails, unless said otherwise. */
export interface ReachStatements {
  readonly 'nothing-fails': NoFacts;
  /** Somebody announced it, and for no workload. */
  readonly 'names-no-workload': NoFacts;
  readonly 'is-what-fails': NoFacts;
  /** Pods of the revision before a rollout fail too. */
  readonly 'earlier-revision-fails': NoFacts;
  /** The workload is behind the changed Service, or calls it. */
  readonly 'behind-or-calls': { readonly workload: string };
  readonly 'not-used': NoFacts;
  /** No rule tells how an object of this kind reaches a workload. */
  readonly 'kind-not-known': { readonly kind: string };
  /** The workload mounts the changed ConfigMap or Secret. */
  readonly 'mounts-it': { readonly workload: string };
  /** The workload reads it into env; `after` of its `started` containers started after the change. */
  readonly 'started-after': { readonly workload: string; readonly after: number; readonly started: number };
  /** A workload that the one that fails calls reads it. */
  readonly 'read-by-called': { readonly workload: string };
  /** A NetworkPolicy selects its pods; an autoscaler has it as its target. */
  readonly 'selects-it': { readonly workload: string };
  readonly 'scales-it': { readonly workload: string };
  /** A controller's pods, named by what makes them, are refused by it. */
  readonly 'refuses-it': { readonly object: string };
  readonly 'not-started-since': { readonly workload: string };
  readonly 'calls-it': { readonly workload: string };
  /** What was scaled down uses the workload, and less of it since. */
  readonly 'fewer-pods-use': { readonly workload: string };
  readonly 'pods-use': { readonly used: UsedThing };
  readonly 'uses-perhaps-more': { readonly used: UsedThing };
  readonly 'no-call-known': NoFacts;
  /** What was changed fails too, for a cause of its own, and no call leads from there to the first one. */
  readonly 'fails-itself': NoFacts;
}

export type ReachBasis = Stated<ReachStatements>;

/** What a changed workload uses of what fails. */
export type UsedThing =
  | { readonly kind: 'workload'; readonly workload: string }
  /** What a caller that fails uses by the same setting. */
  | { readonly kind: 'by-setting'; readonly caller: string; readonly setting: SharedSetting }
  /** The workload that fails, or what that depends on. */
  | { readonly kind: 'workload-or-its'; readonly workload: string };

/** A key of a Secret or ConfigMap that two workloads read; `key` is null where both read all of it. */
export interface SharedSetting {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string | null;
}
