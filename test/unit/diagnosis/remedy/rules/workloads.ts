import { CAUSE_IDS } from '../../../../../functions/model/cause.ts';
import { change, look } from '../../../../../functions/model/command/action.ts';
import { kubectl } from '../../../../../functions/model/command/command.ts';
import { words } from '../../../../../functions/model/command/word.ts';
import {
  app,
  deployment,
  join,
  NAMESPACE,
  node,
  pod,
  podName,
  replicaSet,
} from '../../mechanisms/cluster.ts';
import { API, DB, grown, offers, ref, rolledOut, shop } from './offered.ts';

const entries = <Key>(keys: readonly Key[], of: (key: Key) => readonly [string, () => readonly string[]]) =>
  Object.fromEntries(keys.map(of));

const OBJECTS = [API, ref('Pod', podName('api')), ref('Service', 'db'), ref('Node', 'node-1')];

/** Each rule, of what each kind of object is blamed for, after a rollout and a scaling. */
export const every = Object.fromEntries(
  CAUSE_IDS.flatMap((id) =>
    OBJECTS.map((object) => [
      `${id} of a ${object.kind}`,
      offers(id, { object, changes: [rolledOut, grown], target: { workload: API } }),
    ]),
  ),
);

const restarted = (more: Readonly<Record<string, unknown>>) => ({
  ...shop,
  pods: [pod('api', { ready: false, status: more })],
});
const status = (restartCount: number) => [{ name: 'main', ready: false, restartCount }];
const runs = { conditions: [{ type: 'Ready', status: 'False' }], phase: 'Running' };

export const crashes = {
  ...entries(
    ['service-link', 'line-ends', 'interpreter', 'architecture', 'not-executable', 'library'].flatMap(
      (because) => [API, ref('Pod', 'x')].map((object) => ({ because, object })),
    ),
    ({ because, object }) => [
      `crash: ${because}, of a ${object.kind}`,
      offers('crash-app-error', { object, facts: { because }, changes: [rolledOut] }),
    ],
  ),
  ...entries([ref('Job', 'x'), ref('CronJob', 'x'), ref('StatefulSet', 'x')], (object) => [
    `crash: of a ${object.kind}`,
    offers('crash-app-error', { object }),
  ]),
  ...entries([0, 1], (count) => [
    `crash: ${count} restarts`,
    offers('crash-app-error', { parts: restarted({ ...runs, containerStatuses: status(count) }) }),
  ]),
  'crash: restarts of an init container': offers('crash-app-error', {
    parts: restarted({ ...runs, containerStatuses: status(0), initContainerStatuses: status(1) }),
  }),
  'crash: restarts of what was never started': offers('crash-app-error', {
    facts: { started: false },
    parts: restarted({ ...runs, containerStatuses: status(1) }),
  }),
};

const EXHAUSTED = [
  { ends: true },
  { resource: 'own-limit' },
  { outlives: true },
  { outlives: true, resource: 'disk-space' },
  { resource: 'disk-space' },
  { resource: 'pool-connections' },
  { resource: 'threads' },
];
export const exhausted = entries(
  EXHAUSTED.flatMap((facts) => [API, DB, ref('Pod', podName('api'))].map((object) => ({ facts, object }))),
  ({ facts, object }) => [
    `exhausted: ${JSON.stringify(facts)} of ${object.kind}`,
    offers('resource-exhausted', { object, facts, changes: [rolledOut], parts: shop }),
  ],
);

const cordoned = (count: number, more: object = {}) =>
  join(shop, {
    nodes: Array.from({ length: count }, (_, i) => ({
      ...node(`n${i}`),
      spec: { unschedulable: true },
      ...more,
    })),
  });

export const held = {
  ...entries([0, 1, 5, 6], (count) => [
    `no room: ${count} nodes are cordoned`,
    offers('unschedulable', { facts: { onlyCordoned: true }, parts: cordoned(count) }),
  ]),
  'no room: cordons are not all': offers('unschedulable', { parts: cordoned(1) }),
  'no room: nodes are not cordoned': offers('unschedulable', {
    facts: { onlyCordoned: true },
    parts: cordoned(1, { spec: {} }),
  }),
  ...entries(
    ['no-room', 'too-much', 'no-amounts', 'too-small', 'too-large', 'ratio', 'service', 'storage'],
    (refused) => [`refused: ${refused}`, offers('quota-exceeded', { facts: { refused } })],
  ),
  'refused: in a namespace': offers('quota-exceeded', {
    object: { kind: 'Namespace', namespace: '', name: NAMESPACE },
  }),
};

const probes = [true, false].flatMap((isProbeWrong) =>
  ([API, ref('Deployment', 'worker'), ref('Deployment', 'gone'), ref('Pod', 'x')] as const).flatMap(
    (object) => (['liveness-probe', 'readiness-probe'] as const).map((id) => ({ id, object, isProbeWrong })),
  ),
);
export const probed = entries(probes, ({ id, object, isProbeWrong }) => [
  `${id}: of ${object.kind} ${object.name}, the probe is ${isProbeWrong ? 'wrong' : 'right'}`,
  offers(id, { object, facts: { isProbeWrong }, changes: [rolledOut] }),
]);

const LOOKS = [
  look(kubectl('kube-system', 'logs', ...words('-l', 'k8s-app=kube-dns')), 'DNS'),
  look(kubectl(NAMESPACE, 'get', 'pods'), 'pods'),
  change(kubectl(NAMESPACE, 'get', 'nodes'), 'no look'),
];
export const clusters = {
  ...entries(['name', 'alias', 'resolving'], (wrong) => [
    `dns: ${wrong}`,
    offers('dns-resolution', { facts: { wrong }, cause: { actions: LOOKS } }),
  ]),
  ...entries(['node', 'control-plane'], (down) => [
    `node: ${down} is down`,
    offers('node-infrastructure', {
      object: ref('Node', 'n'),
      facts: { down },
      cause: { actions: LOOKS },
    }),
  ]),
  ...entries(['cloud', 'kubernetes'], (deniedBy) => [
    `denied by ${deniedBy}`,
    offers('cloud-access-denied', { facts: { deniedBy } }),
  ]),
  ...entries(['template', 'configuration'], (what) => [
    `rollout: ${what}`,
    offers('bad-rollout', { facts: { changed: what } }),
  ]),
  'configuration: changed': offers('config-missing', { facts: { by: 'callers' }, changes: [rolledOut] }),
};

const autoscaler = (more: object = {}) => ({
  horizontalpodautoscalers: [
    {
      metadata: { name: 'auto', namespace: NAMESPACE },
      spec: {
        maxReplicas: 1,
        scaleTargetRef: { kind: 'Deployment', name: 'api' },
        metrics: ['cpu', 'memory'].map((name) => ({
          type: 'Resource',
          resource: { name, target: { type: 'Utilization', averageUtilization: 80 } },
        })),
        ...more,
      },
    },
  ],
});
export const scaled = {
  ...entries(['at-maximum', 'cannot-compute'], (what) => [
    `autoscaler: ${what}`,
    offers('hpa-maxed', { facts: { held: what }, parts: join(shop, autoscaler()), changes: [grown] }),
  ]),
  'autoscaler: of another': offers('hpa-maxed', {
    facts: { held: 'cannot-compute' },
    object: ref('Deployment', 'worker'),
    parts: join(shop, autoscaler()),
  }),
  'autoscaler: of what was not read': offers('hpa-maxed', {
    facts: { held: 'cannot-compute' },
    object: ref('Deployment', 'gone'),
    parts: join(shop, autoscaler({ scaleTargetRef: { kind: 'Deployment', name: 'gone' } })),
  }),
  'load: of the target': offers('traffic-spike', {
    object: ref('Deployment', 'worker'),
    target: { workload: API },
  }),
  'load: without one': offers('traffic-spike', { object: ref('Deployment', 'worker') }),
  'undo: with an autoscaler': offers('traffic-spike', {
    parts: join(shop, autoscaler({ scaleTargetRef: { kind: 'Deployment', name: 'worker' } })),
    changes: [grown],
  }),
  'undo: of what was not read': offers('traffic-spike', {
    changes: [{ ...grown, object: ref('Deployment', 'gone') }],
  }),
};

const revisions = (current: number, before: number, old: readonly object[] = []) => ({
  deployments: [deployment('api')],
  replicasets: [
    replicaSet('api', { revision: before, hash: 'aaaaaaaaaa', container: { image: 'r/api:0' } }),
    replicaSet('api', { revision: current, hash: 'bbbbbbbbbb' }),
  ],
  pods: [...old, pod('api', { hash: 'bbbbbbbbbb', ready: false })],
});
const old = (ready: boolean, suffix = 'old') => pod('api', { hash: 'aaaaaaaaaa', suffix, ready });
export const back = {
  ...entries([0, 1], (before) => [
    `rollback: to revision ${before}`,
    offers('image-pull', { parts: revisions(2, before), changes: [rolledOut] }),
  ]),
  'rollback: nothing came before, and no pod tells': offers('image-pull', { parts: revisions(2, 1) }),
  'rollback: old pods are ready': offers('image-pull', { parts: revisions(2, 1, [old(true)]) }),
  'rollback: old pods are not': offers('image-pull', {
    parts: revisions(2, 1, [old(false)]),
    changes: [rolledOut],
  }),
  'rollback: one old pod is ready of two': offers('image-pull', {
    parts: revisions(2, 1, [old(true), old(false, 'two')]),
    changes: [rolledOut],
  }),
  ...entries(['high', 'medium', 'low'] as const, (confidence) => [
    `rollback: a rollout is blamed, ${confidence}`,
    offers('bad-rollout', { parts: revisions(2, 1), cause: { confidence } }),
  ]),
  'rollback: a rollout is blamed, and something speaks against it': offers('bad-rollout', {
    parts: revisions(2, 1),
    cause: { against: [{ says: 'x' } as never] },
  }),
  ...entries(
    [
      { reached: 'no' as const },
      { object: DB },
      { facts: { kind: 'created' as const } },
      { beforeOnsetMs: 3_600_000 },
      { beforeOnsetMs: 3_600_001 },
      { beforeOnsetMs: -5_000 },
      { beforeOnsetMs: -5_001 },
      { beforeOnsetMs: null },
    ],
    (more) => [
      `rollback: after ${JSON.stringify(more)}`,
      offers('image-pull', { parts: revisions(2, 1), changes: [{ ...rolledOut, ...more }] }),
    ],
  ),
  'rollback: of what was not read': offers('image-pull', {
    object: ref('Deployment', 'gone'),
    parts: app('api'),
    changes: [{ ...rolledOut, object: ref('Deployment', 'gone') }],
  }),
};
