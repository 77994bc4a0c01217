import { describe, expect, it } from '@jest/globals';
import { rollout } from '../../../../functions/diagnosis/mechanisms/rollout/rollout.ts';
import { ago, deployment, findingsOf, log, pod, podName, replicaSet, short } from './cluster.ts';

const OLD = '6d4cf56db6';
const NEW = '7f5b9c8d44';
const minute = (seconds: number, errors5xx: number) => ({
  at: ago(seconds),
  requests: 100,
  errors5xx,
  errors4xx: 0,
  byMethod: {},
});
const endpoint = (requests: number, errors5xx: number) => ({
  method: 'POST',
  path: '/scores',
  requests,
  errors5xx,
  errors4xx: 0,
  p50: null,
  p95: null,
  byStatus: {},
});

interface Options {
  readonly newFails?: number;
  readonly oldFails?: number;
  readonly created?: string;
  readonly line?: string;
}

const rolled = (options: Options = {}) => ({
  deployments: [deployment('api', { replicas: 2, container: { image: 'api:42' } })],
  replicasets: [
    replicaSet('api', { hash: OLD, revision: 41, container: { image: 'api:41' } }),
    replicaSet('api', {
      hash: NEW,
      revision: 42,
      container: { image: 'api:42' },
      created: options.created ?? ago(200),
    }),
  ],
  pods: [pod('api', { hash: OLD }), pod('api', { hash: NEW, suffix: 'bbbbb' })],
  logs: [
    log(
      { pod: podName('api'), requests: 100, endpoints: [endpoint(100, options.oldFails ?? 0)] },
      options.oldFails ? { 'TypeError: x is undefined': options.oldFails } : {},
    ),
    log(
      {
        pod: `api-${NEW}-bbbbb`,
        requests: 100,
        endpoints: [endpoint(100, options.newFails ?? 60)],
        minutes: [minute(400, 0), minute(120, options.newFails ?? 60)],
      },
      { [options.line ?? 'TypeError: x is undefined']: options.newFails ?? 60 },
    ),
  ],
});

describe('rollout', () => {
  it('names the newest revision when its pods fail and older ones do not', () => {
    const found = findingsOf(rollout, rolled());
    expect(short(found)).toEqual(['bad-rollout Deployment/api proof']);
    expect(found[0]?.evidence.join()).toContain('image api:41 -> api:42');
    expect(found[0]?.evidence.join()).toContain(
      'counter-test: 0 of 100 requests to pods of older revisions failed',
    );
  });

  it('blames nothing when old pods fail too: a rollback will not help', () => {
    expect(findingsOf(rollout, rolled({ oldFails: 60 }))).toEqual([]);
  });

  it('blames nothing when the revision ran well for hours before', () => {
    expect(findingsOf(rollout, rolled({ created: ago(3500) }))).toEqual([]);
  });

  it('needs five failed requests', () => {
    expect(short(findingsOf(rollout, rolled({ newFails: 5 })))).toHaveLength(1);
    expect(findingsOf(rollout, rolled({ newFails: 4 }))).toEqual([]);
  });

  it('needs that old pods fail at most half as often', () => {
    expect(short(findingsOf(rollout, rolled({ newFails: 60, oldFails: 30 })))).toHaveLength(1);
    expect(findingsOf(rollout, rolled({ newFails: 60, oldFails: 31 }))).toEqual([]);
  });

  it.each([
    [30, 30, 1],
    [29, 31, 0],
  ])('needs that most errors are its own: %d of them, and %d that name another', (own, named, count) => {
    const parts = rolled();
    const [old, current] = parts.logs;
    const [pattern] = current?.summary.patterns ?? [];
    if (!old || !current || !pattern) throw new Error('two logs');
    const refused = 'connect ECONNREFUSED 10.0.0.9:5432';
    const patterns = [
      { ...pattern, count: own },
      { ...pattern, count: named, template: refused, example: refused },
    ];
    const logs = [old, { ...current, summary: { ...current.summary, patterns } }];
    expect(findingsOf(rollout, { ...parts, logs })).toHaveLength(count);
  });

  it.each([
    // Its failures begin 120 s ago, at a whole minute.
    [120 + 30 * 60, 1],
    [121 + 30 * 60, 0],
    [60, 1],
    [59, 0],
  ])(
    'needs that it came within half an hour before the onset, or within what that is sure to after: %d s ago',
    (created, count) => {
      const parts = rolled({ created: ago(created) });
      const [old, current] = parts.logs;
      if (!old || !current) throw new Error('two logs');
      const minutes = [...current.summary.minutes, minute(60, 60)];
      const logs = [old, { ...current, summary: { ...current.summary, minutes } }];
      expect(findingsOf(rollout, { ...parts, logs })).toHaveLength(count);
    },
  );

  it('is sure by old pods that would have shown five failures', () => {
    const compared = (requests: number) => {
      const parts = rolled({ newFails: 50 });
      const [old, current] = parts.logs;
      if (!old || !current) throw new Error('two logs');
      const few = { ...old.summary, requests, endpoints: [endpoint(requests, 0)] };
      return short(findingsOf(rollout, { ...parts, logs: [{ ...old, summary: few }, current] }));
    };
    expect(compared(10)).toEqual(['bad-rollout Deployment/api proof']);
    expect(compared(9)).toEqual(['bad-rollout Deployment/api strong']);
  });

  it('leaves failures that ended while the same pods run on', () => {
    const parts = rolled();
    const ended = parts.logs.map((entry) => ({
      ...entry,
      summary: {
        ...entry.summary,
        patterns: entry.summary.patterns.map((pattern) => ({ ...pattern, first: ago(180), last: ago(120) })),
      },
    }));
    expect(findingsOf(rollout, { ...parts, logs: ended })).toEqual([]);
  });

  it('does not take the line of each failed request for a reason beside the one that is given', () => {
    const parts = rolled({ line: 'sorry, too many clients already' });
    const logs = parts.logs.map((entry) => ({
      ...entry,
      summary: {
        ...entry.summary,
        patterns: entry.summary.patterns.flatMap((pattern) => [
          pattern,
          {
            ...pattern,
            kind: 'http-5xx' as const,
            template: 'POST /scores 503',
            example: 'POST /scores 503',
          },
        ]),
      },
    }));
    expect(findingsOf(rollout, { ...parts, logs })).toEqual([]);
  });

  it('says of a restart that undoing it changes nothing, and blames it only when pods that were not restarted are well', () => {
    const restarted = (parts: ReturnType<typeof rolled>) => {
      const [old, current] = parts.replicasets as {
        metadata: object;
        spec: { template: { metadata: object } };
      }[];
      const template = {
        ...old?.spec.template,
        metadata: {
          ...old?.spec.template.metadata,
          annotations: { 'kubectl.kubernetes.io/restartedAt': ago(200) },
        },
      };
      return { ...parts, replicasets: [old, { ...current, spec: { template } }] };
    };
    const both = restarted(rolled());
    const found = findingsOf(rollout, both);
    expect(short(found)).toEqual(['bad-rollout Deployment/api strong']);
    expect(found[0]?.against).toHaveLength(1);
    expect(findingsOf(rollout, { ...both, pods: both.pods.slice(1), logs: both.logs.slice(1) })).toEqual([]);
  });

  it('leaves errors that name somebody else to that one', () => {
    expect(findingsOf(rollout, rolled({ line: 'connect ECONNREFUSED 10.0.0.9:5432' }))).toEqual([]);
  });

  it('compares with what old pods do since the rollout, not with the hours that they were well before', () => {
    const parts = rolled();
    const [old, current] = parts.logs;
    if (!old || !current) throw new Error('two logs');
    const since = (errors5xx: number) => ({
      ...parts,
      logs: [
        {
          ...old,
          summary: {
            ...old.summary,
            requests: 5100,
            endpoints: [endpoint(5100, errors5xx)],
            minutes: [{ ...minute(1200, 0), requests: 5000 }, minute(120, errors5xx)],
          },
        },
        current,
      ],
    });
    expect(findingsOf(rollout, since(55))).toEqual([]);
    expect(short(findingsOf(rollout, since(0)))).toEqual(['bad-rollout Deployment/api proof']);
  });

  it('is not sure where old pods were not asked for what fails', () => {
    const parts = rolled();
    const [old, current] = parts.logs;
    if (!old || !current) throw new Error('two logs');
    const elsewhere = { ...old.summary, endpoints: [{ ...endpoint(100, 0), path: '/health' }] };
    expect(short(findingsOf(rollout, { ...parts, logs: [{ ...old, summary: elsewhere }, current] }))).toEqual(
      ['bad-rollout Deployment/api strong'],
    );
  });

  it('says of configuration that changed with it that going back leaves it', () => {
    const uses = { container: { image: 'api:42', envFrom: [{ configMapRef: { name: 'c' } }] } };
    const config = (at: string) => ({
      metadata: {
        name: 'c',
        namespace: 'shop',
        creationTimestamp: ago(90_000),
        managedFields: [{ manager: 'kubectl', time: at, keys: ['data.LEVEL'] }],
      },
      keys: ['LEVEL'],
    });
    const against = (at: string) =>
      findingsOf(rollout, {
        ...rolled(),
        deployments: [deployment('api', { replicas: 2, ...uses })],
        configmaps: [config(at)],
      })[0]?.against;
    expect(against(ago(250))?.[0]).toContain('ConfigMap c, which it reads, was changed at 13:55:50Z');
    // The old pods started after this change, and are well with it.
    expect(against(ago(3200))).toEqual([]);
  });

  describe('where no old pod serves any more', () => {
    const alone = (logs: ReturnType<typeof rolled>['logs'], more = {}) => {
      const parts = rolled();
      const leaving = {
        ...(parts.pods[0] as { metadata: object }),
        metadata: { ...(parts.pods[0] as { metadata: object }).metadata, deletionTimestamp: ago(150) },
      };
      return { ...parts, pods: [leaving, parts.pods[1]], logs: [...logs, parts.logs[1]], ...more };
    };
    const oldLog = (minutes: readonly ReturnType<typeof minute>[]) =>
      log({ pod: podName('api'), requests: 500, endpoints: [endpoint(500, 0)], minutes: [...minutes] });
    const series = (before: number, after: number, last = 210) => ({
      signal: 'success' as const,
      namespace: 'shop',
      workload: 'api',
      points: [600, 500, 400, 300, last, 120, 60, 30].map((seconds) => [
        Date.parse(ago(seconds)),
        seconds >= 200 ? before : after,
      ]),
    });

    it('is sure when the old pods were well up to the rollout', () => {
      const found = findingsOf(rollout, alone([oldLog([minute(400, 0), minute(340, 0), minute(280, 0)])]));
      expect(short(found)).toEqual(['bad-rollout Deployment/api proof']);
      expect(found[0]?.evidence[2]).toContain('0 of 300 requests to the pods of older revisions failed');
    });

    it('is sure when Prometheus saw the service well before and ill after', () => {
      const found = findingsOf(rollout, alone([], { signals: [series(1, 0.6)] }));
      expect(short(found)).toEqual(['bad-rollout Deployment/api proof']);
      expect(found[0]?.evidence[2]).toContain('Prometheus');
    });

    it('is not sure of a hotfix in the midst of an outage, of a gap before it, or of nothing at all', () => {
      const outage = oldLog([minute(400, 0), minute(340, 0), minute(280, 40)]);
      const gap = oldLog([minute(560, 0), minute(500, 0), minute(440, 0)]);
      expect(findingsOf(rollout, alone([outage]))).toEqual([]);
      for (const parts of [
        alone([gap]),
        alone([]),
        alone([], { signals: [series(0.8, 0.6)] }),
        alone([], { signals: [series(1, 1)] }),
      ])
        expect(short(findingsOf(rollout, parts))).toEqual(['bad-rollout Deployment/api strong']);
    });
  });
});
