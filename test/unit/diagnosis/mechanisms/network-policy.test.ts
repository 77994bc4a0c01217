import { describe, expect, it } from '@jest/globals';
import { networkPolicy } from '../../../../functions/diagnosis/mechanisms/network/network-policy.ts';
import { app, findingsOf, join, log, podName, service, short, viewOf } from './cluster.ts';

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
    expect(found[0]?.against[0]).toContain('not tested on the network');
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

const ofApi = { podSelector: { matchLabels: { app: 'api' } } };
const outwards = (egress: readonly object[], more: object = {}) =>
  policy({ ...ofApi, policyTypes: ['Egress'], egress, ...more });
/** The calls that policies are found to forbid, as facts. */
const forbidden = (...parts: readonly Parameters<typeof viewOf>[0][]) =>
  networkPolicy.analyze(viewOf(join(base, ...parts))).map(({ title }) => title);
const NOT_SENT = [{ says: 'policy-forbids', how: 'not-sent', from: 'api', to: 'db', port: 8080 }];
const NOT_RECEIVED = [{ says: 'policy-forbids', how: 'not-received', from: 'api', to: 'db', port: 8080 }];

describe('the direction of a policy', () => {
  it.each<[string, object, object[]]>([
    ['Egress that is named', { ...ofApi, policyTypes: ['Egress'], egress: [] }, NOT_SENT],
    ['both that are named', { ...ofApi, policyTypes: ['Ingress', 'Egress'], egress: [] }, NOT_SENT],
    [
      'Ingress alone, though it has rules for Egress',
      { ...ofApi, policyTypes: ['Ingress'], egress: [{ to: [closed] }] },
      [],
    ],
    ['Egress by its rules, where none is named', { ...ofApi, egress: [{ to: [ofApi] }] }, NOT_SENT],
    ['no Egress without rules, where none is named', { ...ofApi }, []],
    ['Ingress without rules, where none is named', { podSelector: closed.podSelector }, NOT_RECEIVED],
  ])('is %s', (_, spec, found) => {
    expect(forbidden(policy(spec))).toEqual(found);
  });

  it('is of the pods that it selects, in its namespace', () => {
    expect(forbidden(outwards([], { podSelector: { matchLabels: { app: 'web' } } }))).toEqual([]);
    const [deny] = outwards([]).networkpolicies;
    const elsewhere = { ...deny, metadata: { name: 'deny', namespace: 'other' } };
    expect(forbidden({ networkpolicies: [elsewhere] })).toEqual([]);
  });

  it('is judged with all policies that select the same pods', () => {
    expect(forbidden(outwards([]), outwards([{}]))).toEqual([]);
    expect(forbidden(policy(closed), policy({ ...closed, ingress: [{}] }))).toEqual([]);
  });
});

describe('whom a rule lets through', () => {
  const shop = { metadata: { name: 'shop', labels: { team: 'shop' } } };
  const other = { metadata: { name: 'other', labels: { team: 'other' } } };
  it.each<[string, object, object[]]>([
    ['everybody, where it names nobody', {}, []],
    ['its pods', { from: [ofApi] }, []],
    ['no others', { from: [{ podSelector: { matchLabels: { app: 'web' } } }] }, NOT_RECEIVED],
    ['one of several', { from: [{ podSelector: { matchLabels: { app: 'web' } } }, ofApi] }, []],
    ['addresses, which nobody compares', { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }, []],
    ['a namespace by its labels', { from: [{ namespaceSelector: { matchLabels: { team: 'shop' } } }] }, []],
    [
      'no other namespace',
      { from: [{ namespaceSelector: { matchLabels: { team: 'other' } } }] },
      NOT_RECEIVED,
    ],
    [
      'no other pods of a namespace',
      {
        from: [
          {
            namespaceSelector: { matchLabels: { team: 'shop' } },
            podSelector: { matchLabels: { app: 'web' } },
          },
        ],
      },
      NOT_RECEIVED,
    ],
  ])('is %s', (_, rule, found) => {
    expect(forbidden({ namespaces: [other, shop] }, policy({ ...closed, ingress: [rule] }))).toEqual(found);
  });

  it('is a namespace whose labels were not read', () => {
    const rule = { from: [{ namespaceSelector: { matchLabels: { team: 'other' } } }] };
    expect(forbidden(policy({ ...closed, ingress: [rule] }))).toEqual([]);
  });

  it.each<[string, object[], object[]]>([
    ['the first port of a range', [{ port: 8080, endPort: 8090 }], []],
    ['the last port of a range', [{ port: 8070, endPort: 8080 }], []],
    ['below a range', [{ port: 8081, endPort: 8090 }], NOT_RECEIVED],
    ['above a range', [{ port: 8070, endPort: 8079 }], NOT_RECEIVED],
    ['one of several', [{ port: 5432 }, { port: 8080 }], []],
    ['every port of a protocol', [{ protocol: 'TCP' }], []],
    ['no port of another protocol', [{ protocol: 'SCTP' }], NOT_RECEIVED],
  ])('is asked at %s', (_, ports, found) => {
    expect(forbidden(policy({ ...closed, ingress: [{ from: [ofApi], ports }] }))).toEqual(found);
  });

  it('is asked at the port that the Service forwards to: of several, the one that was called', () => {
    const several = (...numbers: readonly number[]) => ({
      services: [service('db', { ports: numbers.map((port) => ({ port, targetPort: port + 8000 })) })],
    });
    const ingress = [{ from: [ofApi], ports: [{ port: 8080 }] }];
    const { services: _, ...others } = base;
    const found = (...numbers: readonly number[]) =>
      networkPolicy.analyze(viewOf(join(others, several(...numbers), policy({ ...closed, ingress })))).length;
    expect([found(443, 80), found(80, 443)]).toEqual([0, 0]);
    // Of several, none is the one that was called: its port is not known, and nothing is blamed.
    expect(found(443, 444)).toBe(0);
    // A Service of one port forwards to it whatever the line says.
    expect(found(443)).toBe(1);
  });
});

describe('a policy that allows no lookups', () => {
  const { logs: _, ...quiet } = base;
  const lookups = { logs: [log({ pod: podName('api') }, { 'getaddrinfo EAI_AGAIN db': 40 }, ['db:80'])] };
  const found = (egress: readonly object[]) =>
    networkPolicy.analyze(viewOf(join(quiet, lookups, outwards(egress)))).map(({ title }) => title);

  it.each<[string, object]>([
    ['every port', {}],
    ['the port of DNS', { ports: [{ port: 53, protocol: 'UDP' }] }],
    ['the port of DNS by its name', { ports: [{ port: 'dns' }] }],
    ['every port of a protocol', { ports: [{ protocol: 'UDP' }] }],
    ['it among others', { ports: [{ port: 443 }, { port: 53 }] }],
  ])('is none that opens %s', (_, rule) => {
    expect(found([rule])).not.toContainEqual(expect.objectContaining({ how: 'no-lookups' }));
  });

  it.each<[string, object[]]>([
    ['nothing', []],
    ['another port', [{ ports: [{ port: 54 }] }]],
    ['a port of another name', [{ ports: [{ port: 'http' }] }]],
  ])('is one that opens %s', (_, egress) => {
    expect(found(egress)).toEqual([
      { says: 'policy-forbids', how: 'no-lookups', from: 'api', to: null, port: 53 },
    ]);
  });
});
