import { describe, expect, it } from '@jest/globals';
import { readiness } from '../../../../functions/diagnosis/mechanisms/pods/readiness.ts';
import { ago, app, event, findingsOf, join, log, pod, podName, short, statefulSet } from './cluster.ts';

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

  it.each([
    [
      'a status that is no success',
      { readinessProbe: { httpGet: { port: 8080, path: '/ready' } } },
      'Readiness probe failed: HTTP probe failed with statuscode: 404',
      'it requests /ready and gets 404',
    ],
    [
      'another protocol than that of the other probe',
      { readinessProbe: { grpc: { port: 8080 } }, livenessProbe: { httpGet: { port: 8080 } } },
      'Readiness probe failed: error reading server preface: http2: frame too large',
      "the container's other probe speaks HTTP",
    ],
    [
      'another port than the other probe, where none is declared',
      {
        ports: [],
        readinessProbe: { tcpSocket: { port: 8081 } },
        livenessProbe: { tcpSocket: { port: 8080 } },
      },
      'Readiness probe failed: dial tcp 10.0.0.1:8081: i/o timeout',
      'it probes port 8081, the other probe uses 8080',
    ],
  ])('names %s', (_, container, message, fault) => {
    const parts = join(app('api', { ready: false, container, state: { ready: false } }), {
      events: [event('Pod', podName('api'), 'Unhealthy', message)],
    });
    expect(findingsOf(readiness, parts)[0]?.evidence).toContain(fault);
  });

  it('compares the probed port with the one that the program says it listens on', () => {
    const parts = join(unready({ tcpSocket: { port: 8080 } }, 'Readiness probe failed: connection refused'), {
      logs: [log({ pod: podName('api'), tail: ['Server listening on port 8090'] })],
    });
    expect(findingsOf(readiness, parts)[0]?.title).toContain('the program logs that it listens on 8090');
  });

  it('names the command that fails, which mostly says nothing itself', () => {
    const parts = unready(
      { exec: { command: ['sh', '-c', 'test -f /tmp/warm'] } },
      'Readiness probe failed: ',
    );
    expect(findingsOf(readiness, parts)[0]).toMatchObject({
      title:
        'pods run but are not ready, the readiness probe fails: its command sh -c test -f /tmp/warm fails',
      strength: 'strong',
    });
  });

  it('says that the other pods of a StatefulSet wait for the first', () => {
    const first = pod('shards', {
      ownerKind: 'StatefulSet',
      ready: false,
      container: { readinessProbe: { tcpSocket: { port: 8080 } } },
      state: { ready: false },
    });
    const parts = {
      statefulsets: [statefulSet('shards', { replicas: 3, ready: 0 })],
      pods: [first],
      events: [event('Pod', 'shards-0', 'Unhealthy', 'Readiness probe failed: connection refused')],
    };
    expect(findingsOf(readiness, parts)[0]?.evidence[0]).toBe(
      '1 of 1 pod Running and not ready; 2 more pods will be created once it is ready',
    );
  });

  it('leaves out pods that start and whose probe has not failed yet', () => {
    const young = (created: string) =>
      findingsOf(readiness, {
        ...app('api', {
          ready: false,
          created,
          container: { readinessProbe: { tcpSocket: { port: 8080 } } },
          state: { ready: false },
        }),
        events: [],
      });
    expect(young(ago(20))).toEqual([]);
    expect(young(ago(600))).toHaveLength(1);
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

  it('only hints at pods that have just started, where nothing is wrong with the probe', () => {
    const young = (created: string) =>
      app('api', {
        ready: false,
        created,
        container: { readinessProbe: { httpGet: { port: 8080, path: '/ready' } } },
        state: { ready: false },
      });
    expect(findingsOf(readiness, young(ago(20)))[0]?.strength).toBe('hint');
    expect(findingsOf(readiness, young(ago(200)))[0]?.strength).toBe('strong');
  });
});
