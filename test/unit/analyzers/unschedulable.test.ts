import { describe, expect, it } from '@jest/globals';
import { unschedulable } from '../../../functions/analyzers/unschedulable.ts';
import { app, findingsOf, short } from './cluster.ts';

const pending = (message: string, more = {}) =>
  app('api', {
    ready: false,
    phase: 'Pending',
    node: '',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, ...more }],
  });

describe('unschedulable', () => {
  it("splits the scheduler's message and drops what it says of preemption", () => {
    const found = findingsOf(
      unschedulable,
      pending(
        '0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found.',
      ),
    );
    expect(short(found)).toEqual(['unschedulable Deployment/api proof']);
    expect(found[0]?.title).toBe('no node takes its pod: 1 node(s) were unschedulable, 2 Insufficient cpu');
  });

  it('drops what the scheduler of Kubernetes 1.34 says of resource claims, too', () => {
    const [found] = findingsOf(
      unschedulable,
      pending(
        '0/1 nodes are available: 1 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
      ),
    );
    expect(found?.title).toBe('no node takes its pod: 1 Insufficient nvidia.com/gpu');
    expect(found?.evidence[0]).toBe(
      '1 of 1 pod Pending, the scheduler says: 0/1 nodes are available: 1 Insufficient nvidia.com/gpu',
    );
  });

  it('leaves a pod that waits for its volume to the volume', () => {
    expect(
      findingsOf(
        unschedulable,
        pending('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.'),
      ),
    ).toEqual([]);
  });

  it('is less sure where a node that is down is part of it', () => {
    const found = findingsOf(
      unschedulable,
      pending(
        '0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.',
      ),
    );
    expect(short(found)).toEqual(['unschedulable Deployment/api strong']);
  });

  it('leaves out a pod that is gated: it waits by design', () => {
    expect(
      findingsOf(
        unschedulable,
        pending('Scheduling is blocked due to non-empty scheduling gates', { reason: 'SchedulingGated' }),
      ),
    ).toEqual([]);
  });

  it('leaves out a pod that has been scheduled since', () => {
    expect(findingsOf(unschedulable, app('api'))).toEqual([]);
  });
});
