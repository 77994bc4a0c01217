import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Pod } from '../../../model/kubernetes/objects.ts';
import type { KeptBy } from '../../../model/statements/pods/end.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { isDegraded } from '../shared/pods.ts';

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
  readonly keptBy: KeptBy;
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
  if (view.now <= ends) return [{ ...common, keptBy: { by: 'grace-period', ms: grace }, sure: true }];
  if (finalizers.length > 0)
    return [{ ...common, keptBy: { by: 'finalizers', names: finalizers }, sure: true }];
  return view.now - ends > OVERDUE_MS ? [{ ...common, keptBy: { by: 'kubelet' }, sure: false }] : [];
}

const make = (view: ClusterView, workload: Workload, { pod, asked, ends, keptBy, sure }: Stuck) =>
  finding({
    cause: 'stuck-terminating',
    object: workload.ref,
    title: { says: 'pod-does-not-go', pod: pod.metadata.name, keptBy },
    strength: sure ? 'proof' : 'strong',
    evidence: [
      {
        says: 'told-to-end',
        pod: pod.metadata.name,
        at: asked,
        ready: workload.ready,
        desired: workload.desired,
      },
      { says: 'grace-period-ends', at: ends },
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
