import { describe, expect, it } from '@jest/globals';
import { dns } from '../../../../functions/diagnosis/mechanisms/network/dns.ts';
import { app, deployment, findingsOf, join, log, pod, podName, service, short } from './cluster.ts';

const says = (name: string, line: string, peers: readonly string[], count = 30) => ({
  logs: [log({ pod: podName(name) }, { [line]: count }, peers)],
});
const dnsPod = (ready: boolean) => ({
  metadata: { name: 'coredns-1', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});

describe('dns', () => {
  it('names the one workload that asks for a name that no Service has', () => {
    const found = findingsOf(
      dns,
      join(
        app('api', { ready: false }),
        { services: [service('redis')] },
        says('api', 'getaddrinfo ENOTFOUND reddis', ['reddis']),
      ),
    );
    expect(short(found)).toEqual(['dns-resolution Deployment/api proof']);
    expect(found[0]?.title).toBe('it looks up reddis; no Service has that name');
    // A full quota may be why there is none.
    expect(found[0]?.basis).toEqual(expect.arrayContaining(['services', 'resourcequotas']));
  });

  it('names the Service whose external name does not resolve, not the workload that calls it', () => {
    const psp = service('psp', { type: 'ExternalName', externalName: 'gw.partner.example', selector: {} });
    const found = findingsOf(
      dns,
      join(app('checkout'), { services: [psp] }, says('checkout', 'getaddrinfo ENOTFOUND psp', ['psp'])),
    );
    expect(short(found)).toEqual(['dns-resolution Service/psp strong']);
    expect(found[0]?.title).toBe('its externalName gw.partner.example does not resolve');
  });

  it('is not sure of a name that nobody has where nobody fails by it', () => {
    const parts = join(
      app('api'),
      { services: [service('redis')] },
      says('api', 'lookup traces on 10.96.0.10:53: no such host', ['traces']),
    );
    expect(short(findingsOf(dns, parts))).toEqual(['dns-resolution Deployment/api strong']);
  });

  it('does not say of a name in another namespace, whose Services were not read, that nobody has it', () => {
    const host = 'redis.cache.svc.cluster.local';
    const parts = join(
      app('api', { ready: false }),
      { services: [service('x')] },
      says('api', `getaddrinfo ENOTFOUND ${host}`, [host]),
    );
    expect(findingsOf(dns, parts)[0]?.title).toBe(`it cannot resolve ${host}`);
  });

  it('does not take a cluster whose DNS runs elsewhere for one without, by a host that times out', () => {
    const proxy = {
      ...dnsPod(true),
      metadata: { name: 'kube-proxy-1', namespace: 'kube-system', labels: {} },
    };
    const parts = (...hosts: readonly string[]) =>
      join(
        app('api'),
        { services: [service('x'), service('y')], systempods: [proxy] },
        ...hosts.map((host) => says('api', `connect to ${host}:80: connection timed out`, [`${host}:80`])),
      );
    expect(findingsOf(dns, parts('x'))).toEqual([]);
    expect(short(findingsOf(dns, parts('x', 'y')))).toEqual(['dns-resolution Deployment/coredns strong']);
    const driver = says('api', 'timeout exceeded when trying to connect', []);
    expect(short(findingsOf(dns, join(parts('x'), driver)))).toEqual([
      'dns-resolution Deployment/coredns strong',
    ]);
    const own = { services: [service('x', { ports: [{ port: 5432 }] })], systempods: [proxy] };
    const same = says('api', 'connect to x:5432: connection timed out', ['x:5432']);
    expect(findingsOf(dns, join(app('api'), own, same, driver))).toEqual([]);
  });

  it("blames the cluster's DNS when several workloads fail on several names", () => {
    const parts = join(
      app('a'),
      app('b'),
      { services: [service('x'), service('y')] },
      says('a', 'getaddrinfo EAI_AGAIN x', ['x']),
      says('b', 'getaddrinfo EAI_AGAIN y', ['y']),
    );
    expect(short(findingsOf(dns, parts))).toContain('dns-resolution Deployment/coredns strong');
  });

  it('knows that callers time out first when no DNS pod is left', () => {
    const parts = join(
      app('api'),
      { services: [service('x')], systempods: [dnsPod(false)] },
      says('api', 'timeout exceeded when trying to connect to x:80, connection timed out', ['x:80']),
    );
    expect(short(findingsOf(dns, parts))).toEqual(['dns-resolution Deployment/coredns proof']);
  });

  it('blames nobody for a resolver that hiccuped once', () => {
    expect(
      findingsOf(
        dns,
        join(app('api'), { services: [service('x')] }, says('api', 'getaddrinfo EAI_AGAIN x', ['x'], 1)),
      ),
    ).toEqual([]);
  });

  it('does not blame DNS that is well for time-outs', () => {
    const parts = join(
      app('api'),
      {
        services: [service('x')],
        systempods: [dnsPod(true)],
        deployments: [deployment('z')],
        pods: [pod('z')],
      },
      says('api', 'connect ETIMEDOUT 10.96.0.10:80', ['10.96.0.10:80']),
    );
    expect(findingsOf(dns, parts)).toEqual([]);
  });
});
