import type { ObjectRef } from '../object-ref.ts';
import type { TemplateDifference } from '../template-difference.ts';
import type { Share } from './share.ts';

/** What the mechanisms of the family `rollout` state. */
export interface RolloutStatements {
  /** The newest revision fails requests by an error of its own. */
  readonly 'revision-fails': { readonly revision: number; readonly said: string };
  /** When it was rolled out and when failures began, ms UTC, and in what it differs from the revision before. */
  readonly 'rolled-out': {
    readonly revision: number;
    readonly at: number;
    readonly onset: number;
    readonly differences: readonly TemplateDifference[];
  };
  /** Requests to the pods of the revision, and the lines that tell why they failed. */
  readonly 'requests-to-revision-failed': {
    readonly failed: number;
    readonly requests: number;
    readonly pods: number;
    readonly lines: number;
    readonly said: string;
  };
  /** The counter-test: requests to pods of older revisions since the rollout. */
  readonly 'older-pods-compared': { readonly failed: number; readonly requests: number };
  /** Requests to pods of older revisions up to the rollout, by their logs. */
  readonly 'well-before-by-logs': { readonly failed: number; readonly requests: number };
  /** The lowest success ratio, 0 to 1, over so many points up to the rollout, and the lowest since, by Prometheus. */
  readonly 'well-before-by-series': {
    readonly lowest: number;
    readonly points: number;
    readonly lowestSince: number;
  };
  /** Nothing of an older revision is left to compare with. */
  readonly 'no-older-pod': Readonly<Record<never, never>>;
  /** Pods of older revisions are there, and took too few of the requests that fail to compare them. */
  readonly 'older-pods-tell-nothing': { readonly ready: Share };
  /** The rollout restarted the pods and changed nothing else. */
  readonly 'only-restarted': Readonly<Record<never, never>>;
  /** Configuration that the workload reads changed as well, at `at`, ms UTC. */
  readonly 'configuration-changed-too': { readonly object: ObjectRef; readonly at: number };
}
