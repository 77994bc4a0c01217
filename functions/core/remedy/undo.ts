import type { Action } from '../finding.ts';
import { clockNear } from '../format.ts';
import { shortName } from '../object-ref.ts';
import type { Change } from '../report.ts';
import type { ClusterView } from '../view/view.ts';
import { change, kubectl } from './command.ts';
import { autoscalerOf } from './scale.ts';

/** How the change time line writes scaling; it knows both numbers from the controller's events. */
const SCALED = /(\d+) -> (\d+) replicas/;

/** Scaling back what was scaled before the onset, where it reached the failing thing. */
export function undoScaling(changes: readonly Change[], view: ClusterView): readonly Action[] {
  return changes.flatMap((entry) => {
    const before = SCALED.exec(entry.what)?.[1];
    if (
      before === undefined ||
      entry.reached !== 'yes' ||
      entry.beforeOnsetMs === null ||
      entry.beforeOnsetMs < 0
    )
      return [];
    const autoscaler = autoscalerOf(entry.object, view);
    const risk =
      autoscaler === undefined
        ? ''
        : `; autoscaler ${autoscaler.metadata.name} may scale it again, hold that first`;
    return [
      change(
        kubectl(entry.object.namespace, 'scale', shortName(entry.object), `--replicas=${before}`),
        `undoes the change of ${clockNear(entry.at, new Date(view.now).toISOString())}${risk}`,
      ),
    ];
  });
}
