import { describe, expect, it } from '@jest/globals';
import { oom } from '../../../functions/analyzers/oom.ts';
import { ago, app, findingsOf, short } from './cluster.ts';

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
});
