import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CALL_TRIED_FOR_MS,
  LONGEST_ESCALATION_MINUTES,
  MAX_ESCALATION_STEPS,
} from '../../functions/contracts/calls.ts';
import { ERRORS } from '../../functions/contracts/errors.ts';
import { LAMBDA_SECONDS } from '../../functions/contracts/lambdas.ts';
import { statesOf } from '../../functions/host/definition.ts';
import type { Machine, Task } from '../../infra/asl.ts';
import { delayOf, retrierOf, runTries, waitsOf } from '../support/retries.ts';
import { machine } from './template.ts';

const definition = machine.definition as Machine;
const tasks = [...statesOf(machine.definition)].flatMap(([name, state]) =>
  state.Type === 'Task' ? [{ name, state: state as unknown as Task }] : [],
);
const retriesOf = (name: string) => tasks.find((task) => task.name === name)?.state.Retry ?? [];
const CALLS = ['Escalate', 'EscalateAgain'] as const;
const DAY = CALL_TRIED_FOR_MS / 1000;

/** What can come of a try at a timer: by status of PagerDuty, a bug, a time-out, a dead sandbox, AWS's own trouble. */
const TROUBLES = [
  ...[ERRORS.retryLater, ERRORS.rejected, ERRORS.invalid, 'TypeError', 'States.Timeout'],
  ...['Sandbox.Timedout', 'Runtime.ExitError', 'Lambda.Unknown', 'Lambda.TooManyRequestsException'],
  ...['Lambda.ResourceNotReadyException', 'States.Permissions', 'AccessDeniedException'],
];

describe.each(CALLS)('%s', (name) => {
  const retries = retriesOf(name);

  it.each([
    ['15 minutes', 15 * 60],
    ['3 hours', 3 * 3600],
    ['23 hours', 23 * 3600],
  ])(
    'calls within two minutes after the end of an outage of %s, whatever the outage looks like',
    async (_, outage) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.tuple(fc.constantFrom(...TROUBLES), fc.integer({ min: 0, max: LAMBDA_SECONDS.escalate })),
            {
              minLength: 1,
              maxLength: 20,
            },
          ),
          async (kinds) => {
            const ended = await runTries(retries, (now, number) => {
              const [error, seconds] = kinds[number % kinds.length] ?? ['', 0];
              return now < outage ? { seconds, error } : { seconds: 3 };
            });
            expect(ended.error).toBeUndefined();
            expect(ended.endedAt).toBeGreaterThanOrEqual(outage);
            expect(ended.endedAt - outage).toBeLessThanOrEqual(120);
          },
        ),
        { numRuns: 15 },
      );
    },
  );

  it('calls a few seconds after a hiccup', async () => {
    const ended = await runTries(retries, (_, number) =>
      number === 1 ? { seconds: 1, error: ERRORS.retryLater } : { seconds: 1 },
    );
    expect(ended.endedAt).toBeLessThan(10);
  });

  it.each(TROUBLES)('is tried for a day after %s, and for no shorter time by chance', (error) => {
    const { median, longest } = waitsOf(retries, error);
    expect(median).toBe(longest);
    expect(longest).toBeGreaterThanOrEqual(DAY * 0.99);
  });

  it('ends when the function says that a day has passed', async () => {
    const ended = await runTries(retries, (now) => ({
      seconds: 1,
      error: now > DAY ? ERRORS.givenUp : ERRORS.rejected,
    }));
    expect(ended.tries).toBeLessThan(2000);
    expect(retrierOf(retries, ERRORS.givenUp)?.MaxAttempts).toBe(0);
  });
});

describe('an execution', () => {
  it('lives longer than its longest path and the tries of the last call', () => {
    const tries = Math.max(...TROUBLES.map((error) => waitsOf(retriesOf('Escalate'), error).longest));
    expect(definition.TimeoutSeconds).toBeGreaterThan(LONGEST_ESCALATION_MINUTES * 60 + tries);
  });

  /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
  const MAX_HISTORY_EVENTS = 25_000;
  /** Of one try: scheduled, started, failed. */
  const EVENTS_A_TRY = 3;
  /** More than all else writes: the triage with its retries, and the steps' own states. */
  const OTHER_EVENTS = 1_000;

  it('has room in its history for a day of tries of each step', () => {
    const tries = Math.max(...retriesOf('Escalate').map(({ MaxAttempts }) => MaxAttempts));
    expect(MAX_ESCALATION_STEPS * tries * EVENTS_A_TRY + OTHER_EVENTS).toBeLessThan(MAX_HISTORY_EVENTS);
  });
});

describe('what the documents say of time', () => {
  const read = (name: string) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');
  const deploy = read('deploy');
  const inWords = (seconds: number): string => {
    if (seconds < 100) return `${Number(seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0))} s`;
    const minutes = seconds / 60;
    return minutes < 100 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 60)} h`;
  };
  const waits = (name: string, error: string) => waitsOf(retriesOf(name), error);

  it.each([
    [
      ['Plan'],
      (median: string, longest: string) => `planning for ${median} in the median and ${longest} at most`,
    ],
    [
      ['CollectFast', 'CollectLogs', 'ReportFirst'],
      (median: string, longest: string) => `collecting and the first note for ${median} and ${longest} each`,
    ],
    [
      ['ReportFull', 'ReportFailed', 'ReportLink'],
      (median: string, longest: string) => `the complete note for ${median} and ${longest}`,
    ],
  ])('holds for %j', (names, sentence) => {
    for (const name of names) {
      const { median, longest } = waits(name, ERRORS.retryLater);
      expect(deploy).toContain(sentence(inWords(median), inWords(longest)));
    }
  });

  it('holds for a function that has to wake, for a call, and for an execution', () => {
    const asleep = waits('CollectFast', 'Lambda.ResourceNotReadyException');
    expect(asleep.median).toBe(asleep.longest);
    expect(deploy).toContain(`put to sleep in its VPC is waited for ${inWords(asleep.longest)}`);
    const retrier = retrierOf(retriesOf('Escalate'), ERRORS.rejected);
    const longest = inWords(waits('Escalate', ERRORS.rejected).longest);
    expect(deploy).toContain(`every ${retrier?.MaxDelaySeconds} s for ${longest}`);
    const escalation = read('escalation').replaceAll(/\s+/g, ' ');
    const first = [0, 1, 2].map((retry) => (retrier === undefined ? 0 : delayOf(retrier, retry)));
    expect(escalation).toContain(
      `after ${first.join(', ')} ... 64 seconds, then every ${retrier?.MaxDelaySeconds} s, until the call was made, the incident is over, or ${longest} have passed`,
    );
    expect(deploy).toContain(`an execution ends after ${inWords(definition.TimeoutSeconds ?? 0)}`);
  });
});

it('the runbook says how long a note is tried', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const minutes = Math.round(waitsOf(retriesOf('ReportFull'), ERRORS.retryLater).longest / 60);
  expect(runbook).toContain(`It is tried for ${minutes} minutes`);
});

describe('the simulated tries', () => {
  const jittered = {
    ErrorEquals: ['A'],
    IntervalSeconds: 1,
    MaxAttempts: 3,
    BackoffRate: 2,
    JitterStrategy: 'FULL' as const,
  };
  it('are those of the definition: the first retrier that names the error, each with its own count', async () => {
    const other = { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 1, BackoffRate: 1 };
    const ended = await runTries([jittered, other], (_, number) => ({
      seconds: 0,
      error: number % 2 === 1 ? 'A' : 'B',
    }));
    expect(ended).toEqual({ endedAt: 1 + 5 + 2, tries: 4, error: 'B' });
  });

  it('wait half as long with FULL jitter, in the median', async () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const ends: number[] = [];
    for (let run = 0; run < 2_001; run += 1)
      ends.push((await runTries([jittered], () => ({ seconds: 0, error: 'A' }), { random })).endedAt);
    const median = ends.sort((a, b) => a - b)[1_000] ?? 0;
    expect(Math.abs(median - waitsOf([jittered], 'A').median)).toBeLessThan(0.2);
    expect(waitsOf([jittered], 'A')).toEqual({ median: 3.5, longest: 7 });
  });
});
