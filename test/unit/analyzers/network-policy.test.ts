import { describe, expect, it } from '@jest/globals';
import { networkPolicy } from '../../../functions/analyzers/network-policy.ts';
import { app, findingsOf, join, log, podName, service, short } from './cluster.ts';

const policy = (spec: object) => ({
  networkpolicies: [{ metadata: { name: 'deny', namespace: 'shop' }, spec }],
});
const base = join(app('api', { container: { env: [{ name: 'DB_ADDR', value: 'db:80' }] } }), app('db'), {
  services: [service('db')],
  logs: [log({ pod: podName('api') }, { 'connect ETIMEDOUT 10.96.0.10:80': 40 }, ['db:80'])],
});
const closed = { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'], ingress: [] };

describe('network-policy', () => {
  it('names the policy that lets no such call in, and says that it is a prediction', () => {
    const found = findingsOf(networkPolicy, join(base, policy(closed)));
    expect(short(found)).toEqual(['network-policy NetworkPolicy/deny strong']);
    expect(found[0]?.against[0]).toContain('predicted');
  });

  it('leaves out a policy that allows the caller', () => {
    const open = { ...closed, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }] };
    expect(findingsOf(networkPolicy, join(base, policy(open)))).toEqual([]);
  });

  it.each([
    ['another port', [{ port: 5432, protocol: 'TCP' }], ['network-policy NetworkPolicy/deny strong']],
    ['the port by its number', [{ port: 8080, protocol: 'TCP' }], []],
    ['a range around it', [{ port: 8000, endPort: 9000, protocol: 'TCP' }], []],
    ['a name that no port has', [{ port: 'sql', protocol: 'TCP' }], []],
    ['UDP alone', [{ port: 8080, protocol: 'UDP' }], ['network-policy NetworkPolicy/deny strong']],
  ])("judges the pods' port, not the Service's: %s", (_, ports, expected) => {
    const open = {
      ...closed,
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }], ports }],
    };
    expect(short(findingsOf(networkPolicy, join(base, policy(open))))).toEqual(expected);
  });

  it('leaves out a refused connection: it was let through', () => {
    const refused = {
      ...base,
      logs: [log({ pod: podName('api') }, { 'connect ECONNREFUSED 10.96.0.10:80': 40 }, ['db:80'])],
    };
    expect(findingsOf(networkPolicy, join(refused, policy(closed)))).toEqual([]);
  });
});
