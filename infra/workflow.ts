import { ERRORS, SERVICE_ERRORS, TIMEOUT_ERRORS } from '../functions/contracts/errors.ts';
import { LAMBDA_SECONDS, type TaskName } from '../functions/contracts/lambdas.ts';
import type { Catcher, Machine, Pass, Retrier, Task } from './asl.ts';

/** Placeholder of a task's Lambda ARN in the definition; the stack and the local host fill it in. */
export const arnOf = (task: TaskName): string => `\${${task}}`;

/** Seconds that a state waits longer than its Lambda may run, so that the Lambda's own time-out is what is seen. */
const INVOKE_MARGIN_SECONDS = 5;

/**
 * A try that died left a lease of 10 s on its effect (BUSY_MS, functions/actions/once.ts): the next one comes when that
 * has ended, without a jitter that could bring it forward.
 */
const AFTER_THE_LEASE: Retrier = {
  ErrorEquals: [ERRORS.busy],
  IntervalSeconds: 11,
  MaxAttempts: 3,
  BackoffRate: 1,
};
const TWICE: Retrier = retrier(TIMEOUT_ERRORS, { attempts: 1 });
const PASSING = [ERRORS.retryLater, ...SERVICE_ERRORS];

/** What stands between the page and the first note: few tries, close together (1, 2, 4 s, less their jitter). */
const BRIEFLY: readonly Retrier[] = [retrier(PASSING, { attempts: 3 }), TWICE, AFTER_THE_LEASE];

/** Without a plan there is nothing to write: a minute of trouble is waited for (1, 2, 4 ... 32 s). */
const FOR_A_MINUTE: readonly Retrier[] = [retrier(PASSING, { attempts: 6 }), TWICE, AFTER_THE_LEASE];

/** A late note is better than none: up to 12 minutes of trying (1, 2, 4 ... 120 s). */
const PATIENTLY: readonly Retrier[] = [retrier(PASSING, { attempts: 12 }), TWICE, AFTER_THE_LEASE];

/**
 * When in doubt, a person is called: up to 18 minutes of trying, whatever went wrong, a bug included; only what was
 * refused for good stays so.
 */
const STUBBORNLY: readonly Retrier[] = [
  { ErrorEquals: [ERRORS.rejected, ERRORS.invalid], IntervalSeconds: 1, MaxAttempts: 0, BackoffRate: 1 },
  AFTER_THE_LEASE,
  retrier(['States.ALL'], { attempts: 15 }),
];

/** Longer than any escalation path waits; an execution that is older hangs, and an alarm says so. */
const LONGEST_EXECUTION_SECONDS = 24 * 3600;

/** What every Lambda of the workflow is given (StateInput). */
const STATE_INPUT = { 'occurrence.$': '$.occurrence', 'playbook.$': '$.playbook' };
const DONE = { outcome: 'done' };
const FAILED = { outcome: 'failed' };
const FAILED_WITH_ERROR = { outcome: 'failed', 'error.$': '$.error' };

/**
 * The way of an incident (functions/contracts/states.ts has the shapes). The branches do not depend on each other:
 * every Task catches its errors inside its branch, and only when everything has run does a failed one fail the
 * execution, so that an alarm tells.
 */
export const workflow: Machine = {
  Comment: 'firstnote: one execution per occurrence of an incident, and one when it is resolved',
  StartAt: 'Kind',
  TimeoutSeconds: LONGEST_EXECUTION_SECONDS,
  States: {
    Kind: {
      Type: 'Choice',
      Choices: [{ Variable: '$.kind', StringEquals: 'recovery', Next: 'Settle' }],
      Default: 'Occurrence',
    },
    Occurrence: {
      Type: 'Parallel',
      Branches: [triage(), escalation()],
      ResultSelector: { 'outcomes.$': '$..outcome' },
      Next: 'Outcome',
    },
    Settle: { Type: 'Wait', TimestampPath: '$.recoverAt', Next: 'CompareEvidence' },
    CompareEvidence: {
      Type: 'Parallel',
      Branches: [collect('fast', 'after'), collect('logs', 'after')],
      ResultPath: null,
      Next: 'Recover',
    },
    Recover: {
      ...task('recover', { 'resolvedAt.$': '$.resolvedAt' }, 'RecoverFailed', PATIENTLY),
      Next: 'Recovered',
    },
    Recovered: { Type: 'Succeed' },
    RecoverFailed: {
      Type: 'Fail',
      Error: 'RecoverFailed',
      Cause: 'The recovery could not be written to the incident; see the recover function.',
    },
    Outcome: {
      Type: 'Pass',
      Parameters: { 'failed.$': "States.ArrayContains($.outcomes, 'failed')" },
      Next: 'AnyFailed',
    },
    AnyFailed: {
      Type: 'Choice',
      Choices: [{ Variable: '$.failed', BooleanEquals: true, Next: 'Incomplete' }],
      Default: 'Complete',
    },
    Complete: { Type: 'Succeed' },
    Incomplete: {
      Type: 'Fail',
      Error: 'Incomplete',
      Cause: 'The triage or an escalation of this occurrence failed; everything else was done.',
    },
  },
};

/** Plan, collect, and the note in its editions; ends with an outcome and never fails its sibling. */
function triage(): Machine {
  return {
    StartAt: 'Plan',
    States: {
      Plan: { ...task('plan', {}, 'ReportFailed', FOR_A_MINUTE), ResultPath: '$.plan', Next: 'Lead' },
      Lead: {
        Type: 'Choice',
        Choices: [{ Variable: '$.plan.lead', BooleanEquals: true, Next: 'Evidence' }],
        Default: 'ReportLink',
      },
      Evidence: {
        Type: 'Parallel',
        Branches: [collect('fast', 'before', firstReport()), collect('logs', 'before')],
        ResultPath: '$.collected',
        Next: 'FastCollected',
      },
      FastCollected: {
        Type: 'Choice',
        Choices: [{ Variable: '$.collected[0].outcome', StringEquals: 'failed', Next: 'FastError' }],
        Default: 'ReportFull',
      },
      FastError: {
        Type: 'Pass',
        Parameters: { ...STATE_INPUT, 'error.$': '$.collected[0].error' },
        Next: 'ReportFailed',
      },
      ReportFull: { ...report('full', 'ReportFailed'), End: true },
      ReportLink: { ...report('link', 'ReportFailed'), End: true },
      ReportFailed: {
        ...task('report', { edition: 'failed', 'error.$': '$.error' }, 'TriageFailed', PATIENTLY),
        ResultSelector: FAILED,
        End: true,
      },
      TriageFailed: failed(),
    },
  };
}

/** One timer for each step of the escalation path, all running at once. */
function escalation(): Machine {
  return {
    StartAt: 'Timers',
    States: {
      Timers: {
        Type: 'Map',
        ItemsPath: '$.escalations',
        ItemSelector: { ...STATE_INPUT, 'escalation.$': '$$.Map.Item.Value' },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'UntilDue',
          States: {
            UntilDue: { Type: 'Wait', TimestampPath: '$.escalation.at', Next: 'Escalate' },
            Escalate: {
              ...task('escalate', { 'escalation.$': '$.escalation' }, 'EscalateFailed', STUBBORNLY),
              ResultSelector: DONE,
              End: true,
            },
            EscalateFailed: failed(),
          },
        },
        End: true,
      },
    },
  };
}

/** Collects one stage; `then` are states that follow within the branch. Ends with an outcome. */
function collect(stage: 'fast' | 'logs', phase: 'before' | 'after', then?: Machine): Machine {
  const name = `Collect${stage === 'fast' ? 'Fast' : 'Logs'}${phase === 'before' ? '' : 'After'}`;
  const since = phase === 'after' ? { 'resolvedAt.$': '$.resolvedAt' } : {};
  const collectTask = task(
    stage === 'fast' ? 'collect' : 'collect-logs',
    { stage, phase, ...since },
    `${name}Failed`,
  );
  return {
    StartAt: name,
    States: {
      [name]: then
        ? { ...collectTask, ResultPath: null, Next: then.StartAt }
        : { ...collectTask, ResultSelector: DONE, End: true },
      [`${name}Failed`]: { Type: 'Pass', Parameters: FAILED_WITH_ERROR, End: true },
      ...then?.States,
    },
  };
}

/** The note from the fast evidence. When it cannot be written, the full one is tried all the same. */
function firstReport(): Machine {
  return {
    StartAt: 'ReportFirst',
    States: {
      ReportFirst: { ...report('first', 'NoFirstReport'), End: true },
      NoFirstReport: { Type: 'Pass', Parameters: { outcome: 'late' }, End: true },
    },
  };
}

function report(edition: 'first' | 'full' | 'link', onError: string) {
  const retry = edition === 'first' ? BRIEFLY : PATIENTLY;
  return { ...task('report', { edition }, onError, retry), ResultSelector: DONE } as const;
}

function task(
  name: TaskName,
  parameters: Task['Parameters'],
  onError: string,
  retry: readonly Retrier[] = BRIEFLY,
) {
  return {
    Type: 'Task',
    Resource: arnOf(name),
    Parameters: { ...STATE_INPUT, ...parameters },
    TimeoutSeconds: LAMBDA_SECONDS[name] + INVOKE_MARGIN_SECONDS,
    Retry: retry,
    Catch: [catchAll(onError)],
  } as const;
}

function catchAll(next: string): Catcher {
  return { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: next };
}

function failed(): Pass {
  return { Type: 'Pass', Parameters: FAILED, End: true };
}

/** Tries that double the wait between them, from a second up to two minutes; FULL spreads those of a storm. */
function retrier(errors: readonly string[], { attempts }: { attempts: number }): Retrier {
  return {
    ErrorEquals: errors,
    IntervalSeconds: 1,
    MaxAttempts: attempts,
    BackoffRate: 2,
    MaxDelaySeconds: 120,
    JitterStrategy: 'FULL',
  };
}
