import { refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import type { SlowedFacts } from '../../../model/statements/slowness.ts';
import {
  answersAround,
  areAlike,
  areTogether,
  type Moment,
  type Slowed,
  type Slowing,
  slowingsOf,
} from '../../differences/slowings.ts';
import { perView } from '../../view/memo.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { quote } from './patterns.ts';
import { type WaitedFor, waitedFor } from './waited-for.ts';

/** A workload that became slow and calls nobody who did, as far as their requests were seen. */
export interface SlowEnd {
  readonly slowing: Slowing;
  /** Whom its lines say that it waits for longer, the one that it lost most time with first. */
  readonly waitsFor: readonly NamedWait[];
  /** Who calls it and became slow with it. */
  readonly callers: readonly Slowing[];
}

/** A wait that became longer, of a line that names whom it is for. */
interface NamedWait {
  readonly to: WaitedFor;
  readonly waited: Slowing['waits'][number];
}

/** The ends of the chains of slow workloads: a caller takes as long as what it waits for. */
export const slowEnds = perView((view): readonly SlowEnd[] => {
  const all = slowingsOf(view);
  return all
    .filter((slowing) => !all.some((other) => other.endpoints.length > 0 && isCalled(view, slowing, other)))
    .map((slowing) => ({
      slowing,
      waitsFor: waitsFor(view, slowing),
      callers: slowing.endpoints.length === 0 ? [] : all.filter((other) => isCalled(view, other, slowing)),
    }));
});

const isCalled = (view: ClusterView, caller: Slowing, callee: Slowing): boolean =>
  caller !== callee &&
  areTogether(caller, callee) &&
  view.calls.calleesOf(caller.workload.ref).some((ref) => refKey(ref) === refKey(callee.workload.ref)) &&
  !view.calls.calleesOf(callee.workload.ref).some((ref) => refKey(ref) === refKey(caller.workload.ref));

const waitsFor = (view: ClusterView, slowing: Slowing): readonly NamedWait[] =>
  slowing.waits
    .filter((waited) => areTogether(waited, slowing))
    .flatMap((waited) => {
      const to = waitedFor(view, slowing.workload, waited.wait);
      return to ? [{ to, waited }] : [];
    });

/** A workload that answers as quickly after a moment as before; undefined where that is not known, or not so. */
export function asQuick(view: ClusterView, workload: Workload, moment: Moment): number | undefined {
  const levels = answersAround(view, workload, moment);
  return levels && areAlike(levels) ? levels.after.count : undefined;
}

/** Of some workloads those that answer as quickly as before; undefined where none is known to. */
export function answersAsQuick(
  view: ClusterView,
  workloads: readonly Workload[],
  moment: Moment,
): Statement | undefined {
  const quick = workloads.flatMap((workload) => {
    const requests = asQuick(view, workload, moment);
    return requests === undefined ? [] : [{ name: workload.ref.name, requests }];
  });
  return quick.length === 0
    ? undefined
    : {
        says: 'answers-as-quick',
        workloads: quick.map(({ name }) => name),
        requests: quick.reduce((sum, { requests }) => sum + requests, 0),
      };
}

export const slowedFacts = ({ before, after, since }: Slowed): SlowedFacts => ({
  before: before.p95,
  after: after.p95,
  since,
});

/** The endpoint that lost most time; undefined where the workload's own lines alone tell. */
export function endpointSlowed({ workload, endpoints: [first] }: Slowing): Statement | undefined {
  if (!first) return undefined;
  const endpoint = endpointName(first.endpoint);
  const requests = first.after.count;
  return { says: 'endpoint-slowed', workload: workload.ref.name, endpoint, requests, ...slowedFacts(first) };
}

/** What a workload says of its calls, in the line that lost most time. */
export const callsSlowed = (workload: Workload, { to, waited }: NamedWait): Statement => ({
  says: 'calls-slowed',
  workload: workload.ref.name,
  to: to.service?.ref.name ?? to.host,
  ...saidOf(waited),
});

/** What a workload says of its own time, in a line that names nobody. */
export const workSlowed = (workload: Workload, waited: NamedWait['waited']): Statement => ({
  says: 'work-slowed',
  workload: workload.ref.name,
  ...saidOf(waited),
});

const saidOf = (waited: NamedWait['waited']) => ({
  calls: waited.after.count,
  said: quote(waited.wait.example),
  ...slowedFacts(waited),
});

/** The endpoints of a slow workload that did not become slow; undefined where all that were seen did. */
export const endpointsAsQuick = ({ workload, endpoints, quick }: Slowing): Statement | undefined =>
  endpoints.length === 0 || quick.length === 0
    ? undefined
    : {
        says: 'endpoints-as-quick',
        workload: workload.ref.name,
        endpoints: quick.map(endpointName),
        requests: quick.reduce((sum, { requests }) => sum + requests, 0),
      };

export const endpointName = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path}`.trim();
