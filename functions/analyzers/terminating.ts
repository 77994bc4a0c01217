import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { Pod } from '../core/kubernetes/objects.ts';
import { clockText, durationText, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { isDegraded } from './support/pods.ts';

/** The kubelet's default, seconds (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination). */
const DEFAULT_GRACE_S = 30;
/** A pod that was told to end this long ago, ms, and is still there keeps its successor from being made. */
const LONG_MS = 60_000;
/** The kubelet kills at the end of the grace period and needs some seconds to report it, ms. */
const OVERDUE_MS = 30_000;

/**
 * A pod that is deleted and does not go: a finalizer that nobody removes, a grace period that lasts, or a kubelet that
 * does not end it (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-forced). It
 * matters where its successor bears the same name and so cannot be made before: in a StatefulSet, which lacks a pod
 * meanwhile. A Deployment does not wait for it.
 */
export const terminating: Analyzer = {
  name: 'terminating',
  needs: ['pods', 'statefulsets'],
  causes: ['stuck-terminating'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      if (workload.ref.kind !== 'StatefulSet' || !isDegraded(workload)) return [];
      const first = workload.pods.flatMap((pod) => stuck(view, pod))[0];
      return first ? [make(view, workload, first)] : [];
    }),
};

interface Stuck {
  readonly pod: Pod;
  /** When it was told to end, and when the kubelet kills it, ms. */
  readonly asked: number;
  readonly ends: number;
  readonly why: string;
  readonly sure: boolean;
}

function stuck(view: ClusterView, pod: Pod): readonly Stuck[] {
  // The API server sets it to the request plus the grace period (ObjectMeta.deletionTimestamp).
  const ends = timeOf(pod.metadata.deletionTimestamp);
  if (ends === undefined) return [];
  const grace = (pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_S) * 1000;
  const asked = ends - grace;
  const { finalizers } = pod.metadata;
  if (view.now - asked < LONG_MS) return [];
  const common = { pod, asked, ends };
  if (view.now <= ends)
    return [
      {
        ...common,
        why: `its grace period lasts ${durationText(grace)}, and the program does not end before`,
        sure: true,
      },
    ];
  if (finalizers.length > 0)
    return [
      { ...common, why: `finalizer ${finalizers.join(', ')} is not removed by whoever set it`, sure: true },
    ];
  return view.now - ends > OVERDUE_MS
    ? [{ ...common, why: 'its grace period is over and its kubelet has not ended it', sure: false }]
    : [];
}

const make = (view: ClusterView, workload: Workload, { pod, asked, ends, why, sure }: Stuck) =>
  finding({
    cause: 'stuck-terminating',
    object: workload.ref,
    title: `pod ${pod.metadata.name} is being deleted and does not go, its successor waits: ${why}`,
    strength: sure ? 'proof' : 'strong',
    evidence: [
      `pod ${pod.metadata.name} was told to end ${durationText(view.now - asked)} ago, at ${clockText(asked, view.now)}; ${workload.ready} of ${workload.desired ?? '?'} pods ready`,
      view.now <= ends
        ? `it is killed at ${clockText(ends, view.now)}, in ${durationText(ends - view.now)}`
        : `its grace period ended ${durationText(view.now - ends)} ago`,
    ],
    basis: ['pods', 'statefulsets'],
    explains: withCallers(view, workload),
    since: new Date(asked).toISOString(),
    actions: [
      look(
        kubectl(
          workload.ref.namespace,
          'get',
          'pod',
          nameWord(pod.metadata.name),
          '-o',
          'jsonpath={.metadata.deletionTimestamp}{" "}{.metadata.finalizers}{" "}{.spec.terminationGracePeriodSeconds}',
        ),
        'what it waits for',
      ),
    ],
  });
