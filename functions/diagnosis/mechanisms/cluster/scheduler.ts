import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { isPlaced } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { livePods } from '../shared/pods.ts';
import { controlPlane } from './control-plane.ts';

/** A scheduler tries a new pod within seconds and says FailedScheduling when it cannot place it; half a minute is long. */
const UNTRIED_MS = 30_000;

/**
 * Pods that no scheduler has tried: Pending with no node, no PodScheduled verdict and no event. The scheduler does not
 * run (or the pod names one that does not exist), so the control plane is what to look at, not the pod.
 */
export const scheduler: Analyzer = {
  name: 'scheduler',
  needs: ['pods', 'events'],
  causes: ['node-infrastructure', 'unschedulable'],
  analyze: (view) => {
    const untried = view.workloads.flatMap((workload) =>
      livePods(workload).flatMap((pod) => {
        const age = view.now - (timeOf(pod.metadata.creationTimestamp) ?? view.now);
        const tried =
          isPlaced(pod) ||
          pod.status.phase !== 'Pending' ||
          pod.spec.schedulingGates.length > 0 ||
          pod.status.conditions.some(({ type, reason }) => type === 'PodScheduled' && reason !== '') ||
          view.events
            .of(podRef(pod))
            .some(({ reason }) => reason === 'FailedScheduling' || reason === 'Scheduled');
        return tried || age < UNTRIED_MS || pod.status.containerStatuses.length > 0
          ? []
          : [{ workload, pod, age }];
      }),
    );
    const first = untried[0];
    if (!first || !view.evidence.complete('events')) return [];
    const named = untried.filter(({ pod }) => !['', 'default-scheduler'].includes(pod.spec.schedulerName));
    const own = named[0];
    if (own && named.length === untried.length)
      return [
        finding({
          cause: 'unschedulable',
          facts: { onlyCordoned: false },
          object: own.workload.ref,
          title: { says: 'no-such-scheduler', scheduler: own.pod.spec.schedulerName },
          strength: 'strong',
          evidence: [{ says: 'pod-not-tried', pod: own.pod.metadata.name, age: own.age }],
          basis: ['pods', 'events'],
          explains: withCallers(view, own.workload),
        }),
      ];
    return [
      finding({
        cause: 'node-infrastructure',
        facts: { down: 'control-plane' },
        object: controlPlane(view, 'kube-scheduler'),
        title: { says: 'scheduler-down' },
        strength: 'strong',
        evidence: [
          {
            says: 'pods-not-tried',
            pods: untried.map(({ pod }) => pod.metadata.name),
            oldest: Math.max(...untried.map(({ age }) => age)),
          },
          ...schedulerPods(view),
        ],
        basis: ['pods', 'events'],
        explains: untried.flatMap(({ workload }) => withCallers(view, workload)),
        since: untried.map(({ pod }) => pod.metadata.creationTimestamp).sort()[0],
        actions: [
          look(
            kubectl('kube-system', 'get', 'pods', '-l', 'component=kube-scheduler', '-o', 'wide'),
            'whether the scheduler runs, and where',
          ),
          look(kubectl('kube-system', 'get', 'lease', 'kube-scheduler'), 'when it last renewed its lease'),
        ],
      }),
    ];
  },
};

const schedulerPods = (view: ClusterView): readonly Statement[] =>
  view.evidence
    .all('systempods')
    .filter(({ metadata }) => metadata.labels.component === 'kube-scheduler')
    .map(({ metadata, status }) => ({ says: 'scheduler-pod', pod: metadata.name, phase: status.phase }));
