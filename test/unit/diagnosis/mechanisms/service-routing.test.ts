import { describe, expect, it } from '@jest/globals';
import { serviceRouting } from '../../../../functions/diagnosis/mechanisms/network/service-routing.ts';
import {
  app,
  deployment,
  findingsOf,
  join,
  log,
  pod,
  podName,
  replicaSet,
  service,
  short,
  slice,
  viewOf,
} from './cluster.ts';

const caller = {
  deployments: [deployment('web', { container: { env: [{ name: 'API_URL', value: 'http://api' }] } })],
  pods: [pod('web')],
};

describe('service-routing', () => {
  it('finds a selector that matches nothing though the pods are well', () => {
    const parts = join(app('api'), caller, { services: [service('api', { selector: { app: 'apii' } })] });
    const found = findingsOf(serviceRouting, parts);
    expect(short(found)).toEqual(['service-misrouting Service/api proof']);
    expect(found[0]?.against).toEqual([]);
  });

  it('only hints at a selector without pods where the Deployment that it may be meant for was not read', () => {
    const services = [service('api', { selector: { app: 'api' } })];
    const env = [{ name: 'API_URL', value: 'http://api' }];
    const pods = [pod('web', { container: { env } })];
    const read = findingsOf(serviceRouting, { services, pods, deployments: [] });
    const unread = findingsOf(serviceRouting, { services, pods });
    expect([short(read), short(unread)]).toEqual([
      ['service-misrouting Service/api strong'],
      ['service-misrouting Service/api hint'],
    ]);
  });

  it.each([
    [
      { ports: [{ port: 80, targetPort: 9999, protocol: 'TCP' }] },
      'its targetPort 9999 is not a port of its pods',
    ],
    [
      { ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }] },
      'its targetPort "http" is not the name of a port of its pods',
    ],
    [
      { ports: [{ port: 80, targetPort: 8080, protocol: 'UDP' }] },
      'it forwards UDP, but its pods serve TCP on port 8080',
    ],
  ])('finds %o', (spec, title) => {
    expect(
      findingsOf(serviceRouting, join(app('api'), caller, { services: [service('api', spec)] }))[0]?.title,
    ).toBe(title);
  });

  it('only hints at a port that is not declared where nobody misses it: containers may listen on more than they say', () => {
    const parts = join(app('api'), caller, {
      replicasets: [replicaSet('web')],
      services: [service('api', { ports: [{ port: 80, targetPort: 9999, protocol: 'TCP' }] })],
      logs: [log({ pod: podName('web') })],
    });
    expect(short(findingsOf(serviceRouting, parts))).toEqual(['service-misrouting Service/api hint']);
  });

  it('rests on the endpoint slices where the name of a port is unknown: the controller may know it all the same', () => {
    const named = { services: [service('api', { ports: [{ port: 80, targetPort: 'http' }] })] };
    expect(findingsOf(serviceRouting, join(app('api'), caller, named))[0]?.basis).toContain('endpointslices');
  });

  it('says that there are no endpoints only where they were read', () => {
    const wrong = { services: [service('api', { selector: { app: 'apii' } })] };
    const [found] = findingsOf(serviceRouting, join(app('api'), caller, wrong));
    expect(found?.evidence.join()).not.toContain('0 endpoints');
    const [read] = findingsOf(serviceRouting, join(app('api'), caller, wrong, { endpointslices: [] }));
    expect(read?.evidence.join()).toContain('0 endpoints');
  });

  describe('of pods that declare no port', () => {
    const probe = { readinessProbe: { httpGet: { path: '/', port: 9000 } } };
    const undeclared = app('api', { container: { ports: [], ...probe } });
    const leadsTo = (targetPort: number) => ({
      services: [service('api', { ports: [{ port: 80, targetPort, protocol: 'TCP' }] })],
    });
    const refused = {
      logs: [log({ pod: podName('web') }, { 'Connection refused': 30 }, ['api:80'])],
    };

    it('finds a targetPort that is refused while they are probed on another', () => {
      const found = findingsOf(serviceRouting, join(undeclared, caller, leadsTo(8000), refused));
      expect(short(found)).toEqual(['service-misrouting Service/api strong']);
      expect(found[0]?.title).toBe('its targetPort 8000 is refused, but its pods listen on 9000');
    });

    it.each([
      ['nobody was refused', join(undeclared, caller, leadsTo(8000))],
      ['they are probed there', join(undeclared, caller, leadsTo(9000), refused)],
    ])('finds nothing where %s', (_, parts) => {
      expect(findingsOf(serviceRouting, parts)).toEqual([]);
    });
  });

  it('believes the endpoints controller where it has resolved a named port', () => {
    const parts = join(app('api'), {
      services: [service('api', { ports: [{ port: 80, targetPort: 'http' }] })],
      endpointslices: [slice('api')],
    });
    expect(findingsOf(serviceRouting, parts)).toEqual([]);
  });

  it.each([
    ['ExternalName', { type: 'ExternalName', selector: {} }],
    ['without a selector', { selector: {} }],
    ['with endpoints of a leader election', { selector: { app: 'api', role: 'leader' } }],
  ])('leaves out a Service %s', (_, spec) => {
    const parts = join(app('api', { labels: { role: 'leader' } }), { services: [service('api', spec)] });
    expect(findingsOf(serviceRouting, parts)).toEqual([]);
  });

  it('leaves out a Service whose pods are not ready: that is the pods', () => {
    expect(
      findingsOf(serviceRouting, join(app('api', { ready: false }), caller, { services: [service('api')] })),
    ).toEqual([]);
  });
});

type Parts = Parameters<typeof viewOf>[0];
/** What the mechanism states, before it is written. */
const stated = (...parts: readonly Parts[]) => serviceRouting.analyze(viewOf(join(...parts)));

describe('the workload that a selector was meant for', () => {
  const meant = (value: string, ...workloads: readonly Parts[]) =>
    stated(
      caller,
      { services: [service('front', { selector: { app: value } })] },
      ...workloads,
    )[0]?.evidence.find(({ says }) => says === 'meant-workload-ready');

  it.each([
    ['one letter more', 'orderss', 'orders'],
    ['one letter less', 'order', 'orders'],
    ['one letter less within', 'oders', 'orders'],
    ['one letter more within', 'ordxers', 'orders'],
    ['another letter', 'ordars', 'orders'],
    ['another first letter', 'irders', 'orders'],
    ['another last letter', 'orderz', 'orders'],
    ['its beginning', 'ord', 'orders'],
    ['more behind it', 'orders-canary', 'orders'],
  ])('is one whose name differs by %s', (_, value, name) => {
    expect(meant(value, app(name))).toMatchObject({ workload: { kind: 'Deployment', name }, ready: 1 });
  });

  it.each([
    ['two letters', 'ardars', 'orders'],
    ['two letters more within', 'orxxders', 'orders'],
    ['two letters less within', 'oers', 'orders'],
    ['all but a short beginning', 'or', 'orders'],
    ['the order of its letters', 'sredro', 'orders'],
    ['a name of two letters', 'dbs', 'db'],
  ])('is none whose name differs by %s', (_, value, name) => {
    const web = { services: [service('front', { selector: { app: value } })] };
    const calls = deployment('web', { container: { env: [{ name: 'A', value: 'http://front' }] } });
    const [found] = stated({ deployments: [calls], pods: [pod('web')] }, web, app(name));
    expect(found?.evidence.map(({ says }) => says)).toEqual(['service-selects-no-pod', 'service-called-by']);
  });

  it('is one that shares a label, where it is the only one', () => {
    const shares = { services: [service('front', { selector: { app: 'billing', role: 'leader' } })] };
    const says = (...parts: readonly Parts[]) =>
      stated(caller, shares, ...parts)[0]?.evidence.filter((one) => one.says === 'meant-workload-ready');
    expect(says(app('billing'))).toMatchObject([{ workload: { name: 'billing' }, labels: 'app=billing' }]);
    // Where it may be one of two, and nobody calls it, nothing is said.
    expect(stated(caller, shares, app('billing'), app('billings'))).toEqual([]);
  });
});

describe('a targetPort', () => {
  const http = {
    ports: [
      { name: 'http', containerPort: 8080 },
      { name: 'mgmt', containerPort: 9090 },
    ],
  };
  const leads = (targetPort: number | string, more: object = {}) => ({
    services: [service('api', { ports: [{ port: 80, targetPort, protocol: 'TCP', ...more }] })],
  });
  const titles = (...parts: readonly Parts[]) => stated(caller, ...parts).map(({ title }) => title);

  it.each<[string, string | number]>([
    ['the number of a port', 9090],
    ['the name of a port', 'mgmt'],
  ])('is well as %s', (_, targetPort) => {
    expect(titles(app('api', { container: http }), leads(targetPort))).toEqual([]);
  });

  it.each<[string, object]>([
    ['readiness', { readinessProbe: { httpGet: { path: '/', port: 9999 } } }],
    ['liveness', { livenessProbe: { tcpSocket: { port: 9999 } } }],
    ['gRPC', { readinessProbe: { grpc: { port: 9999 } } }],
  ])('is well where a probe asks there: %s', (_, probe) => {
    expect(titles(app('api', { container: { ...http, ...probe } }), leads(9999))).toEqual([]);
    expect(titles(app('api', { container: http }), leads(9999))).toHaveLength(1);
  });

  it('may be one of a sidecar, which is an init container that stays', () => {
    const sidecar = (restartPolicy: string) =>
      app('api', {
        spec: {
          containers: [{ name: 'main', ports: [{ containerPort: 8080 }] }],
          initContainers: [{ name: 'proxy', restartPolicy, ports: [{ containerPort: 15000 }] }],
        },
      });
    expect(titles(sidecar('Always'), leads(15000))).toEqual([]);
    expect(titles(sidecar(''), leads(15000))).toHaveLength(1);
  });

  it('is served by the protocols that its own port declares', () => {
    const both = {
      ports: [
        { containerPort: 53, protocol: 'UDP' },
        { containerPort: 8080, protocol: 'TCP' },
      ],
    };
    expect(titles(app('api', { container: both }), leads(8080, { protocol: 'UDP' }))).toEqual([
      { says: 'protocol-not-served', forwards: 'UDP', serves: ['TCP'], targetPort: 8080 },
    ]);
    expect(titles(app('api', { container: both }), leads(53, { protocol: 'UDP' }))).toEqual([]);
    expect(titles(app('api', { container: both }), leads(53, { protocol: '' }))).toHaveLength(1);
  });

  it('is told with the pods behind it that are ready, the callers and the workload', () => {
    const [found] = stated(caller, app('api'), leads(9999));
    expect(found?.evidence).toMatchObject([
      { says: 'ports-declared-otherwise', port: 80, targetPort: 9999, declared: [8080] },
      { says: 'pods-behind-ready', pods: { some: 1, all: 1 } },
      { says: 'service-called-by', callers: ['web'] },
    ]);
    expect(found?.explains.map(({ name }) => name)).toEqual(expect.arrayContaining(['api', 'web']));
    expect(stated(app('api'), leads(9999))[0]?.against).toEqual([{ says: 'service-without-caller' }]);
  });
});
