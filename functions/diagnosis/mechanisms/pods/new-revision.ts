import type { Container, Pod } from '../../../model/kubernetes/objects.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ProbeFault } from '../../../model/statements/pods/probes.ts';
import type { TemplateDifference } from '../../../model/template-difference.ts';
import { counterTest } from '../../changes/counter-test.ts';
import { changedBy, revisionsOf } from '../../changes/rollouts.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { probePort } from '../shared/ports.ts';

/** That pods of the newest revision alone are not ready while older ones are, with what differs. */
export interface UnreadyRevision {
  readonly states: Statement<'only-new-revision-unready'>;
  readonly differences: readonly TemplateDifference[];
}

/** undefined where pods of an older revision are among them, or none is there that is well. */
export function unreadyRevision(
  view: ClusterView,
  workload: Workload,
  unready: readonly Pod[],
): UnreadyRevision | undefined {
  const revisions = revisionsOf(view, workload);
  const [newest] = revisions;
  const test = counterTest(view, workload);
  if (!newest || test?.verdict !== 'old-well' || !unready.every((pod) => newest.pods.includes(pod)))
    return undefined;
  const differences = changedBy(revisions);
  const { ready, pods } = test.old;
  return {
    differences,
    states: {
      says: 'only-new-revision-unready',
      revision: newest.revision,
      at: newest.at ?? null,
      differences,
      older: { some: ready, all: pods },
    },
  };
}

/** A variable had the number of the port that the probe asks, and has another since: the program listens there now. */
export function movedPort(
  differences: readonly TemplateDifference[],
  container: Container | undefined,
): ProbeFault | undefined {
  const asked = container && probePort(container.readinessProbe, container);
  for (const one of differences)
    if (
      one.kind === 'env' &&
      one.container.name === container?.name &&
      one.from?.kind === 'value' &&
      one.from.value === String(asked) &&
      (one.to === null || one.to.kind === 'value')
    )
      return { says: 'port-moved', variable: one.name, from: one.from.value, to: one.to?.value ?? null };
  return undefined;
}
