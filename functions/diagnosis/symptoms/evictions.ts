import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { quote } from '../mechanisms/shared/patterns.ts';
import { isRecent } from '../mechanisms/shared/recent.ts';
import { evictedAt } from '../view/evicted-at.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

/** Pods that were lately thrown off their node, for whatever reason (https://kubernetes.io/docs/concepts/scheduling-eviction/). */
export function evictionSymptoms(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  const evicted = workload.pods
    .filter(({ status }) => status.phase === 'Failed' && status.reason === 'Evicted')
    .map((pod) => ({ pod, at: evictedAt(pod) }))
    .filter(({ at }) => isRecent(view, at))
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const last = evicted.at(-1);
  if (!last) return [];
  const said = quote(last.pod.status.message);
  return [
    {
      object: workload.ref,
      statement: { says: 'pods-were-evicted', pods: evicted.length, at: last.at ?? null, said },
      fails: true,
    },
  ];
}
