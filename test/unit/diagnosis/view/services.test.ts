import { describe, expect, it } from '@jest/globals';
import { buildView } from '../../../../functions/diagnosis/view/view.ts';
import { namedByText } from '../../../../functions/writing/statements/named-by.ts';
import {
  ago,
  app,
  bundleOf,
  deployment,
  event,
  join,
  log,
  playbook,
  pod,
  podName,
  service,
  slice,
  viewOf,
} from '../mechanisms/cluster.ts';

const ref = (name: string) => ({ kind: 'Deployment', namespace: 'shop', name });

describe('what stands behind a Service', () => {
  const behind = (parts: object) => viewOf(parts).services.get('shop', 'api');

  it('are the workloads and pods that it selects, of its own namespace', () => {
    const parts = join(app('api'), app('web'), { services: [service('api')] });
    expect(behind(parts)?.workloads.map(({ ref: { name } }) => name)).toEqual(['api']);
    expect(behind(parts)?.pods.map(({ metadata }) => metadata.name)).toEqual([podName('api')]);
    const { metadata, ...rest } = service('api') as { metadata: object };
    const elsewhere = { ...rest, metadata: { ...metadata, namespace: 'till' } };
    const found = viewOf(join(app('api'), { services: [elsewhere] })).services.get('till', 'api');
    expect(found?.workloads).toEqual([]);
  });

  it('is a workload without pods, by its template, and pods whose labels are not those of their template', () => {
    const none = { deployments: [deployment('api', { replicas: 0 })], services: [service('api')] };
    expect(behind(none)?.workloads).toHaveLength(1);
    expect(behind(none)?.pods).toEqual([]);
    const green = service('api', { selector: { app: 'api', track: 'green' } });
    const labelled = {
      deployments: [deployment('api')],
      pods: [pod('api', { labels: { track: 'green' } }), pod('api', { suffix: 'b' })],
      services: [green],
    };
    expect(behind(labelled)?.pods).toHaveLength(1);
  });

  it('are its addresses by readiness: one of which nothing is said is ready', () => {
    const endpoints = [{ ready: true }, {}, { ready: false }].map((conditions, at) => ({
      addresses: [`10.0.0.${at}`],
      conditions,
    }));
    const { endpoints: _, ...rest } = slice('api') as { endpoints: unknown };
    const parts = join(app('api'), { services: [service('api')], endpointslices: [{ ...rest, endpoints }] });
    expect(behind(parts)).toMatchObject({ readyAddresses: 2, notReadyAddresses: 1 });
  });

  it('are the slices that bear its name, by their label or their owner', () => {
    const { metadata, ...rest } = slice('api') as { metadata: object };
    const owned = (kind: string) => ({
      ...rest,
      metadata: { ...metadata, labels: {}, ownerReferences: [{ kind, name: 'api' }] },
    });
    const slices = (one: object) =>
      behind(join(app('api'), { services: [service('api')], endpointslices: [one] }))?.slices.length;
    expect(slices(slice('api'))).toBe(1);
    expect(slices(slice('web'))).toBe(0);
    expect(slices(owned('Service'))).toBe(1);
    expect(slices(owned('Other'))).toBe(0);
  });

  it('is told of each workload', () => {
    const view = viewOf(join(app('api'), app('web'), { services: [service('api')] }));
    expect(view.workloads.map((one) => view.services.of(one).length)).toEqual([1, 0]);
  });
});

describe('the Service that a host means', () => {
  const view = viewOf(
    join(app('api'), {
      services: [service('api', { clusterIP: 'None' }), service('web', { clusterIP: '10.96.0.7' })],
    }),
  );
  it.each([
    ['api-0.api', 'api'],
    ['api-0.api.shop', 'api'],
    ['api-0.api.shop.svc', 'api'],
    ['api-0.api.shop.svc.cluster.local', 'api'],
    ['API.shop', 'api'],
    ['web.shop.svc.cluster.local', 'web'],
    ['10.96.0.7', 'web'],
    ['web.shop.com', undefined],
    ['api-0.api.shop.com', undefined],
    ['None', undefined],
    ['10.96.0.8', undefined],
  ])('%s is %s', (host, name) => {
    expect(view.services.byHost(host, 'shop')?.ref.name).toBe(name);
  });

  it('of a lone name is that of the namespace which asks', () => {
    expect(view.services.byHost('web', 'till')).toBeUndefined();
    expect(view.services.byHost('web.shop', 'till')?.ref.name).toBe('web');
  });
});

describe('calls', () => {
  const env = (name: string, value: string) => ({ container: { env: [{ name, value }] } });
  const calls = (options: object, more: object = {}) =>
    viewOf(join(app('web', options), app('api'), { services: [service('api')] }, more))
      .calls.calls.filter(({ from }) => from.ref.name === 'web')
      .map(({ host, port, via }) => `${namedByText(via)}: ${host}:${port}`);

  it.each([
    ['X', 'api', ['env X: api:undefined']],
    ['X', 'elsewhere', []],
    ['X', 'elsewhere:80', ['env X: elsewhere:80']],
    ['X_HOST', 'elsewhere', ['env X_HOST: elsewhere:undefined']],
    ['X_ADDR', 'elsewhere', ['env X_ADDR: elsewhere:undefined']],
    ['X_URL', 'elsewhere', ['env X_URL: elsewhere:undefined']],
    ['X_URI', 'elsewhere', ['env X_URI: elsewhere:undefined']],
    ['X_ENDPOINT', 'elsewhere', ['env X_ENDPOINT: elsewhere:undefined']],
    ['x_host', 'elsewhere', ['env x_host: elsewhere:undefined']],
  ])('are read from %s=%s', (name, value, found) => {
    expect(calls(env(name, value))).toEqual(found);
  });

  it('are none to itself, and each is told once', () => {
    const own = join(app('api', env('X', 'api')), { services: [service('api')] });
    expect(viewOf(own).calls.calls).toEqual([]);
    const twice = { container: { env: [], command: ['sh', '-c', 'nc -z api 80; nc -z api 80'] } };
    expect(calls(twice)).toEqual(['command of main: api:80']);
  });

  it('are read from mounted ConfigMaps, of their own namespace', () => {
    const mounted = (volume: object) => ({ spec: { volumes: [{ name: 'v', ...volume }] } });
    const config = (namespace: string) => ({
      configmaps: [
        { metadata: { name: 'c', namespace }, keys: ['a'], hosts: [{ key: 'a', host: 'api', port: 80 }] },
      ],
    });
    const found = ['ConfigMap c, key a: api:80'];
    expect(calls(mounted({ configMap: { name: 'c' } }), config('shop'))).toEqual(found);
    expect(calls(mounted({ configMap: { name: 'c' } }), config('till'))).toEqual([]);
    expect(calls(mounted({ configMap: { name: 'c', items: [{ key: 'b' }] } }), config('shop'))).toEqual([]);
    expect(
      calls(mounted({ projected: { sources: [{ configMap: { name: 'c' } }] } }), config('shop')),
    ).toEqual(found);
  });

  it('are read from the playbook, for its target alone', () => {
    const parts = join(app('web'), app('api'), { services: [service('api')] });
    const called = (target: string, namespace = 'shop') =>
      buildView(
        bundleOf(parts, { workload: ref(target) }),
        playbook({ dependencies: [{ name: 'API', kind: 'service', service: 'api', namespace, port: 81 }] }),
      ).calls.calls.map(({ from, host, port }) => `${from.ref.name} ${host}:${port}`);
    expect(called('web')).toEqual(['web api.shop:81']);
    expect(called('web', 'till')).toEqual([]);
    expect(called('other')).toEqual([]);
  });

  it('are read from a log that names a Service', () => {
    const said = (peer: string) =>
      calls({}, { logs: [log({ pod: podName('web') }, { 'connection refused': 1 }, [peer])] });
    expect(said('api:80')).toEqual(['log: api:80']);
    expect(said('elsewhere:80')).toEqual([]);
  });

  it('lead from whoever calls to whatever is called, over several steps', () => {
    const chain = join(app('a', env('B_HOST', 'b')), app('b', env('C_HOST', 'c')), app('c'), {
      services: ['a', 'b', 'c'].map((name) => service(name)),
    });
    const { calls: graph } = viewOf(chain);
    expect(graph.calleesOf(ref('a')).map(({ name }) => name)).toEqual(['b', 'c']);
    expect(graph.callersOf(ref('c')).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(graph.callersOf(ref('a'))).toEqual([]);
  });
});

describe('events', () => {
  const at = (name: string, more: Record<string, unknown>) => event('Pod', 'p', name, 'x', more);
  it('are in the order of their last time', () => {
    const view = viewOf({
      events: [
        at('late', { lastTimestamp: ago(10) }),
        at('early', { firstTimestamp: ago(5), lastTimestamp: ago(20) }),
      ],
    });
    expect(view.events.all.map(({ reason }) => reason)).toEqual(['early', 'late']);
    expect(view.events.of({ kind: 'Pod', namespace: 'shop', name: 'p' })).toHaveLength(2);
    expect(view.events.of({ kind: 'Pod', namespace: 'shop', name: 'q' })).toEqual([]);
  });

  it('of a node belong to no namespace', () => {
    const view = viewOf({
      events: [
        event('Node', 'n', 'NodeNotReady', 'x', {
          involvedObject: { kind: 'Node', name: 'n', namespace: 'shop' },
        }),
      ],
    });
    expect(view.events.of({ kind: 'Node', namespace: '', name: 'n' })).toHaveLength(1);
  });

  it('that name no namespace are of their own', () => {
    const view = viewOf({ events: [at('x', { involvedObject: { kind: 'Pod', name: 'p', namespace: '' } })] });
    expect(view.events.of({ kind: 'Pod', namespace: 'shop', name: 'p' })).toHaveLength(1);
  });
});
