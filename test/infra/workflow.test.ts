import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { ERRORS, SERVICE_ERRORS, TIMEOUT_ERRORS } from '../../functions/contracts/errors.ts';
import { LAMBDA_SECONDS, TASKS } from '../../functions/contracts/lambdas.ts';
import type { Machine, State, Task } from '../../infra/asl.ts';
import { machine, resources } from './template.ts';

/** As synthesized; infra/asl.ts types what infra/workflow.ts wrote. */
const definition = machine.definition as Machine;

interface Placed {
  readonly name: string;
  readonly state: State;
  /** The states of the same branch: where a transition may lead. */
  readonly branch: Machine['States'];
}

/** Every state with its branch. */
function* walk(inside: Machine): Generator<Placed> {
  for (const [name, state] of Object.entries(inside.States)) {
    yield { name, state, branch: inside.States };
    if (state.Type === 'Parallel') for (const inner of state.Branches) yield* walk(inner);
    if (state.Type === 'Map') yield* walk(state.ItemProcessor);
  }
}
const isTask = (placed: Placed): placed is Placed & { state: Task } => placed.state.Type === 'Task';
const states = [...walk(definition)];
const tasks = states.filter(isTask);
const errorNames = (state: Task) =>
  [...state.Retry, ...state.Catch].flatMap(({ ErrorEquals }) => ErrorEquals);

describe('the synthesized state machine', () => {
  it('is valid Amazon States Language, its paths and ARNs included', () => {
    const checked = validate(structuredClone(definition), {
      checkPaths: true,
      checkArn: true,
    });
    expect(checked.errors).toEqual([]);
    expect(checked.isValid).toBe(true);
  });

  it('is a standard workflow: it waits for half an hour and longer', () => {
    expect(resources('AWS::StepFunctions::StateMachine')).toMatchObject([
      { properties: { StateMachineType: 'STANDARD' } },
    ]);
    expect(definition.TimeoutSeconds).toBeGreaterThan(3600);
  });

  it('runs every task that has a Lambda, and no other', () => {
    expect(new Set(Object.values(machine.taskOf))).toEqual(new Set(TASKS));
    expect(Object.keys(machine.taskOf).sort()).toEqual(tasks.map(({ name }) => name).sort());
  });

  it('names no state twice', () => {
    expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
  });

  it('leads only from states to states of the same branch', () => {
    for (const { name, state, branch } of states) {
      const next = 'Next' in state ? [state.Next] : [];
      const choices =
        state.Type === 'Choice' ? [...state.Choices.map((rule) => rule.Next), state.Default] : [];
      for (const target of [...next, ...choices]) {
        expect({ name, target, known: target in branch }).toEqual({ name, target, known: true });
      }
    }
  });
});

describe.each(tasks.map(({ name, state, branch }) => [name, state, branch] as const))(
  'the task %s',
  (name, state, branch) => {
    it('has a time-out a little longer than its Lambda', () => {
      const lambdaSeconds = LAMBDA_SECONDS[machine.taskOf[name] ?? 'plan'];
      expect(state.TimeoutSeconds).toBeGreaterThan(lambdaSeconds);
      expect(state.TimeoutSeconds).toBeLessThanOrEqual(lambdaSeconds + 30);
    });

    it('catches every error inside its branch', () => {
      expect(state.Catch.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
      for (const { Next } of state.Catch) {
        expect(Object.keys(branch)).toContain(Next);
        expect(Next).not.toBe(name);
      }
    });

    it('names only errors that are thrown', () => {
      const known: readonly string[] = [
        ...Object.values(ERRORS),
        ...SERVICE_ERRORS,
        ...TIMEOUT_ERRORS,
        'States.ALL',
      ];
      expect(errorNames(state).filter((error) => !known.includes(error))).toEqual([]);
    });

    it('is given its occurrence and playbook, and nothing bigger than references', () => {
      expect(state.Parameters).toMatchObject({
        'occurrence.$': '$.occurrence',
        'playbook.$': '$.playbook',
      });
      expect(Object.values(state.Parameters)).not.toContain('$');
    });
  },
);

describe('the retries', () => {
  const retryOf = (name: string) => tasks.find((task) => task.name === name)?.state.Retry ?? [];
  /** Seconds of waiting when every try fails at once and no jitter shortens it. */
  const waits = (name: string) =>
    retryOf(name).map(
      ({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds = Number.POSITIVE_INFINITY }) =>
        Array.from({ length: MaxAttempts }, (_, attempt) =>
          Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
        ).reduce((sum, seconds) => sum + seconds, 0),
    );

  it('try for long to call a person', () => {
    expect(Math.max(...waits('Escalate'))).toBeGreaterThan(10 * 60);
  });

  it('do not hold up the first note', () => {
    expect(Math.max(...waits('CollectFast'), ...waits('ReportFirst'))).toBeLessThan(10);
  });

  it('never repeat what was refused for good', () => {
    const repeated = tasks.flatMap(({ state }) => state.Retry.flatMap(({ ErrorEquals }) => ErrorEquals));
    expect(repeated).not.toContain(ERRORS.rejected);
    expect(repeated).not.toContain(ERRORS.invalid);
    expect(repeated).not.toContain('States.ALL');
  });
});
