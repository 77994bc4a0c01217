import {
  ago,
  app,
  deployment,
  event,
  join,
  NAMESPACE,
  pod,
  replicaSet,
  service,
} from '../../mechanisms/cluster.ts';
import { API, beside, type Lines, type Parts, ref, timeLine, written } from './lines.ts';

const KINDS = [
  'deployments',
  'statefulsets',
  'daemonsets',
  'cronjobs',
  'services',
  'ingresses',
  'configmaps',
  'secrets',
  'persistentvolumeclaims',
  'resourcequotas',
  'limitranges',
  'horizontalpodautoscalers',
  'poddisruptionbudgets',
  'networkpolicies',
];
const PARTS: Readonly<Record<string, object>> = {
  services: { spec: { ports: [] } },
  horizontalpodautoscalers: { spec: { scaleTargetRef: { kind: 'Deployment', name: 'none' } } },
};
const fields = (keys: readonly string[], more: object = {}, meta: object = {}): Parts => ({
  configmaps: [{ metadata: { ...written('c', keys, more), ...meta }, keys: [] }],
});
const announced = (source: string, at = ago(90), summary = 'x') => ({ at, summary, source, url: '' });
const NEXT = { hash: 'bbbbbbbbbb', revision: 2, created: ago(200) };
const rolled = (name: string, managedFields: readonly object[] = [], created = ago(200)): Parts => ({
  deployments: [deployment(name, { meta: { managedFields } })],
  replicasets: [
    replicaSet(name, { container: { image: 'a' } }),
    replicaSet(name, { ...NEXT, created, container: { image: 'b' } }),
  ],
  pods: [pod(name, { hash: NEXT.hash })],
});
const by = (manager: string, time: number, ...keys: readonly string[]) => ({
  manager,
  time: ago(time),
  keys,
});

export const managed: Lines = {
  ...Object.fromEntries(
    KINDS.map((collector) => [
      `managed: ${collector}`,
      timeLine(beside({ [collector]: [{ metadata: written('x', ['spec.some']), ...PARTS[collector] }] })),
    ]),
  ),
  ...Object.fromEntries(
    ['serviceName', 'podManagementPolicy', 'selector', 'volumeClaimTemplates', 'replicas', 'template'].map(
      (key) => [
        `managed: ${key} of a workload`,
        timeLine(beside({ statefulsets: [{ metadata: written('x', [`spec.${key}`, `x.spec.${key}`]) }] })),
      ],
    ),
  ),
  ...Object.fromEntries(
    (
      [
        [['data.A'], { operation: 'Apply' }],
        [['data.A', 'data.B'], { operation: 'Apply' }],
        [['data.A', 'data.B'], {}],
        [['data.A', 'data.B', 'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration'], {}],
      ] as const
    ).map(([keys, more]) => [
      `managed: ${JSON.stringify(more)} of ${keys.join(', ')}`,
      timeLine(beside(fields(keys, more))),
    ]),
  ),
  'managed: old values, of elements as well': timeLine(
    beside(
      fields(
        ['data.A', 'spec.ports[port=80]', 'spec.twice[a]', 'spec.new'],
        {},
        {
          lastApplied: {
            'data.A': '1',
            'spec.ports[name=http]': '2',
            'spec.twice[x]': '3',
            'spec.twice[y]': '4',
          },
        },
      ),
    ),
  ),
  ...Object.fromEntries(
    [599, 600, 601].map((after) => [
      `managed: made ${after} s after the first workload`,
      timeLine(
        beside({
          configmaps: [
            {
              metadata: {
                ...written('c', ['data.A'], {}, 86_400 - after),
                creationTimestamp: ago(86_400 - after),
              },
              keys: [],
            },
          ],
        }),
      ),
    ]),
  ),
};

export const announcements: Lines = {
  'announced: of nothing known, without a time, and of a workload': timeLine(
    beside({ changeevents: [announced('ci'), announced('api', ''), announced('api'), announced('x')] }),
  ),
  'announced: at one time, in the order of their words': timeLine(
    beside({ changeevents: [announced('ci', ago(90), 'b'), announced('ci', ago(90), 'a')] }),
  ),
  'changes at one time, in the order of their objects': timeLine(
    beside({
      secrets: [{ metadata: written('b', ['data.A']), keys: [] }],
      configmaps: ['z', 'a'].map((name) => ({ metadata: written(name, ['data.A']), keys: [] })),
    }),
  ),
  'announced: no onset is known': timeLine(beside({ changeevents: [announced('api')] }), {}, null),
};

export const revised: Lines = {
  'rollout: by the last of its template': timeLine(
    rolled('api', [
      by('early', 500, 'spec.template.spec'),
      by('late', 210, 'spec.replicas', 'spec.template.spec'),
      by('other', 100, 'spec.paused'),
      by('middle', 400, 'spec.template.spec'),
    ]),
  ),
  'rollout: by nobody known': timeLine(rolled('api')),
  'rollout: at no known time': timeLine(rolled('api', [], '')),
  'rollout: of the only revision': timeLine(app('api')),
  'rollout: of another, which fails itself': timeLine(join(app('api'), rolled('web')), {
    others: [ref('mail'), ref('web')],
  }),
  'rollout: of another, and others fail': timeLine(join(app('api'), rolled('web')), {
    others: [ref('mail')],
  }),
  'rollout: of another, which is explained': timeLine(join(app('api'), rolled('web')), {
    explained: [API, ref('web')],
  }),
};

const selecting = (name: string, matchLabels: object): Parts => ({
  networkpolicies: [{ metadata: written(name, ['spec.egress']), spec: { podSelector: { matchLabels } } }],
});
const scaling = (kind: string, name: string, of = 'auto'): Parts => ({
  horizontalpodautoscalers: [
    { metadata: written(of, ['spec.maxReplicas']), spec: { maxReplicas: 3, scaleTargetRef: { kind, name } } },
  ],
});
const quiet = (parts: Parts): Parts =>
  Object.fromEntries(
    Object.entries(parts).map(([name, items]) => [
      name,
      (items as readonly { readonly metadata: object }[]).map((one) => ({
        ...one,
        metadata: { ...one.metadata, managedFields: [] },
      })),
    ]),
  );
const map = { configmaps: [{ metadata: written('c', ['data.A']), keys: [] }] };
const reads = { container: { envFrom: [{ configMapRef: { name: 'c' } }] } };
const calls = (name: string, more: object = {}) => ({
  container: { env: [{ name: 'X_URL', value: `http://${name}:80` }], ...more },
});
const changedService = (name: string): Parts => ({
  services: [{ ...service(name), metadata: written(name, ['spec.selector']) }],
});

export const reaching: Lines = {
  'policy: selects what fails': timeLine(beside(selecting('p', { app: 'api' }))),
  'policy: selects another': timeLine(beside(join(app('web'), selecting('p', { app: 'web' })))),
  'policy: another of another name selects it': timeLine(
    beside(join(quiet(selecting('q', { app: 'api' })), selecting('p', { app: 'web' }))),
  ),
  ...Object.fromEntries(
    (
      [
        ['Deployment', 'api'],
        ['Deployment', 'web'],
        ['StatefulSet', 'api'],
      ] as const
    ).map(([kind, name]) => [`autoscaler: of ${kind} ${name}`, timeLine(beside(scaling(kind, name)))]),
  ),
  'autoscaler: another one scales it': timeLine(
    beside(join(quiet(scaling('Deployment', 'api', 'other')), scaling('Deployment', 'web'))),
  ),
  'service: behind it, called, or neither': () =>
    [API, ref('web'), ref('mail')].flatMap((object) =>
      timeLine(join(app('api'), app('web', calls('api')), app('mail'), changedService('api')), { object })(),
    ),
  'configuration: read by one that is called': timeLine(
    join(app('api', calls('web')), app('web', reads), { services: [service('web')] }, map),
  ),
  'configuration: read by nobody that is called': timeLine(
    join(app('api', calls('web')), app('web'), { services: [service('web')] }, map),
  ),
  'configuration: some of several have started since': timeLine(
    join(app('api', reads), map, {
      pods: [
        pod('api', { suffix: 'b', created: ago(300) }),
        pod('api', { suffix: 'c', created: ago(301) }),
        pod('api', { suffix: 'd', state: { state: { waiting: { reason: 'x' } } } }),
      ],
    }),
  ),
  'no cause: yes before unknown before no': () => {
    const parts = join(
      app('api', { spec: { volumes: [{ name: 'v', configMap: { name: 'c' } }] } }),
      app('web', calls('api')),
      app('mail'),
      { services: [service('api')] },
      map,
    );
    const [no, unknown, yes] = [ref('mail'), ref('web'), API];
    return [[no, unknown, yes], [unknown, yes], [no, unknown], [no], [no, ref('gone')], []].flatMap(
      (suffering) => timeLine(parts, { object: undefined, suffering })(),
    );
  },
  'no cause: nothing is said of what suffers': timeLine(beside(map), { object: undefined }),
};

const grown = (name: string, from: number, to: number): Parts => ({
  events: [
    event(
      'Deployment',
      name,
      'ScalingReplicaSet',
      `Scaled up replica set ${name}-6d4cf56db6 from ${from} to ${to}`,
      {
        firstTimestamp: ago(90),
        lastTimestamp: ago(90),
      },
    ),
  ],
});
const worker = (from: number, to: number, options: object = {}): Parts =>
  join(app('worker', { ...options, replicas: to }), grown('worker', from, to));
const secret = (key: string, variable = 'DB_URL') => ({
  container: { env: [{ name: variable, valueFrom: { secretKeyRef: { name: 's', key } } }] },
});

export const scaledBeside: Lines = {
  ...Object.fromEntries(
    (
      [
        [2, 12],
        [14, 12],
      ] as const
    ).flatMap(([from, to]) => [
      [`scaled ${from} to ${to}: unknown`, timeLine(beside(worker(from, to)))],
      [
        `scaled ${from} to ${to}: it calls what fails`,
        timeLine(beside(join(worker(from, to, calls('api')), { services: [service('api')] }))),
      ],
      [
        `scaled ${from} to ${to}: both call one`,
        timeLine(
          join(app('api', calls('db')), app('db'), worker(from, to, calls('db')), {
            services: [service('db')],
          }),
        ),
      ],
      [
        `scaled ${from} to ${to}: both read one key`,
        timeLine(join(app('api', secret('url')), worker(from, to, secret('url')))),
      ],
      [
        `scaled ${from} to ${to}: both read keys of one Secret`,
        timeLine(join(app('api', secret('url')), worker(from, to, secret('uri')))),
      ],
      [
        `scaled ${from} to ${to}: what fails calls it`,
        timeLine(join(app('api', calls('worker')), worker(from, to), { services: [service('worker')] })),
      ],
      [
        `scaled ${from} to ${to}: a caller reads the same key`,
        timeLine(
          join(app('api', secret('url')), app('db'), worker(from, to, secret('url')), {
            services: [service('db')],
          }),
          { object: ref('db'), explained: [ref('db'), ref('gone'), API, ref('worker')] },
        ),
      ],
      [
        `scaled ${from} to ${to}: the caller's way is known`,
        timeLine(
          join(
            app('api', {
              container: { env: [...calls('db').container.env, ...secret('url').container.env] },
            }),
            app('db'),
            worker(from, to, secret('url')),
            { services: [service('db')] },
          ),
          { object: ref('db'), explained: [API] },
        ),
      ],
    ]),
  ),
  'scaled: in another namespace nothing is': timeLine(beside(worker(2, 12)), {
    object: ref('api', 'Deployment', `${NAMESPACE}-2`),
  }),
};
