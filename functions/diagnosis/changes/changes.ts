import { compare } from '../../model/canonical.ts';
import type { KnownChange, RawChange } from '../../model/change.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import { type ObjectRef, refKey, shortName } from '../../model/object-ref.ts';
import { isoTime, timeOf } from '../../text/time.ts';
import { perView } from '../view/memo.ts';
import type { ClusterView } from '../view/view.ts';
import { managedChanges } from './managed.ts';
import { type Failing, reachOf } from './reach.ts';
import { changedBy, revisionsOf } from './rollouts.ts';
import { scalingsOf } from './scalings.ts';

/** Changes that are older than this at the window's end are not of this incident. */
const LOOK_BACK_MS = 24 * 3_600_000;
const MAX_CHANGES = 20;

/** What changed, newest first, held against the onset and against the objects that fail. */
export function changesOf(
  view: ClusterView,
  onset: number | undefined,
  failing: Failing,
): readonly KnownChange[] {
  return rawChanges(view)
    .filter(({ at }) => at <= view.now + 60_000 && view.now - at <= LOOK_BACK_MS)
    .sort(
      (a, b) =>
        b.at - a.at ||
        compare(refKey(a.object), refKey(b.object)) ||
        compare(JSON.stringify(a.facts), JSON.stringify(b.facts)),
    )
    .slice(0, MAX_CHANGES)
    .map((change) => ({
      at: isoTime(change.at),
      object: change.object,
      who: change.who,
      facts: change.facts,
      beforeOnsetMs: onset === undefined ? null : onset - change.at,
      ...reachOf(view, change, failing),
    }));
}

/** Every change that is known, in no order. */
export const rawChanges = perView((view): readonly RawChange[] => {
  const rollouts = view.workloads.flatMap((workload): readonly RawChange[] => {
    const revisions = revisionsOf(view, workload);
    const current = revisions[0];
    const differences = changedBy(revisions);
    if (!current || current.at === undefined || differences.length === 0) return [];
    return [
      {
        at: current.at,
        object: workload.ref,
        who: templateManager(workload.metadata),
        facts: { kind: 'rollout', revision: current.revision, reused: current.reused, differences },
      },
    ];
  });
  const scalings = scalingsOf(view).map(
    ({ at, object, from, to, who }): RawChange => ({
      at,
      object,
      who,
      facts: { kind: 'scaling', from, to },
    }),
  );
  const announced = view.evidence
    .all('changeevents')
    .flatMap(({ at, summary, source }): readonly RawChange[] => {
      const ms = timeOf(at);
      const object = namedBy(view, source) ?? {
        kind: 'Namespace',
        namespace: '',
        name: view.target.namespace,
      };
      return ms === undefined ? [] : [{ at: ms, object, who: source, facts: { kind: 'announced', summary } }];
    });
  return [...rollouts, ...scalings, ...managedChanges(view), ...announced];
});

/**
 * The workload that a change event names as where it took place: `source` is "the unique name of the location where the
 * change event occurred" (https://developer.pagerduty.com/docs/send-change-event). What its summary mentions says
 * nothing of where it was.
 */
function namedBy(view: ClusterView, source: string): ObjectRef | undefined {
  const named = view.workloads.filter(({ ref }) => [ref.name, shortName(ref)].includes(source));
  return named.length === 1 ? named[0]?.ref : undefined;
}

/** Who last set a key of the pod template. */
function templateManager(metadata: k.Metadata): string {
  return (
    metadata.managedFields
      .filter(({ keys }) => keys.some((key) => key.startsWith('spec.template')))
      .sort((a, b) => compare(b.time, a.time))[0]?.manager ?? ''
  );
}
