import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { remediesFor as actionsFor } from '../../../../functions/diagnosis/advice/remedies-for.ts';
import { buildView, type ClusterView } from '../../../../functions/diagnosis/view/view.ts';
import { CAUSE_IDS, type CauseId } from '../../../../functions/model/cause.ts';
import type { ChangeFacts, KnownChange } from '../../../../functions/model/change.ts';
import { look, type ReportAction, reported } from '../../../../functions/model/command/action.ts';
import { kubectl } from '../../../../functions/model/command/command.ts';
import { nameWord, objectWord } from '../../../../functions/model/command/word.ts';
import type { RankedCause } from '../../../../functions/model/ranked-cause.ts';
import { checkPlaybook } from '../../../../functions/playbook/check.ts';
import * as cluster from '../../../support/cluster.ts';
import { factsOf } from '../../../support/facts.ts';
import { said } from '../../../support/written.ts';

const { dojopool, ref } = cluster;
const checked = checkPlaybook(
  readFileSync(new URL('../../../../playbooks/dojopool.yaml', import.meta.url), 'utf8'),
);
if (!checked.ok) throw new Error('playbooks/dojopool.yaml is wrong');
const { playbook } = checked;

const api = ref('Deployment', 'dojopool-api');
const database = ref('StatefulSet', 'dojopool-postgresql');
const viewOf = (parts: ReturnType<typeof dojopool> = {}): ClusterView =>
  buildView(cluster.bundleOf({ ...dojopool(), ...parts }), playbook);
const causeOf = (
  cause: CauseId,
  object = api,
  { facts, ...parts }: Partial<Omit<RankedCause, 'cause' | 'facts'>> & { readonly facts?: object } = {},
): RankedCause => ({
  ...factsOf(cause, facts),
  confidence: 'high',
  object,
  title: said(cause),
  evidence: [],
  against: [],
  actions: [],
  ...parts,
});
const OUT_OF_CONNECTIONS = { refuses: 'connections' };
const changeOf = (facts: ChangeFacts, object = api, parts: Partial<KnownChange> = {}): KnownChange => ({
  at: '2026-11-25T13:55:40.000Z',
  object,
  facts,
  who: 'kubectl',
  beforeOnsetMs: 152_000,
  reached: 'yes',
  why: { says: 'is-what-fails' },
  ...parts,
});
const scaling = (from: number, to: number): ChangeFacts => ({ kind: 'scaling', from, to });
const ROLLOUT: ChangeFacts = {
  kind: 'rollout',
  revision: 41,
  reused: false,
  differences: [
    {
      kind: 'image',
      container: { name: 'app', init: false, alone: true },
      from: 'r/api:40',
      to: 'r/api:41',
    },
  ],
};
/** As the report has them: their commands are text. */
const remediesFor = (...about: Parameters<typeof actionsFor>): readonly ReportAction[] =>
  reported(actionsFor(...about));
const commands = (actions: readonly ReportAction[]): string[] =>
  actions.flatMap(({ command }) => command ?? []);
const avoided = (actions: readonly ReportAction[]): string =>
  actions
    .filter(({ kind }) => kind === 'avoid')
    .map(({ text }) => text)
    .join('\n');
const textOf = (actions: readonly ReportAction[], command: string): string =>
  actions.find((action) => action.command?.includes(command))?.text ?? 'no such command';

describe('PostgreSQL out of connections', () => {
  const cause = causeOf('dependency-error', database, {
    facts: OUT_OF_CONNECTIONS,
  });
  const worker = ref('Deployment', 'score-worker');

  it('looks who holds them, undoes the scaling, then restarts, and does not scale the API up', () => {
    const actions = remediesFor(cause, viewOf(), [changeOf(scaling(2, 12), worker)]);
    const lines = commands(actions);
    expect(lines[0]).toMatch(
      /^kubectl -n production exec dojopool-postgresql-0 -- psql -U dojo_user -d dojopool -c 'SELECT .* FROM pg_stat_activity .*'$/,
    );
    expect(lines[1]).toBe('kubectl -n production scale deployment/score-worker --replicas=2');
    expect(lines[2]).toBe('kubectl -n production rollout restart deployment/dojopool-api');
    expect(textOf(actions, 'score-worker')).toBe('undoes the change of 13:55:40Z');
    expect(textOf(actions, 'rollout restart')).toContain('2 pods, surge 1: no outage');
    expect(avoided(actions)).toContain(
      'do not scale deployment/dojopool-api up: each pod opens more connections',
    );
  });

  it('leaves a change alone that did not reach the database, or came after', () => {
    for (const parts of [
      { reached: 'no' },
      { reached: 'unknown' },
      { beforeOnsetMs: -6_000 },
      { beforeOnsetMs: null },
    ] as const)
      expect(
        commands(remediesFor(cause, viewOf(), [changeOf(scaling(2, 12), worker, parts)])).join(),
      ).not.toContain('score-worker');
  });

  it('scales nothing by what somebody announced of another system', () => {
    const told = [
      changeOf({ kind: 'announced', summary: 'search-indexer: 3 -> 9 replicas' }),
      changeOf({ kind: 'announced', summary: 'search-indexer: 3 -> 9 replicas' }, database),
    ];
    expect(commands(remediesFor(cause, viewOf(), told)).join()).not.toContain(' scale ');
  });

  it('undoes the last scaling of a workload alone, and none that took load away', () => {
    const scalings = [
      changeOf(scaling(2, 12), worker, { beforeOnsetMs: 600_000 }),
      changeOf(scaling(12, 14), worker, { beforeOnsetMs: 60_000 }),
    ];
    const scaled = (changes: readonly KnownChange[]) =>
      commands(remediesFor(cause, viewOf(), changes)).filter((command) => command.includes(' scale '));
    expect(scaled(scalings)).toEqual(['kubectl -n production scale deployment/score-worker --replicas=12']);
    expect(scaled([changeOf(scaling(12, 0), worker)])).toEqual([]);
    expect(scaled([changeOf(scaling(1, 0), database)])).toEqual([
      'kubectl -n production scale statefulset/dojopool-postgresql --replicas=1',
    ]);
  });

  it("adds the playbook's own action, its names filled in", () => {
    expect(commands(remediesFor(cause, viewOf(), []))).toContain(
      `kubectl exec -n production dojopool-postgresql-0 -- psql -U dojo_user -d dojopool -c "SELECT * FROM pg_stat_activity WHERE state != 'idle';"`,
    );
  });

  it('asks each engine in its own words, and one that it does not know not at all', () => {
    const asked = (image: string): string => {
      const name = 'store';
      const view = viewOf({
        statefulsets: [cluster.statefulSet(name, { template: cluster.template('store', { image }) })],
        pods: [cluster.pod('store-0', ref('StatefulSet', name), 'store')],
      });
      const full = causeOf('dependency-error', ref('StatefulSet', name), { facts: OUT_OF_CONNECTIONS });
      return commands(remediesFor(full, view, []))
        .filter((command) => command.includes(' exec store-0 '))
        .join();
    };
    expect(asked('mysql:8')).toBe(
      `kubectl -n production exec store-0 -- sh -c 'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" mysql -u root -e "SHOW PROCESSLIST"'`,
    );
    expect(asked('valkey/valkey:8')).toBe('kubectl -n production exec store-0 -- redis-cli CLIENT LIST');
    expect(asked('postgres:17')).toContain('psql -U postgres -c');
    expect(asked('mongo:8')).toBe('');
  });

  it('takes no server for the one that calls it', () => {
    const name = 'store';
    const view = viewOf({
      statefulsets: [
        cluster.statefulSet(name, { template: cluster.template('store', { image: 'mysql:8' }) }),
      ],
      pods: [cluster.pod('store-0', ref('StatefulSet', name), 'store')],
    });
    const full = causeOf('dependency-unreachable', ref('StatefulSet', name), {
      facts: OUT_OF_CONNECTIONS,
    });
    const actions = remediesFor(full, { ...view, target: { cluster: '', namespace: 'production' } }, []);
    expect(commands(actions).join()).toContain('SHOW PROCESSLIST');
    expect(commands(actions).join()).not.toContain('restart');
  });

  it('says that an autoscaler would scale again', () => {
    const view = viewOf({ horizontalpodautoscalers: [cluster.autoscaler('worker', 'score-worker', 12)] });
    expect(textOf(remediesFor(cause, view, [changeOf(scaling(2, 12), worker)]), '--replicas=2')).toContain(
      'autoscaler worker may scale it again',
    );
  });
});

describe('a dependency that is not reached', () => {
  it('is looked at by its pods and its log; the API is not restarted while it is down', () => {
    const view = viewOf({
      statefulsets: [
        cluster.statefulSet(
          'dojopool-redis',
          { replicas: 0, template: cluster.template('redis') },
          { status: {} },
        ),
      ],
      pods: [],
    });
    const actions = remediesFor(
      causeOf('dependency-unreachable', ref('StatefulSet', 'dojopool-redis')),
      view,
      [],
    );
    expect(commands(actions).slice(0, 3)).toEqual([
      'kubectl -n production get pods -l app=redis -o wide',
      'kubectl -n production logs statefulset/dojopool-redis --tail=100 --since=10m',
      'kubectl -n production scale statefulset/dojopool-redis --replicas=1',
    ]);
    expect(avoided(actions)).toContain('do not restart deployment/dojopool-api: it cannot connect until');
  });

  it('outside the cluster, is looked at where its operator says how it is', () => {
    const cause = causeOf('dependency-unreachable', api, {
      facts: { peers: [{ host: 'api.mapbox.com', port: 443, service: null }] },
    });
    expect(remediesFor(cause, viewOf(), []).map(({ text }) => text)).toEqual([
      'what Mapbox says of itself: https://status.mapbox.com',
      'check the circuit breaker of Mapbox calls; switch the fallback on if it is closed',
    ]);
  });

  it('is known by whom it calls, not by what is said of it', () => {
    const words = said(
      'it cannot reach dojopool-postgresql: PostgreSQL, api.mapbox.com and Mapbox do not answer',
    );
    const worded = causeOf('dependency-unreachable', api, { title: words, evidence: [words] });
    const plain = causeOf('dependency-unreachable', api);
    expect(remediesFor(worded, viewOf(), [])).toEqual(remediesFor(plain, viewOf(), []));
  });

  it.each([
    ['its Service', { host: '10.0.0.7', port: null, service: ref('Service', 'dojopool-postgresql') }],
    ['the name of its Service', { host: 'dojopool-postgresql.production.svc', port: 5432, service: null }],
  ])('inside the cluster is found by %s', (_, peer) => {
    const cause = causeOf('dependency-error', api, { facts: { refuses: 'connections', peers: [peer] } });
    expect(commands(remediesFor(cause, viewOf(), []))[0]).toMatch(/exec dojopool-postgresql-0 -- psql/);
  });

  it('with a wrong password that the API is blamed for, looks where it takes it from', () => {
    const cause = causeOf('dependency-error', api, {
      facts: { refuses: 'credentials' },
    });
    expect(commands(remediesFor(cause, viewOf(), []))[0]).toBe(
      'kubectl -n production set env deployment/dojopool-api --list',
    );
  });

  it('is never restarted as if it were the API, with or without a target', () => {
    const cause = causeOf('dependency-error', database, { facts: OUT_OF_CONNECTIONS });
    const bundle = cluster.bundleOf(dojopool());
    const { workload: _none, ...namespace } = bundle.target;
    for (const target of [bundle.target, namespace])
      expect(
        commands(remediesFor(cause, buildView({ ...bundle, target }, playbook), [])).join('\n'),
      ).not.toContain('restart statefulset');
  });

  it('with a wrong password, is not mended by a restart', () => {
    const actions = remediesFor(
      causeOf('dependency-error', database, { facts: { refuses: 'credentials' } }),
      viewOf(),
      [],
    );
    expect(commands(actions)[0]).toBe('kubectl -n production set env deployment/dojopool-api --list');
    expect(avoided(actions)).toContain('do not restart before that');
  });
});

describe('rollback preflight', () => {
  const pods = (oldReady: boolean, newReady: boolean) => [
    cluster.pod('old', ref('ReplicaSet', 'dojopool-api-r40'), 'dojopool-api', oldReady),
    cluster.pod('new', ref('ReplicaSet', 'dojopool-api-r41'), 'dojopool-api', newReady),
  ];
  const crash = causeOf('crash-app-error');

  it('offers it when pods of the revision before are well and new ones are not', () => {
    const actions = remediesFor(crash, viewOf({ pods: pods(true, false) }), []);
    expect(commands(actions)[0]).toBe(
      'kubectl -n production rollout undo deployment/dojopool-api --to-revision=40',
    );
    expect(textOf(actions, 'rollout undo')).toContain('pods of revision 40 are ready, those of 41 are not');
    expect(textOf(actions, 'rollout undo')).toContain('2 pods, surge 1: no outage');
  });

  it('warns of it when old pods fail too', () => {
    const actions = remediesFor(crash, viewOf({ pods: pods(false, false) }), [changeOf(ROLLOUT)]);
    expect(commands(actions).join()).not.toContain('rollout undo');
    expect(avoided(actions)).toContain(
      'do not roll deployment/dojopool-api back: pods of the revision before it fail too',
    );
  });

  it('offers it when the failure followed a rollout and no old pod is left', () => {
    const followed = [changeOf(ROLLOUT)];
    const actions = remediesFor(crash, viewOf(), followed);
    expect(commands(actions)[0]).toContain('rollout undo');
    expect(textOf(actions, 'rollout undo')).toContain('no pod of an earlier one is left to compare with');
  });

  it.each([
    ['a password that is refused', { refuses: 'credentials' as const }],
    ['what it is asked for', { refuses: 'request' as const }],
    ['a host or port of its own', { ownSettings: true }],
  ])('offers it to a caller whose release came before: %s', (_, facts) => {
    const id = 'ownSettings' in facts ? 'dependency-unreachable' : 'dependency-error';
    const followed = remediesFor(causeOf(id, api, { facts }), viewOf(), [changeOf(ROLLOUT)]);
    expect(commands(followed).join()).toContain('rollout undo deployment/dojopool-api --to-revision=40');
    const unchanged = remediesFor(causeOf(id, api, { facts }), viewOf(), []);
    expect(commands(unchanged).join()).not.toContain('rollout undo');
  });

  it('says of old pods that serve beside new ones that they are there', () => {
    const actions = remediesFor(causeOf('bad-rollout'), viewOf({ pods: pods(true, true) }), []);
    expect(textOf(actions, 'rollout undo')).toContain('1 of 1 pod of earlier ones ready');
  });

  it('does not offer it when the rollout was long ago, did not reach, or there was none', () => {
    for (const changes of [
      [],
      [changeOf(ROLLOUT, api, { beforeOnsetMs: 3 * 86_400_000 })],
      [changeOf(ROLLOUT, api, { reached: 'no' })],
    ])
      expect(commands(remediesFor(crash, viewOf(), changes)).join()).not.toContain('rollout undo');
  });

  it.each(['new hero image went live', 'rollout of revision 7, template and all'])(
    'is not offered for what somebody announced: %s',
    (summary) => {
      const told = [changeOf({ kind: 'announced', summary })];
      expect(commands(remediesFor(crash, viewOf(), told)).join()).not.toContain('rollout undo');
    },
  );

  it('is not offered where both revisions are the same but for a restart', () => {
    const newest = cluster.replicaSet('dojopool-api', 41);
    const { template } = newest.spec;
    const annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-11-25T13:58:00Z' };
    const restarted = {
      ...newest,
      spec: { ...newest.spec, template: { ...template, metadata: { ...template.metadata, annotations } } },
    };
    const view = viewOf({
      replicasets: [cluster.replicaSet('dojopool-api', 40), restarted],
      pods: pods(true, false),
    });
    const actions = remediesFor(crash, view, []);
    expect(commands(actions).join()).not.toContain('rollout undo');
    expect(avoided(actions)).toContain('back: revision 40 is the same but for a restart');
  });

  it.each([
    ['volumes', true],
    ['none', false],
  ])('is not offered where a ConfigMap that it reads was changed as well: %s', (_, reads) => {
    const map = {
      ...{ hosts: [], keys: ['A'] },
      metadata: {
        ...cluster.replicaSet('dojopool-api', 40).metadata,
        ...{ name: 'settings', ownerReferences: [], creationTimestamp: '2026-11-01T00:00:00Z' },
        managedFields: [
          {
            ...{ manager: 'kubectl', operation: 'Update', subresource: '', keys: ['data.A'] },
            time: '2026-11-25T13:59:00Z',
          },
        ],
      },
    };
    const spec = cluster.template('dojopool-api').spec as object;
    const volumes = [{ name: 'settings', configMap: { name: reads ? 'settings' : 'other' } }];
    const view = viewOf({
      deployments: [cluster.deployment('dojopool-api', { template: { spec: { ...spec, volumes } } })],
      configmaps: [map as never],
    });
    const actions = remediesFor(crash, view, [changeOf(ROLLOUT)]);
    expect(commands(actions).join().includes('rollout undo')).toBe(!reads);
    expect(avoided(actions).includes('configmap/settings was changed too, at 13:59:00Z, and stays')).toBe(
      reads,
    );
  });

  it('is offered where the newest revision reads a ConfigMap that was made for it alone', () => {
    const reading = (name: string) => ({ spec: { volumes: [{ name: 'settings', configMap: { name } }] } });
    const map = {
      ...{ hosts: [], keys: ['A'] },
      metadata: {
        ...cluster.replicaSet('dojopool-api', 40).metadata,
        ...{ name: 'settings-b', ownerReferences: [], creationTimestamp: '2026-11-25T13:59:00Z' },
        managedFields: [
          {
            ...{ manager: 'argocd', operation: 'Update', subresource: '', keys: ['data.A'] },
            time: '2026-11-25T13:59:00Z',
          },
        ],
      },
    };
    const made = cluster.deployment('dojopool-api', { template: reading('settings-b') });
    const offered = (older: string) => {
      const old = cluster.replicaSet('dojopool-api', 40);
      const volumes = reading(older).spec.volumes;
      const template = { ...old.spec.template, spec: { ...old.spec.template.spec, volumes } };
      const view = viewOf({
        deployments: [{ ...made, metadata: { ...made.metadata, creationTimestamp: '2026-11-01T00:00:00Z' } }],
        replicasets: [
          { ...old, spec: { ...old.spec, template } } as never,
          cluster.replicaSet('dojopool-api', 41),
        ],
        configmaps: [map as never],
      });
      return commands(remediesFor(crash, view, [changeOf(ROLLOUT)]))
        .join()
        .includes('rollout undo');
    };
    expect(offered('settings-a')).toBe(true);
    expect(offered('settings-b')).toBe(false);
  });

  it('says so when no earlier revision exists', () => {
    const view = viewOf({ replicasets: [cluster.replicaSet('dojopool-api', 41)] });
    expect(avoided(remediesFor(causeOf('bad-rollout'), view, []))).toContain('no earlier revision is left');
  });

  it('says nothing of earlier revisions that were not read', () => {
    expect(avoided(remediesFor(causeOf('bad-rollout'), viewOf({}), []))).not.toContain('revision');
  });
});

describe('scaling preflight', () => {
  const spike = causeOf('traffic-spike');
  const asking = (cpu: string) =>
    cluster.deployment('dojopool-api', {
      template: cluster.template('dojopool-api', { resources: { requests: { cpu } } }),
    });

  it('scales up where quota and nodes have room', () => {
    const actions = remediesFor(spike, viewOf(), []);
    expect(commands(actions)).toEqual(['kubectl -n production scale deployment/dojopool-api --replicas=4']);
    expect(textOf(actions, 'scale')).toContain('2 -> 4 replicas, running pods stay; quota has room');
  });

  it('does not where the quota is full, and names it', () => {
    const view = viewOf({ resourcequotas: [cluster.quota('team', { pods: '5' }, { pods: '4' })] });
    const actions = remediesFor(spike, view, []);
    expect(commands(actions)).toEqual([]);
    expect(avoided(actions)).toContain('quota team has pods 4 of 5 in use');
  });

  it('does not where the nodes are full', () => {
    const actions = remediesFor(spike, viewOf({ deployments: [asking('3')] }), []);
    expect(commands(actions)).toEqual([]);
    expect(avoided(actions)).toContain('the nodes have room for 1 more (each requests 3000m cpu');
  });

  it("raises the autoscaler's maximum where one owns the replicas", () => {
    const view = viewOf({ horizontalpodautoscalers: [cluster.autoscaler('api', 'dojopool-api', 2)] });
    expect(commands(remediesFor(spike, view, []))).toEqual([
      `kubectl -n production patch hpa api --patch '{"spec":{"maxReplicas":4}}'`,
    ]);
  });
});

describe('a pod that is not ready', () => {
  const notReady = viewOf({
    deployments: [cluster.deployment('dojopool-api', {}, { status: { replicas: 2, readyReplicas: 0 } })],
    pods: ['a', 'b'].map((name) =>
      cluster.pod(`api-${name}`, ref('ReplicaSet', 'dojopool-api-r41'), 'dojopool-api', false),
    ),
  });

  it('is not restarted when its probe is wrong: the next pod has it too', () => {
    const cause = causeOf('readiness-probe', api, {
      facts: { isProbeWrong: true },
    });
    const actions = remediesFor(cause, notReady, []);
    expect(commands(actions)).toEqual(['kubectl -n production edit deployment/dojopool-api']);
    expect(avoided(actions)).toBe('do not restart deployment/dojopool-api: new pods have the same probe');
  });

  it('may be restarted when the program does not answer and none serves', () => {
    const cause = causeOf('readiness-probe', api, {
      facts: { isProbeWrong: false },
    });
    expect(textOf(remediesFor(cause, notReady, []), 'rollout restart')).toContain(
      'only after its log is read',
    );
    expect(commands(remediesFor(cause, viewOf(), []))).toEqual([]);
  });
});

describe('the effect of replacing pods', () => {
  const effectOf = (spec: Record<string, unknown>): string => {
    const view = viewOf({ deployments: [cluster.deployment('dojopool-api', spec)] });
    const cause = causeOf('dependency-error', database, { facts: OUT_OF_CONNECTIONS });
    return textOf(remediesFor(cause, view, []), 'rollout restart');
  };

  it.each([
    [{ replicas: 4 }, '4 pods, surge 1, 1 fewer meanwhile'],
    [{ replicas: 1 }, '1 pod, surge 1: no outage'],
    [
      { replicas: 3, strategy: { type: 'Recreate' } },
      '3 pods, all stopped first: an outage until new ones are ready',
    ],
    [
      { replicas: 2, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } } },
      '2 pods, all may stop at once',
    ],
    [
      { replicas: 2, template: cluster.template('dojopool-api', { readinessProbe: undefined }) },
      'no readiness probe, requests fail while new pods start',
    ],
  ])('%j: %s', (spec, effect) => {
    expect(effectOf(spec)).toContain(effect);
  });
});

describe('every cause', () => {
  it.each(CAUSE_IDS)('%s: looks first, what not to do last, and every command can be pasted', (id) => {
    const cause = causeOf(
      id,
      id === 'node-infrastructure' ? { kind: 'Node', namespace: '', name: 'node-1' } : api,
    );
    const actions = remediesFor(cause, viewOf(), []);
    const kinds = actions.map(({ kind }) => kind);
    expect(kinds.lastIndexOf('look') === -1 || !kinds.slice(0, kinds.indexOf('look')).includes('avoid')).toBe(
      true,
    );
    expect(
      kinds.indexOf('avoid') === -1 || kinds.slice(kinds.indexOf('avoid')).every((kind) => kind === 'avoid'),
    ).toBe(true);
    for (const { text } of actions) expect(text).not.toBe('');
    for (const command of commands(actions)) {
      expect(command).toMatch(/^kubectl /);
      expect(command).not.toMatch(/[\n\r]|undefined|\{[a-z]+\}/);
    }
  });

  it('keeps what the analyzer proposes, once', () => {
    const own = look(kubectl('production', 'describe', 'pod', nameWord('x')), 'why');
    const actions = actionsFor(causeOf('volume-mount', api, { actions: [own, own] }), viewOf(), []);
    expect(actions).toEqual([own]);
  });
});

describe('what would not work or not help', () => {
  const top = look(kubectl('production', 'top', 'pod', nameWord('a'), '--containers'), 'use');
  const text = 'kubectl -n production top pod a --containers';
  const cause = causeOf('oom-killed', api, { actions: [top] });

  it('is not asked: usage where metrics.k8s.io is not served', () => {
    expect(commands(remediesFor(cause, viewOf(), []))).toContain(text);
    const evidence = {
      ...cluster.bundleOf(dojopool()).evidence,
      podmetrics: { collector: 'podmetrics', status: 'failed', detail: 'not installed', ms: 0 },
    } as const;
    const view = buildView({ ...cluster.bundleOf(dojopool()), evidence }, playbook);
    expect(commands(remediesFor(cause, view, []))).not.toContain(text);
  });

  it('is not advised: a cordon for a control plane that is down, DNS for a name that is wrong', () => {
    const node = { kind: 'Node', namespace: '', name: 'node-1' };
    const down = causeOf('node-infrastructure', node, {
      facts: { down: 'control-plane' },
    });
    expect(commands(remediesFor(down, viewOf(), []))).toEqual(['kubectl describe node node-1']);
    expect(avoided(remediesFor(down, viewOf(), []))).toContain('do not drain or cordon');
    const wrong = causeOf('dns-resolution', api, { facts: { wrong: 'name' } });
    expect(commands(remediesFor(wrong, viewOf(), []))).toEqual(['kubectl -n production get services']);
  });

  it('is not looked at: the pods of what is called, where the caller has the wrong port', () => {
    const wrong = causeOf('dependency-unreachable', api, {
      facts: { ownSettings: true },
      actions: [look(kubectl('production', 'set', 'env', objectWord(api), '--list'), 'env')],
    });
    expect(commands(remediesFor(wrong, viewOf(), []))[0]).toBe(
      'kubectl -n production set env deployment/dojopool-api --list',
    );
  });
});

describe('what sets it right', () => {
  const stepsFor = (cause: CauseId, object = api, facts = {}, view = viewOf()): string =>
    remediesFor(causeOf(cause, object, { facts }), view, [])
      .map(({ command = '', text }) => `${command} # ${text}`)
      .join('\n');

  it('is named for each kind of cause that no undoing mends', () => {
    const service = { kind: 'Service', namespace: 'production', name: 'dojopool-redis' };
    expect(stepsFor('service-misrouting', service)).toContain(
      'kubectl -n production edit service dojopool-redis',
    );
    expect(stepsFor('volume-unbound')).toContain('a Pending claim holds no data');
    expect(stepsFor('quota-exceeded')).toContain('tries again by itself');
    expect(stepsFor('image-pull')).toContain('the kubelet tries again by itself');
    expect(stepsFor('config-missing')).toContain('create what is missing');
    const setBack = stepsFor('config-missing', api, { by: 'differences' });
    expect(setBack).toContain('set it back to what it was');
    expect(setBack).not.toContain('create what is missing');
    expect(stepsFor('admission-denied')).toContain('fix what is refused');
  });

  it('is no restart: of what ends it is the same again, of what never started the same template', () => {
    const restarted = cluster.pod('a', ref('ReplicaSet', 'dojopool-api-r41'), 'dojopool-api', false, {
      status: {
        phase: 'Running',
        containerStatuses: [{ name: 'dojopool-api', ready: false, restartCount: 1 }],
      },
    });
    const view = viewOf({ pods: [restarted] });
    expect(stepsFor('crash-app-error', api, { started: true }, view)).toContain('exits the same way');
    expect(stepsFor('crash-app-error', api, { started: true })).toContain('made of the same template');
    expect(stepsFor('crash-app-error', api, { started: false })).toContain('made of the same template');
  });

  it('is no restart of what ends by itself as its runtime is full', () => {
    const steps = (ends: boolean) =>
      stepsFor('resource-exhausted', api, { resource: 'runtime-memory', ends });
    expect(steps(true)).toContain('do not restart deployment/dojopool-api');
    expect(steps(true)).not.toContain('rollout restart');
    expect(steps(false)).toContain('rollout restart');
  });

  it('is the probe only where the probe is what is wrong', () => {
    const edit = 'kubectl -n production edit deployment/dojopool-api';
    expect(stepsFor('readiness-probe', api, { isProbeWrong: true })).toContain(edit);
    expect(stepsFor('readiness-probe', api, { isProbeWrong: false })).not.toContain(edit);
  });

  it('is the end of a cordon only where cordons alone keep pods out', () => {
    const node = cluster.node('node-1');
    const view = viewOf({ nodes: [{ ...node, spec: { ...node.spec, unschedulable: true } }] });
    const uncordon = 'kubectl uncordon node-1 #';
    expect(stepsFor('unschedulable', api, { onlyCordoned: true }, view)).toContain(uncordon);
    expect(stepsFor('unschedulable', api, { onlyCordoned: false }, view)).not.toContain(uncordon);
  });
});

describe('remedies of a crash whose mechanism is known', () => {
  const crashing = (facts: object) =>
    remediesFor(causeOf('crash-app-error', api, { facts }), viewOf(), [changeOf(ROLLOUT)]);
  const undoes = (facts: object) =>
    commands(crashing(facts)).some((command) => command.includes('rollout undo'));

  it('takes the variables of Services out of the pods, and goes back to no revision that has them too', () => {
    expect(commands(crashing({ started: true, because: 'service-link' }))).toContain(
      `kubectl -n production patch deployment/dojopool-api -p '{"spec":{"template":{"spec":{"enableServiceLinks":false}}}}'`,
    );
    expect(undoes({ started: true, because: 'service-link' })).toBe(false);
    expect(undoes({ started: true, because: 'line-ends' })).toBe(false);
  });

  it.each(['interpreter', 'architecture', 'not-executable', 'library'])(
    'goes back to the image before for %s',
    (because) => {
      expect(undoes({ started: true, because })).toBe(true);
      expect(
        crashing({ started: true, because }).filter(({ kind, command }) => kind === 'change' && !command),
      ).toHaveLength(1);
    },
  );
});

describe('commands that fit the kind of refusal', () => {
  const steps = (refuses: string, object = database, more = {}) =>
    commands(remediesFor(causeOf('dependency-error', object, { facts: { refuses, ...more } }), viewOf(), []));

  it('asks a server that takes no writes which of its pods does, and looks at volumes where there is no room', () => {
    expect(steps('writes')[0]).toMatch(/exec dojopool-postgresql-0 -- psql .*pg_is_in_recovery/);
    expect(steps('room')[0]).toBe("kubectl -n production exec dojopool-postgresql-0 -- sh -c 'df -h; df -i'");
    expect(steps('room').join()).not.toContain('restart');
  });

  it('shows what there is to ask for where a request is rejected', () => {
    const service = ref('Service', 'dojopool-postgresql');
    const peers = [{ host: 'dojopool-postgresql', service }];
    expect(steps('request', api, { peers }).join()).toMatch(/exec dojopool-postgresql-0 -- psql .*\\dt/);
  });

  const exhausted = (facts: object, object = api) =>
    commands(remediesFor(causeOf('resource-exhausted', object, { facts }), viewOf(), []));

  it('looks at what ran out: connections behind a pool, volumes of a full disk, use of all else', () => {
    expect(exhausted({ resource: 'pool-connections' })[0]).toMatch(
      /exec dojopool-postgresql-0 -- psql .*pg_stat_activity/,
    );
    expect(exhausted({ resource: 'disk-space', outlives: true }, database)[0]).toContain('df -h; df -i');
    expect(exhausted({ resource: 'disk-space', outlives: true }, database).join()).not.toContain('restart');
    expect(exhausted({ resource: 'threads' })[0]).toContain('top pods');
    expect(exhausted({ resource: 'own-limit' })).toEqual([]);
  });
});

describe('a host outside the cluster', () => {
  const outside = { kind: 'External', namespace: '', name: 'api.mapbox.com' };
  const peers = [{ host: 'api.mapbox.com', port: 443, service: null }];
  const words = (cause: CauseId, facts: object = {}) =>
    reported(actionsFor(causeOf(cause, outside, { facts: { peers, ...facts } }), viewOf(), []));

  it.each<[CauseId, object, RegExp]>([
    ['rate-limited', { spent: true }, /top up .*billing.*sending less does not help/],
    ['rate-limited', { spent: false }, /send api\.mapbox\.com less/],
    ['certificate-expired', {}, /only they can renew/],
    ['dependency-error', { refuses: 'credentials' }, /check the key for api\.mapbox\.com/],
    ['dependency-error', {}, /switch to the fallback/],
    ['dependency-unreachable', {}, /switch to the fallback/],
  ])('has advice that suits, its status page, and no command of its own: %s %j', (cause, facts, advice) => {
    const actions = words(cause, facts);
    expect(actions.map(({ text }) => text).join('\n')).toMatch(advice);
    expect(actions.map(({ text }) => text).join('\n')).toContain('https://status.mapbox.com');
    expect(actions.filter(({ command }) => command?.includes('mapbox') ?? false)).toEqual([]);
    expect(actions.filter(({ kind }) => kind === 'avoid').length).toBeGreaterThan(0);
  });
});
