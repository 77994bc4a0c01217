import { describe, expect, it } from '@jest/globals';
import {
  app,
  deployment,
  join,
  log,
  pod,
  podName,
  replicaSet,
  service,
  viewOf,
} from '../mechanisms/cluster.ts';

const shop = join(
  app('web', { container: { env: [{ name: 'API_URL', value: 'http://api.shop.svc.cluster.local' }] } }),
  app('api'),
  {
    services: [service('api', { clusterIP: '10.96.0.7' })],
  },
);

describe('workloads', () => {
  it('finds the Deployment above a ReplicaSet, and the CronJob above a Job', () => {
    const view = viewOf(
      join(shop, {
        pods: [pod('import-29000000', { ownerKind: 'Job', suffix: 'x' })],
        jobs: [
          {
            metadata: {
              name: 'import-29000000',
              namespace: 'shop',
              ownerReferences: [{ kind: 'CronJob', name: 'import', controller: true }],
            },
          },
        ],
        cronjobs: [{ metadata: { name: 'import', namespace: 'shop' } }],
      }),
    );
    const owners = view.workloads.map(({ ref, pods }) => `${ref.kind}/${ref.name} ${pods.length}`);
    expect(owners).toEqual(['CronJob/import 1', 'Deployment/api 1', 'Deployment/web 1']);
  });

  it('guesses the Deployment by the ReplicaSet name where ReplicaSets could not be listed', () => {
    const view = viewOf({ deployments: [deployment('web')], pods: [pod('web')] });
    expect(view.workloads.map(({ ref, pods }) => [ref.kind, pods.length])).toEqual([['Deployment', 1]]);
  });

  it('takes a pod without owners for a workload of its own', () => {
    const bare = { metadata: { name: 'debug', namespace: 'shop' }, status: { phase: 'Running' } };
    expect(viewOf({ pods: [bare] }).workloads.map(({ ref }) => ref.kind)).toEqual(['Pod']);
  });

  it('counts ready pods by the pods, which are newer than their controller says', () => {
    const view = viewOf({
      deployments: [deployment('web', { ready: 1 })],
      replicasets: [replicaSet('web')],
      pods: [pod('web', { ready: false })],
    });
    expect(view.workloads[0]?.ready).toBe(0);
  });
});

describe('Services', () => {
  it.each(['api', 'api.shop', 'api.shop.svc', 'api.shop.svc.cluster.local', '10.96.0.7'])(
    '%s means the Service',
    (host) => {
      expect(viewOf(shop).services.byHost(host, 'shop')?.ref.name).toBe('api');
    },
  );

  it.each(['api.example.com', 'api.other', 'apis', '10.0.0.1'])('%s does not', (host) => {
    expect(viewOf(shop).services.byHost(host, 'shop')).toBeUndefined();
  });
});

describe('calls', () => {
  it('are read from env values, ConfigMaps and what logs name, over several steps', () => {
    const view = viewOf(
      join(shop, app('edge', { container: { envFrom: [{ configMapRef: { name: 'edge' } }] } }), app('cli'), {
        services: [service('web')],
        configmaps: [
          {
            metadata: { name: 'edge', namespace: 'shop' },
            keys: ['routes'],
            hosts: [{ key: 'routes', host: 'web', port: 80 }],
          },
        ],
        logs: [log({ pod: podName('cli') }, { 'dial tcp: connection refused': 1 }, ['web:80'])],
      }),
    );
    const api = { kind: 'Deployment', namespace: 'shop', name: 'api' };
    expect(view.calls.callersOf(api).map(({ name }) => name)).toEqual(['cli', 'edge', 'web']);
  });

  it('follow the key of a ConfigMap that is read, not the others in it', () => {
    const reads = (key: string) => ({
      container: { env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'all', key } } }] },
    });
    const parts = (key: string) =>
      join(app('web', reads(key)), app('api'), {
        services: [service('api')],
        configmaps: [
          {
            metadata: { name: 'all', namespace: 'shop' },
            keys: ['LEVEL', 'UPSTREAM'],
            hosts: [{ key: 'UPSTREAM', host: 'api', port: 80 }],
          },
        ],
      });
    const callees = (key: string) =>
      viewOf(parts(key)).calls.calleesOf({ kind: 'Deployment', namespace: 'shop', name: 'web' });
    expect(callees('UPSTREAM').map(({ name }) => name)).toEqual(['api']);
    expect(callees('LEVEL')).toEqual([]);
  });

  describe('of a ConfigMap that several read', () => {
    const reads = { envFrom: [{ configMapRef: { name: 'hosts' } }] };
    const hosts = (host: string) => ({
      services: [service('web'), service('api')],
      configmaps: [
        {
          metadata: { name: 'hosts', namespace: 'shop' },
          keys: ['all'],
          hosts: [{ key: 'all', host, port: 80 }],
        },
      ],
    });
    const callees = (name: string, ...parts: readonly ReturnType<typeof join>[]) =>
      viewOf(join(...parts))
        .calls.calleesOf({ kind: 'Deployment', namespace: 'shop', name })
        .map((ref) => ref.name);
    const web = app('web', { container: { ...reads, env: [{ name: 'API_URL', value: 'http://api' }] } });
    const api = app('api', { container: reads });

    it('lead to whom it names, but not back to who calls the reader by a setting of its own', () => {
      expect(callees('api', hosts('web'), web, api)).toEqual([]);
      expect(callees('web', hosts('web'), web, api)).toEqual(['api']);
      expect(callees('api', hosts('web'), app('web', { container: reads }), api)).toEqual(['web']);
    });

    it('lead back where one alone reads it', () => {
      const caller = app('web', { container: { env: [{ name: 'API_URL', value: 'http://api' }] } });
      expect(callees('api', hosts('web'), caller, api)).toEqual(['web']);
    });
  });

  it("lead to the server whose Service bears a Secret's name, and to nobody else", () => {
    const reads = (name: string) => ({
      env: [{ name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name, key: 'url' } } }],
    });
    const callers = (secret: string, port: number) =>
      viewOf(
        join(app('books', { container: reads(secret) }), app('books-db', { container: reads('books-db') }), {
          services: [service('books-db', { ports: [{ port }] })],
        }),
      )
        .calls.callersOf({ kind: 'Deployment', namespace: 'shop', name: 'books-db' })
        .map(({ name }) => name);
    expect(callers('books-db', 5432)).toEqual(['books']);
    expect(callers('books-db', 8080)).toEqual([]);
    expect(callers('smtp', 5432)).toEqual([]);
  });

  it('end where a cycle closes', () => {
    const cyclic = join(
      app('a', { container: { env: [{ name: 'B_ADDR', value: 'b:80' }] } }),
      app('b', { container: { env: [{ name: 'A_ADDR', value: 'a:80' }] } }),
      { services: [service('a'), service('b')] },
    );
    expect(
      viewOf(cyclic)
        .calls.callersOf({ kind: 'Deployment', namespace: 'shop', name: 'a' })
        .map(({ name }) => name),
    ).toEqual(['b']);
  });
});
