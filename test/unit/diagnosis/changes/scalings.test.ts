import { describe, expect, it } from '@jest/globals';
import { scalingsOf } from '../../../../functions/diagnosis/changes/scalings.ts';
import {
  ago,
  app,
  deployment,
  event,
  join,
  pod,
  replicaSet,
  statefulSet,
  viewOf,
} from '../mechanisms/cluster.ts';

interface Told {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly who: string;
}
const told = (parts: object): readonly Told[] =>
  scalingsOf(viewOf(parts)).map(({ at, from, to, who }) => ({
    at: (Date.parse(ago(0)) - at) / 1_000,
    from,
    to,
    who,
  }));

const SET = 'worker-6d4cf56db6';
const scaled = (message: string, at = 90, more: object = {}) =>
  event('Deployment', 'worker', 'ScalingReplicaSet', message, {
    firstTimestamp: ago(at),
    lastTimestamp: ago(at),
    ...more,
  });
const worker = (replicas: number, events: readonly object[], meta: Record<string, unknown> = {}) =>
  join(app('api'), {
    deployments: [deployment('worker', { replicas, meta })],
    replicasets: [replicaSet('worker')],
    pods: [pod('worker')],
    events,
  });

describe('the scaling of a Deployment', () => {
  it.each([[`Scaled up replica set ${SET} from 2 to 12`], [`Scaled up replica set ${SET} to 12 from 2`]])(
    'is read off "%s"',
    (message) => {
      expect(told(worker(12, [scaled(message)]))).toEqual([{ at: 90, from: 2, to: 12, who: '' }]);
    },
  );

  it('is that of the event alone which says so', () => {
    const message = `Scaled up replica set ${SET} from 2 to 12`;
    expect(told(worker(12, [scaled(message, 90, { reason: 'Other' })]))).toEqual([]);
    expect(told(worker(12, [scaled(`${message} by hand`)]))).toEqual([]);
  });

  it('is the last one, and only where it led to what is asked for now', () => {
    const steps = [
      scaled(`Scaled up replica set ${SET} from 5 to 12`, 90),
      scaled(`Scaled up replica set ${SET} from 2 to 5`, 200),
    ];
    expect(told(worker(12, steps))).toEqual([{ at: 90, from: 5, to: 12, who: '' }]);
    expect(told(worker(12, steps.toReversed()))).toEqual([{ at: 90, from: 5, to: 12, who: '' }]);
    expect(told(worker(5, steps))).toEqual([]);
  });

  it('is none where it brings back from nothing', () => {
    expect(told(worker(2, [scaled(`Scaled up replica set ${SET} from 0 to 2`)]))).toEqual([]);
    expect(told(worker(2, [scaled(`Scaled up replica set ${SET} from 1 to 2`)]))).toHaveLength(1);
  });

  it.each([
    [59, 0],
    [60, 1],
  ])('is none where another set is scaled %d s from it: that is a rollout', (apart, count) => {
    const steps = [
      scaled(`Scaled up replica set ${SET} from 11 to 12`, 90),
      scaled('Scaled down replica set worker-0000000000 from 1 to 0', 90 + apart),
    ];
    expect(told(worker(12, steps))).toHaveLength(count);
  });

  it('is not taken for a rollout because the same set was scaled just before', () => {
    const steps = [
      scaled(`Scaled up replica set ${SET} from 5 to 12`, 90),
      scaled(`Scaled up replica set ${SET} from 2 to 5`, 100),
    ];
    expect(told(worker(12, steps))).toEqual([{ at: 90, from: 5, to: 12, who: '' }]);
  });

  it('is not the first one of a set that a rollout has made', () => {
    const parts = worker(12, [
      scaled('Scaled up replica set worker-bbbbbbbbbb from 0 to 12', 90),
      scaled(`Scaled up replica set ${SET} from 5 to 12`, 200),
    ]);
    const next = replicaSet('worker', { hash: 'bbbbbbbbbb', revision: 2, created: ago(95) });
    expect(told(join(parts, { replicasets: [next] }))).toEqual([{ at: 200, from: 5, to: 12, who: '' }]);
  });

  describe('was asked for by', () => {
    const message = `Scaled up replica set ${SET} from 2 to 12`;
    const who = (meta: Record<string, unknown>, component = 'deployment-controller') =>
      told(worker(12, [scaled(message, 90, { source: { component } })], meta))[0]?.who;
    const field = (keys: readonly string[], subresource = '') => ({
      managedFields: [{ manager: 'keda', time: ago(90), subresource, keys }],
    });
    it('whoever owns the number, and little else', () => {
      expect(who(field(['spec.replicas']))).toBe('keda');
      expect(who(field(['spec.replicas', 'spec.a', 'spec.b']))).toBe('keda');
      expect(who(field(['spec.replicas', 'spec.a', 'spec.b', 'spec.c']))).toBe('');
      expect(who(field(['spec.replicas', 'spec.a', 'spec.b', 'spec.c'], 'scale'))).toBe('keda');
      expect(who(field(['spec.paused']))).toBe('');
      expect(who(field(['spec.paused'], 'scale'))).toBe('');
    });
    it('whoever the event names, unless that only carries it out', () => {
      expect(who({})).toBe('');
      expect(who({}, 'keda-operator')).toBe('keda-operator');
    });
  });
});

describe('the scaling of a StatefulSet', () => {
  const set = (replicas: number, ...events: readonly (readonly [string, string, number])[]) => ({
    statefulsets: [statefulSet('db', { replicas, ready: replicas })],
    events: events.map(([reason, message, at]) =>
      event('StatefulSet', 'db', reason, message, { firstTimestamp: ago(at), lastTimestamp: ago(at) }),
    ),
  });

  it('counts the pods that were deleted together', () => {
    expect(told(set(1, ['SuccessfulDelete', 'db-2', 90], ['SuccessfulDelete', 'db-1', 60]))).toEqual([
      { at: 60, from: 3, to: 1, who: '' },
    ]);
    expect(told(set(1, ['SuccessfulDelete', 'db-2', 119], ['SuccessfulDelete', 'db-1', 60]))).toEqual([
      { at: 60, from: 3, to: 1, who: '' },
    ]);
    expect(told(set(1, ['SuccessfulDelete', 'db-2', 120], ['SuccessfulDelete', 'db-1', 60]))).toEqual([
      { at: 60, from: 2, to: 1, who: '' },
    ]);
  });

  it('is none where the pod was made again: that is a rollout or a repair', () => {
    expect(told(set(1, ['SuccessfulDelete', 'db-0', 90], ['SuccessfulCreate', 'db-0', 90]))).toEqual([]);
    expect(told(set(1, ['SuccessfulCreate', 'db-0', 91], ['SuccessfulDelete', 'db-1', 90]))).toEqual([
      { at: 90, from: 2, to: 1, who: '' },
    ]);
  });

  it('is none without a deletion', () => {
    expect(told(set(1, ['SuccessfulCreate', 'db-0', 90]))).toEqual([]);
    expect(told(set(1))).toEqual([]);
  });
});
