import { type Action, advise, avoid, change, look } from '../../model/command/action.ts';
import { kubectl } from '../../model/command/command.ts';
import { restartPods } from '../../model/command/deeds.ts';
import { nameWord, objectWord } from '../../model/command/word.ts';
import type { CrashReason, FactsOf } from '../../model/facts.ts';
import { refKey, shortName } from '../../model/object-ref.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';
import { askWhoHoldsBehind, lookAtVolumes } from './dependency.ts';
import { rolloutEffect } from './effect.ts';
import { rollback } from './offer-rollback.ts';
import { requestsFor } from './requests-for.ts';
import { rollsOut } from './rolls-out.ts';
import type { RemedyContext, Rule } from './rule.ts';
import { scaleUp } from './scale.ts';
import { undoScaling } from './undo.ts';

const noRestart = (cause: RankedCause, why: string): Action =>
  avoid('restart', `do not restart ${shortName(cause.object)}: ${why}`, cause.object);

/** Pods that start again have all of it once more, until whatever eats it has eaten it again. */
export const exhausted: Rule<'resource-exhausted'> = (cause, context) => {
  const { object, facts } = cause;
  if (facts.ends && facts.resource === 'disk-space') return withoutRoom(cause, context);
  if (facts.ends)
    return [...rollback(cause, context), noRestart(cause, 'it restarts by itself and runs out of it again')];
  // A buffer or a time is as small in a new pod.
  if (facts.resource === 'own-limit') return rollback(cause, context);
  if (facts.outlives === true)
    return [
      ...lookAtVolumes(context.view.owners.byKey.get(refKey(object))),
      advise('free space or enlarge the claim, if its storage class allows that (allowVolumeExpansion)'),
      noRestart(cause, 'what is full stays full, and it may not start again'),
    ];
  return [
    ...lookAtResource(cause, context.view),
    ...rollback(cause, context),
    ...(rollsOut(object)
      ? [restartPods(object, `buys time; it will come back (${rolloutEffect(object, context.view)})`)]
      : []),
  ];
};

/** What it cannot write now it cannot write in its next run: on a claim what is full outlives its pods as well. */
const withoutRoom: Rule<'resource-exhausted'> = (cause) => [
  advise(
    cause.facts.outlives === true
      ? 'enlarge the claim, if its storage class allows that (allowVolumeExpansion), or free space on it by a pod that mounts it'
      : 'give it a larger volume (emptyDir: sizeLimit), or write less; what stands on an emptyDir goes with its pod',
  ),
  noRestart(cause, 'it restarts by itself and finds no more room'),
];

/** Use of CPU and memory says nothing of a pool or a disk: there, who holds the connections, and what is full. */
function lookAtResource({ object, facts }: ExhaustedCause, view: ClusterView): readonly Action[] {
  if (facts.resource === 'disk-space') return lookAtVolumes(view.owners.byKey.get(refKey(object)));
  const held = facts.resource === 'pool-connections' ? askWhoHoldsBehind(object, view) : [];
  return held.length > 0
    ? held.map((action) => ({
        ...action,
        text: `who holds its connections: "idle in transaction" are left open by the program that holds them`,
      }))
    : [
        look(
          kubectl(object.namespace, 'top', 'pods', '--containers'),
          'whether one pod uses far more than the others',
        ),
      ];
}

type ExhaustedCause = Parameters<typeof exhausted>[0];

/** Its data may still be in use: what is forced away may go on writing beside its successor. */
export const terminating: Rule = (cause) => [
  avoid(
    'force-delete',
    `do not force-delete the pod of ${shortName(cause.object)} before you know that it has stopped: a second one with the same data may start beside it`,
  ),
];

export const badRollout: Rule<'bad-rollout'> = (cause, context) =>
  cause.facts.changed === 'configuration'
    ? [advise('set it back to what it was; what reads it into its environment has to be restarted')]
    : rollbackOf(cause, context);

const rollbackOf: Rule = (cause, context) => [
  look(
    kubectl(cause.object.namespace, 'rollout', 'history', objectWord(cause.object)),
    'the revisions it can go back to',
  ),
  ...rollback(cause, context),
];

const hasRestarted = ({ object }: RankedCause, { view }: RemedyContext): boolean =>
  (view.owners.byKey.get(refKey(object))?.pods ?? []).some(({ status }) =>
    status.containerStatuses
      .concat(status.initContainerStatuses)
      .some(({ restartCount }) => restartCount > 0),
  );

export const crash: Rule<'crash-app-error'> = (cause, context) => [
  ...(cause.facts.because === undefined
    ? rollback(cause, context)
    : REASON_REMEDIES[cause.facts.because](cause, context)),
  // What a Job has given up on does not restart.
  ...(['Job', 'CronJob'].includes(cause.object.kind)
    ? []
    : [noRestart(cause, whyNoRestart(cause.facts, hasRestarted(cause, context)))]),
];

function whyNoRestart({ started, because }: FactsOf['crash-app-error'], restarted: boolean): string {
  if (because === 'service-link') return 'a pod that starts again gets the variable too';
  return started && restarted
    ? 'it restarts by itself and exits the same way'
    : 'a new pod is made of the same template';
}

/** What stands outside of the template is no better in an older revision. */
const REASON_REMEDIES: Readonly<Record<CrashReason, Rule>> = {
  'service-link': ({ object }, { view }) => [
    ...(rollsOut(object)
      ? [
          change(
            kubectl(
              object.namespace,
              'patch',
              objectWord(object),
              '-p',
              '{"spec":{"template":{"spec":{"enableServiceLinks":false}}}}',
            ),
            `keeps the variables of Services out of its pods: replaces them (${rolloutEffect(object, view)})`,
          ),
        ]
      : []),
    advise('or set the variable in its template: that one counts'),
  ],
  'line-ends': () => [advise('save the script with Unix line ends (LF), where it is kept')],
  interpreter: (cause, context) => [
    ...rollback(cause, context),
    advise(
      'fix the first line of the script, its line ends (LF), or the image that lacks the interpreter or libc',
    ),
  ],
  architecture: (cause, context) => [
    ...rollback(cause, context),
    advise(
      "build the image for the node's architecture too, or keep its pods on nodes of its own (kubernetes.io/arch)",
    ),
  ],
  'not-executable': (cause, context) => [
    ...rollback(cause, context),
    advise(
      'make the file executable (chmod +x in the image, defaultMode: 0755 of the volume), or start it by its shell',
    ),
  ],
  library: (cause, context) => [
    ...rollback(cause, context),
    advise('use a base image that has the library, or build against the libc of the one it runs on'),
  ],
};

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
    : [
        avoid(
          'scale-up',
          `do not only scale ${shortName(cause.object)} up: each pod has the same limit`,
          cause.object,
        ),
      ]),
];

export const imagePull: Rule = (cause, context) => [
  ...rollback(cause, context),
  advise('fix the image name, tag or pull secret; the kubelet tries again by itself'),
  avoid('delete', 'do not delete pods that still run: a new one needs the image too'),
];

export const configuration: Rule<'config-missing'> = (cause, context) =>
  cause.facts?.by === undefined
    ? missing(cause, context)
    : [advise('set it back to what it was: its pods read the files again within a minute or two')];

const missing: Rule = (cause, context) => [
  ...rollback(cause, context),
  advise('create what is missing, or fix its name in the template; waiting pods then start by themselves'),
  noRestart(cause, 'pods that still run were started with what is missing now'),
];

export const admission: Rule = (cause, context) => [
  ...rollback(cause, context),
  advise('fix what is refused, in the template or in what it needs; the controller tries again by itself'),
  noRestart(cause, 'a stopped pod may not be recreated'),
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
          restartPods(
            cause.object,
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
  return [
    change(
      kubectl('', 'uncordon', ...names),
      'lets it take pods again; only if nobody is working on the node',
    ),
  ];
}

export const noRoom: Rule = (cause, context) => [
  ...uncordon(cause, context.view),
  ...undoScaling(cause, context.changes, context.view),
  ...rollback(cause, context),
  avoid('delete', 'do not delete or restart running pods: new ones need the same room'),
];

/** What helps against each kind of refusal. */
const FOR_REFUSAL: Readonly<Record<FactsOf['quota-exceeded']['refused'], string>> = {
  'no-room': 'raise the quota, or scale down what is not needed',
  'too-much': 'ask for less in its containers, or raise the quota: it asks for more than all of it',
  'no-amounts': 'set requests and limits in its containers, or defaults for them in a LimitRange',
  'too-small': "raise its requests and limits to the LimitRange's minimum",
  'too-large': "lower its requests and limits to the LimitRange's maximum, or raise that",
  ratio: "bring its limits nearer to its requests, or raise the LimitRange's ratio",
  service: 'delete a Service that nobody needs, or raise the quota, and apply the missing one again',
  storage: 'ask for a smaller volume, free a claim, or raise the quota',
};

/** A controller that is refused tries again after pauses that double up to 1,000 s (client-go, DefaultTypedControllerRateLimiter). */
export const quota: Rule<'quota-exceeded'> = (cause, context) => [
  ...undoScaling(cause, context.changes, context.view),
  advise(`${FOR_REFUSAL[cause.facts.refused]}; the controller tries again by itself, after up to 17 min`),
  avoid(
    'restart',
    `do not restart or roll out in ${cause.object.namespace || cause.object.name}: a stopped pod may not be recreated`,
  ),
];

export const load: Rule = (cause, { view, changes }) => [
  ...undoScaling(cause, changes, view),
  ...scaleUp(view.target.workload ?? cause.object, view, 'spreads the load'),
];

/** One that computes nothing owns no number: until it does, pods are added by hand. */
export const autoscaling: Rule<'hpa-maxed'> = (cause, context) =>
  cause.facts.held === 'at-maximum'
    ? load(cause, context)
    : [
        ...scaleUp(cause.object, context.view, 'its autoscaler adds none'),
        ...requestsFor(cause.object, context.view),
      ];

export const cpu: Rule = (cause, context) => [
  ...rollback(cause, context),
  ...undoScaling(cause, context.changes, context.view),
  ...scaleUp(cause.object, context.view, 'spreads the load'),
];

export const abuse: Rule = (cause) => [
  { kind: 'change', text: 'block or limit that client at the ingress or load balancer' },
  avoid(
    'scale-up',
    `do not scale ${shortName(cause.object)} up for it: that pays for the abuse and loads the database`,
    cause.object,
  ),
];

export const rateLimited: Rule = (cause) => [
  {
    kind: 'change',
    text: 'send less, or have the limit raised where it is set; retry with growing pauses',
  },
  avoid(
    'scale-up',
    `do not scale ${shortName(cause.object)} up: more pods send more of what is refused`,
    cause.object,
  ),
];
