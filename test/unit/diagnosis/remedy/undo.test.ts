import { describe, expect, it } from '@jest/globals';
import { undoScaling } from '../../../../functions/diagnosis/remedy/undo.ts';
import type { KnownChange } from '../../../../functions/model/change.ts';
import { reported } from '../../../../functions/model/command/action.ts';
import type { RankedCause } from '../../../../functions/model/ranked-cause.ts';
import { factsOf } from '../../../support/facts.ts';
import { said } from '../../../support/written.ts';
import { ago, app, join, viewOf } from '../mechanisms/cluster.ts';

const ref = (name: string) => ({ kind: 'Deployment', namespace: 'shop', name });
const cause: RankedCause = {
  ...factsOf('dependency-error'),
  confidence: 'high',
  object: ref('api'),
  title: said('x'),
  evidence: [],
  against: [],
  actions: [],
};
const MINUTE = 60_000;
const scaled = (name: string, from: number, to: number, more: Partial<KnownChange> = {}): KnownChange => ({
  at: ago(300),
  object: ref(name),
  facts: { kind: 'scaling', from, to },
  who: 'kubectl',
  beforeOnsetMs: MINUTE,
  reached: 'yes',
  why: { says: 'is-what-fails' },
  ...more,
});
const view = viewOf(join(app('api'), app('worker')));
/** "worker 2" for each command that scales the worker to 2. */
const undone = (...changes: readonly KnownChange[]): readonly string[] =>
  reported(undoScaling(cause, changes, view)).map(({ command = '' }) => {
    const [, name, replicas] = /deployment\/(\S+) --replicas=(\d+)/.exec(command) ?? [];
    return `${name} ${replicas}`;
  });

describe('a scaling is taken back', () => {
  it.each<[number | null, readonly string[]]>([
    [0, ['worker 2']],
    [60 * MINUTE, ['worker 2']],
    [60 * MINUTE + 1, []],
    [-5_000, ['worker 2']],
    [-5_001, []],
    [null, []],
  ])(
    'when it came %d ms before the onset: at most an hour, and no later than clocks differ',
    (beforeOnsetMs, commands) => {
      expect(undone(scaled('worker', 2, 12, { beforeOnsetMs }))).toEqual(commands);
    },
  );

  it('where it reached what fails', () => {
    expect(undone(scaled('worker', 2, 12, { reached: 'no' }))).toEqual([]);
    expect(undone(scaled('worker', 2, 12, { reached: 'unknown' }))).toEqual([]);
  });

  it('of another workload when that grew, of what fails either way', () => {
    expect(undone(scaled('worker', 12, 2))).toEqual([]);
    expect(undone(scaled('api', 12, 2))).toEqual(['api 12']);
    expect(undone(scaled('api', 2, 12))).toEqual(['api 2']);
  });

  it('once for each workload, the last of it, nearest to the onset first', () => {
    const early = scaled('worker', 1, 2, { beforeOnsetMs: 9 * MINUTE });
    const late = scaled('worker', 2, 12, { beforeOnsetMs: 3 * MINUTE });
    const own = scaled('api', 5, 3, { beforeOnsetMs: 5 * MINUTE });
    expect(undone(early, own, late)).toEqual(['worker 2', 'api 5']);
    expect(undone(early, { ...late, reached: 'no' })).toEqual([]);
  });

  it('and nothing else is', () => {
    const facts = {
      kind: 'rollout',
      revision: 2,
      reused: false,
      differences: [{ kind: 'restart' }],
    } as const;
    expect(undone(scaled('api', 1, 2, { facts }))).toEqual([]);
  });
});
