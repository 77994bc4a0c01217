import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { timeOf } from '../../text/time.ts';
import { quote } from '../mechanisms/shared/patterns.ts';
import { isBatch } from '../mechanisms/shared/pods.ts';
import type { ClusterView } from '../view/view.ts';
import { isMadeGood, type Workload } from '../view/workloads.ts';

/** Pods of a Job or CronJob that failed within the window, and that no later success has made good. */
export function jobSymptoms(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  if (!isBatch(workload)) return [];
  const failed = workload.pods
    .filter((pod) => pod.status.phase === 'Failed' && !isMadeGood(pod, workload))
    .flatMap(({ status }) => status.containerStatuses)
    .flatMap(({ state }) => (state.terminated && state.terminated.exitCode !== 0 ? [state.terminated] : []))
    .map((end) => ({ end, at: timeOf(end.finishedAt) }))
    .filter(({ at }) => at === undefined || at >= view.from)
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const last = failed.at(-1);
  if (!last) return [];
  const { reason, exitCode, message } = last.end;
  return [
    {
      object: workload.ref,
      statement: {
        says: 'runs-failed',
        runs: failed.length,
        at: last.at ?? null,
        reason,
        exitCode,
        said: message === '' ? null : quote(message),
        succeededAt: workload.succeededAt ?? null,
      },
      fails: true,
    },
  ];
}
