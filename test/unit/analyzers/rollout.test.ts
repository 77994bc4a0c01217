import { describe, expect, it } from '@jest/globals';
import { rollout } from '../../../functions/analyzers/rollout.ts';
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
});
