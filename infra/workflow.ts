import { CALL_TRIED_FOR_MS, LONGEST_ESCALATION_MINUTES } from '../functions/contracts/calls.ts';
import {
  type CollectingName,
  EXEC_FUNCTION,
  LAMBDA_SECONDS,
  type TaskName,
} from '../functions/contracts/lambdas.ts';
import { present } from '../functions/model/present.ts';
import type { Catcher, Machine, Pass, Retrier, State, Task } from './asl.ts';
import { BRIEFLY, FOR_A_MINUTE, PATIENTLY, STUBBORNLY } from './retries.ts';

/** Placeholder of a task's Lambda ARN in the definition; the stack and the local host fill it in. */
export const arnOf = (task: TaskName): string => `\${${task}}`;

/** Seconds that a state waits longer than its Lambda may run, so that the Lambda's own time-out is what is seen. */
const INVOKE_MARGIN_SECONDS = 5;

/** Longer than any path waits and its last call is tried; an execution that is older hangs, and an alarm says so. */
const LONGEST_EXECUTION_SECONDS = LONGEST_ESCALATION_MINUTES * 60 + CALL_TRIED_FOR_MS / 1000 + 3600;

/** What every Lambda of the workflow is given (StateInput). */
const STATE_INPUT = { 'occurrence.$': '$.occurrence', 'playbook.$': '$.playbook' };
/** Who is called when: what a note says of it when planning failed. */
const ESCALATIONS = { 'escalations.$': '$.escalations' };
const DONE = { outcome: 'done' };
const FAILED = { outcome: 'failed' };
const FAILED_WITH_ERROR = { outcome: 'failed', 'error.$': '$.error' };
/** Whether any of the calls of a Map at this path failed: a list of outcomes, empty where a playbook calls nobody. */
const callFailed = (map: string) => ({ 'callFailed.$': `States.ArrayContains(${map}, 'failed')` });

/** The state and the function of each stage. */
const STAGES = {
  fast: ['CollectFast', 'collect'],
  logs: ['CollectLogs', 'collect-logs'],
  exec: ['CollectExec', EXEC_FUNCTION],
} as const;

/**
 * The way of an incident (functions/contracts/states.ts has the shapes). The branches do not depend on each other:
 * every Task catches its errors inside its branch, and only when everything has run does a failed one fail the
 * execution, so that an alarm tells. `exec` adds what programs in pods say, collected by a function of its own: only where
 * an installation has one, since each state costs.
 */
export const workflowOf = ({ exec }: { readonly exec: boolean }): Machine => ({
  Comment: 'firstnote: one execution per occurrence of an incident, and one when it is resolved',
  StartAt: 'Kind',
  TimeoutSeconds: LONGEST_EXECUTION_SECONDS,
  States: {
    Kind: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.kind', StringEquals: 'recovery', Next: 'Settle' },
        { Variable: '$.kind', StringEquals: 'lapse', Next: 'Lapsed' },
      ],
      Default: 'Occurrence',
    },
    Occurrence: {
      Type: 'Parallel',
      Branches: [triage(exec), escalation()],
      ResultSelector: { 'triage.$': '$[0].outcome', ...callFailed('$[1]') },
      Next: 'AnyFailed',
    },
    Lapsed: {
      Type: 'Parallel',
      Branches: [escalationAgain()],
      ResultSelector: { triage: 'done', ...callFailed('$[0]') },
      Next: 'AnyFailed',
    },
    Settle: { Type: 'Wait', TimestampPath: '$.recoverAt', Next: 'CollectAfter' },
    CollectAfter: collectAfter('collect-logs', 'all', exec ? 'CollectExecAfter' : 'Recover'),
    ...(exec ? { CollectExecAfter: collectAfter(EXEC_FUNCTION, 'exec', 'Recover') } : {}),
    Recover: {
      ...task('recover', { 'resolvedAt.$': '$.resolvedAt' }, 'RecoverFailed', PATIENTLY),
      End: true,
    },
    RecoverFailed: {
      Type: 'Fail',
      Error: 'RecoverFailed',
      Cause: 'The recovery could not be written to the incident; see the recover function.',
    },
    AnyFailed: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.triage', StringEquals: 'failed', Next: 'Incomplete' },
        { Variable: '$.callFailed', BooleanEquals: true, Next: 'Incomplete' },
      ],
      Default: 'Complete',
    },
    Complete: { Type: 'Succeed' },
    Incomplete: {
      Type: 'Fail',
      Error: 'Incomplete',
      Cause: 'The triage or an escalation of this occurrence failed; everything else was done.',
    },
  },
});

/** The workflow of an installation that runs no programs in pods. */
export const workflow = workflowOf({ exec: false });

/** Plan, collect, and the note in its editions; ends with an outcome and never fails its sibling. */
function triage(exec: boolean): Machine {
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
        Branches: present(collect('fast', firstReport()), collect('logs'), exec && collect('exec')),
        ResultPath: '$.collected',
        Next: 'ReportFull',
      },
      ReportFull: { ...report('full', 'ReportFailed', { 'fast.$': '$.collected[0]' }), End: true },
      ReportLink: { ...report('link', 'ReportFailed'), End: true },
      ReportFailed: {
        ...task(
          'report',
          { edition: 'failed', 'error.$': '$.error', ...ESCALATIONS },
          'TriageFailed',
          PATIENTLY,
        ),
        ResultSelector: FAILED,
        End: true,
      },
      TriageFailed: failed(),
    },
  };
}

function escalation(): Machine {
  return { StartAt: 'Timers', States: { Timers: timers('', {}) } };
}

/** After an acknowledgement lapsed: the note says when whom is called, and whoever was not called yet has a timer. */
function escalationAgain(): Machine {
  const lapsedAt = { 'lapsedAt.$': '$.lapsedAt' };
  return {
    StartAt: 'SayLapse',
    States: {
      SayLapse: {
        ...task('report', { edition: 'lapsed', ...lapsedAt }, 'TimersAgain'),
        ResultPath: null,
        Next: 'TimersAgain',
      },
      TimersAgain: timers('Again', lapsedAt),
    },
  };
}

/** One timer for each step of the escalation path, all running at once; `suffix` tells its states from others. */
function timers(suffix: string, more: Task['Parameters']): State {
  return {
    Type: 'Map',
    ItemsPath: '$.escalations',
    ItemSelector: { ...STATE_INPUT, ...more, 'escalation.$': '$$.Map.Item.Value' },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: `UntilDue${suffix}`,
      States: {
        [`UntilDue${suffix}`]: { Type: 'Wait', TimestampPath: '$.escalation.at', Next: `Escalate${suffix}` },
        [`Escalate${suffix}`]: {
          ...task(
            'escalate',
            { 'escalation.$': '$.escalation', ...more },
            `Escalate${suffix}Failed`,
            STUBBORNLY,
          ),
          ResultSelector: DONE,
          OutputPath: '$.outcome',
          End: true,
        },
        [`Escalate${suffix}Failed`]: { ...failed(), OutputPath: '$.outcome' },
      },
    },
    End: true,
  };
}

/** Collects one stage; `then` are states that follow within the branch. Ends with an outcome. */
function collect(stage: keyof typeof STAGES, then?: Machine): Machine {
  const [name, of] = STAGES[stage];
  const collectTask = task(of, { stage, phase: 'before' }, `${name}Failed`);
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

/** Looks again once the incident is resolved; a failed look goes on all the same. */
function collectAfter(of: CollectingName, stage: 'all' | 'exec', next: string): Task {
  const parameters = { stage, phase: 'after', 'resolvedAt.$': '$.resolvedAt' };
  return { ...task(of, parameters, next), ResultPath: null, Next: next };
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

/** Ends with the function's own outcome: a full report of nothing says that the triage failed. */
function report(edition: 'first' | 'full' | 'link', onError: string, more: Task['Parameters'] = {}) {
  const retry = edition === 'first' ? BRIEFLY : PATIENTLY;
  const ResultSelector = { 'outcome.$': '$.outcome' };
  return { ...task('report', { edition, ...more }, onError, retry), ResultSelector } as const;
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
