import { describe, expect, it } from '@jest/globals';
import { oom } from '../../../../functions/diagnosis/mechanisms/pods/oom.ts';
import { ago, app, findingsOf, join, log, pod, podName, short } from './cluster.ts';

const killed = (reason: string, more = {}) => ({
  ready: false,
  restartCount: 3,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { reason, exitCode: 137, finishedAt: ago(20), ...more } },
});

describe('oom', () => {
  it('names the workload whose container the kernel killed for memory, with its limit', () => {
    const parts = app('api', {
      ready: false,
      container: { resources: { limits: { memory: '128Mi' } } },
      state: killed('OOMKilled'),
    });
    const found = findingsOf(oom, parts);
    expect(short(found)).toEqual(['oom-killed Deployment/api proof']);
    expect(found[0]?.title).toContain('limit 128 MiB');
  });

  it('reads runc: a limit too low for the process to start at all', () => {
    const parts = app('api', {
      ready: false,
      state: killed('StartError', {
        exitCode: 128,
        message: 'container init was OOM-killed (memory limit too low?)',
      }),
    });
    expect(short(findingsOf(oom, parts))).toEqual(['oom-killed Deployment/api proof']);
  });

  it('does not take exit code 137 for it: any SIGKILL ends so', () => {
    expect(findingsOf(oom, app('api', { ready: false, state: killed('Error') }))).toEqual([]);
  });

  it('leaves out a container that was killed long ago and serves since', () => {
    const parts = app('api', {
      state: {
        ready: true,
        restartCount: 1,
        lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: ago(7200) } },
      },
    });
    expect(findingsOf(oom, parts)).toEqual([]);
  });

  it("leaves out a Job's run that ended so before, and names one of just now", () => {
    const run = (finishedAt: string) => ({
      pods: [
        pod('import', {
          ownerKind: 'Job',
          phase: 'Failed',
          ready: false,
          state: { ready: false, state: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt } } },
        }),
      ],
    });
    expect(findingsOf(oom, run(ago(90_000)))).toEqual([]);
    expect(short(findingsOf(oom, run(ago(120))))).toEqual(['oom-killed Job/import proof']);
  });

  describe('context', () => {
    const START = Date.parse(ago(600)) / 60_000;
    const endpoint = (path: string, rates: readonly number[]) => ({
      method: 'POST',
      path,
      requests: rates.reduce((sum, n) => sum + n, 0),
      errors5xx: 0,
      errors4xx: 0,
      p50: 5,
      p95: 9,
      byStatus: {},
      latencyParts: rates.flatMap((n, i) =>
        n > 0 ? [{ from: START + i, minutes: 1, counts: [[50, n] as const] }] : [],
      ),
    });
    const steady = [60, 62, 58, 61, 60, 59, 60, 62, 60, 61];
    const found = (...endpoints: readonly ReturnType<typeof endpoint>[]) =>
      findingsOf(
        oom,
        join(app('api', { ready: false, state: killed('OOMKilled') }), {
          logs: [log({ pod: podName('api'), previous: true, requests: 900, endpoints: [...endpoints] })],
        }),
      )[0];

    it('tells of an endpoint that was newly called before, without calling it the cause', () => {
      const seen = found(
        endpoint('/scores', steady),
        endpoint('/avatars', [0, 0, 0, 0, 0, 0, 30, 32, 29, 31]),
      );
      expect(seen?.evidence.at(-1)).toBe(
        'POST /avatars was called 0.0 times a minute before 13:56:00Z and 31 since, other endpoints as before: it may be what fills the memory (not proven)',
      );
      expect([seen?.cause, seen?.strength]).toEqual(['oom-killed', 'proof']);
      expect(seen?.title).not.toContain('avatars');
    });

    it('tells nothing where all of them rose, none did, or the log starts with it', () => {
      const plain = found()?.evidence;
      const doubled = steady.map((n, i) => (i < 6 ? n : n * 5));
      for (const seen of [
        found(endpoint('/scores', doubled), endpoint('/avatars', doubled)),
        found(endpoint('/scores', steady), endpoint('/avatars', steady)),
        found(endpoint('/avatars', [40, 41, 39, 40])),
        found(endpoint('/scores', steady), endpoint('/avatars', [0, 0, 0, 0, 0, 0, 1, 2, 1, 2])),
      ])
        expect(seen?.evidence).toEqual(plain);
    });
  });
});
