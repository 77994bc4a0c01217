import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import { quota } from '../../../../functions/diagnosis/mechanisms/scheduling/quota.ts';
import {
  ago,
  app,
  bundleOf,
  deployment,
  event,
  findingsOf,
  join,
  playbook,
  pod,
  replicaSet,
  short,
  viewOf,
} from './cluster.ts';

const lacking = (message: string, more = {}) => ({
  deployments: [deployment('api', { replicas: 2, ready: 0 })],
  replicasets: [replicaSet('api')],
  pods: [],
  events: [event('ReplicaSet', 'api-6d4cf56db6', 'FailedCreate', message, more)],
});
const FULL =
  'Error creating: pods "api-x" is forbidden: exceeded quota: team, requested: pods=1, used: pods=10, limited: pods=10';
const TOO_MUCH =
  'Error creating: pods "api-x" is forbidden: exceeded quota: team, requested: limits.cpu=8, used: limits.cpu=0, limited: limits.cpu=4';
const TOO_LITTLE_STORAGE =
  'create Claim data-api-0 for Pod api-0 failed error: persistentvolumeclaims "data-api-0" is forbidden: exceeded quota: team, requested: requests.storage=2Gi, used: requests.storage=9Gi, limited: requests.storage=10Gi';

describe('quota', () => {
  it('names the namespace whose quota is full, and which resource', () => {
    const found = findingsOf(quota, lacking(FULL));
    expect(short(found)).toEqual(['quota-exceeded Namespace/shop proof']);
    expect(found[0]?.title).toBe('quota team is full: pods=10 of pods=10 used, api asks for pods=1');
  });

  it('does not call full what merely has too little room', () => {
    const claim =
      'create Claim data-press-0 for Pod press-0 in StatefulSet press failed error: persistentvolumeclaims "data-press-0" is forbidden: exceeded quota: team, requested: requests.storage=10Gi, used: requests.storage=0, limited: requests.storage=2Gi';
    expect(findingsOf(quota, lacking(claim))[0]?.title).toBe(
      'quota team has too little room: requests.storage=0 of requests.storage=2Gi used, api asks for requests.storage=10Gi',
    );
  });

  it('names the workload where it asks for more than all of the quota', () => {
    const asking = (cpu: string) =>
      short(
        findingsOf(
          quota,
          lacking(
            `Error creating: pods "api-x" is forbidden: exceeded quota: team, requested: pods=1,requests.cpu=${cpu}, used: pods=0,requests.cpu=500m, limited: pods=9,requests.cpu=2`,
          ),
        ),
      );
    expect(asking('2')).toEqual(['quota-exceeded Namespace/shop proof']);
    expect(asking('2001m')).toEqual(['quota-exceeded Deployment/api proof']);
  });

  it.each([
    [FULL, 'raise the quota, or scale down what is not needed;'],
    [TOO_MUCH, 'ask for less in its containers'],
    ['x is forbidden: failed quota: team: must specify cpu for: main', 'set requests and limits'],
    [
      'x is forbidden: minimum cpu usage per Container is 100m, but request is 5m',
      "to the LimitRange's minimum",
    ],
    ['x is forbidden: maximum memory usage per Pod is 1Gi, but limit is 2Gi', "to the LimitRange's maximum"],
    [
      'x is forbidden: cpu max limit to request ratio per Container is 2, but provided ratio is 10',
      'nearer to its requests',
    ],
    [TOO_LITTLE_STORAGE, 'ask for a smaller volume'],
  ])('advises by what is refused: %s', (message, advice) => {
    const { causes } = diagnose(bundleOf(lacking(message)), playbook(), [quota]);
    const said = causes[0]?.actions.map(({ text }) => text).join(' ');
    expect(said).toContain(advice);
  });

  it('needs no pods to name what the controller is refused', () => {
    const { pods: _, ...parts } = lacking(FULL);
    const { causes } = diagnose(bundleOf(parts, {}, { pods: 'forbidden' }), playbook(), [quota]);
    expect(causes.map(({ cause, confidence }) => `${cause} ${confidence}`)).toEqual([
      'quota-exceeded medium',
    ]);
  });

  it('names the workload that lacks what quota or LimitRange wants of it', () => {
    expect(
      short(
        findingsOf(
          quota,
          lacking(
            'Error creating: pods "api-x" is forbidden: failed quota: team: must specify cpu for: main',
          ),
        ),
      ),
    ).toEqual(['quota-exceeded Deployment/api proof']);
    expect(
      short(
        findingsOf(
          quota,
          lacking(
            'Error creating: pods "api-x" is forbidden: maximum memory usage per Container is 800Mi, but limit is 900Mi',
          ),
        ),
      ),
    ).toEqual(['quota-exceeded Deployment/api proof']);
  });

  it('leaves out a refusal of a set that has its pods by now', () => {
    const parts = { ...lacking(FULL), deployments: [deployment('api', { replicas: 1 })], pods: [pod('api')] };
    expect(findingsOf(quota, parts)).toEqual([]);
  });

  it('finds the Service that is missing because its quota is full', () => {
    const parts = join(
      {
        deployments: [
          deployment('web', { container: { env: [{ name: 'API_ADDR', value: 'api:8080' }] } }),
          deployment('api'),
        ],
        pods: [pod('web'), pod('api')],
      },
      {
        services: [],
        events: [],
        resourcequotas: [
          {
            metadata: { name: 'team', namespace: 'shop' },
            status: { hard: { services: '3' }, used: { services: '3' } },
          },
        ],
      },
    );
    expect(short(findingsOf(quota, parts))).toEqual(['quota-exceeded Namespace/shop strong']);
  });

  it('does not blame a quota that still has room', () => {
    const parts = join(
      {
        deployments: [deployment('web', { container: { env: [{ name: 'API_ADDR', value: 'api:8080' }] } })],
        pods: [pod('web')],
      },
      {
        services: [],
        events: [],
        resourcequotas: [
          {
            metadata: { name: 'team', namespace: 'shop' },
            status: { hard: { services: '9' }, used: { services: '3' } },
          },
        ],
      },
    );
    expect(findingsOf(quota, parts)).toEqual([]);
  });
});

describe('what a quota refuses', () => {
  const stated = (...parts: readonly Parameters<typeof viewOf>[0][]) => quota.analyze(viewOf(join(...parts)));
  const refused = (used: string, limited: string) =>
    stated(lacking(`x is forbidden: exceeded quota: q, requested: r, used: ${used}, limited: ${limited}`))[0];

  it.each([
    ['pods=4', 'pods=4', true],
    ['pods=3', 'pods=4', false],
    ['pods=5', 'pods=4', true],
    ['cpu=1,memory=1Gi', 'cpu=2,memory=1Gi', true],
    ['cpu=2,memory=0', 'cpu=2,memory=1Gi', true],
    ['cpu=1,memory=0', 'cpu=2,memory=1Gi', false],
    ['a=1', 'none', false],
  ])('is full with %s of %s: %p', (used, limited, full) => {
    expect(refused(used, limited)?.title).toMatchObject({
      says: 'quota-refuses',
      quota: 'q',
      full,
      used,
      limited,
    });
  });

  it.each([
    ['quota-wants-amounts', 'failed quota: q: must specify cpu'],
    ['limit-range-refuses', 'maximum cpu usage per Container is 1, but limit is 2'],
    ['limit-range-refuses', 'minimum memory usage per Pod is 1Gi'],
    ['limit-range-refuses', 'cpu max limit to request ratio per Container is 2'],
    ['limit-range-refuses', 'memory max limit to request ratio per Pod is 2'],
  ])('is told as %s: %s', (says, message) => {
    expect(stated(lacking(`pods "a" is forbidden: ${message}`))[0]?.title).toEqual({ says, said: message });
  });

  it.each(['something else', 'maximum usage is 1', 'ratio per Pod is 2', 'failed quota: q'])(
    'is none of: %s',
    (message) => {
      expect(stated(lacking(`pods "a" is forbidden: ${message}`))).toEqual([]);
    },
  );

  const full = (resource: string, namespace = 'shop') => ({
    events: [],
    resourcequotas: [
      {
        metadata: { name: 'q', namespace },
        status: { hard: { [resource]: '3' }, used: { [resource]: '3' } },
      },
    ],
  });
  const waits = (more: object = {}) =>
    app('db', {
      ...{ ready: false, phase: 'Pending', node: '' },
      spec: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] },
      ...more,
    });

  it.each([
    'persistentvolumeclaims',
    'requests.storage',
    'fast.storageclass.storage.k8s.io/requests.storage',
  ])('may be a claim that was never made: %s', (resource) => {
    const claims = (name: string, namespace: string) => ({
      persistentvolumeclaims: [{ metadata: { name, namespace } }],
    });
    expect(stated(waits(), full(resource), claims('other', 'shop'))).toMatchObject([
      { title: { says: 'claim-never-made', claim: 'data', workload: 'db', quota: 'q' } },
    ]);
    expect(stated(waits(), full(resource), claims('data', 'other'))).toHaveLength(1);
    expect(stated(waits(), full(resource), claims('data', 'shop'))).toEqual([]);
    expect(stated(waits(), full(resource))).toEqual([]);
    expect(stated(waits(), full(resource, 'other'), claims('x', 'shop'))).toEqual([]);
    expect(stated(waits({ ready: true, phase: 'Running' }), full(resource), claims('x', 'shop'))).toEqual([]);
    const says = [{ type: 'PodScheduled', message: 'persistentvolumeclaim "data" not found' }];
    expect(stated(waits({ conditions: says }), full(resource))).toHaveLength(1);
  });

  it.each(['requests.cpu', 'secrets', 'requests.storages'])('is no claim for want of %s', (resource) => {
    expect(stated(waits(), full(resource), { persistentvolumeclaims: [] })).toEqual([]);
  });

  it.each([
    ['services', 1],
    ['count/services', 1],
    ['services.loadbalancers', 1],
    ['count/secrets', 0],
    ['xservices', 0],
  ])('is a Service for want of %s: %i', (resource, count) => {
    const calls = app('web', { container: { env: [{ name: 'API_ADDR', value: 'api:8080' }] } });
    expect(stated(calls, app('api'), { services: [] }, full(resource))).toHaveLength(count);
  });
});

describe('a run of a CronJob', () => {
  const REFUSED =
    'Error creating: pods "sync-2-x" is forbidden: failed quota: team: must specify requests.cpu for: main';
  const ownedBy = (job: string, status = {}) => ({
    metadata: {
      name: job,
      namespace: 'shop',
      ownerReferences: [{ kind: 'CronJob', name: 'sync', controller: true }],
    },
    status,
  });
  const runs = (second: object) => ({
    cronjobs: [{ metadata: { name: 'sync', namespace: 'shop' } }],
    jobs: [ownedBy('sync-1', { succeeded: 1 }), ownedBy('sync-2', second)],
    pods: [pod('sync-1', { ownerKind: 'Job', owner: 'sync-1', phase: 'Succeeded' })],
    events: [event('Job', 'sync-2', 'FailedCreate', REFUSED)],
  });

  it('that was refused its pod is named, though an earlier one had its own', () => {
    expect(short(findingsOf(quota, runs({})))).toEqual(['quota-exceeded CronJob/sync proof']);
  });

  it.each([{ succeeded: 1 }, { failed: 1 }])('that got a pod later is of the past: %p', (second) => {
    expect(findingsOf(quota, runs(second))).toEqual([]);
  });
});

describe('a bound that was changed', () => {
  const bound = (
    kind: 'resourcequotas' | 'limitranges',
    seconds: number,
    more: { was?: string; key?: string; name?: string } = {},
  ) => {
    const { was, key = kind === 'limitranges' ? 'spec.limits' : 'spec.hard.pods', name = 'team' } = more;
    return {
      [kind]: [
        {
          metadata: {
            ...{ name, namespace: 'shop', creationTimestamp: ago(86_400) },
            ...(was === undefined ? {} : { lastApplied: { [key]: was } }),
            managedFields: [{ manager: 'terraform', operation: 'Update', time: ago(seconds), keys: [key] }],
          },
          spec: { hard: { pods: '10' }, limits: [{ type: 'Container', min: { memory: '256Mi' } }] },
        },
      ],
    };
  };
  const SMALL =
    'Error creating: pods "api-x" is forbidden: minimum memory usage per Container is 256Mi, but request is 64Mi';
  const told = (message: string, parts: object) => {
    const [found] = findingsOf(quota, join(lacking(message), parts));
    return {
      since: found?.since,
      says: found?.evidence.slice(1),
      does: found?.actions.flatMap(({ text, command }) => (command ? [] : [text])),
    };
  };

  it('is told with its values, and set back', () => {
    expect(told(FULL, bound('resourcequotas', 305, { was: '20' }))).toEqual({
      since: '2026-11-25T13:54:55Z',
      says: ['resourcequota/team was changed at 13:54:55Z (terraform): spec.hard.pods 20 -> 10'],
      does: ['set spec.hard.pods back to 20'],
    });
  });

  it('is told without its old value where that is not known', () => {
    expect(told(FULL, bound('resourcequotas', 305))).toMatchObject({
      says: ['resourcequota/team was changed at 13:54:55Z (terraform): spec.hard.pods is 10 now'],
      does: [],
    });
    expect(told(SMALL, bound('limitranges', 305)).says).toEqual([
      'limitrange/team was changed at 13:54:55Z (terraform): spec.limits',
    ]);
  });

  it.each<[string, string, object, boolean]>([
    ['a quarter of an hour before', FULL, bound('resourcequotas', 1200), true],
    ['longer before', FULL, bound('resourcequotas', 1201), false],
    ['as it was first met', FULL, bound('resourcequotas', 295), true],
    ['after that', FULL, bound('resourcequotas', 294), false],
    ['and was raised', FULL, bound('resourcequotas', 305, { was: '9' }), false],
    ['and stayed as it was', FULL, bound('resourcequotas', 305, { was: '10' }), false],
    ['in a field that bounds nothing', FULL, bound('resourcequotas', 305, { key: 'spec.scopes' }), false],
    ['that is another quota', FULL, bound('resourcequotas', 305, { name: 'other' }), false],
    ['that is a LimitRange, where a quota refuses', FULL, bound('limitranges', 305), false],
    ['that is a quota, where a LimitRange refuses', SMALL, bound('resourcequotas', 305), false],
  ])('counts %s', (_, message, parts, counts) => {
    expect(told(message, parts).says).toHaveLength(counts ? 1 : 0);
  });

  it('began, where nothing was changed, when its controller was first refused', () => {
    expect(told(FULL, {}).since).toBe('2026-11-25T13:55:00Z');
    const parts = join(lacking(FULL), {
      events: [
        event('ReplicaSet', 'api-6d4cf56db6', 'FailedCreate', SMALL, {
          firstTimestamp: ago(900),
          lastTimestamp: ago(60),
        }),
      ],
    });
    expect(findingsOf(quota, parts)[0]?.since).toBe('2026-11-25T13:55:00Z');
  });

  it('reached what it refuses, and is what the failure began with', () => {
    const reach = (message: string, kind: 'resourcequotas' | 'limitranges', seconds: number) =>
      diagnose(bundleOf(join(lacking(message), bound(kind, seconds))), playbook(), [quota]).changes.map(
        ({ reached, why }) => [reached, why.says],
      );
    expect(reach(FULL, 'resourcequotas', 305)).toEqual([['yes', 'refuses-it']]);
    expect(reach(SMALL, 'limitranges', 305)).toEqual([['yes', 'refuses-it']]);
    expect(reach(FULL, 'limitranges', 305)).toEqual([['unknown', 'kind-not-known']]);
    expect(reach(FULL, 'resourcequotas', 29)).toEqual([['unknown', 'kind-not-known']]);
  });
});
