import { describe, expect, it } from '@jest/globals';
import { volumeMount } from '../../../functions/analyzers/volume-mount.ts';
import { ago, app, event, findingsOf, join, log, podName, short } from './cluster.ts';

const pending = app('db', { ready: false, phase: 'Pending' });

describe('volume-mount', () => {
  it('repeats why the kubelet cannot attach it', () => {
    const parts = join(pending, {
      events: [
        event(
          'Pod',
          podName('db'),
          'FailedAttachVolume',
          'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) db-old',
        ),
      ],
    });
    expect(short(findingsOf(volumeMount, parts))).toEqual(['volume-mount Deployment/db proof']);
  });

  it('finds a program that is denied on a path that it mounts', () => {
    const parts = join(
      app('db', {
        ready: false,
        container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
        spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
        state: {
          ready: false,
          restartCount: 4,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, finishedAt: ago(5) } },
        },
      }),
      {
        logs: [
          log(
            { pod: podName('db'), previous: true },
            { "Fatal error: can't open /data/dump.rdb for reading: Permission denied": 2 },
          ),
        ],
      },
    );
    expect(short(findingsOf(volumeMount, parts))).toEqual(['volume-mount Deployment/db proof']);
  });

  it('leaves a missing ConfigMap or Secret to the configuration', () => {
    const parts = join(pending, {
      events: [
        event(
          'Pod',
          podName('db'),
          'FailedMount',
          'MountVolume.SetUp failed for volume "c" : configmap "c" not found',
        ),
      ],
    });
    expect(findingsOf(volumeMount, parts)).toEqual([]);
  });

  it('leaves out a pod that has recovered', () => {
    const parts = join(app('db'), {
      events: [event('Pod', podName('db'), 'FailedMount', 'timed out waiting for the condition')],
    });
    expect(findingsOf(volumeMount, parts)).toEqual([]);
  });

  it('sees a mount that the runtime cannot make', () => {
    const waiting = (message: string) => ({
      ready: false,
      state: { waiting: { reason: 'CreateContainerConfigError', message } },
    });
    const parts = app('api', {
      ready: false,
      phase: 'Pending',
      state: waiting('failed to prepare subPath for volumeMount "config" of container "main"'),
    });
    expect(short(findingsOf(volumeMount, parts))).toEqual(['volume-mount Deployment/api proof']);
    const other = app('api', { ready: false, phase: 'Pending', state: waiting('secret "x" not found') });
    expect(findingsOf(volumeMount, other)).toEqual([]);
  });
});
