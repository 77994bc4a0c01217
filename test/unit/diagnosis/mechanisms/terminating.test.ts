import { describe, expect, it } from '@jest/globals';
import { terminating } from '../../../../functions/diagnosis/mechanisms/pods/terminating.ts';
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
      'pod db-0 is stuck terminating, so its replacement cannot start: its grace period is 15 min, and the program does not exit sooner',
    );
    expect(found?.evidence[1]).toBe('it is killed at 14:13:30Z, in 14 min');
  });

  it('names the finalizer that holds it', () => {
    const [found] = findingsOf(terminating, parts(300, 30, { finalizers: ['example.com/backup'] }));
    expect(found?.strength).toBe('proof');
    expect(found?.title).toContain('nobody has removed its finalizer example.com/backup');
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

describe('a pod that does not go', () => {
  it.each<[string, ReturnType<typeof parts>, number]>([
    ['a minute after it was told to', parts(60, 900), 1],
    ['before that', parts(59, 900), 0],
    ['at the end of its grace period', parts(90, 90), 1],
    ['half a minute after that', parts(120, 90), 0],
    ['longer after that', parts(121, 90), 1],
  ])('is stuck or not: %s', (_, given, count) => {
    expect(findingsOf(terminating, given)).toHaveLength(count);
  });

  it('has half a minute where it does not say', () => {
    const made = pod('db', { ownerKind: 'StatefulSet' });
    const told = (seconds: number) => ({
      statefulsets: [statefulSet('db', { ready: 0 })],
      pods: [{ ...made, metadata: { ...(made.metadata as object), deletionTimestamp: ago(seconds) } }],
    });
    // 61 s after the 30 s of grace: asked 91 s ago, and 31 s over.
    expect(findingsOf(terminating, told(31))[0]?.since).toBe(ago(61));
    expect(findingsOf(terminating, told(30))).toEqual([]);
  });
});
