import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import { unreadPods } from '../../../../functions/diagnosis/mechanisms/scheduling/unread-pods.ts';
import { ago, bundleOf, deployment, event, join, playbook, podName, statefulSet } from './cluster.ts';

type Parts = Parameters<typeof bundleOf>[0];

const NO_NODE =
  '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found.';
const unplaced = (name: string, more: Record<string, unknown> = {}): Parts => ({
  events: [event('Pod', name, 'FailedScheduling', NO_NODE, more)],
});
const short: Parts = { deployments: [deployment('api', { replicas: 2, ready: 1 })] };
const found = (parts: Parts, pods: 'forbidden' | 'empty' = 'forbidden') =>
  diagnose(bundleOf(parts, {}, { pods }), playbook(), [unreadPods]).causes.map(
    ({ cause, confidence, object }) => `${cause} ${object.kind}/${object.name} ${confidence}`,
  );

describe('pods that no node takes, where pods may not be listed', () => {
  it('name their workload by the events about them', () => {
    expect(found(join(short, unplaced(podName('api'))))).toEqual(['unschedulable Deployment/api medium']);
    const set = { statefulsets: [statefulSet('db', { replicas: 3, ready: 0 })] };
    expect(found(join(set, unplaced('db-0')))).toEqual(['unschedulable StatefulSet/db medium']);
  });

  it.each([
    ['of another workload', join(short, unplaced(podName('api-worker')))],
    ['that was said long ago', join(short, unplaced(podName('api'), { lastTimestamp: ago(700) }))],
    [
      'of a workload that has all its pods',
      join({ deployments: [deployment('api', { replicas: 2 })] }, unplaced(podName('api'))),
    ],
  ])('are none %s', (_, parts) => {
    expect(found(parts)).toEqual([]);
  });

  it('are left to the pods themselves where these are read', () => {
    expect(found(join(short, unplaced(podName('api'))), 'empty')).toEqual([]);
  });
});
