import { describe, expect, it } from '@jest/globals';
import { readiness } from '../../../../functions/diagnosis/mechanisms/pods/readiness.ts';
import { ago, deployment, event, findingsOf, join, pod, podName, replicaSet } from './cluster.ts';

type Parts = Parameters<typeof findingsOf>[1];

const NEW = 'bbbbbbbbbb';
const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 3 };
const withPort = (value: string, more: object = {}) => ({
  readinessProbe: probe,
  env: [{ name: 'LISTEN_PORT', value }],
  ...more,
});
const unready = { ready: false, state: { ready: false, state: { running: { startedAt: ago(90) } } } };
/** Revision 2 with this container beside a pod of revision 1 that is ready or not. */
const rolledOut = (container: Record<string, unknown>, { old = true, created = ago(90) } = {}): Parts => ({
  deployments: [deployment('api', { replicas: 1, container })],
  replicasets: [
    replicaSet('api', { container: withPort('8080') }),
    replicaSet('api', { hash: NEW, revision: 2, created: ago(90), container }),
  ],
  pods: [
    pod('api', { container: withPort('8080'), ...(old ? {} : unready) }),
    pod('api', { hash: NEW, suffix: 'ccccc', created, container, ...unready }),
  ],
});
const failing: Parts = {
  events: [
    event('Pod', `api-${NEW}-ccccc`, 'Unhealthy', 'Readiness probe failed: dial tcp: connection refused'),
    event('Pod', podName('api'), 'Unhealthy', 'Readiness probe failed: dial tcp: connection refused'),
  ],
};
const of = (...parts: readonly Parts[]) => findingsOf(readiness, join(...parts, failing))[0];

describe('a new revision whose pods do not get ready', () => {
  it('is told with what differs, and with the older pods that are', () => {
    const found = of(rolledOut(withPort('8080', { image: 'registry.example/app:2' })));
    expect(found?.strength).toBe('strong');
    expect(found?.evidence[1]).toBe(
      'all of them of revision 2, rolled out at 13:58:30Z: image app:1 -> app:2; 1 of 1 pod of earlier ones ready',
    );
  });

  it.each([
    ['9090', '9090'],
    [undefined, 'unset'],
  ])('is proven where a variable moved the port that is probed to %s', (value, now) => {
    const moved = value === undefined ? { readinessProbe: probe } : withPort(value);
    const found = of(rolledOut(moved));
    expect(found?.strength).toBe('proof');
    expect(found?.title).toBe(
      `pods run but are not ready, the readiness probe fails: it still probes port 8080, but LISTEN_PORT is now ${now}`,
    );
  });

  it('is not told by its difference where older pods are not ready either', () => {
    const found = of(rolledOut(withPort('9090'), { old: false }));
    expect(found?.title).toBe('pods run but are not ready, the readiness probe fails');
    expect(found?.evidence.join()).not.toContain('revision 2');
  });

  it('is a hint within the time that its own probes give it', () => {
    const slow = { readinessProbe: { ...probe, initialDelaySeconds: 81, failureThreshold: 3 } };
    expect(of(rolledOut({ ...withPort('8080'), ...slow }, { created: ago(89) }))?.strength).toBe('hint');
    expect(of(rolledOut({ ...withPort('8080'), ...slow }, { created: ago(90) }))?.strength).toBe('strong');
  });
});
