import { describe, expect, it } from '@jest/globals';
import { crash } from '../../../functions/analyzers/crash.ts';
import { ago, app, event, findingsOf, join, log, podName, short } from './cluster.ts';

const looping = (exitCode: number, more = {}) => ({
  ready: false,
  restartCount: 5,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { reason: 'Error', exitCode, finishedAt: ago(30), ...more } },
});

describe('crash', () => {
  it('says what the previous run said last', () => {
    const parts = join(app('api', { ready: false, state: looping(1) }), {
      logs: [
        log({
          pod: podName('api'),
          previous: true,
          tail: ['starting', 'Error: Port 8080 was already in use.', '    at listen (net.js:1)'],
        }),
      ],
    });
    const found = findingsOf(crash, parts);
    expect(short(found)).toEqual(['crash-app-error Deployment/api proof']);
    expect(found[0]?.title).toBe(
      'container main crashes (exit code 1, application error): "Error: Port 8080 was already in use."',
    );
  });

  it('invents nothing where no log was read', () => {
    const found = findingsOf(crash, app('api', { ready: false, state: looping(1) }));
    expect(short(found)).toEqual(['crash-app-error Deployment/api strong']);
    expect(found[0]?.evidence).toContain('its log holds no line that explains the end');
  });

  it('says why a container cannot be started at all', () => {
    const parts = app('api', {
      ready: false,
      phase: 'Pending',
      state: {
        ready: false,
        restartCount: 0,
        state: {
          waiting: {
            reason: 'RunContainerError',
            message: 'OCI runtime create failed: exec: "srv": executable file not found in $PATH: unknown',
          },
        },
      },
    });
    expect(findingsOf(crash, parts)[0]?.title).toBe(
      'container main cannot start: exec: "srv": executable file not found in $PATH',
    );
  });

  it('does not take a pod that was told to end for a crash', () => {
    const parts = app('api', {
      ready: true,
      state: { restartCount: 1, lastState: { terminated: { exitCode: 143, finishedAt: ago(10) } } },
    });
    expect(findingsOf(crash, parts)).toEqual([]);
  });

  it('doubts itself when the liveness probe killed the container', () => {
    const parts = join(app('api', { ready: false, state: looping(137) }), {
      events: [
        event('Pod', podName('api'), 'Killing', 'Container main failed liveness probe, will be restarted'),
      ],
    });
    expect(short(findingsOf(crash, parts))).toEqual(['crash-app-error Deployment/api hint']);
  });

  it('leaves out old restarts of a container that runs', () => {
    const parts = app('api', {
      state: { restartCount: 9, lastState: { terminated: { exitCode: 1, finishedAt: ago(9000) } } },
    });
    expect(findingsOf(crash, parts)).toEqual([]);
  });
});
