import { describe, expect, it } from '@jest/globals';
import { liveness } from '../../../../functions/diagnosis/mechanisms/pods/liveness.ts';
import { ago, app, event, findingsOf, join, podName, short } from './cluster.ts';

const restarted = {
  restartCount: 4,
  ready: true,
  lastState: { terminated: { reason: 'Error', exitCode: 137, finishedAt: ago(40) } },
};
const failing = (message: string, options = {}) =>
  join(
    app('api', { state: restarted, container: { livenessProbe: { tcpSocket: { port: 9090 } } }, ...options }),
    {
      events: [
        event('Pod', podName('api'), 'Unhealthy', message),
        event('Pod', podName('api'), 'Killing', 'Container main failed liveness probe, will be restarted'),
      ],
    },
  );

describe('liveness', () => {
  it('sees that the probe asks a port that the container does not have', () => {
    const found = findingsOf(
      liveness,
      failing('Liveness probe failed: dial tcp 10.0.0.1:9090: connect: connection refused'),
    );
    expect(short(found)).toEqual(['liveness-probe Deployment/api proof']);
    expect(found[0]?.title).toContain('it probes port 9090, but the container declares 8080');
  });

  it('sees that the probe speaks another protocol', () => {
    const found = findingsOf(
      liveness,
      failing('Liveness probe failed: Get "http://10.0.0.1:8080/": malformed HTTP response "x"', {
        container: { livenessProbe: { httpGet: { port: 8080 } } },
      }),
    );
    expect(found[0]?.title).toContain('the container answers in another protocol');
  });

  it('says how long a startup probe leaves the program to start', () => {
    const parts = join(
      app('tiles', {
        ready: false,
        state: { ...restarted, ready: false },
        container: { startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 3, failureThreshold: 4 } },
      }),
      {
        events: [
          event('Pod', podName('tiles'), 'Unhealthy', 'Startup probe failed: dial tcp: connection refused'),
          event('Pod', podName('tiles'), 'Killing', 'Container main failed startup probe, will be restarted'),
        ],
      },
    );
    expect(findingsOf(liveness, parts)[0]).toMatchObject({
      title:
        'the kubelet kills container main because its startup probe fails: it allows 12 s to start, but the program does not answer by then',
      strength: 'strong',
    });
  });

  it('says that a probe acts before the container was ever ready', () => {
    const probe = {
      tcpSocket: { port: 8080 },
      initialDelaySeconds: 5,
      periodSeconds: 5,
      failureThreshold: 2,
    };
    const found = findingsOf(
      liveness,
      failing('Liveness probe failed: dial tcp 10.0.0.1:8080: connect: connection refused', {
        ready: false,
        state: { ...restarted, ready: false },
        container: { livenessProbe: probe },
      }),
    );
    expect(found[0]?.evidence.slice(1)).toEqual([
      'the kubelet killed it 3 times, 4 restarts',
      'the probe: TCP :8080, first after 5 s, every 5 s, timeout 1 s, 2 failures: acts 15 s after the start',
      'it acts 15 s after the start, before the container was ever ready',
    ]);
  });

  it('is less sure where nothing is wrong with the probe itself', () => {
    const found = findingsOf(
      liveness,
      failing('Liveness probe failed: context deadline exceeded', {
        container: { livenessProbe: { tcpSocket: { port: 8080 } } },
      }),
    );
    expect(short(found)).toEqual(['liveness-probe Deployment/api strong']);
  });

  it('leaves out a program that crashes and fails its probe as well', () => {
    const parts = join(
      app('api', {
        ready: false,
        state: {
          restartCount: 4,
          ready: false,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, finishedAt: ago(9) } },
        },
      }),
      {
        events: [event('Pod', podName('api'), 'Unhealthy', 'Liveness probe failed: connection refused')],
      },
    );
    expect(findingsOf(liveness, parts)).toEqual([]);
  });

  it('leaves out a failure or two while a pod starts', () => {
    const parts = join(app('api'), {
      events: [
        event('Pod', podName('api'), 'Unhealthy', 'Liveness probe failed: connection refused', { count: 1 }),
      ],
    });
    expect(findingsOf(liveness, parts)).toEqual([]);
  });
});
