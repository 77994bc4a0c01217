import { describe, expect, it } from '@jest/globals';
import { terminating } from '../../../functions/analyzers/terminating.ts';
import { ago, findingsOf, pod, statefulSet } from './cluster.ts';

/** A pod that was told to end `asked` seconds ago, with so long a grace period (seconds). */
const parts = (asked: number, grace: number, meta: object = {}, ready = 0) => {
  const made = pod('db', { ownerKind: 'StatefulSet', spec: { terminationGracePeriodSeconds: grace } });
  const metadata = Object.assign({}, made.metadata, { deletionTimestamp: ago(asked - grace), ...meta });
  return { statefulsets: [statefulSet('db', { ready })], pods: [{ ...made, metadata }] };
};

describe('terminating', () => {
  it('says that a long grace period keeps the successor from being made', () => {
    const [found] = findingsOf(terminating, parts(90, 900));
    expect(found).toMatchObject({ cause: 'stuck-terminating', strength: 'proof', since: ago(90) });
    expect(found?.title).toBe(
      'pod db-0 is being deleted and does not go, its successor waits: its grace period lasts 15 min, and the program does not end before',
    );
    expect(found?.evidence[1]).toBe('it is killed at 14:13:30Z, in 14 min');
  });

  it('names the finalizer that holds it', () => {
    const [found] = findingsOf(terminating, parts(300, 30, { finalizers: ['example.com/backup'] }));
    expect(found?.strength).toBe('proof');
    expect(found?.title).toContain('finalizer example.com/backup is not removed');
  });

  it('is less sure of a kubelet that is late', () => {
    expect(findingsOf(terminating, parts(300, 30))[0]?.strength).toBe('strong');
    expect(findingsOf(terminating, parts(62, 60))).toEqual([]);
  });

  it('leaves a pod its time, and one that nobody waits for', () => {
    expect(findingsOf(terminating, parts(20, 30))).toEqual([]);
    const other = parts(300, 30);
    const deployed = {
      ...other,
      pods: other.pods.map((one) => ({ ...one, metadata: { ...one.metadata, ownerReferences: [] } })),
    };
    expect(findingsOf(terminating, deployed)).toEqual([]);
  });
});
