import { describe, expect, it } from '@jest/globals';
import { hasEnded, isSilent } from '../../../../functions/diagnosis/mechanisms/shared/ended.ts';
import {
  copesWith,
  failsRequests,
  isBroken,
  matters,
} from '../../../../functions/diagnosis/mechanisms/shared/health.ts';
import {
  isTelling,
  saidAtEnd,
  weightOf,
} from '../../../../functions/diagnosis/mechanisms/shared/last-words.ts';
import type { LogLevel } from '../../../../functions/model/log-summary.ts';
import { ago, app, join, log, podName, viewOf } from './cluster.ts';

const endpoint = (requests: number, errors5xx: number) => ({
  method: 'GET',
  path: '/',
  requests,
  errors5xx,
  errors4xx: 0,
  p50: null,
  p95: null,
  byStatus: {},
});
/** The view of one workload and it, with a log of its pod. */
function seen(parts: object, entry: Partial<Parameters<typeof log>[0]> = {}) {
  const view = viewOf(join(parts, { logs: [log({ pod: podName('api'), last: ago(0), ...entry })] }));
  const workload = view.workloads[0];
  if (workload === undefined) throw new Error('there is a workload');
  return { view, workload };
}
const WELL = app('api');
const ILL = app('api', { ready: false });

describe('lines have stopped', () => {
  const said = (first: number, last: number, count: number) => ({
    first: ago(first),
    last: ago(last),
    count,
  });
  const silent = (lines: ReturnType<typeof said>, entry = {}) => {
    const { view, workload } = seen(WELL, entry);
    return isSilent(view, workload, lines);
  };

  it.each([
    // Five seconds may be chance.
    [10, 5, 1_000, false],
    [10, 6, 1_000, true],
    // A fifth of the time since the first of them is a pause.
    [100, 20, 1_000, false],
    [100, 21, 1_000, true],
    // Four of their usual distances are.
    [100, 40, 7, false],
    [100, 40, 8, true],
    // One line has no distance.
    [10, 10, 1, true],
    [10, 10, 2, true],
  ])('from %d to %d s ago, %d of them: %p', (first, last, count, is) => {
    expect(silent(said(first, last, count))).toBe(is);
  });

  it('as long as the log goes on, and not beyond now', () => {
    expect(silent(said(100, 40, 1_000), { last: ago(30) })).toBe(false);
    expect(silent(said(100, 40, 1_000), { last: ago(10) })).toBe(true);
    expect(silent(said(100, 4, 1_000), { last: ago(-100) })).toBe(false);
  });

  it('is not known where their times are not', () => {
    expect(silent({ first: '', last: ago(40), count: 9 })).toBe(false);
    expect(silent({ first: ago(100), last: '', count: 9 })).toBe(false);
  });

  it('and are no cause any more where pods are well', () => {
    for (const [parts, is] of [
      [WELL, true],
      [ILL, false],
    ] as const) {
      const { view, workload } = seen(parts);
      expect(hasEnded(view, workload, said(100, 40, 1_000))).toBe(is);
      expect(hasEnded(view, workload, said(100, 0, 1_000))).toBe(false);
    }
  });
});

describe('what a workload is', () => {
  it('broken while a pod is not ready, or a container waits', () => {
    expect(isBroken(seen(WELL).workload)).toBe(false);
    expect(isBroken(seen(ILL).workload)).toBe(true);
    const waiting = { ready: true, state: { waiting: { reason: 'CrashLoopBackOff' } } };
    expect(isBroken(seen(app('api', { state: waiting })).workload)).toBe(true);
  });

  it.each([
    [10, 1, true],
    [11, 1, false],
    [100, 10, true],
    [100, 9, false],
    [0, 0, false],
  ])('failing when of %d requests %d do: a tenth', (requests, failed, is) => {
    const { view, workload } = seen(WELL, { endpoints: [endpoint(requests, failed)] });
    expect(failsRequests(view, workload)).toBe(is);
    const before = seen(WELL, { endpoints: [endpoint(requests, failed)], previous: true });
    expect(failsRequests(before.view, before.workload)).toBe(false);
  });

  it.each<[LogLevel, object, number, number, boolean]>([
    ['warn', WELL, 10, 0, true],
    ['info', WELL, 10, 0, true],
    ['debug', WELL, 10, 0, true],
    ['error', WELL, 10, 0, false],
    ['fatal', WELL, 10, 0, false],
    ['unknown', WELL, 10, 0, false],
    ['warn', ILL, 10, 0, false],
    ['warn', WELL, 9, 0, false],
    ['warn', WELL, 20, 1, true],
    ['warn', WELL, 20, 2, false],
  ])('coping with a line of %s', (level, parts, requests, failed, is) => {
    const { view, workload } = seen(parts, { endpoints: [endpoint(requests, failed)] });
    expect(copesWith(view, workload, { level })).toBe(is);
  });

  it.each([
    [3, WELL, 0, true],
    [2, WELL, 0, false],
    [2, ILL, 0, true],
    [2, WELL, 5, true],
  ])('worth a cause by %d lines', (count, parts, failed, is) => {
    const { view, workload } = seen(parts, { endpoints: [endpoint(20, failed)] });
    expect(matters(view, workload, count)).toBe(is);
  });
});

describe('what a program says before it ends', () => {
  const ended = (exitCode: number, restartCount = 0, more: object = {}) =>
    app('api', {
      ready: false,
      state: { ready: false, restartCount, state: { terminated: { exitCode } }, ...more },
    });
  const atEnd = (parts: object, entry: object, text = 'boom') => {
    const { view, workload } = seen(parts, entry);
    return saidAtEnd(view, workload, { test: (line) => line.includes(text) });
  };
  const words = { tail: ['one', 'boom: two'] };

  it('is why it ends, of a container that failed', () => {
    expect(atEnd(ended(1), words)).toBe(true);
    expect(atEnd(ended(0), words)).toBe(false);
    expect(atEnd(ended(0, 1), words)).toBe(true);
    expect(atEnd(ended(1, 0, { ready: true }), words)).toBe(false);
    expect(atEnd(ended(1), words, 'bang')).toBe(false);
  });

  it('is not what the run after it says', () => {
    const running = ended(0, 1, { state: { running: { startedAt: ago(10) } } });
    expect(atEnd(running, words)).toBe(false);
    expect(atEnd(running, { ...words, previous: true })).toBe(true);
  });

  it.each([
    ['error', true],
    ['fatal', true],
    ['warn', false],
    ['info', false],
  ])('may be anywhere in it as %s: %p', (level, is) => {
    const patterns = [
      {
        template: 'boom',
        count: 1,
        first: ago(100),
        last: ago(100),
        level,
        kind: 'other',
        peers: [],
        example: 'boom',
        minutes: {},
      },
    ];
    expect(atEnd(ended(1), { patterns })).toBe(is);
  });

  const any = { test: () => false };
  const until = (last: number, count: number) => ({ first: ago(100), last: ago(last), count });

  it.each([
    [ILL, until(0, 3), true],
    [ILL, until(0, 2), false],
    [ILL, until(90, 30), false],
    [WELL, until(0, 30), false],
  ])('or lines that come again and again until now, of pods that are not well', (parts, lines, is) => {
    const { view, workload } = seen(parts);
    expect(isTelling(view, workload, lines, any)).toBe(is);
  });

  it.each([
    [ILL, 0, until(0, 3), 'proof'],
    [WELL, 10, until(0, 20), 'proof'],
    [WELL, 10, until(0, 19), 'strong'],
    [WELL, 9, until(0, 20), 'strong'],
    [WELL, 0, until(0, 3), 'strong'],
    [WELL, 0, until(0, 2), 'hint'],
  ] as const)('carries a cause so far', (parts, failed, lines, strength) => {
    const { view, workload } = seen(parts, { endpoints: [endpoint(100, failed)] });
    expect(weightOf(view, workload, lines, any)).toBe(strength);
  });
});
