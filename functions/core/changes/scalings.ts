import type { ObjectRef } from '../object-ref.ts';
import { firstSeen } from '../view/events.ts';
import { perView } from '../view/memo.ts';
import { revisionsOf } from './rollouts.ts';

/** A change of a workload's replicas, with both numbers where the controller's event has them. */
export interface Scaling {
  readonly at: number;
  readonly object: ObjectRef;
  readonly from: number | undefined;
  readonly to: number;
  readonly who: string;
}

/** Scalings this near to a rollout are the rollout's own (surge up, old set down). */
const ROLLOUT_MS = 5 * 60_000;

/**
 * Replicas that were changed by hand or by an autoscaler, from the deployment controller's events: "Scaled up replica
 * set X from 2 to 12" (older: "to 12 from 2") and "... to 12". A rolling update's own scalings are left out.
 */
export const scalingsOf = perView((view): readonly Scaling[] =>
  view.workloads.flatMap((workload) => {
    const revisions = revisionsOf(view, workload);
    const events = view.events.of(workload.ref).filter(({ reason }) => reason === 'ScalingReplicaSet');
    const field = workload.metadata.managedFields.find(({ keys }) => keys.includes('spec.replicas'));
    return events.flatMap((event) => {
      const at = firstSeen(event);
      const numbers = /replica set (\S+) (?:from (\d+) to (\d+)|to (\d+) from (\d+)|to (\d+))$/.exec(
        event.message,
      );
      if (at === undefined || !numbers) return [];
      const current = revisions[0];
      if (current && current.name !== numbers[1]) return [];
      if (current?.at !== undefined && revisions.length > 1 && Math.abs(at - current.at) < ROLLOUT_MS)
        return [];
      const from = numbers[2] ?? numbers[5];
      const to = Number(numbers[3] ?? numbers[4] ?? numbers[6]);
      // The first scaling of a new workload is its creation.
      if (from === undefined || (Number(from) === 0 && revisions.length <= 1 && events.length === 1))
        return [];
      return [
        { at, object: workload.ref, from: Number(from), to, who: field?.manager ?? event.source.component },
      ];
    });
  }),
);
