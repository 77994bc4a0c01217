import type { MinuteRate } from './onset.ts';
import type { Backlog } from './progress.ts';
import type { Share } from './share.ts';

/** What Kubernetes tells of an object that visibly fails, whatever its cause; `said` is null where it says no more. */
export interface SymptomStatements {
  /** `reason` is the API's word for what they wait for; `since` is when the first of them was last well, or made. */
  readonly 'pods-not-ready': {
    readonly pods: Share;
    readonly reason: string;
    readonly said: string | null;
    readonly since: number | null;
  };
  /** Fewer pods exist, or are ready where pods were not read, than are asked for. */
  readonly 'pods-missing': {
    readonly exist: number;
    readonly wanted: number;
    readonly areCounted: 'existing' | 'ready';
    readonly said: string | null;
  };
  /** The Deployment's own deadline for a rollout has passed. */
  readonly 'rollout-past-deadline': { readonly said: string; readonly since: number | null };
  readonly 'pods-were-evicted': { readonly pods: number; readonly at: number | null; readonly said: string };
  readonly 'autoscaler-does-not-scale': {
    readonly reason: string;
    readonly said: string;
    readonly since: number | null;
  };
  /** A CronJob that starts no runs; `everyMs` is by its schedule, times in ms. */
  readonly 'runs-missing': {
    readonly everyMs: number;
    readonly startedAt: number;
    readonly succeededAt: number | null;
  };
  readonly 'warning-event': {
    readonly reason: string;
    readonly times: number;
    readonly at: number | null;
    readonly said: string;
  };
  /** Warnings about objects that are well by now, or that fail nobody; the newest of them is quoted. */
  readonly 'other-warnings': {
    readonly warnings: number;
    readonly reason: string;
    readonly at: number | null;
    readonly said: string;
  };
  /** The log of what serves nobody; `before` is null where it begins with a new revision. */
  readonly 'work-turned-to-errors': {
    readonly lines: number;
    readonly pods: Share;
    readonly since: number;
    readonly before: MinuteRate | null;
    readonly said: string;
  };
  /** By what the log of what serves nobody calls it. */
  readonly 'backlog-grows': { readonly backlog: Backlog };
  /** What worked steadily does nothing, though its pods run; `rate` is of lines of work done a minute before. */
  readonly 'work-stopped': { readonly since: number; readonly rate: number };
  /** Of a CronJob: a run that has not ended, and none has succeeded for several times the usual while; times in ms. */
  readonly 'run-goes-on': {
    readonly job: string;
    readonly since: number;
    readonly everyMs: number;
    readonly succeededAt: number;
  };
  /** Of a Job or CronJob; the last of them is described, and `succeededAt` is when it last succeeded. */
  readonly 'runs-failed': {
    readonly runs: number;
    readonly at: number | null;
    readonly reason: string;
    readonly exitCode: number;
    readonly said: string | null;
    readonly succeededAt: number | null;
  };
}
