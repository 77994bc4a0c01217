import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import { type ContainerView, lastTermination } from '../../view/containers.ts';
import type { Workload } from '../../view/workloads.ts';
import type { CrashLine } from './crash-line.ts';

/** How the first of a workload's containers ended, and on how many pods and how often they all did. */
export function containerEnded(
  workload: Workload,
  first: ContainerView,
  all: readonly ContainerView[],
): Statement<'container-ended'> {
  const end = lastTermination(first.status);
  return {
    says: 'container-ended',
    pods: { some: new Set(all.map(({ pod }) => pod.metadata.name)).size, all: workload.pods.length },
    container: first.name,
    init: first.init,
    waiting: first.status?.state.waiting?.reason || null,
    restarts: all.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0),
    at: timeOf(end?.finishedAt) ?? null,
    exitCode: end?.exitCode ?? null,
  };
}

/** What a run said as it ended. */
export const runSaid = ({ previous, text }: CrashLine): Statement<'run-said'> => ({
  says: 'run-said',
  run: previous ? 'previous' : 'present',
  said: text,
});
