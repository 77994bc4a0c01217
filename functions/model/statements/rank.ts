import type { CollectorName, EvidenceStatus } from '../evidence.ts';

/** What the ranking itself holds against a cause. */
export interface RankStatements {
  /** Evidence that the cause rests on, or that could name another one, was read in part or not at all. */
  readonly 'not-read-whole': {
    readonly collector: CollectorName;
    /** null where it was not asked for. */
    readonly status: EvidenceStatus | null;
  };
  /** It explains nothing of the workload that was asked about. */
  readonly 'not-linked-to-target': Readonly<Record<never, never>>;
}
