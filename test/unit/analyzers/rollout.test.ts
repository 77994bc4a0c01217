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

const rolled = (options: { newFails?: number; oldFails?: number; created?: string; line?: string } = {}) => ({
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

  it('leaves errors that name somebody else to that one', () => {
    expect(findingsOf(rollout, rolled({ line: 'connect ECONNREFUSED 10.0.0.9:5432' }))).toEqual([]);
  });
});
