import type { CallTarget } from '../incidents/escalation/decide.ts';
import type { Occurrence } from '../incidents/incident.ts';

/**
 * What crosses the borders of the state machine's states. References, not blobs: evidence, report and page lie in the
 * store under the occurrence's name (a state's payload is limited to 256 KiB,
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). Every Task is invoked with exactly the
 * `...Input` of its Lambda as the payload, and answers with its `...Output`.
 *
 *   Kind (Choice on $.kind)
 *   'triage'   -> Parallel
 *       branch 1  Plan (ResultPath $.plan) -> Choice on $.plan.lead
 *                   true  -> Parallel [ CollectFast -> ReportFirst ; CollectLogs ; CollectExec, where the installation
 *                            has it ] -> ReportFull, which is told what became of CollectFast
 *                   false -> ReportLink
 *                 any error -> ReportFailed (ResultPath of the Catch $.error)
 *       branch 2  Map over $.escalations: Wait until $.escalation.at -> Escalate, each with its own Catch
 *   'lapse' -> SayLapse (an error goes on to the timers) -> Map over $.escalations, as above
 *   'recovery' -> Wait until $.recoverAt -> CollectAfter (stage 'all') -> CollectExecAfter, where the
 *                 installation has it -> Recover
 *                 a failed collect goes on to Recover all the same: it says what could not be compared
 */

/** One timer: absolute, because the webhook computes it from the incident's time and the length of a minute. */
export interface EscalationTimer {
  /** Index in the playbook's `escalation`. */
  readonly step: number;
  /** RFC 3339 UTC, for a Wait state's TimestampPath. */
  readonly at: string;
  readonly name: string;
  /** Whom to call: a timer needs no playbook. Executions that an earlier version started do not have it. */
  readonly responder?: CallTarget;
}

/** Where an execution's cluster is: by it the state machine chooses among several networks. */
interface Placed {
  /** The cluster that the playbook names, where it names one. */
  readonly cluster?: string;
}

/** Input of an execution that is named `occurrence.name`. */
export interface TriageExecution extends Placed {
  readonly kind: 'triage';
  readonly occurrence: Occurrence;
  /** Name of the playbook that answers for the incident. */
  readonly playbook: string;
  readonly escalations: readonly EscalationTimer[];
}

/** Input of an execution that is named `INCIDENT-EPOCH-resolved-EVENT`. */
export interface RecoveryExecution extends Placed {
  readonly kind: 'recovery';
  readonly occurrence: Occurrence;
  readonly playbook: string;
  /** RFC 3339 UTC: when to look again. */
  readonly recoverAt: string;
  /** RFC 3339 UTC: when PagerDuty says that it was resolved. */
  readonly resolvedAt: string;
}

/**
 * Input of an execution that is named `INCIDENT-EPOCH-lapsed-EVENT`: the acknowledgement lapsed, so the steps that were
 * skipped for its sake have their turn again.
 */
export interface LapseExecution {
  readonly kind: 'lapse';
  readonly occurrence: Occurrence;
  readonly playbook: string;
  /** RFC 3339 UTC: the timers count from it. */
  readonly lapsedAt: string;
  readonly escalations: readonly EscalationTimer[];
}
export type ExecutionInput = TriageExecution | RecoveryExecution | LapseExecution;

/** Every Lambda of the workflow gets these two. */
export interface StateInput {
  readonly occurrence: Occurrence;
  readonly playbook: string;
}

export type PlanInput = StateInput;
export interface PlanOutput {
  /** False when another occurrence already triages the same target: this one gets a note that links to it. */
  readonly lead: boolean;
}

/** `before` is the triage, `after` the comparison once the incident is resolved. */
export type CollectPhase = 'before' | 'after';
export interface CollectInput extends StateInput {
  /**
   * `all` is fast evidence and logs in one, where nothing waits for the first. `exec` is what programs in pods say, and
   * the only stage that runs one.
   */
  readonly stage: 'fast' | 'logs' | 'all' | 'exec';
  readonly phase: CollectPhase;
  /** RFC 3339 UTC, in the phase `after`: what is compared begins here. */
  readonly resolvedAt?: string;
}
/** What keeps a function in a VPC awake: it is answered, and nothing is touched. */
export interface Ping {
  readonly kind: 'ping';
}
export interface Pong {
  readonly kind: 'pong';
}
export const isPing = (input: object): input is Ping => 'kind' in input && input.kind === 'ping';

/** What the doctor asks the function that runs programs in pods: may it, in each of these namespaces? */
export interface ExecQuestion {
  readonly kind: 'may-exec';
  readonly cluster: string;
  readonly namespaces: readonly string[];
}
export interface ExecAnswer {
  /** Those in which it may not. */
  readonly refused: readonly string[];
}
export const isExecQuestion = (input: object): input is ExecQuestion =>
  'kind' in input && input.kind === 'may-exec';

export interface CollectOutput {
  readonly stage: CollectInput['stage'];
  /** How many collectors answered, and how many did not; the evidence itself is in the store. */
  readonly answered: number;
  readonly unanswered: number;
}

/** A state's error as a Catch puts it (`$.error`). */
export interface StateError {
  readonly Error: string;
  readonly Cause?: string;
}

/**
 * `first` posts the note from the fast evidence, `full` edits it once the logs are there, `link` is the short note of
 * an occurrence whose target is triaged elsewhere, `failed` says that the triage failed (and that the timers run on),
 * `lapsed` writes the note again because the acknowledgement lapsed and calls are ahead.
 */
export type ReportInput = StateInput &
  (
    | { readonly edition: 'first' | 'link' }
    | {
        readonly edition: 'full';
        /** How the branch of the fast evidence ended; `failed` makes this the edition of that name. */
        readonly fast?: FastOutcome;
      }
    | {
        readonly edition: 'failed';
        readonly error: StateError;
        /** Who is called when, where planning failed; executions of an earlier version do not say. */
        readonly escalations?: readonly EscalationTimer[];
      }
    | { readonly edition: 'lapsed'; readonly lapsedAt: string }
  );
type FastOutcome =
  | { readonly outcome: 'done' | 'late' }
  | { readonly outcome: 'failed'; readonly error: StateError };

export interface ReportOutput {
  readonly edition: ReportInput['edition'];
  /** `failed`: the note says that the triage failed. */
  readonly outcome: 'done' | 'failed';
  /** '' when there was nothing to write. */
  readonly noteId: string;
  /** The first cause's id, '' when none was found. */
  readonly cause: string;
}

export interface EscalateInput extends StateInput {
  readonly escalation: EscalationTimer;
  /** RFC 3339 UTC, when the timer counts from the end of an acknowledgement. */
  readonly lapsedAt?: string;
}
export interface EscalateOutput {
  readonly outcome: 'called' | 'escalated' | 'skipped';
  /** For a reader: why nothing was done, or who was called and how. */
  readonly why: string;
}

export interface RecoverInput extends StateInput {
  readonly resolvedAt: string;
}
export interface RecoverOutput {
  readonly recovered: 'yes' | 'no' | 'unknown';
  readonly statusUpdate: boolean;
}
