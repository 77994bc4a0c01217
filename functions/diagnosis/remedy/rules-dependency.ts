import { type Action, advise, avoid, look } from '../../model/command/action.ts';
import { kubectl } from '../../model/command/command.ts';
import { restartPods, scaleTo } from '../../model/command/deeds.ts';
import { objectWord } from '../../model/command/word.ts';
import type { Refusal } from '../../model/facts.ts';
import { type ObjectRef, refKey, shortName } from '../../model/object-ref.ts';
import { present } from '../../model/present.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';
import {
  askWhatRuns,
  askWhatThereIs,
  askWhoHolds,
  askWhoTakesWrites,
  dependencyOf,
  inspectionOf,
  lookAtPods,
  lookAtVolumes,
  peerWorkload,
  statusPages,
  workloadOf,
} from './dependency.ts';
import { rolloutEffect } from './effect.ts';
import { rollback } from './offer-rollback.ts';
import { rollsOut } from './rolls-out.ts';
import type { RemedyContext, Rule } from './rule.ts';
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

export const dependencyUnreachable: Rule = (cause, context) => {
  const { view, changes } = context;
  if (factsOf(cause)?.refuses === 'connections') return dependencyError(cause, context);
  if (factsOf(cause)?.ownSettings === true)
    return [
      ...cause.actions.filter(({ kind }) => kind === 'look'),
      ...rollback(cause, context),
      advise(
        'fix the host or port where it is set; a changed ConfigMap or Secret needs a restart to be read',
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
            'restart',
            `do not restart ${shortName(api)}: it cannot connect until ${shortName(workload.ref)} answers, and pods that are up may not come back`,
            api,
          ),
        ]
      : []),
  ];
};

/** A workload that was scaled to nothing needs its replicas; one that has pods which are not ready needs looking at. */
function startAgain(workload: ReturnType<typeof workloadOf>, view: ClusterView): readonly Action[] {
  if (workload === undefined || !rollsOut(workload.ref)) return [];
  const { ref, desired, ready } = workload;
  if (desired === 0) return [scaleTo(ref, { from: 0, to: 1 }, 'starts it: it is scaled to 0')];
  if (ready > 0) return [];
  return [restartPods(ref, `only after its log is read: replaces its pods (${rolloutEffect(ref, view)})`)];
}

export const dependencyError: Rule = (cause, context) => {
  const facts = factsOf(cause);
  if (facts?.holds === true) return releaseConnections(cause, context);
  return facts?.refuses === undefined
    ? answersWithError(cause, context)
    : REFUSED[facts.refuses](cause, context);
};

const answersWithError: Rule = (cause, { view, changes }) => {
  const dependency = dependencyOf(cause, view);
  return [
    ...statusPages(cause, view),
    ...askWhatRuns(workloadOf(cause, view), dependency),
    ...(isCaller(cause, view) && dependency === undefined ? [] : lookAtPods(workloadOf(cause, view))),
    ...undoScaling(cause, changes, view),
  ];
};

const refusesConnections: Rule = (cause, { view, changes }) => {
  const api = caller(cause, view);
  return [
    ...askWhoHolds(workloadOf(cause, view), dependencyOf(cause, view)),
    ...undoScaling(cause, changes, view),
    ...restartCaller(api, view, 'drops its connections and opens new ones; no help while others hold them'),
    ...present(
      api && avoid('scale-up', `do not scale ${shortName(api)} up: each pod opens more connections`, api),
    ),
  ];
};

const refusesCredentials: Rule = (cause, context) => {
  const { view } = context;
  const api = caller(cause, view);
  return [
    ...present(api && lookAtCredentials(api)),
    ...(isCaller(cause, view) ? rollback(cause, context) : []),
    advise(
      'give the Secret and the database user the same password again, then restart whatever reads it from its environment',
    ),
    ...restartCaller(api, view, 'after that: the environment is read only at the start'),
    avoid('restart', 'do not restart before that: pods that still hold old connections would be lost'),
  ];
};

const refusesRequest: Rule = (cause, context) => [
  ...askWhatThereIs(peerWorkload(cause, context.view), dependencyOf(cause, context.view)),
  ...askOtherwise(cause, context),
];

const refusesWrites: Rule = (cause, { view, changes }) => [
  ...askWhoTakesWrites(workloadOf(cause, view), dependencyOf(cause, view)),
  ...lookAtPods(workloadOf(cause, view)),
  ...undoScaling(cause, changes, view),
];

const hasNoRoom: Rule = (cause, { view }) => {
  const workload = workloadOf(cause, view);
  return [
    ...lookAtVolumes(workload),
    ...lookAtPods(workload).slice(1),
    ...(workload === undefined
      ? []
      : [
          avoid(
            'restart',
            `do not restart ${shortName(workload.ref)}: what is full stays full, and it may not start again`,
            workload.ref,
          ),
        ]),
  ];
};

const REFUSED: Readonly<Record<Refusal, Rule>> = {
  connections: refusesConnections,
  credentials: refusesCredentials,
  request: refusesRequest,
  writes: refusesWrites,
  room: hasNoRoom,
};

/** The client that holds a server's connections gives them back. */
const releaseConnections: Rule = (cause, context) => [
  ...askWhoHolds(peerWorkload(cause, context.view), dependencyOf(cause, context.view)),
  ...rollback(cause, context),
  advise('keep its pods times the connections of each under what the server has, with room for the others'),
  avoid(
    'scale-up',
    `do not scale ${shortName(cause.object)} up: each pod opens more connections`,
    cause.object,
  ),
];

/** What is asked wrongly changes with the one that asks, or with a migration that it needs. */
const askOtherwise = (cause: RankedCause, context: RemedyContext): readonly Action[] => {
  const { object } = cause;
  return [
    ...(rollsOut(object) && context.view.owners.byKey.has(refKey(object))
      ? [
          look(
            kubectl(object.namespace, 'rollout', 'history', objectWord(object)),
            'whether its release asks for what is not there yet',
          ),
        ]
      : []),
    ...rollback(cause, context),
    advise('run the migration that the release needs, or go back to the release before it'),
    avoid('restart', 'do not restart the server: it works, and rejects what it is asked', object),
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
  avoid(
    'restart',
    'do not restart the dependency: it starts with cold caches, and all callers reconnect at once',
  ),
];

function restartCaller(api: ReturnType<typeof caller>, view: ClusterView, text: string): readonly Action[] {
  if (api === undefined || !rollsOut(api)) return [];
  return [restartPods(api, `${text} (${rolloutEffect(api, view)})`)];
}
