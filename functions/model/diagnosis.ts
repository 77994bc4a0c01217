import type { KnownChange, KnownRollout } from './change.ts';
import type { CollectorName } from './evidence.ts';
import type { ObjectRef } from './object-ref.ts';
import type { Prevention } from './prevention.ts';
import type { RankedCause } from './ranked-cause.ts';
import type { Ranking } from './ranking.ts';
import type { Dependency, Report } from './report.ts';
import type { KnownRuledOut } from './ruled-out.ts';
import type { SeenSymptom } from './seen-symptom.ts';
import type { Statement } from './statement.ts';
import type { Where } from './statements/differences.ts';
import type { JudgedBy } from './statements/judged.ts';
import type { OnsetBasis } from './statements/onset.ts';

/** What the headline says where no cause is first. */
export type Outcome =
  | { readonly kind: 'cause' }
  /** The pods, without which nothing can be judged, could not be read. */
  | { readonly kind: 'unread' }
  /** A moment was asked for of which no pod and no line is left: nothing is known of it. */
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'unexplained'; readonly broken: readonly Broken[] }
  /** `errors` is true where errors are logged that nobody is known to suffer from; `unread` is what might show more. */
  | { readonly kind: 'none-found'; readonly errors: boolean; readonly unread: readonly CollectorName[] };

/** A workload that visibly fails; `ready` and `desired` count pods, `desired` null where it is not known. */
export interface Broken {
  readonly ref: ObjectRef;
  readonly how:
    | 'failed-requests'
    | 'restarting'
    | 'unavailable'
    | 'errors'
    | 'failed-runs'
    | 'endless-run'
    | 'no-run'
    | 'backlog'
    | 'no-work'
    | 'warned';
  readonly ready: number;
  readonly desired: number | null;
  /** Absent where it does not fail more than before, or nothing could be compared. */
  readonly where?: Where;
}

/** A dependency as it was judged; `blamed` is what the cause says of it, where one is found in it. */
export interface JudgedDependency extends Omit<Dependency, 'by'> {
  /** The host that its callers ask for. */
  readonly host: string;
  /** The workload behind it and the Service in front of that, as far as they are in the cluster. */
  readonly objects: readonly ObjectRef[];
  readonly by: readonly JudgedBy[];
  readonly blamed?: Statement;
}

/** When the failure began, how sure that is (± ms), and what it was read off. */
export interface KnownOnset {
  readonly at: string;
  readonly uncertaintyMs: number;
  readonly by: OnsetBasis;
}

/** All that was found out of a bundle, as data; the report is this in words. */
export interface Diagnosis
  extends Omit<
    Report,
    | 'version'
    | 'headline'
    | 'outcome'
    | 'onset'
    | 'causes'
    | 'ruledOut'
    | 'changes'
    | 'symptoms'
    | 'dependencies'
    | 'rollouts'
    | 'prevention'
    | 'ranking'
  > {
  readonly onset: KnownOnset | null;
  readonly outcome: Outcome;
  readonly causes: readonly RankedCause[];
  readonly ruledOut: readonly KnownRuledOut[];
  readonly changes: readonly KnownChange[];
  readonly rollouts: readonly KnownRollout[];
  readonly symptoms: readonly SeenSymptom[];
  readonly dependencies: readonly JudgedDependency[];
  readonly prevention: readonly Prevention[];
  readonly ranking: Ranking;
}
