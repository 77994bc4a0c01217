import type * as k from '../kubernetes/objects.ts';
import { type ObjectRef, refKey } from '../object-ref.ts';
import type { Change } from '../report.ts';
import { compare } from '../view/canonical.ts';
import { isoTime, timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import { managedChanges } from './managed.ts';
import { type Failing, reachOf } from './reach.ts';
import { changedBy, revisionsOf } from './rollouts.ts';
import { scalingsOf } from './scalings.ts';

/** A change before it is held against the onset. */
export interface RawChange {
  readonly kind: 'rollout' | 'scaling' | 'fields' | 'event';
  readonly at: number;
  readonly object: ObjectRef;
  readonly what: string;
  readonly who: string;
  /** True for a scaling to fewer replicas. */
  readonly fewer?: boolean;
}

/** Changes that are older than this at the window's end are not of this incident. */
const LOOK_BACK_MS = 24 * 3_600_000;
const MAX_CHANGES = 20;

/** What changed, newest first, held against the onset and against the objects that fail. */
export function changesOf(view: ClusterView, onset: number | undefined, failing: Failing): readonly Change[] {
  return rawChanges(view)
    .filter(({ at }) => at <= view.now + 60_000 && view.now - at <= LOOK_BACK_MS)
    .sort((a, b) => b.at - a.at || compare(refKey(a.object), refKey(b.object)) || compare(a.what, b.what))
    .slice(0, MAX_CHANGES)
    .map((change) => ({
      at: isoTime(change.at),
      object: change.object,
      what: change.what,
      who: change.who,
      beforeOnsetMs: onset === undefined ? null : onset - change.at,
      ...reachOf(view, change, failing),
    }));
}

function rawChanges(view: ClusterView): readonly RawChange[] {
  const rollouts = view.workloads.flatMap((workload) => {
    const revisions = revisionsOf(view, workload);
    const current = revisions[0];
    const what = changedBy(revisions);
    if (!current || current.at === undefined || what.length === 0) return [];
    return [
      {
        kind: 'rollout' as const,
        at: current.at,
        object: workload.ref,
        what: `revision ${current.revision}${current.reused ? ' (an earlier one, taken up again)' : ''}: ${what.slice(0, 4).join('; ')}${what.length > 4 ? ` and ${what.length - 4} more` : ''}`,
        who: templateManager(workload.metadata),
      },
    ];
  });
  const scalings = scalingsOf(view).map(({ at, object, from, to, who }) => ({
    kind: 'scaling' as const,
    at,
    object,
    what: `${from} -> ${to} replicas`,
    who,
    fewer: to < from,
  }));
  const events = view.evidence.all('changeevents').flatMap(({ at, summary, source }) => {
    const ms = timeOf(at);
    const object = view.target.workload ?? { kind: 'Namespace', namespace: '', name: view.target.namespace };
    return ms === undefined ? [] : [{ kind: 'event' as const, at: ms, object, what: summary, who: source }];
  });
  return [...rollouts, ...scalings, ...managedChanges(view), ...events];
}

/** Who last set a key of the pod template. */
function templateManager(metadata: k.Metadata): string {
  return (
    metadata.managedFields
      .filter(({ keys }) => keys.some((key) => key.startsWith('spec.template')))
      .sort((a, b) => compare(b.time, a.time))[0]?.manager ?? ''
  );
}
