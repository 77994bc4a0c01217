import { deployment, join, pod, podName, service, statefulSet } from '../../mechanisms/cluster.ts';
import { API, DB, type Given, grown, offers, ref, rolledOut, shop } from './offered.ts';

type Offers = Readonly<Record<string, () => readonly string[]>>;
const TARGETS = { 'of the target': { workload: API }, 'without a target': {} };
const OBJECTS = [API, DB, ref('Service', 'db'), ref('Deployment', 'gone')];
const PG = { host: 'db', port: 5432, service: ref('Service', 'db') };
const DEPENDENCIES = {
  dependencies: [
    { name: 'Orders', kind: 'database', service: 'db', port: 5432, user: 'me', database: 'orders' },
    { name: 'Cache', kind: 'cache', service: 'cache', port: 6379 },
  ],
};

/** Each of them blamed, with a target and without. */
const each = (name: string, id: Parameters<typeof offers>[0], given: Given): Offers =>
  Object.fromEntries(
    Object.entries(TARGETS).flatMap(([of, target]) =>
      OBJECTS.map((object) => [
        `${name}: ${object.kind} ${object.name} ${of}`,
        offers(id, { changes: [rolledOut, grown], ...given, object, target }),
      ]),
    ),
  );

const FACTS = {
  ...Object.fromEntries(
    ['connections', 'credentials', 'request', 'writes', 'room'].map((refuses) => [
      `refuses ${refuses}`,
      { refuses, peers: [PG] },
    ]),
  ),
  'refuses nothing': { peers: [PG] },
  'knows no peer': {},
  'holds connections': { holds: true, peers: [PG] },
};

export const errors: Offers = Object.assign(
  {},
  ...Object.entries(FACTS).map(([name, facts]) =>
    each(`error, ${name}`, 'dependency-error', { facts, known: DEPENDENCIES }),
  ),
);

const replicas = (desired: number, ready: number) => ({
  ...shop,
  statefulsets: [statefulSet('db', { replicas: desired, ready, container: { image: 'postgres:17' } })],
});
const LOOK = { kind: 'look' as const, text: 'its own look' };
const CHANGE = { kind: 'change' as const, text: 'its own change' };

export const unreached: Offers = {
  ...each('unreached', 'dependency-unreachable', { facts: { peers: [PG] } }),
  ...each('unreached, known', 'dependency-unreachable', { facts: { peers: [PG] }, known: DEPENDENCIES }),
  ...each('unreached, connections', 'dependency-unreachable', { facts: { refuses: 'connections' } }),
  ...each('unreached, own settings', 'dependency-unreachable', {
    facts: { ownSettings: true },
    cause: { actions: [LOOK, CHANGE] },
  }),
  ...Object.assign(
    {},
    ...(
      [
        [0, 0],
        [1, 0],
        [2, 1],
      ] as const
    ).map(([desired, ready]) =>
      each(`unreached, ${ready} of ${desired} ready`, 'dependency-unreachable', {
        parts: replicas(desired, ready),
      }),
    ),
  ),
  ...each('slow', 'slow-dependency', { facts: { peers: [PG] }, known: DEPENDENCIES }),
  'own settings, refuses credentials': offers('dependency-error', {
    object: DB,
    facts: { ownSettings: true, refuses: 'credentials' },
    target: { workload: API },
  }),
};

const HOST = ref('External', 'maps.example.com');
const peer = (host: string) => ({ host, port: 443, service: null });
const ASKED = {
  'rate-limited': [{ spent: true }, { spent: false }],
  'certificate-expired': [{}],
  'dependency-error': [{}, { refuses: 'credentials' }, { refuses: 'request' }],
  'dependency-unreachable': [{}, { refuses: 'credentials' }],
} as const;

export const outside: Offers = {
  ...Object.fromEntries(
    (Object.keys(ASKED) as (keyof typeof ASKED)[]).flatMap((id) =>
      ASKED[id].flatMap((facts) =>
        Object.entries({ ...TARGETS, 'of one not read': { workload: ref('Deployment', 'gone') } }).map(
          ([of, target]) => [
            `outside: ${id} ${JSON.stringify(facts)} ${of}`,
            offers(id, {
              object: HOST,
              facts: { ...facts, peers: [peer('Maps.example.com'), peer('mail.example.com')] },
              target,
            }),
          ],
        ),
      ),
    ),
  ),
  'outside: nobody of the playbook': offers('dependency-error', {
    object: HOST,
    facts: { peers: [peer('other.example.com')] },
  }),
  'outside: blamed on the caller, unreached': offers('dependency-unreachable', {
    facts: { peers: [peer('maps.example.com')] },
    changes: [grown],
  }),
  'outside: blamed on the caller, which is answered with errors': offers('dependency-error', {
    facts: { peers: [peer('maps.example.com')] },
  }),
  'outside: blamed on the caller, slow': offers('slow-dependency', {
    facts: { peers: [peer('maps.example.com')] },
  }),
};

const of = (name: string, more: object = {}) =>
  pod('db', { ownerKind: 'StatefulSet', suffix: name, container: { image: 'postgres:17' }, ...more });
const server = (pods: readonly object[], containers?: readonly object[]) => ({
  ...shop,
  statefulsets: [
    statefulSet('db', {
      container: { image: 'postgres:17' },
      ...(containers ? { spec: { containers } } : {}),
    }),
  ],
  pods,
});
const beside = [
  { name: 'proxy', image: 'envoy:1' },
  { name: 'pg', image: 'postgres:17', env: [{ name: 'POSTGRES_USER', value: 'root' }] },
  { name: 'replica', image: 'postgres:16' },
];
const asking = (
  name: string,
  refuses: string,
  pods: readonly object[],
  containers?: readonly object[],
): Offers => ({
  [`asked: ${name}`]: offers('dependency-error', {
    object: DB,
    facts: { refuses },
    parts: server(pods, containers),
    target: { workload: API },
  }),
});
const env = (variables: readonly object[], more: object = {}) => ({
  spec: { containers: [{ name: 'pg', image: 'postgres:17', env: variables, ...more }] },
});

export const asked: Offers = {
  ...asking('three pods of four, and none that waits', 'writes', [
    of('0', { phase: 'Pending', ready: false }),
    ...['1', '2', '3', '4'].map((name) => of(name)),
  ]),
  ...asking('the server beside others', 'connections', [of('0', { spec: { containers: beside } })], beside),
  ...asking('the first where none is known', 'connections', [
    of('0', {
      spec: {
        containers: [
          { name: 'a', image: 'x' },
          { name: 'b', image: 'y' },
        ],
      },
    }),
  ]),
  ...asking('its user', 'connections', [of('0', env([{ name: 'POSTGRES_USER', value: 'root' }]))]),
  ...asking('a user of a Secret', 'connections', [
    of('0', env([{ name: 'POSTGRES_USER', valueFrom: { secretKeyRef: { name: 's', key: 'u' } } }])),
  ]),
  ...asking('a user that may come from a Secret', 'connections', [
    of('0', env([], { envFrom: [{ secretRef: { name: 's' } }] })),
  ]),
  ...asking('volumes of what runs', 'room', [of('0', { ready: false }), of('1')]),
  ...asking('volumes of none that runs', 'room', [of('0', { phase: 'Pending', ready: false })]),
  ...asking('nobody, of no pods', 'connections', []),
  'asked: volumes of what was not read': offers('dependency-error', {
    object: ref('Deployment', 'gone'),
    facts: { refuses: 'room' },
  }),
  'asked: by its port alone': offers('dependency-error', {
    object: ref('Deployment', 'store'),
    facts: { refuses: 'connections' },
    parts: join(shop, {
      deployments: [deployment('store', { container: { image: 'store:1' } })],
      pods: [pod('store', { ownerKind: 'Deployment', container: { image: 'store:1' } })],
      services: [service('store')],
    }),
    known: { dependencies: [{ name: 'Store', kind: 'database', service: 'store', port: 5432 }] },
    target: { workload: API },
  }),
  'asked: the caller of what runs elsewhere': offers('dependency-error', {
    object: ref('Pod', podName('api')),
    facts: { refuses: 'request', peers: [{ host: 'x', port: 1, service: null }, PG] },
  }),
};
