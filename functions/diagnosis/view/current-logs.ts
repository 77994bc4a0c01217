import { mergeSummaries } from '../../logs/figures/merge.ts';
import type { ContainerLog, LogSummary } from '../../model/log-summary.ts';
import { perView } from './memo.ts';
import type { ClusterView } from './view.ts';
import type { Workload } from './workloads.ts';

/** The logs of a workload's runs that go on: a run before has its own end. */
export const currentLogs = (view: ClusterView, workload: Workload): readonly ContainerLog[] =>
  view.logs.of(workload).filter(({ previous }) => !previous);

const summaries = perView(() => new Map<Workload, LogSummary>());

/** All of them as one log, merged once however many ask. */
export function currentSummary(view: ClusterView, workload: Workload): LogSummary {
  const known = summaries(view);
  const found =
    known.get(workload) ?? mergeSummaries(currentLogs(view, workload).map(({ summary }) => summary));
  known.set(workload, found);
  return found;
}
