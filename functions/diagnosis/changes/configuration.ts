import type { RawChange } from '../../model/change.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import { present } from '../../model/present.ts';
import { timeOf } from '../../text/time.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { managedChanges } from './managed.ts';
import { useOf } from './reach.ts';
import { revisionsOf } from './rollouts.ts';

/** How far back a change of configuration is looked for, ms. */
const DAY_MS = 24 * 3_600_000;

/**
 * Changes of what a workload reads, up to a time (ms), that no pod of an older revision which is well has started with:
 * whether that revision is well under them is not known, and going back to it leaves them as they are.
 */
export function untriedConfiguration(
  view: ClusterView,
  workload: Workload,
  until: number,
): readonly RawChange[] {
  const [, before, ...older] = revisionsOf(view, workload);
  const tried = present(before, ...older)
    .flatMap(({ pods }) => pods.filter(isReady))
    .map(({ status }) => timeOf(status.startTime) ?? 0);
  const from = Math.max(view.now - DAY_MS, before?.at ?? 0, ...tried);
  // What was made for the newest revision alone is none of what the one before reads.
  const isItsOwn = ({ object, facts }: RawChange): boolean =>
    facts.kind === 'created' &&
    before !== undefined &&
    useOf({ ...workload, spec: before.template.spec }, object) === 'none';
  return configurationChanges(view, workload, from, until).filter((change) => !isItsOwn(change));
}

/** Changes of the ConfigMaps and Secrets that a workload reads, between two times (ms). */
const configurationChanges = (
  view: ClusterView,
  workload: Workload,
  from: number,
  to: number,
): readonly RawChange[] =>
  managedChanges(view).filter(
    ({ at, object }) =>
      at > from &&
      at <= to &&
      (object.kind === 'ConfigMap' || object.kind === 'Secret') &&
      useOf(workload, object) !== 'none',
  );
