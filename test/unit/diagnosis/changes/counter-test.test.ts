import { describe, expect, it } from '@jest/globals';
import { changesOf } from '../../../../functions/diagnosis/changes/changes.ts';
import { counterTest } from '../../../../functions/diagnosis/changes/counter-test.ts';
import { refKey } from '../../../../functions/model/object-ref.ts';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import {
  ago,
  app,
  bundleOf,
  join,
  log,
  NAMESPACE,
  playbook,
  pod,
  replicaSet,
  viewOf,
} from '../mechanisms/cluster.ts';

const [OLD, NEW] = ['aaaaaaaaaa', 'bbbbbbbbbb'];
const ref = { kind: 'Deployment', namespace: NAMESPACE, name: 'api' };
const REQUESTS = 100;
const UNTIMED = { errors4xx: 0, p50: null, p95: null, byStatus: {} };

/** Failed requests to pods of a revision, of a hundred; no log where it is undefined. */
const logged = (name: string, failed: number | undefined) =>
  failed === undefined
    ? []
    : [
        log({
          pod: name,
          requests: REQUESTS,
          endpoints: [{ method: 'GET', path: '/', requests: REQUESTS, errors5xx: failed, ...UNTIMED }],
        }),
      ];

interface Side {
  readonly ready: boolean;
  readonly failed?: number;
}

/** A rollout of 200 s ago, with a pod of the revision before where one is given. */
const rolled = (current: Side, old?: Side) =>
  join(app('api'), {
    replicasets: [
      replicaSet('api', { hash: OLD, revision: 1, container: { image: 'r/app:1' } }),
      replicaSet('api', { hash: NEW, revision: 2, created: ago(200), container: { image: 'r/app:2' } }),
    ],
    pods: [
      ...(old === undefined ? [] : [pod('api', { hash: OLD, suffix: 'old', ready: old.ready })]),
      pod('api', { hash: NEW, suffix: 'new', ready: current.ready }),
    ],
    logs: [...logged(`api-${OLD}-old`, old?.failed), ...logged(`api-${NEW}-new`, current.failed)],
  });
const parts = (current: Side, old?: Side) => {
  const { pods = [], replicasets = [], ...rest } = rolled(current, old);
  return { ...rest, pods: pods.slice(1), replicasets: replicasets.slice(1) };
};
const judged = (current: Side, old?: Side) => {
  const view = viewOf(parts(current, old));
  const workload = view.owners.byKey.get(refKey(ref));
  const test = workload && counterTest(view, workload);
  return [test?.verdict, test?.by];
};

describe('the counter-test of a rollout', () => {
  it.each<[string, Side, Side | undefined, readonly [string, string | undefined]]>([
    ['no old pod', { ready: false }, undefined, ['none-left', undefined]],
    ['new ones not ready', { ready: false }, { ready: true }, ['old-well', 'readiness']],
    ['none ready', { ready: false }, { ready: false }, ['old-fail', 'readiness']],
    ['all ready, no requests', { ready: true }, { ready: true }, ['open', undefined]],
    [
      'new ones fail requests',
      { ready: true, failed: 40 },
      { ready: true, failed: 0 },
      ['old-well', 'requests'],
    ],
    ['both fail them', { ready: true, failed: 40 }, { ready: true, failed: 21 }, ['old-fail', 'requests']],
    ['half as many', { ready: true, failed: 40 }, { ready: true, failed: 20 }, ['old-well', 'requests']],
    ['too few failures', { ready: true, failed: 4 }, { ready: true, failed: 4 }, ['open', undefined]],
    ['just enough', { ready: true, failed: 5 }, { ready: true, failed: 5 }, ['old-fail', 'requests']],
    [
      'ready, failing as well',
      { ready: false, failed: 40 },
      { ready: true, failed: 40 },
      ['old-fail', 'requests'],
    ],
  ])('%s', (_name, current, old, expected) => {
    expect(judged(current, old)).toEqual(expected);
  });

  it('is the same answer for the reach of the change, what is ruled out and what is to be done', () => {
    const sections = (current: Side, old: Side) => {
      const report = buildReport(bundleOf(parts(current, old), { workload: ref }), playbook());
      const changes = changesOf(viewOf(parts(current, old)), undefined, { object: ref, explained: [] });
      const actions = report.causes.flatMap((cause) => cause.actions);
      return {
        reached: changes.map(({ reached }) => reached),
        ruledOut: report.ruledOut.filter(({ causes }) => causes.includes('bad-rollout')).map(({ by }) => by),
        undone: actions.some(({ command = '' }) => command.includes('rollout undo')),
      };
    };
    const fails = { ready: false, failed: 40 };
    expect(sections(fails, { ready: true, failed: 40 })).toEqual({
      reached: ['no'],
      ruledOut: ['pods of the revision before it fail too, a rollback will not help'],
      undone: false,
    });
    expect(sections(fails, { ready: true, failed: 1 })).toMatchObject({ reached: ['yes'], ruledOut: [] });
  });
});
