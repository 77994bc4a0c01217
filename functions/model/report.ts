import type { CauseId, Confidence } from './cause.ts';
import type { ReportAction } from './command/action.ts';
import type { CollectorName, EvidenceStatus } from './evidence.ts';
import type { Abuse, Client, Endpoint, LogPattern, Minute } from './log-summary.ts';
import type { ObjectRef } from './object-ref.ts';
import type { RankedFinding, Ranking } from './ranking.ts';
import type { OptionalRight, RbacRule } from './rbac.ts';
import type { Window } from './window.ts';

/** The report's version: a major change only when a field that scripts depend on changes (docs/architecture.md). */
export const REPORT_VERSION = '1';

export interface Cause {
  readonly cause: CauseId;
  readonly confidence: Confidence;
  readonly object: ObjectRef;
  /** What is wrong, to be read beside `object`: "does not start". */
  readonly title: string;
  readonly evidence: readonly string[];
  /** The evidence for somebody who has read the title: without what that says or quotes already. */
  readonly why: readonly string[];
  readonly against: readonly string[];
  readonly actions: readonly ReportAction[];
}

/** Something that was judged not to be the cause; `by` is what it was judged by. */
export interface RuledOut {
  readonly what: string;
  readonly by: string;
  readonly causes: readonly CauseId[];
}

/** A change before or around the onset. */
export interface Change {
  readonly kind: 'rollout' | 'scaling' | 'created' | 'fields' | 'announced';
  readonly at: string;
  readonly object: ObjectRef;
  /** "image api:41 -> api:42", "2 -> 12 replicas", "env FOO (old value unknown)". */
  readonly what: string;
  /** Replicas before and after; of a scaling only. */
  readonly from?: number;
  readonly to?: number;
  /** The revision that it rolled out; of a rollout only. */
  readonly revision?: number;
  /** Field manager or controller, '' when not known. */
  readonly who: string;
  /** ms from the change to the onset; negative when after it; null when the onset is unknown. */
  readonly beforeOnsetMs: number | null;
  /** Whether it reached what fails, and how that is known. */
  readonly reached: 'yes' | 'no' | 'unknown';
  readonly why: string;
}

export interface ReportPattern extends LogPattern {
  readonly pods: number;
  readonly workload: string;
  /** True when none of it was seen before the onset although that time was read. */
  readonly isNew: boolean | null;
}

export interface Traffic {
  /** The window really seen, and in how many of the target's pods. */
  readonly window?: Window;
  readonly podsRead: number;
  readonly podsTotal: number;
  readonly requests: number;
  readonly errors5xx: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byMethod: Readonly<Record<string, number>>;
  readonly minutes: readonly Minute[];
  readonly clients: readonly Client[];
  readonly abuse: Abuse;
  /** Requests a minute after the onset over those before; null when there is no baseline. */
  readonly ratioToBaseline: number | null;
}

export interface Dependency {
  readonly name: string;
  readonly kind: 'database' | 'cache' | 'service' | 'external';
  readonly state: 'ok' | 'failing' | 'unknown';
  /** What it was judged by. */
  readonly by: string;
  /** Error lines that name it or are its own, where there are some though nothing of its own shows that it fails. */
  readonly errors?: number;
}

/** Something that visibly fails and that no cause explains, as Kubernetes itself tells it. */
export interface ReportSymptom {
  readonly object: ObjectRef;
  readonly text: string;
  /** What a program or Kubernetes wrote of it, '' where nothing was quoted. */
  readonly said: string;
  /** False for what has passed, or what nobody is known to suffer from. */
  readonly fails: boolean;
}

export interface Rollout {
  readonly workload: ObjectRef;
  readonly revision: string;
  readonly at: string;
  readonly what: readonly string[];
  readonly current: boolean;
}

export interface ResourceUse {
  readonly workload: ObjectRef;
  readonly pods: number;
  /** Millicores and bytes, summed over `pods`; null where unknown or unset. */
  readonly cpu: {
    readonly used: number | null;
    readonly request: number | null;
    readonly limit: number | null;
  };
  readonly memory: {
    readonly used: number | null;
    readonly request: number | null;
    readonly limit: number | null;
  };
}

export interface Coverage {
  readonly collector: CollectorName;
  readonly status: EvidenceStatus;
  readonly detail: string;
  /** The rule that is missing, when `status` is forbidden, and the option of `firstnote rbac` that gives it where one is needed. */
  readonly needs?: { readonly rule: RbacRule; readonly option?: OptionalRight };
  /** Set when `status` is failed and nothing failed: what would be asked is not there. */
  readonly absent?: true;
}

export type Outcome = 'cause' | 'unexplained' | 'unread' | 'nothing-left' | 'none-found';

/** What is being looked at; without a workload, the whole namespace. */
export interface Target {
  readonly cluster: string;
  readonly namespace: string;
  readonly workload?: ObjectRef;
}

/** A ranking with its titles in words. */
export interface ReportedRanking extends Omit<Ranking, 'findings'> {
  readonly findings: readonly (Omit<RankedFinding, 'title'> & { readonly title: string })[];
}

/** The report: everything that note, page, terminal and JSON show. docs/architecture.md lists the promised fields. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  readonly generatedAt: string;
  readonly target: Target;
  readonly window: Window;
  /** When the failure began, read off errors and events, and how sure: ± ms. */
  readonly onset: { readonly at: string; readonly uncertaintyMs: number; readonly by: string } | null;
  readonly headline: string;
  /** What the headline tells: a cause; no cause though something visibly fails; nothing, since the pods were not read; no fault. */
  readonly outcome: Outcome;
  readonly causes: readonly Cause[];
  readonly ruledOut: readonly RuledOut[];
  readonly changes: readonly Change[];
  readonly endpoints: readonly Endpoint[];
  readonly patterns: readonly ReportPattern[];
  readonly traffic: Traffic | null;
  readonly symptoms: readonly ReportSymptom[];
  readonly dependencies: readonly Dependency[];
  readonly rollouts: readonly Rollout[];
  readonly resources: readonly ResourceUse[];
  readonly prevention: readonly string[];
  readonly coverage: readonly Coverage[];
  /** ms by collector, and `total`. */
  readonly timings: Readonly<Record<string, number>>;
  /** How the causes came to be; only where it was asked for. */
  readonly ranking?: ReportedRanking;
}
