import type { CauseId, Confidence } from './cause.ts';
import type { CollectorName } from './evidence.ts';
import type { Strength } from './finding.ts';
import type { ObjectRef } from './object-ref.ts';
import type { Statement } from './statement.ts';

/** What a finding's score is the sum of, in points; docs/causes.md says what each is for. */
export interface ScoreParts {
  readonly strength: number;
  readonly depth: number;
  readonly coverage: number;
  readonly others: number;
  readonly time: number;
  /** Zero or less. */
  readonly against: number;
  /** Zero, or what sets it behind all that has to do with the workload that was asked about. */
  readonly unlinked: number;
}

/** Why a finding is no cause of its own. */
export type GaveWay =
  /** The other explains its object, and its kind is what such failures bring about. */
  | 'symptom'
  /** The other says more of the same object, or of what fails with it. */
  | 'says-less'
  /** The other has the same cause and object: its evidence is told with it. */
  | 'same'
  /** The other, which is a cause, explains its object. */
  | 'explained'
  /** The other is a cause of the same object. */
  | 'same-object'
  /** There are as many causes as a note can hold; the other is the last of them. */
  | 'no-room';

export type Fate =
  | { readonly became: 'cause'; readonly confidence: Confidence }
  | { readonly became: 'nothing'; readonly why: GaveWay; readonly to: Named };

interface Named {
  readonly cause: CauseId;
  readonly object: ObjectRef;
}

/** What became of one finding, and by what; `analyzer` names who found it. */
export interface RankedFinding extends Named {
  readonly analyzer: string;
  readonly title: Statement;
  readonly strength: Strength;
  readonly score: number;
  readonly parts: ScoreParts;
  readonly fate: Fate;
}

/** An analyzer that had not all that it needs, or failed by a fault of its own. */
export interface Hindered {
  readonly analyzer: string;
  readonly lacking: readonly CollectorName[];
  /** null where it did not fail. */
  readonly error: string | null;
}

/** How the causes came to be: every finding, best first, and what may not have been found. */
export interface Ranking {
  readonly findings: readonly RankedFinding[];
  readonly hindered: readonly Hindered[];
}
