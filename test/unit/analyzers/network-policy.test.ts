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

  it('leaves out a refused connection: it was let through', () => {
    const refused = {
      ...base,
      logs: [log({ pod: podName('api') }, { 'connect ECONNREFUSED 10.96.0.10:80': 40 }, ['db:80'])],
    };
    expect(findingsOf(networkPolicy, join(refused, policy(closed)))).toEqual([]);
  });
});
