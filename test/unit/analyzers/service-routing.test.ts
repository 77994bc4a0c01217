import { describe, expect, it } from '@jest/globals';
import { serviceRouting } from '../../../functions/analyzers/service-routing.ts';
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
      'its targetPort 9999 is no port of its pods',
    ],
    [
      { ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }] },
      'its targetPort "http" is the name of no port of its pods',
    ],
    [
      { ports: [{ port: 80, targetPort: 8080, protocol: 'UDP' }] },
      'it forwards UDP, its pods serve TCP on port 8080',
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
      expect(found[0]?.title).toBe('its targetPort 8000 is refused, its pods listen on 9000');
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
