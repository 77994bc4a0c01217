import type { KnownChange } from '../../model/change.ts';
import type { Action } from '../../model/command/action.ts';
import { scaleTo } from '../../model/command/deeds.ts';
import { mayPrecede, NEAR_MS } from '../../model/near.ts';
import { refKey } from '../../model/object-ref.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import { clockNear } from '../../text/format.ts';
import { onsetOf } from '../changes/onset.ts';
import type { ClusterView } from '../view/view.ts';
import { autoscalerOf } from './scale.ts';

/**
 * Scaling back what was scaled before the onset, where that reached the failing thing: the last scaling of each
 * workload. Fewer pods of another workload burden nothing, so only a scaling up of it is undone.
 */
export function undoScaling(
  cause: RankedCause,
  changes: readonly KnownChange[],
  view: ClusterView,
): readonly Action[] {
  const seen = new Set<string>();
  const onset = onsetOf(view);
  return changes
    .toSorted((a, b) => (a.beforeOnsetMs ?? 0) - (b.beforeOnsetMs ?? 0))
    .flatMap((entry) => {
      const { facts } = entry;
      if (facts.kind !== 'scaling' || !mayPrecede(entry.beforeOnsetMs, onset, NEAR_MS.counts)) return [];
      const key = refKey(entry.object);
      if (seen.has(key)) return [];
      seen.add(key);
      const isOwn = key === refKey(cause.object);
      if (entry.reached !== 'yes' || (!isOwn && facts.to < facts.from)) return [];
      return [scaleBack(entry, facts.from, view)];
    });
}

function scaleBack({ object, at }: KnownChange, before: number, view: ClusterView): Action {
  const autoscaler = autoscalerOf(object, view);
  const risk =
    autoscaler === undefined
      ? ''
      : `; autoscaler ${autoscaler.metadata.name} may scale it again, hold that first`;
  const is = view.owners.byKey.get(refKey(object))?.desired ?? 0;
  const text = `undoes the change of ${clockNear(at, new Date(view.now).toISOString())}${risk}`;
  return { ...scaleTo(object, { from: is, to: before }, text), undoes: true };
}
