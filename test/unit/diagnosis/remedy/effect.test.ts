import { describe, expect, it } from '@jest/globals';
import { rolloutEffect } from '../../../../functions/diagnosis/remedy/effect.ts';
import { container, deployment, NAMESPACE, statefulSet, viewOf } from '../mechanisms/cluster.ts';

const PROBED = { readinessProbe: { tcpSocket: { port: 80 } } };
const ref = (kind: string, name = 'api', namespace = NAMESPACE) => ({ kind, name, namespace });
/** The effect on a Deployment of so many pods, which are probed, with this strategy. */
function effectOf(replicas: number | undefined, strategy: object = {}, container: object = PROBED): string {
  const made = deployment('api', { container: { ...container } });
  const spec = { ...(made.spec as object), replicas, strategy };
  return rolloutEffect(ref('Deployment'), viewOf({ deployments: [{ ...made, spec }] }));
}
const rolling = (maxSurge?: unknown, maxUnavailable?: unknown) => ({
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge, maxUnavailable },
});

describe('what replacing the pods of a Deployment does', () => {
  it.each<[number | undefined, object, string]>([
    [undefined, {}, '1 pod, surge 1: no outage'],
    [3, {}, '3 pods, surge 1: no outage'],
    [4, {}, '4 pods, surge 1, 1 fewer meanwhile'],
    [5, {}, '5 pods, surge 2, 1 fewer meanwhile'],
    [8, {}, '8 pods, surge 2, 2 fewer meanwhile'],
    [10, rolling('30%', '30%'), '10 pods, surge 3, 3 fewer meanwhile'],
    [10, rolling('31%', '39%'), '10 pods, surge 4, 3 fewer meanwhile'],
    [10, rolling(3, 0), '10 pods, surge 3: no outage'],
    [10, rolling('none', 0), '10 pods, surge 0: no outage'],
    [2, rolling(0, 2), '2 pods, all may stop at once: an outage until new ones are ready'],
    [2, rolling(0, 1), '2 pods, surge 0, 1 fewer meanwhile'],
    [2, rolling(0, 3), '2 pods, all may stop at once: an outage until new ones are ready'],
    [3, { type: 'Recreate' }, '3 pods, all stopped first: an outage until new ones are ready'],
  ])('%p of %j: %s', (replicas, strategy, effect) => {
    expect(effectOf(replicas, strategy)).toBe(effect);
  });

  it('knows when new ones are ready by the probe of any container', () => {
    const made = deployment('api', {
      replicas: 2,
      spec: { containers: [container(), container({ name: 'proxy', ...PROBED })] },
    });
    expect(rolloutEffect(ref('Deployment'), viewOf({ deployments: [made] }))).toBe(
      '2 pods, surge 1: no outage',
    );
  });

  it('says that nothing tells when the new ones are ready', () => {
    expect(effectOf(2, {}, {})).toBe(
      '2 pods, surge 1: no readiness probe, requests fail while new pods start',
    );
  });
});

describe('what replacing the pods of others does', () => {
  const sets = {
    statefulsets: [
      statefulSet('db', { replicas: 3 }),
      statefulSet('two', { replicas: 2 }),
      statefulSet('one', { replicas: 1 }),
    ],
    deployments: [deployment('one', { replicas: 9 })],
  };

  it.each([
    [ref('StatefulSet', 'db'), '3 pods, one at a time'],
    [ref('StatefulSet', 'two'), '2 pods, one at a time'],
    [ref('StatefulSet', 'one'), '1 pod: an outage until it is back'],
    [ref('DaemonSet'), 'one node at a time'],
    [ref('StatefulSet', 'gone'), 'its effect is not known: the workload was not read'],
    [ref('StatefulSet', 'db', 'other'), 'its effect is not known: the workload was not read'],
    [ref('Deployment', 'db'), 'its effect is not known: the workload was not read'],
    [ref('Pod'), 'its effect is not known: the workload was not read'],
  ])('%j: %s', (object, effect) => {
    expect(rolloutEffect(object, viewOf(sets))).toBe(effect);
  });
});
