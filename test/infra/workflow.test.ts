import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { BUSY_MS } from '../../functions/actions/once.ts';
import { ERRORS, SERVICE_ERRORS, TIMEOUT_ERRORS, WAKING_ERRORS } from '../../functions/contracts/errors.ts';
import { EXEC_FUNCTION, LAMBDA_SECONDS, TASKS } from '../../functions/contracts/lambdas.ts';
import type { Machine, State, Task } from '../../infra/asl.ts';
import { retrierOf as retrierFor, waitsOf } from '../support/retries.ts';
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
    expect(new Set(Object.values(machine.taskOf))).toEqual(
      new Set(TASKS.filter((task) => task !== EXEC_FUNCTION)),
    );
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
        ...WAKING_ERRORS,
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
  const retrierOf = (name: string, error: string) => retrierFor(retryOf(name), error);
  const waitOf = (name: string, error: string) => waitsOf(retryOf(name), error).longest;

  it('do not hold up the first note when the cluster or PagerDuty is in trouble', () => {
    expect(waitOf('CollectFast', ERRORS.retryLater)).toBeLessThan(10);
    expect(waitOf('ReportFirst', ERRORS.retryLater)).toBeLessThan(10);
  });

  it.each(['ReportFull', 'ReportLink', 'ReportFailed', 'Recover'])(
    'outlive minutes of trouble of PagerDuty, so that %s is late and not lost',
    (name) => {
      expect(waitOf(name, ERRORS.retryLater)).toBeGreaterThan(5 * 60);
    },
  );

  it.each(tasks.map(({ name }) => name))('of %s outlive the lease of a try that died', (name) => {
    const retrier = retrierOf(name, ERRORS.busy);
    expect(retrier?.JitterStrategy).toBeUndefined();
    expect((retrier?.IntervalSeconds ?? 0) * 1000).toBeGreaterThan(BUSY_MS);
    expect(retrier?.MaxAttempts).toBeGreaterThan(1);
  });

  it.each(tasks.map(({ name }) => name))(
    'of %s wait minutes for a function that AWS has put to sleep, and not for ever',
    (name) => {
      for (const error of ['ResourceNotReadyException', 'ENINotReadyException', 'EC2ThrottledException'])
        for (const reported of [error, `Lambda.${error}`])
          expect(waitOf(name, reported)).toBeGreaterThanOrEqual(5 * 60);
      if (name !== 'Escalate' && name !== 'EscalateAgain')
        expect(waitOf(name, 'Lambda.ResourceNotReadyException')).toBeLessThan(10 * 60);
    },
  );

  it.each(tasks.map(({ name }) => name))(
    'of %s give a function that ran out of memory a fresh sandbox',
    (name) => {
      for (const error of [
        'Runtime.OutOfMemory',
        'Lambda.Runtime.OutOfMemory',
        'Runtime.ExitError',
        'Lambda.Unknown',
      ])
        expect(retrierOf(name, error)?.MaxAttempts).toBeGreaterThan(0);
    },
  );

  const others = tasks.map(({ name }) => name).filter((name) => !name.startsWith('Escalate'));
  it.each(others)('of %s never repeat what was refused for good', (name) => {
    expect(retrierOf(name, ERRORS.rejected)?.MaxAttempts ?? 0).toBe(0);
    expect(retrierOf(name, ERRORS.invalid)?.MaxAttempts ?? 0).toBe(0);
  });
});
