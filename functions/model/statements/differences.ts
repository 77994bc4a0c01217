import type { ObjectRef } from '../object-ref.ts';
import type { MinuteRate } from './onset.ts';
import type { Backlog } from './progress.ts';
import type { NoFacts } from './stated.ts';

/** What a failure is compared along. */
export type Dimension = 'endpoint' | 'revision' | 'zone' | 'node' | 'pod';

/** So many of them all failed: requests, or lines of a program that serves none. */
export interface Counted {
  readonly failed: number;
  readonly all: number;
}

/** Where a failure is and where it is not: `only` is null where no dimension of those that were `tried` separates the two. */
export interface Where {
  readonly only: { readonly dimension: Dimension; readonly fails: readonly string[] } | null;
  readonly tried: readonly Dimension[];
}

/** A field of an object that was changed, old and new; null where the value is not known. */
export interface FieldChange {
  readonly key: string;
  readonly was: string | null;
  readonly now: string | null;
}

/** What the comparison over all evidence states; nothing of it depends on what log lines say. */
export interface DifferenceStatements {
  /** A Service whose callers fail since it was changed. */
  readonly 'callers-fail-since': { readonly fields: readonly FieldChange[] };
  /** A workload whose callers fail since its template, or what it reads, was changed. */
  readonly 'callers-fail-since-revision': { readonly revision: number };
  readonly 'callers-fail-since-configuration': { readonly object: ObjectRef };
  /** A workload that fails since its own template was changed. */
  readonly 'fails-since-revision': { readonly revision: number };
  /** A workload that fails since a ConfigMap or Secret that it reads was changed. */
  readonly 'fails-since-configuration': { readonly object: ObjectRef };
  /** A workload fails since its CPU limit was cut; quantities as they are written, null where there was none. */
  readonly 'cpu-limit-cut': { readonly from: string | null; readonly to: string };
  /** A change, who made it and when (ms UTC); no field is named where which of them changed is not known. */
  readonly 'object-changed': {
    readonly object: ObjectRef;
    readonly at: number;
    readonly who: string;
    readonly fields: readonly FieldChange[];
  };
  /** Failures a minute of a workload before and since; before is null where its log begins with it. `leadMs` is from the change to the first of them, null where no change is held against it. */
  readonly 'failures-rose': {
    readonly workload: string;
    readonly of: 'requests' | 'lines';
    readonly before: MinuteRate | null;
    readonly after: MinuteRate;
    readonly since: number;
    readonly leadMs: number | null;
  };
  /** More and more waits for a workload, which does less than it did, or of whose work nothing is known. */
  readonly 'backlog-rose': {
    readonly workload: string;
    readonly backlog: Backlog;
    readonly leadMs: number | null;
  };
  /** One pod fails, and so many others of the same workload do not. */
  readonly 'one-pod-fails': { readonly pod: string; readonly others: number };
  /** Of a workload's new error lines, those that name what was changed. */
  readonly 'lines-name-it': {
    readonly workload: string;
    readonly host: string;
    readonly named: number;
    readonly lines: number;
    readonly said: string;
  };
  /** What is called says so itself, since the same moment. */
  readonly 'server-says-so': { readonly server: string; readonly lines: number; readonly said: string };
  /** One side of a dimension fails, the other, which has enough to show it, does not. */
  readonly 'fails-on-one-side': {
    readonly workload: string;
    readonly dimension: Dimension;
    readonly fails: readonly string[];
    readonly failing: Counted;
    readonly well: readonly string[];
    readonly others: Counted;
  };
  /** Workloads that what was changed does not reach, and that are well, with their requests. */
  readonly 'others-are-well': { readonly workloads: readonly string[]; readonly requests: number };
  /** A changed variable names whom the new lines name. */
  readonly 'setting-names-them': { readonly setting: string; readonly host: string };
  /** A program calls itself at a port where nothing in its pods listens, since a variable is not set; `was` is the host that it named, null where that is not known. */
  readonly 'setting-lost': {
    readonly name: string;
    readonly port: number;
    readonly was: string | null;
    /** True where the revision before had it. */
    readonly hadIt: boolean;
  };
  readonly 'calls-itself': {
    readonly workload: string;
    readonly port: number;
    readonly lines: number;
    readonly said: string;
  };
  /** Others set the variable, and reach a server by it. */
  readonly 'set-by-others': {
    readonly name: string;
    readonly host: string;
    readonly workloads: readonly string[];
  };
  /** A changed setting, key or object, by the name that new lines of the workload use. */
  readonly 'lines-name-change': { readonly name: string; readonly said: string };
  /** Another change, at the same time, that may have brought it as well. */
  readonly 'changed-as-well': { readonly object: ObjectRef; readonly at: number };
  /** A workload that was changed, and whose fellow callers of a server fail since. */
  readonly 'fellow-callers-fail': { readonly server: string };
  /** A host outside whose callers fail since a moment at which nothing that is theirs was changed. */
  readonly 'callers-fail-unchanged': NoFacts;
  /** By its environment and command a workload calls no other host. */
  readonly 'calls-nobody-else': { readonly workload: string };
  /** Callers of whom the new lines name, that serve without a rise: it answers them as before. */
  readonly 'same-asked-well': { readonly callers: readonly string[] };
  /** Callers of the same Service that serve without a rise. */
  readonly 'other-callers-well': { readonly callers: readonly string[] };
}
