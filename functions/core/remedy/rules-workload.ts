import { type Action, advise, avoid, change, look, undo } from '../command/action.ts';
import { kubectl } from '../command/command.ts';
import { joined, nameWord, objectWord } from '../command/word.ts';
import { refKey, shortName } from '../object-ref.ts';
import type { RankedCause } from '../rank/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';
import { rolloutEffect } from './effect.ts';
import { judgeRollback } from './rollback.ts';
import { rollsOut } from './rolls-out.ts';
import type { RemedyContext, Rule } from './rule.ts';
import { scaleUp } from './scale.ts';
import { undoScaling } from './undo.ts';

/** The rollback with its effect where it helps; why not, where somebody would try it. */
export function rollback(cause: RankedCause, { view, changes }: RemedyContext): readonly Action[] {
  const ref = cause.object;
  if (!rollsOut(ref)) return [];
  const verdict = judgeRollback(ref, cause, view, changes);
  if (verdict.verdict === 'unknown') return [];
  if (verdict.verdict !== 'helps') return [avoid(`do not roll ${shortName(ref)} back: ${verdict.why}`)];
  return [
    undo(
      kubectl(ref.namespace, 'rollout', 'undo', objectWord(ref), joined('--to-revision=', verdict.revision)),
      `back to revision ${verdict.revision}: ${verdict.why} (${rolloutEffect(ref, view)})`,
    ),
  ];
}

const noRestart = (cause: RankedCause, why: string): Action =>
  avoid(`do not restart ${shortName(cause.object)}: ${why}`);

/** Pods that start again have all of it once more, until whatever eats it has eaten it again. */
export const exhausted: Rule = (cause, context) => {
  const { object } = cause;
  return [
    look(
      kubectl(object.namespace, 'top', 'pods', '--containers'),
      'whether one pod uses far more than the others',
    ),
    ...rollback(cause, context),
    ...(rollsOut(object)
      ? [
          change(
            kubectl(object.namespace, 'rollout', 'restart', objectWord(object)),
            `wins time, it comes back (${rolloutEffect(object, context.view)})`,
          ),
        ]
      : []),
  ];
};

/** Its data may still be in use: what is forced away may go on writing beside its successor. */
export const terminating: Rule = (cause) => [
  avoid(
    `do not force the pod of ${shortName(cause.object)} away before it is known that it does nothing any more: a second one with the same data may start beside it`,
  ),
];

export const badRollout: Rule = (cause, context) => [
  look(
    kubectl(cause.object.namespace, 'rollout', 'history', objectWord(cause.object)),
    'the revisions there are to go back to',
  ),
  ...rollback(cause, context),
];

export const crash: Rule = (cause, context) => [
  ...rollback(cause, context),
  // What a Job has given up on does not restart.
  ...(['Job', 'CronJob'].includes(cause.object.kind)
    ? []
    : [noRestart(cause, 'it restarts by itself and ends the same way')]),
];

export const outOfMemory: Rule = (cause, context) => [
  ...rollback(cause, context),
  ...undoScaling(cause, context.changes, context.view),
  ...(cause.object.kind === 'Pod'
    ? [
        look(
          kubectl(cause.object.namespace, 'describe', objectWord(cause.object)),
          'its limit, and how often it was killed',
        ),
      ]
    : [avoid(`do not only scale ${shortName(cause.object)} up: each pod has the same limit`)]),
];

export const imagePull: Rule = (cause, context) => [
  ...rollback(cause, context),
  advise(
    'correct what the registry answers to: the name, the tag or the pull secret; the kubelet tries again by itself',
  ),
  avoid('do not delete pods that still run: a new one needs the image as well'),
];

export const configuration: Rule = (cause, context) => [
  ...rollback(cause, context),
  advise(
    'make what is missing, or correct its name in the template; pods that wait start by themselves then',
  ),
  noRestart(cause, 'pods that still run were started with what is missing now'),
];

export const admission: Rule = (cause, context) => [
  ...rollback(cause, context),
  advise(
    'correct what is refused, in the template or in what it needs; the controller tries again by itself',
  ),
  noRestart(cause, 'a pod that is stopped may not be made again'),
];

const isProbeWrong = (cause: RankedCause): boolean =>
  (cause.cause === 'liveness-probe' || cause.cause === 'readiness-probe') && cause.facts.isProbeWrong;

const correctProbe = (cause: RankedCause, view: ClusterView): readonly Action[] => {
  const { object } = cause;
  return isProbeWrong(cause) && rollsOut(object)
    ? [
        change(
          kubectl(object.namespace, 'edit', objectWord(object)),
          `set the probe to what the container answers: replaces its pods (${rolloutEffect(object, view)})`,
        ),
      ]
    : [];
};

export const liveness: Rule = (cause, context) => [
  ...rollback(cause, context),
  ...correctProbe(cause, context.view),
  noRestart(cause, 'new pods have the same probe'),
];

/** A wrong probe fails in every pod; a program that does not answer may after a restart, once its log is read. */
export const readiness: Rule = (cause, context) => {
  if (isProbeWrong(cause)) return liveness(cause, context);
  const ready = context.view.owners.byKey.get(refKey(cause.object))?.ready ?? 0;
  return [
    ...rollback(cause, context),
    ...(rollsOut(cause.object) && ready === 0
      ? [
          change(
            kubectl(cause.object.namespace, 'rollout', 'restart', objectWord(cause.object)),
            `only after its log is read: replaces its pods (${rolloutEffect(cause.object, context.view)})`,
          ),
        ]
      : []),
  ];
};

const MAX_NODES = 5;

function uncordon(cause: RankedCause, view: ClusterView): readonly Action[] {
  const cordoned = view.evidence.all('nodes').filter(({ spec }) => spec.unschedulable);
  const onlyCordoned = cause.cause === 'unschedulable' && cause.facts.onlyCordoned;
  if (!onlyCordoned || cordoned.length === 0) return [];
  const names = cordoned.slice(0, MAX_NODES).map(({ metadata }) => nameWord(metadata.name));
  return [change(kubectl('', 'uncordon', ...names), 'takes pods again; only where nobody works on the node')];
}

export const noRoom: Rule = (cause, context) => [
  ...uncordon(cause, context.view),
  ...undoScaling(cause, context.changes, context.view),
  ...rollback(cause, context),
  avoid('do not delete or restart pods that run: they need the same room again'),
];

/** A controller that is refused tries again after pauses that double up to 1,000 s (client-go, DefaultTypedControllerRateLimiter). */
export const quota: Rule = (cause, context) => [
  ...undoScaling(cause, context.changes, context.view),
  advise(
    'raise the limit, or free what is not needed; the controller tries again by itself, after up to 17 min',
  ),
  avoid(
    `do not restart or roll out in ${cause.object.namespace || cause.object.name}: a pod that is stopped may not be made again`,
  ),
];

export const load: Rule = (cause, { view, changes }) => [
  ...undoScaling(cause, changes, view),
  ...scaleUp(view.target.workload ?? cause.object, view, 'spreads the load'),
];

export const cpu: Rule = (cause, context) => [
  ...rollback(cause, context),
  ...undoScaling(cause, context.changes, context.view),
  ...scaleUp(cause.object, context.view, 'spreads the load'),
];

export const abuse: Rule = (cause) => [
  { kind: 'change', text: 'block or limit that client at the ingress or load balancer' },
  avoid(`do not scale ${shortName(cause.object)} up for it: that pays for the abuse and loads the database`),
];

export const rateLimited: Rule = (cause) => [
  {
    kind: 'change',
    text: 'send less or ask for a higher limit where the limit is set; retry with growing pauses',
  },
  avoid(`do not scale ${shortName(cause.object)} up: more pods send more of what is refused`),
];
