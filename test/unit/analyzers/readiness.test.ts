import { describe, expect, it } from '@jest/globals';
import { readiness } from '../../../functions/analyzers/readiness.ts';
import { ago, app, event, findingsOf, join, log, podName, short } from './cluster.ts';

const unready = (probe: unknown, message: string, state = {}) =>
  join(
    app('api', { ready: false, container: { readinessProbe: probe }, state: { ready: false, ...state } }),
    {
      events: [event('Pod', podName('api'), 'Unhealthy', message)],
    },
  );

describe('readiness', () => {
  it('sees that the probe asks a port that the container does not have', () => {
    const found = findingsOf(
      readiness,
      unready(
        { httpGet: { port: 8081, path: '/ready' } },
        'Readiness probe failed: dial tcp 10.0.0.1:8081: connect: connection refused',
      ),
    );
    expect(short(found)).toEqual(['readiness-probe Deployment/api proof']);
  });

  it('compares the probed port with the one that the program says it listens on', () => {
    const parts = join(unready({ tcpSocket: { port: 8080 } }, 'Readiness probe failed: connection refused'), {
      logs: [log({ pod: podName('api'), tail: ['Server listening on port 8090'] })],
    });
    expect(findingsOf(readiness, parts)[0]?.title).toContain('the program says that it listens on 8090');
  });

  it('leaves out failures of a pod that is ready: it was starting', () => {
    const parts = join(app('api'), {
      events: [event('Pod', podName('api'), 'Unhealthy', 'Readiness probe failed: connection refused')],
    });
    expect(findingsOf(readiness, parts)).toEqual([]);
  });

  it('doubts itself where the container does not stay up', () => {
    const found = findingsOf(
      readiness,
      unready({ tcpSocket: { port: 8080 } }, 'Readiness probe failed: connection refused', {
        restartCount: 3,
        lastState: { terminated: { exitCode: 1, finishedAt: ago(5) } },
      }),
    );
    expect(short(found)).toEqual(['readiness-probe Deployment/api hint']);
  });
});
