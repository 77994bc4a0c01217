import { describe, expect, it } from '@jest/globals';
import { scheduler } from '../../../functions/analyzers/scheduler.ts';
import { ago, app, event, findingsOf, join, node, pod, podName, short } from './cluster.ts';

const untried = app('api', { ready: false, phase: 'Pending', node: '', conditions: [], created: ago(90) });
const master = node('m1');

describe('scheduler', () => {
  it('names the control-plane node when pods are not even tried', () => {
    const parts = join(untried, {
      events: [],
      nodes: [
        node('n1'),
        { ...master, metadata: { name: 'm1', labels: { 'node-role.kubernetes.io/control-plane': '' } } },
      ],
    });
    expect(short(findingsOf(scheduler, parts))).toEqual(['node-infrastructure Node/m1 strong']);
  });

  it('names the workload that asks for a scheduler of its own', () => {
    const parts = join(
      app('api', {
        ready: false,
        phase: 'Pending',
        node: '',
        conditions: [],
        created: ago(90),
        spec: { nodeName: '', schedulerName: 'mine', containers: [] },
      }),
      { events: [] },
    );
    expect(short(findingsOf(scheduler, parts))).toEqual(['unschedulable Deployment/api strong']);
  });

  it('leaves out a pod that was tried, is new, or is gated', () => {
    const tried = join(untried, {
      events: [event('Pod', podName('api'), 'FailedScheduling', '0/1 nodes are available')],
    });
    const fresh = {
      pods: [pod('api', { ready: false, phase: 'Pending', node: '', conditions: [], created: ago(5) })],
      events: [event('Pod', 'x', 'Other', '')],
    };
    expect(findingsOf(scheduler, tried)).toEqual([]);
    expect(findingsOf(scheduler, fresh)).toEqual([]);
  });
});
