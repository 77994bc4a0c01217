import { type Action, advise, avoid, change, look } from '../command/action.ts';
import { kubectl } from '../command/command.ts';
import { objectWord } from '../command/word.ts';
import { type ObjectRef, refKey, shortName } from '../object-ref.ts';
import type { RankedCause } from '../rank/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';
import {
  aboutNames,
  askWhatRuns,
  askWhoHolds,
  dependencyOf,
  inspectionOf,
  lookAtPods,
  workloadOf,
} from './dependency.ts';
import { rolloutEffect } from './effect.ts';
import { rollsOut } from './rolls-out.ts';
import type { Rule } from './rule.ts';
import { undoScaling } from './undo.ts';

/** What the rules read of a cause that is a dependency's; of the others nothing. */
const factsOf = (cause: RankedCause) =>
  cause.cause === 'dependency-error' || cause.cause === 'dependency-unreachable' ? cause.facts : undefined;

/** The one that calls: what is blamed where that is itself the caller, else the target. */
const caller = (cause: RankedCause, view: ClusterView): ObjectRef | undefined =>
  isCaller(cause, view) ? cause.object : view.target.workload;

/**
 * True when the cause blames the one that calls, since what it calls is outside the cluster or not known. Without a
 * target it is one that nobody is known to call.
 */
function isCaller(cause: RankedCause, view: ClusterView): boolean {
  const { object } = cause;
  if (factsOf(cause)?.ownSettings === true) return true;
  const target = view.target.workload;
  if (target !== undefined) return refKey(target) === refKey(object);
  const isDependency = view.playbook.dependencies.some(({ service, namespace }) =>
    view.services
      .get(namespace ?? view.target.namespace, service ?? '')
      ?.workloads.some(({ ref }) => refKey(ref) === refKey(object)),
  );
  const isServer = inspectionOf(view.owners.byKey.get(refKey(object)), undefined) !== undefined;
  return rollsOut(object) && !isDependency && !isServer && view.calls.callersOf(object).length === 0;
}

/** Where the operators of the external services that the cause names say how they are. */
const statusPages = (cause: RankedCause, view: ClusterView): readonly Action[] =>
  view.playbook.external
    .filter(({ name, statusPage }) => statusPage !== undefined && aboutNames(cause, view).includes(name))
    .map(({ name, statusPage }) => ({ kind: 'look', text: `what ${name} says of itself: ${statusPage}` }));

export const dependencyUnreachable: Rule = (cause, context) => {
  const { view, changes } = context;
  if (factsOf(cause)?.refuses === 'connections') return dependencyError(cause, context);
  if (factsOf(cause)?.ownSettings === true)
    return [
      ...cause.actions.filter(({ kind }) => kind === 'look'),
      advise(
        'correct the host or port where it is set; a changed ConfigMap or Secret needs a restart to be read',
      ),
    ];
  const workload = workloadOf(cause, view);
  const api = caller(cause, view);
  const down = workload !== undefined && workload.ready === 0;
  const external = statusPages(cause, view);
  if (external.length > 0) return external;
  if (isCaller(cause, view) && dependencyOf(cause, view) === undefined)
    return undoScaling(cause, changes, view);
  return [
    ...lookAtPods(workload),
    ...undoScaling(cause, changes, view),
    ...startAgain(workload, view),
    ...(api !== undefined && down
      ? [
          avoid(
            `do not restart ${shortName(api)}: it cannot connect until ${shortName(workload.ref)} answers, and pods that are up may not come back`,
          ),
        ]
      : []),
  ];
};

/** A workload that was scaled to nothing needs its replicas; one that has pods which are not ready needs looking at. */
function startAgain(workload: ReturnType<typeof workloadOf>, view: ClusterView): readonly Action[] {
  if (workload === undefined || !rollsOut(workload.ref)) return [];
  const { ref, desired, ready } = workload;
  if (desired === 0)
    return [
      change(
        kubectl(ref.namespace, 'scale', objectWord(ref), '--replicas=1'),
        'starts it: no replica is asked for',
      ),
    ];
  if (ready > 0) return [];
  return [
    change(
      kubectl(ref.namespace, 'rollout', 'restart', objectWord(ref)),
      `only after its log is read: replaces its pods (${rolloutEffect(ref, view)})`,
    ),
  ];
}

export const dependencyError: Rule = (cause, { view, changes }) => {
  const dependency = dependencyOf(cause, view);
  const workload = workloadOf(cause, view);
  const api = caller(cause, view);
  const refuses = factsOf(cause)?.refuses;
  if (refuses === 'connections') {
    return [
      ...askWhoHolds(workload, dependency),
      ...undoScaling(cause, changes, view),
      ...restartCaller(api, view, 'drops its connections and opens new ones; no help while others hold them'),
      ...(api === undefined
        ? []
        : [avoid(`do not scale ${shortName(api)} up: each pod opens more connections`)]),
    ];
  }
  if (refuses === 'credentials') {
    return [
      ...(api === undefined ? [] : [lookAtCredentials(api)]),
      advise(
        'give the Secret and the database user the same password again, then restart those that read it from their environment',
      ),
      ...restartCaller(api, view, 'after that: the environment is read at the start only'),
      avoid('do not restart before that: pods that still hold old connections would be lost'),
    ];
  }
  return [
    ...statusPages(cause, view),
    ...askWhatRuns(workloadOf(cause, view), dependencyOf(cause, view)),
    ...(isCaller(cause, view) && dependency === undefined ? [] : lookAtPods(workload)),
    ...undoScaling(cause, changes, view),
  ];
};

const lookAtCredentials = (api: ObjectRef): Action =>
  look(
    kubectl(api.namespace, 'set', 'env', objectWord(api), '--list'),
    "which Secret and key it takes the password from (a Secret's value is not shown)",
  );

export const slowDependency: Rule = (cause, { view, changes }) => [
  ...statusPages(cause, view),
  ...askWhatRuns(workloadOf(cause, view), dependencyOf(cause, view)),
  ...lookAtPods(workloadOf(cause, view)).slice(1),
  ...undoScaling(cause, changes, view),
  avoid('do not restart the dependency: it starts with cold caches and all callers connect at once'),
];

function restartCaller(api: ReturnType<typeof caller>, view: ClusterView, text: string): readonly Action[] {
  if (api === undefined || !rollsOut(api)) return [];
  return [
    change(
      kubectl(api.namespace, 'rollout', 'restart', objectWord(api)),
      `${text} (${rolloutEffect(api, view)})`,
    ),
  ];
}
