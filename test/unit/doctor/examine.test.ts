import { describe, expect, it } from '@jest/globals';
import type { KubernetesFailure } from '../../../functions/clients/kubernetes/port.ts';
import { publishedAddresses } from '../../../functions/doctor/addresses.ts';
import { examine } from '../../../functions/doctor/examine.ts';
import { bounded, isFault, type Line } from '../../../functions/doctor/line.ts';
import type { DoctorPorts } from '../../../functions/doctor/ports.ts';
import { Failure } from '../../../functions/model/failure.ts';
import {
  NOW,
  notFound,
  soundAccount,
  soundCluster,
  soundPlaybook,
  soundPorts,
  subscription,
  WEBHOOK_URL,
} from '../../support/doctor.ts';
import { memoryStore } from '../../support/memory-store.ts';

const faultsOf = async (ports: DoctorPorts): Promise<readonly Line[]> =>
  (await examine(ports)).filter(isFault);
const pagerduty = (change: Partial<NonNullable<DoctorPorts['pagerduty']>>): Partial<DoctorPorts> => {
  const sound = soundPorts().pagerduty;
  return sound === undefined ? {} : { pagerduty: { ...sound, ...change } };
};
const clusters = (change: Partial<NonNullable<DoctorPorts['clusters']>>): Partial<DoctorPorts> => {
  const sound = soundPorts().clusters;
  return sound === undefined ? {} : { clusters: { ...sound, ...change } };
};
const failing = (failure: KubernetesFailure) => async () => ({ ok: false, failure }) as const;
const refused = (status: number) => () =>
  Promise.reject(new Failure('rejected', `answered ${status}`, { status }));
const notAnswered = () => Promise.reject(new Failure('retryLater', 'PagerDuty GET /abilities: answered 503'));

it('finds nothing in an installation that is set up, and leaves nothing unchecked', async () => {
  const lines = await examine(soundPorts());
  expect(lines.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(lines.length).toBeGreaterThan(12);
});

describe('six set-ups that are broken, each with the line that names its fix', () => {
  it('a right that is not granted', async () => {
    const faults = await faultsOf(soundPorts({ cluster: soundCluster(/^list persistentvolumeclaims$/) }));
    expect(faults).toEqual([
      {
        what: 'rights for playbook api: list persistentvolumeclaims in production',
        ...{ status: 'fault', says: 'not granted' },
        fix: 'as a cluster administrator: bin/firstnote rbac | kubectl apply -f -',
      },
    ]);
  });

  it('a token that PagerDuty refuses', async () => {
    const lines = await examine(soundPorts({ account: soundAccount({ abilities: refused(401) }) }));
    expect(lines.filter(isFault)).toMatchObject([
      {
        ...{ what: 'PagerDuty token', says: 'PagerDuty refuses it' },
        fix: expect.stringContaining(
          "aws secretsmanager put-secret-value --secret-id firstnote-production/pagerduty-token --secret-string 'KEY'",
        ),
      },
    ]);
    const waiting = lines.filter(({ status }) => status === 'unknown');
    expect(waiting.length).toBeGreaterThan(4);
    for (const { says } of waiting) expect(says).toBe('not checked: it waits for the PagerDuty token');
  });

  it('a subscription that PagerDuty disabled', async () => {
    const account = soundAccount({
      subscriptions: async () => [subscription({ temporarilyDisabled: true })],
    });
    expect(await faultsOf(soundPorts({ account }))).toMatchObject([
      {
        what: 'webhook subscription PSUB',
        says: expect.stringContaining('disabled it for 24 h'),
        fix: expect.stringContaining('/webhook_subscriptions/PSUB/enable"'),
      },
    ]);
  });

  it('a responder who is not there', async () => {
    const [first, ...rest] = soundPlaybook.escalation;
    const gone = { after: 5, name: 'Former Lead', responder: { type: 'user' as const, id: 'PGONE' } };
    const playbook = { ...soundPlaybook, escalation: [gone, ...rest] };
    expect(first?.name).toBe('Lead');
    expect(await faultsOf(soundPorts({ playbook }))).toMatchObject([
      {
        ...{ what: 'responder PGONE', says: 'playbook api calls Former Lead, and there is no user PGONE' },
        fix: expect.stringContaining('fix escalation[0].responder.id in playbook api'),
      },
    ]);
  });

  it('a playbook that does not hold, beside one that does', async () => {
    const lines = await examine(
      soundPorts(undefined, {
        playbooks: async () => [
          { where: 'playbook api', playbook: soundPlaybook },
          { where: 'playbook web', faults: ['disabled: its checksum does not hold: it was altered'] },
        ],
      }),
    );
    expect(lines.filter(isFault)).toMatchObject([
      {
        what: 'playbook web',
        says: expect.stringContaining('checksum'),
        fix: expect.stringContaining('bin/firstnote playbook push --store s3://store FILE'),
      },
    ]);
    expect(lines.find(({ what }) => what === 'rights for playbook api')?.status).toBe('ok');
  });

  it('a cluster that is not there', async () => {
    const unknownHere = { ...soundPlaybook, cluster: 'staging' };
    expect(await faultsOf(soundPorts({ playbook: unknownHere }))).toMatchObject([
      {
        what: 'cluster staging',
        fix: expect.stringContaining('add staging to "clusters" in infra/environments/production.yaml'),
      },
    ]);
    const unreachable = failing({ kind: 'unreachable', message: 'cannot be reached (ETIMEDOUT)' });
    const lines = await examine(soundPorts({ cluster: soundCluster(undefined, { get: unreachable }) }));
    expect(lines.filter(isFault)).toMatchObject([
      {
        what: 'cluster production',
        says: 'cannot be reached (ETIMEDOUT)',
        fix: expect.stringContaining('"vpc"'),
      },
    ]);
    expect(lines.find(({ what }) => what === 'rest of production')?.status).toBe('unknown');
  });
});

it('names the secrets and the settings of an installation in a stack of another', async () => {
  const place = {
    kind: 'stack',
    stack: 'platform',
    tokenSecret: 'ours/token',
    webhookSecret: 'ours/hook',
    store: 's3://store',
  } as const;
  const account = soundAccount({ abilities: refused(401) });
  const [token] = await faultsOf(soundPorts({ account }, { place }));
  expect(token?.fix).toContain('--secret-id ours/token ');
  const playbook = { ...soundPlaybook, cluster: 'staging' };
  const [cluster] = await faultsOf(soundPorts({ playbook }, { place }));
  expect(cluster?.fix).toContain('in the props of its FirstNote construct, then: deploy its stack');
});

describe('what else may be wrong in PagerDuty', () => {
  it.each([
    [
      'a key that no header may hold',
      { abilities: () => Promise.reject(new Failure('invalid', 'the PagerDuty token is empty')) },
      /token: .*empty/,
    ],
    ['PagerDuty away', { abilities: notAnswered }, /token: .*answered 503 -> is PagerDuty up/],
    [
      'no such user',
      { user: async (id: string) => (id === 'PBOT' ? Promise.reject(notFound()) : soundAccount().user(id)) },
      /user: there is no user PBOT -> set pagerduty.from/,
    ],
    [
      'the address of another user',
      { user: async () => ({ id: 'PBOT', name: 'X', email: 'x@example.com', role: 'user' }) },
      /does not have the address bot@example.com/,
    ],
    [
      'a user who may only read',
      { user: async () => ({ id: 'PBOT', name: 'X', email: 'bot@example.com', role: 'read_only_user' }) },
      /role read_only_user.* -> .*Responder/,
    ],
    [
      'a person whom no call reaches',
      { user: async (id: string) => ({ ...(await soundAccount().user(id)), contactMethods: 0 }) },
      /responder PLEAD: playbook api calls Lead, who has no contact method -> .*this user's contact information/,
    ],
    [
      'no subscription',
      { subscriptions: async () => [subscription({ url: 'https://other.example/' })] },
      /none delivers to https:\/\/api.example\/pagerduty -> .*New Webhook: the address https:\/\/api.example\/pagerduty/,
    ],
    [
      'a disabled subscription',
      { subscriptions: async () => [subscription({ active: false })] },
      /it is disabled -> .*enable the subscription PSUB/,
    ],
    [
      'an event that is not delivered',
      {
        subscriptions: async () => [
          subscription({ events: ['incident.triggered', 'incident.reopened', 'incident.resolved'] }),
        ],
      },
      /does not deliver incident.unacknowledged -> .*add incident.unacknowledged/,
    ],
    [
      'a key that may only read',
      { ping: refused(403) },
      /may not write.* -> make a key that is not read-only/,
    ],
    [
      'a service that nothing is delivered for',
      { subscriptions: async () => [subscription({ scope: { type: 'service', id: 'PPAYROLL' } })] },
      /service PSERVICE: no subscription delivers.* -> .*the service PSERVICE as its scope/,
    ],
  ])('%s', async (_, change, expected) => {
    const faults = await faultsOf(soundPorts({ account: soundAccount(change) }));
    expect(faults.map(({ what, says, fix }) => `${what}: ${says} -> ${fix}`)).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  it('takes the scope of a team for the services of that team', async () => {
    const subscriptions = async () => [subscription({ scope: { type: 'team', id: 'PTEAM' } })];
    expect(await faultsOf(soundPorts({ account: soundAccount({ subscriptions }) }))).toEqual([]);
  });

  it('says who gets no note, and takes that for no fault', async () => {
    const subscriptions = async () => [subscription({ scope: { type: 'account', id: '' } })];
    const lines = await examine(soundPorts({ account: soundAccount({ subscriptions }) }));
    expect(lines.find(({ what }) => what === 'services without a playbook')).toMatchObject({
      status: 'ok',
      says: expect.stringContaining('1 of 2 get no note: Payroll (PPAYROLL)'),
    });
  });

  it('says what a plan without responders means, and takes that for no fault', async () => {
    const lines = await examine(soundPorts({ account: soundAccount({ abilities: async () => [] }) }));
    expect(lines.find(({ what }) => what === 'PagerDuty abilities')).toMatchObject({
      status: 'ok',
      says: expect.stringContaining('moved up its own escalation policy instead'),
    });
  });

  it('asks for a person once, however many playbooks call that person', async () => {
    const asked: string[] = [];
    const { user } = soundAccount();
    const account = soundAccount({
      user: (id) => {
        asked.push(id);
        return user(id);
      },
    });
    const twice = [1, 2].map((n) => ({ where: `playbook ${n}`, playbook: soundPlaybook }));
    const lines = await examine(soundPorts({ account }, { playbooks: async () => twice }));
    expect(asked.filter((id) => id === 'PLEAD')).toHaveLength(1);
    expect(lines.filter(({ what }) => what === 'responder PLEAD')).toHaveLength(2);
  });

  it('names a service that is gone', async () => {
    const playbook = { ...soundPlaybook, services: ['PSERVICE', 'PGONE'] };
    const subscriptions = async () => [subscription({ scope: { type: 'account', id: '' } })];
    const faults = await faultsOf(soundPorts({ playbook, account: soundAccount({ subscriptions }) }));
    expect(faults).toMatchObject([
      { what: 'service PGONE', fix: expect.stringContaining('fix services[1] in playbook api') },
    ]);
  });

  it.each([
    [
      'is the initial one',
      { hasInitialSecret: async () => true },
      /put-secret-value --secret-id firstnote-production\/webhook-secrets/,
    ],
    ['is not that of the webhook', { ping: async () => 401 }, /webhook-secrets/],
    [
      'makes the webhook fail',
      { ping: async () => 503 },
      /aws logs tail \/aws\/lambda\/firstnote-production-webhook/,
    ],
    [
      'cannot be tried',
      { ping: () => Promise.reject(new TypeError('fetch failed')) },
      /aws logs tail .*-webhook/,
    ],
  ])('tells when the webhook secret %s', async (_, change, fix) => {
    const webhook = { url: WEBHOOK_URL, ping: async () => 200, ...change };
    expect(await faultsOf(soundPorts(undefined, pagerduty({ webhook })))).toMatchObject([
      { what: 'webhook', fix: expect.stringMatching(fix) },
    ]);
  });
});

it('does not knock at a webhook that lets in PagerDuty alone, and says where its test event is', async () => {
  const ping = () => Promise.reject(new Error('it would be refused'));
  const webhook = { url: WEBHOOK_URL, letsIn: ['192.0.2.1'], ping };
  const lines = await examine(soundPorts(undefined, pagerduty({ webhook })));
  expect(lines.filter(({ what }) => what === 'webhook')).toEqual([
    {
      ...{ what: 'webhook', status: 'unknown' },
      says: expect.stringContaining("lets in PagerDuty's addresses alone"),
      fix: expect.stringContaining('aws logs tail /aws/lambda/firstnote-production-webhook'),
    },
  ]);
});

describe('a webhook that lets in a list of addresses alone', () => {
  const addressLine = async (
    letsIn: readonly string[],
    published: () => Promise<readonly string[] | undefined>,
  ) => {
    const lines = await examine(
      soundPorts(undefined, pagerduty({ webhook: { url: WEBHOOK_URL, letsIn, published } })),
    );
    return lines.filter(({ what }) => what === 'webhook addresses');
  };
  const published = async () => ['192.0.2.7', '198.51.100.20', '198.51.100.21'];

  it('is content where the list has all that PagerDuty publishes, by address or range', async () => {
    expect(await addressLine(['192.0.2.7', '198.51.100.0/24', '203.0.113.9'], published)).toMatchObject([
      { status: 'ok', says: 'all 3 that PagerDuty publishes are let in' },
    ]);
  });

  it('names what is shut out, and where to let it in', async () => {
    expect(await addressLine(['192.0.2.7', '198.51.100.20/32'], published)).toEqual([
      {
        ...{ what: 'webhook addresses', status: 'fault' },
        says: 'PagerDuty also delivers from 198.51.100.21, which is shut out',
        fix: 'add them to ingress.alsoFrom in infra/environments/production.yaml, then: npx cdk deploy -c environment=production',
      },
    ]);
  });

  it('says so where the list cannot be read', async () => {
    expect(await addressLine(['192.0.2.7'], async () => undefined)).toMatchObject([
      { status: 'unknown', says: expect.stringContaining('cannot be read from here') },
    ]);
  });

  it.each([
    ['https://api.pagerduty.com', 'us'],
    ['https://api.eu.pagerduty.com', 'eu'],
  ])('reads the list of the service region of %s', async (url, region) => {
    const asked: string[] = [];
    const read = async (page: string) => {
      asked.push(page);
      return '{"ips":["192.0.2.7/32", "999.1.1.1"]}';
    };
    const { signal } = new AbortController();
    expect(await publishedAddresses({ read }, url, signal)).toEqual(['192.0.2.7']);
    expect(asked).toEqual([
      `https://developer.pagerduty.com/ip-safelists/webhooks-${region}-service-region-json`,
    ]);
    for (const page of [null, '<html>gone</html>', ''])
      expect(await publishedAddresses({ read: async () => page }, url, signal)).toBeUndefined();
  });
});

describe('what else may be wrong in a cluster', () => {
  const list = soundCluster().list;
  const without = (resource: string) =>
    soundCluster(undefined, {
      list: async (apiVersion, asked, options) =>
        asked === resource
          ? { ok: true, value: { items: [], truncated: false } }
          : list(apiVersion, asked, options),
    });

  it.each([
    [
      'no right at all',
      soundCluster(/./),
      /rights for playbook api: none of \d+ is granted -> .*firstnote rbac \|/,
    ],
    [
      'no namespace',
      without('namespaces'),
      /no namespace "production" -> fix target.namespace in playbook api/,
    ],
    [
      'no workload',
      without('deployments'),
      /no deployment\/api in the namespace "production" -> fix target.workload/,
    ],
    [
      'credentials that are not taken',
      soundCluster(undefined, {
        get: failing({ kind: 'unauthorized', status: 401, message: 'Unauthorized' }),
      }),
      /cluster production: Unauthorized -> the access entry is missing/,
    ],
  ])('%s', async (_, cluster, expected) => {
    const faults = await faultsOf(soundPorts({ cluster }));
    expect(faults.map(({ what, says, fix }) => `${what}: ${says} -> ${fix}`)).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  it('no metrics API', async () => {
    const { get } = soundCluster();
    const cluster = soundCluster(undefined, {
      get: (path, signal) =>
        path.startsWith('/apis/metrics.k8s.io')
          ? failing({ kind: 'not-found', status: 404, message: 'not found' })()
          : get(path, signal),
    });
    expect(await faultsOf(soundPorts({ cluster }))).toMatchObject([
      { what: 'metrics API of production', fix: expect.stringContaining('install metrics-server') },
    ]);
  });

  it('a Prometheus that does not answer, and a right to reach one that is not granted', async () => {
    const playbook = { ...soundPlaybook, prometheus: 'service:monitoring/prometheus:9090' };
    const { get } = soundCluster();
    const cluster = soundCluster(/^get services$/, {
      get: (path, signal) =>
        path.includes('/proxy')
          ? failing({ kind: 'failed', status: 503, message: 'no endpoints' })()
          : get(path, signal),
    });
    const faults = await faultsOf(soundPorts({ cluster, playbook }));
    expect(faults.map(({ what, fix }) => `${what} -> ${fix}`).sort()).toEqual([
      expect.stringMatching(/^Prometheus of playbook api -> fix "prometheus"/),
      expect.stringMatching(
        /get services\/proxy prometheus:9090 in monitoring -> .*rbac --prometheus monitoring\/prometheus:9090 \|/,
      ),
    ]);
  });

  describe('exec', () => {
    const playbook = {
      ...soundPlaybook,
      allow: { exec: true, statusPages: false },
      dependencies: [{ name: 'db', service: 'db', namespace: 'data', port: 5432 }],
    } as unknown as typeof soundPlaybook;
    const local = { place: { kind: 'local' } as const };
    const withExec = (refusedExec: (cluster: string, namespaces: readonly string[]) => Promise<string[]>) =>
      soundPorts({ playbook }, clusters({ refusedExec }));

    it('that a playbook allows and no function of the installation does', async () => {
      const faults = await faultsOf(soundPorts({ playbook }));
      expect(faults).toMatchObject([
        {
          what: 'exec for playbook api',
          fix: expect.stringContaining('set "exec: true" in infra/environments'),
        },
      ]);
    });

    it('that the group of its own is refused in some of the namespaces', async () => {
      const asked: string[] = [];
      const faults = await faultsOf(
        withExec(async (cluster, namespaces) => {
          asked.push(cluster, ...namespaces);
          return ['data'];
        }),
      );
      expect(asked).toEqual(['production', 'production', 'data']);
      expect(faults).toMatchObject([
        {
          says: 'the group firstnote-exec may not run programs in data',
          fix: expect.stringContaining('bin/firstnote rbac --exec data | kubectl apply'),
        },
      ]);
    });

    it('that is as it must be', async () => {
      expect(await faultsOf(withExec(async () => []))).toEqual([]);
    });

    it('that the group of all functions has, whatever the playbook says', async () => {
      const review = async () => ({ ok: true, value: { status: { allowed: true } } }) as const;
      expect(await faultsOf(soundPorts({ cluster: soundCluster(undefined, { review }) }))).toMatchObject([
        {
          says: 'all functions may run programs in the pods of production',
          fix: expect.stringContaining('kubectl delete clusterrolebinding/firstnote-exec'),
        },
      ]);
    });

    it('that whoever looks from a machine does not have', async () => {
      const faults = await faultsOf(soundPorts({ playbook }, local));
      const exec = faults.filter(({ what }) => what.includes('pods/exec'));
      expect(exec.map(({ fix }) => fix)).toEqual(
        ['production', 'production', 'data', 'data'].map((name) =>
          expect.stringContaining(`rbac --exec ${name} |`),
        ),
      );
    });
  });

  it('no cluster for a playbook that names none', async () => {
    expect(await faultsOf(soundPorts(undefined, clusters({ otherwise: '' })))).toMatchObject([
      { what: 'playbook api', fix: 'add "cluster: NAME" to playbook api' },
    ]);
  });

  it('a cluster that AWS does not know', async () => {
    const access = () => Promise.reject(new Failure('rejected', 'there is none of this name'));
    expect(await faultsOf(soundPorts(undefined, clusters({ access })))).toMatchObject([
      { what: 'cluster production', fix: expect.stringContaining('under "clusters"') },
    ]);
  });
});

describe('the rest', () => {
  it.each([
    ['fast', 15_000, '15 s ahead of ours'],
    ['slow', -20_000, '20 s behind ours'],
  ])('tells a clock that is %s', async (_, skew, says) => {
    const faults = await faultsOf(soundPorts(undefined, { serverTime: async () => NOW + skew }));
    expect(faults.map(({ what }) => what)).toEqual(['PagerDuty clock', 'clock of production']);
    for (const fault of faults) expect(fault.says).toBe(says);
  });

  it('tells a store that may not be written', async () => {
    const { store } = soundPorts();
    const put = () => Promise.reject(new Failure('rejected', 'store: write doctor/look.json: AccessDenied'));
    const change = store === undefined ? {} : { store: { ...store, put } };
    expect(await faultsOf(soundPorts(undefined, change))).toMatchObject([
      {
        what: 'store',
        says: expect.stringContaining('AccessDenied'),
        fix: expect.stringContaining('cdk deploy'),
      },
    ]);
  });

  it('tells a store whose playbooks cannot be read', async () => {
    const playbooks = () =>
      Promise.reject(new Failure('rejected', 'store: read playbooks/index.json: AccessDenied'));
    expect(await faultsOf(soundPorts(undefined, { playbooks }))).toMatchObject([
      {
        what: 'playbooks',
        says: expect.stringContaining('AccessDenied'),
        fix: expect.stringContaining('cdk deploy'),
      },
    ]);
  });

  it.each([
    [
      'notes-only',
      /^mode: notes-only since 2026-11-20T03:00:00Z: nobody is called -> bin\/firstnote mode full --store s3:\/\/store$/,
    ],
    ['off', /nothing is written and nobody is called/],
    ['loud', /what is set is not a mode, so everything runs/],
  ])('tells a switch that was left at %s', async (mode, says) => {
    const store = memoryStore();
    await store.put('mode.json', JSON.stringify({ mode, setAt: '2026-11-20T03:00:00Z' }), 'application/json');
    const faults = await faultsOf(soundPorts(undefined, { store }));
    expect(faults.map(({ what, says, fix }) => `${what}: ${says} -> ${fix}`)).toEqual([
      expect.stringMatching(says),
    ]);
  });

  it('tells a function that does not wake', async () => {
    const collect = () =>
      Promise.reject(new Failure('retryLater', 'did not answer: ResourceNotReadyException'));
    expect(await faultsOf(soundPorts(undefined, { functions: { collect } }))).toMatchObject([
      { what: 'function collect', fix: expect.stringContaining('wait two minutes') },
    ]);
  });

  it('tells an installation without a playbook', async () => {
    expect(await faultsOf(soundPorts(undefined, { playbooks: async () => [] }))).toMatchObject([
      { what: 'playbooks', says: 'there is none' },
    ]);
  });

  it('says of what was not given that it is not checked, and how to have it checked', async () => {
    const lines = await examine({
      place: { kind: 'local' },
      now: () => NOW,
      playbooks: async () => [{ where: 'namespace production', playbook: soundPlaybook, assumed: true }],
      serverTime: async () => NOW,
    });
    expect(lines.map(({ what, status }) => `${status} ${what}`)).toEqual([
      'unknown playbooks',
      'unknown PagerDuty',
      'unknown cluster',
      'unknown store',
    ]);
    for (const { fix } of lines) expect(fix).toMatch(/^(set|name) /);
  });

  it('hides nothing behind one check that hangs', async () => {
    const hung = (signal: AbortSignal) => new Promise<never>(() => void signal);
    expect(await bounded('a', 'look', hung, 10)).toEqual([
      { what: 'a', status: 'fault', says: 'not checked: no answer within 0.01 s', fix: 'look' },
    ]);
  });

  it('shows nothing of an error that is no failure of ours: it may hold a request, and its token', async () => {
    const broken = () => Promise.reject(new TypeError('token u+Secret'));
    expect(await bounded('a', 'look', broken)).toMatchObject([{ says: 'not checked: TypeError' }]);
  });
});
