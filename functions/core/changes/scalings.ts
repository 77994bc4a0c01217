import type { ObjectRef } from '../object-ref.ts';
import { firstSeen } from '../view/events.ts';
import { perView } from '../view/memo.ts';
import { timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { revisionsOf } from './rollouts.ts';

/** A change of a workload's replicas, with both numbers where the controller's events have them. */
export interface Scaling {
  readonly at: number;
  readonly object: ObjectRef;
  readonly from: number;
  readonly to: number;
  readonly who: string;
}

interface Step extends Scaling {
  /** The ReplicaSet that was scaled. */
  readonly set: string;
}

/** Scalings of two sets of one Deployment that are this near to each other are a rollout's, ms. */
const ROLLOUT_MS = 60_000;

/**
 * Replicas that were changed by hand or by an autoscaler. A rollout's own scalings (one set up, another down), a new
 * set's first, and changes that were taken back since are left out.
 */
export const scalingsOf = perView((view): readonly Scaling[] =>
  view.workloads.flatMap((workload) =>
    withoutUndone(
      workload.ref.kind === 'StatefulSet' ? ofStatefulSet(view, workload) : ofDeployment(view, workload),
    ),
  ),
);

/** "Scaled up replica set X from 2 to 12"; older versions say "to 12 from 2". */
function ofDeployment(view: ClusterView, workload: Workload): readonly Scaling[] {
  const who = scaler(workload);
  const steps = view.events.of(workload.ref).flatMap((event): readonly Step[] => {
    const at = firstSeen(event);
    const numbers = /replica set (\S+) (?:from (\d+) to (\d+)|to (\d+) from (\d+))$/.exec(event.message);
    if (event.reason !== 'ScalingReplicaSet' || at === undefined || !numbers) return [];
    const from = Number(numbers[2] ?? numbers[5]);
    const to = Number(numbers[3] ?? numbers[4]);
    return [
      { at, object: workload.ref, from, to, who: who ?? event.source.component, set: numbers[1] ?? '' },
    ];
  });
  const revisions = revisionsOf(view, workload);
  return steps.filter(({ at, set, from }) => {
    const rolling = steps.some((other) => other.set !== set && Math.abs(other.at - at) < ROLLOUT_MS);
    const created = revisions.find(({ name }) => name === set)?.at;
    const begins = from === 0 && created !== undefined && Math.abs(created - at) < ROLLOUT_MS;
    return !rolling && !begins;
  });
}

/** The StatefulSet controller says only which pods it makes and deletes; who asked for it is in the managed fields. */
function ofStatefulSet(view: ClusterView, workload: Workload): readonly Scaling[] {
  const field = scaleField(workload);
  const at = timeOf(field?.time);
  if (!field || at === undefined || workload.desired === null) return [];
  const pods = (reason: string): number =>
    new Set(
      view.events
        .of(workload.ref)
        .filter((event) => event.reason === reason && Math.abs((firstSeen(event) ?? 0) - at) < ROLLOUT_MS)
        .map(({ message }) => message),
    ).size;
  const from = workload.desired + pods('SuccessfulDelete') - pods('SuccessfulCreate');
  return from === workload.desired || from < 0
    ? []
    : [{ at, object: workload.ref, from, to: workload.desired, who: field.manager }];
}

/** The manager that owns spec.replicas and little else: one that applied a whole manifest need not have changed it. */
function scaleField({ metadata }: Workload) {
  return metadata.managedFields.find(
    ({ subresource, keys }) =>
      keys.includes('spec.replicas') && (subresource === 'scale' || keys.length <= 3),
  );
}

const scaler = (workload: Workload): string | undefined => scaleField(workload)?.manager;

/** Leaves out a change that a later one took back, and the taking back. */
function withoutUndone(steps: readonly Scaling[]): readonly Scaling[] {
  const sorted = [...steps].sort((a, b) => a.at - b.at);
  const left: Scaling[] = [];
  for (const step of sorted) {
    const before = left.at(-1);
    if (before && before.from === step.to && before.to === step.from) left.pop();
    else left.push(step);
  }
  return left;
}
