import type { ObjectRef } from '../object-ref.ts';

/** 95th percentiles before and since a moment, ms; the moment in ms UTC. */
export interface SlowedFacts {
  readonly before: number;
  readonly after: number;
  readonly since: number;
}

/** What the comparison of durations states, before and after. */
export interface SlownessStatements {
  /** A workload became slow; `endpoint` is the one that lost most time, null where only its own lines tell. */
  readonly 'slow-since': SlowedFacts & { readonly endpoint: string | null };
  /** Those who call it wait longer for it. */
  readonly 'waited-for-since': SlowedFacts;
  /** Calls of one workload to another take longer, which answers those that it sees as before. */
  readonly 'slow-between': SlowedFacts & { readonly caller: string; readonly callee: string };
  readonly 'slow-since-revision': { readonly revision: number };
  readonly 'slow-since-configuration': { readonly object: ObjectRef };
  readonly 'endpoint-slowed': SlowedFacts & {
    readonly workload: string;
    readonly endpoint: string;
    readonly requests: number;
  };
  /** What a workload logs of its calls: so many of them since then; `to` is whom the line names. */
  readonly 'calls-slowed': SlowedFacts & {
    readonly workload: string;
    readonly to: string;
    readonly calls: number;
    readonly said: string;
  };
  /** The same of a line that names nobody. */
  readonly 'work-slowed': SlowedFacts & {
    readonly workload: string;
    readonly calls: number;
    readonly said: string;
  };
  /** Other endpoints of a slow workload, which did not become slow. */
  readonly 'endpoints-as-quick': {
    readonly workload: string;
    readonly endpoints: readonly string[];
    readonly requests: number;
  };
  /** Workloads that answer as quickly as before, with their requests since then. */
  readonly 'answers-as-quick': { readonly workloads: readonly string[]; readonly requests: number };
  /** No line says what it waits for; `hosts` are those that it is set up to call and of which no time is known. */
  readonly 'waits-for-unknown': { readonly hosts: readonly string[] };
}
