import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { durationText, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import { podRef } from '../core/view/workloads.ts';
import { controlPlane } from './support/control-plane.ts';
import { finding, withCallers } from './support/finding.ts';
import { livePods } from './support/pods.ts';

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
          pod.spec.nodeName !== '' ||
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
          title: `no scheduler named ${own.pod.spec.schedulerName} takes its pods`,
          strength: 'strong',
          evidence: [
            `pod ${own.pod.metadata.name} is Pending for ${durationText(own.age)} and no scheduler has tried it`,
          ],
          basis: ['pods', 'events'],
          explains: withCallers(view, own.workload),
        }),
      ];
    return [
      finding({
        cause: 'node-infrastructure',
        facts: { down: 'control-plane' },
        object: controlPlane(view, 'kube-scheduler'),
        title: 'the scheduler does not run: new pods are not even tried',
        strength: 'strong',
        evidence: [
          `${untried.length} pod${untried.length === 1 ? '' : 's'} Pending without a node, a verdict or a FailedScheduling event, the oldest for ${durationText(Math.max(...untried.map(({ age }) => age)))}: ${untried
            .slice(0, 3)
            .map(({ pod }) => pod.metadata.name)
            .join(', ')}`,
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

const schedulerPods = (view: ClusterView): readonly string[] =>
  view.evidence
    .all('systempods')
    .filter(({ metadata }) => metadata.labels.component === 'kube-scheduler')
    .map(({ metadata, status }) => `pod ${metadata.name} is ${status.phase}`);
