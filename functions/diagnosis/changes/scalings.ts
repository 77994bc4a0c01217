import type { ObjectRef } from '../../model/object-ref.ts';
import { firstSeen, lastSeen } from '../view/events.ts';
import { perView } from '../view/memo.ts';
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
  /** When the same was done before, ms: equal events are counted in one that keeps its first and its last time. */
  readonly before: number | undefined;
}

/** Scalings of two sets of one Deployment that are this near to each other are a rollout's, ms. */
const ROLLOUT_MS = 60_000;

/**
 * Replicas that were changed by hand or by an autoscaler. A rollout's own scalings (one set up, another down), a new
 * set's first, and what was taken back since are left out.
 */
export const scalingsOf = perView((view): readonly Scaling[] =>
  view.workloads.flatMap((workload) =>
    theLast(
      workload.ref.kind === 'StatefulSet' ? ofStatefulSet(view, workload) : ofDeployment(view, workload),
      workload.desired,
    ),
  ),
);

/** "Scaled up replica set X from 2 to 12"; older versions say "to 12 from 2". */
function ofDeployment(view: ClusterView, workload: Workload): readonly Scaling[] {
  const who = scaler(workload);
  const steps = view.events.of(workload.ref).flatMap((event): readonly Step[] => {
    const at = lastSeen(event);
    const numbers = /replica set (\S+) (?:from (\d+) to (\d+)|to (\d+) from (\d+))$/.exec(event.message);
    if (event.reason !== 'ScalingReplicaSet' || at === undefined || !numbers) return [];
    const from = Number(numbers[2] ?? numbers[5]);
    const to = Number(numbers[3] ?? numbers[4]);
    const set = numbers[1] ?? '';
    // The controller that carries it out says so in the event; who asked for it is not known then.
    const by = who ?? (event.source.component.endsWith('-controller') ? '' : event.source.component);
    return [{ at, before: firstSeen(event), object: workload.ref, from, to, who: by, set }];
  });
  const revisions = revisionsOf(view, workload);
  return steps.filter(({ at, set, from }) => {
    const rolling = steps.some((other) => other.set !== set && Math.abs(other.at - at) < ROLLOUT_MS);
    const created = revisions.find(({ name }) => name === set)?.at;
    const begins = from === 0 && created !== undefined && Math.abs(created - at) < ROLLOUT_MS;
    return !rolling && !begins;
  });
}

/**
 * The StatefulSet controller says only which pods it makes and deletes: pods that were deleted and not made again are a
 * scaling down. Who asked for it is in the managed fields.
 */
function ofStatefulSet(view: ClusterView, workload: Workload): readonly Scaling[] {
  const steps = view.events.of(workload.ref).flatMap(({ reason, message, ...event }) => {
    const at = lastSeen({ reason, message, ...event });
    return at === undefined ? [] : [{ reason, message, at }];
  });
  const at = Math.max(...steps.filter(({ reason }) => reason === 'SuccessfulDelete').map((step) => step.at));
  const madeAgain = steps.some((step) => step.reason === 'SuccessfulCreate' && step.at >= at);
  if (!Number.isFinite(at) || madeAgain || workload.desired === null) return [];
  const deleted = new Set(
    steps
      .filter((step) => step.reason === 'SuccessfulDelete' && at - step.at < ROLLOUT_MS)
      .map(({ message }) => message),
  );
  const who = scaler(workload) ?? '';
  return [{ at, object: workload.ref, from: workload.desired + deleted.size, to: workload.desired, who }];
}

/** The manager that owns spec.replicas and little else: one that applied a whole manifest need not have changed it. */
function scaleField({ metadata }: Workload) {
  return metadata.managedFields.find(
    ({ subresource, keys }) =>
      keys.includes('spec.replicas') && (subresource === 'scale' || keys.length <= 3),
  );
}

const scaler = (workload: Workload): string | undefined => scaleField(workload)?.manager;

/**
 * The last scaling alone, and only when it led to what is asked for now: the order of earlier ones is not known where
 * their events were counted together. What was done before in the same way is told as well: a failure that it brought
 * about began then. Bringing back from 0 is a repair.
 */
function theLast(steps: readonly (Scaling & Partial<Step>)[], desired: number | null): readonly Scaling[] {
  const last = [...steps].sort((a, b) => a.at - b.at).at(-1);
  if (!last || last.to !== desired || last.from === 0) return [];
  const { at, before, object, from, to, who } = last;
  const scaling = { at, object, from, to, who };
  return before !== undefined && before < at ? [scaling, { ...scaling, at: before }] : [scaling];
}
