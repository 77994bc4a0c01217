import type { KnownChange } from '../changes/change.ts';
import { type Action, undo } from '../command/action.ts';
import { kubectl } from '../command/command.ts';
import { joined, objectWord } from '../command/word.ts';
import { clockNear } from '../format.ts';
import { refKey } from '../object-ref.ts';
import type { RankedCause } from '../rank/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';
import { autoscalerOf } from './scale.ts';

/** What was scaled longer before the onset has shown what it does. An hour, as the note's "changed before". */
const SCALED_WITHIN_MS = 60 * 60_000;

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
  return changes
    .toSorted((a, b) => (a.beforeOnsetMs ?? 0) - (b.beforeOnsetMs ?? 0))
    .flatMap((entry) => {
      const { facts } = entry;
      if (facts.kind !== 'scaling' || !isBeforeOnset(entry)) return [];
      const key = refKey(entry.object);
      if (seen.has(key)) return [];
      seen.add(key);
      const isOwn = key === refKey(cause.object);
      if (entry.reached !== 'yes' || (!isOwn && facts.to < facts.from)) return [];
      return [scaleBack(entry, facts.from, view)];
    });
}

const isBeforeOnset = ({ beforeOnsetMs }: KnownChange): boolean =>
  beforeOnsetMs !== null && beforeOnsetMs >= 0 && beforeOnsetMs <= SCALED_WITHIN_MS;

function scaleBack({ object, at }: KnownChange, before: number, view: ClusterView): Action {
  const autoscaler = autoscalerOf(object, view);
  const risk =
    autoscaler === undefined
      ? ''
      : `; autoscaler ${autoscaler.metadata.name} may scale it again, hold that first`;
  return undo(
    kubectl(object.namespace, 'scale', objectWord(object), joined('--replicas=', before)),
    `undoes the change of ${clockNear(at, new Date(view.now).toISOString())}${risk}`,
  );
}
