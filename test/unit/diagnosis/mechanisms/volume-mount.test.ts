import { describe, expect, it } from '@jest/globals';
import { volumeMount } from '../../../../functions/diagnosis/mechanisms/storage/volume-mount.ts';
import { ago, app, event, findingsOf, join, log, pod, podName, short, viewOf } from './cluster.ts';

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

  it('is less sure where the line does not name the path', () => {
    const parts = join(
      app('db', {
        ready: false,
        container: { volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }] },
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
          log({ pod: podName('db'), previous: true }, { 'cannot write dump.rdb: Permission denied': 1 }),
        ],
      },
    );
    expect(findingsOf(volumeMount, parts)[0]).toMatchObject({
      strength: 'strong',
      evidence: [
        '1 line on 1 of 1 pod: cannot write dump.rdb: Permission denied',
        'container main mounts volume data at /data read-only',
        'container main restarted 4 times and is not ready',
      ],
      against: ['the line does not name the mounted path'],
    });
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

/** What the mechanism states of pods that wait for volumes, before it is written. */
const stated = (parts: Parameters<typeof viewOf>[0]) => volumeMount.analyze(viewOf(parts))[0];
const failing = (message: string, reason = 'FailedMount', more: object = {}) => ({
  events: [event('Pod', podName('db'), reason, message, { ...more })],
});

describe('what the kubelet says of volumes', () => {
  it.each(['FailedMount', 'FailedAttachVolume', 'FailedMapVolume'])('is repeated: %s', (reason) => {
    expect(short(findingsOf(volumeMount, join(pending, failing('timed out', reason))))).toEqual([
      'volume-mount Deployment/db proof',
    ]);
  });

  it.each(['Failed', 'BackOff', 'FailedScheduling'])('is no other event: %s', (reason) => {
    expect(findingsOf(volumeMount, join(pending, failing('timed out', reason)))).toEqual([]);
  });

  it.each([
    ['configmap "c" not found', 'volume "c" not found'],
    ['secret "c" not found', 'disk "c" not found'],
    ['configmaps "c" not found', 'configmaps were listed'],
    ['references non-existent config key: a', 'references a config key: a'],
    ['MountVolume.SetUp failed for volume "kube-api-access-x2" : timed out', 'for volume "api-access"'],
    ['failed to sync configmap cache: timed out', 'failed to sync cache'],
    ['failed to sync secret cache: timed out', 'failed to sync disk cache'],
    ['object "shop"/"c" not registered', 'object "shop"/"c" not attached'],
  ])('is left to others, or passes by itself: %s', (passes, stays) => {
    expect(findingsOf(volumeMount, join(pending, failing(passes)))).toEqual([]);
    expect(findingsOf(volumeMount, join(pending, failing(stays)))).toHaveLength(1);
  });

  it('is its last word, told at least once', () => {
    const events = [
      ...failing('the first', 'FailedMount', { count: 0 }).events,
      ...failing('the last', 'FailedMount', { count: 0 }).events,
      ...failing('configmap "c" not found').events,
    ];
    expect(stated(join(pending, { events }))?.evidence).toMatchObject([
      { says: 'mount-fails', count: 1, said: 'the last', pods: { some: 1, all: 1 } },
    ]);
    expect(stated(join(pending, failing('x', 'FailedMount', { count: 7 })))?.evidence).toMatchObject([
      { count: 7 },
    ]);
  });

  it.each<[string, object]>([
    ['has no node', { node: '' }],
    ['has failed', { phase: 'Failed' }],
    [
      'waits for its image',
      { state: { ready: false, state: { waiting: { reason: 'ImagePullBackOff', message: '' } } } },
    ],
    ['has a container that ran', { state: { ready: false, state: { running: {} } } }],
  ])('is of the past for a pod that %s', (_, more) => {
    const other = app('db', { ready: false, phase: 'Pending', ...more });
    expect(findingsOf(volumeMount, join(other, failing('timed out')))).toEqual([]);
  });

  it('is proof where one pod has waited for a minute, and less while all of them start', () => {
    const since = (seconds: number) => app('db', { ready: false, phase: 'Pending', created: ago(seconds) });
    expect(stated(join(since(59), failing('timed out')))?.strength).toBe('strong');
    expect(stated(join(since(60), failing('timed out')))?.strength).toBe('proof');
    const older = {
      pods: [pod('db', { suffix: 'bbbbb', ready: false, phase: 'Pending' })],
      events: [event('Pod', podName('db', 'bbbbb'), 'FailedMount', 'timed out')],
    };
    expect(stated(join(since(59), failing('timed out'), older))?.strength).toBe('proof');
  });
});

describe('what the runtime says of mounts', () => {
  const made = (waiting: object, more: object = {}) =>
    app('api', { ready: false, state: { ready: false, state: { waiting }, ...more } });

  it.each([
    'error mounting "/var/lib/x" to rootfs at "/x": not a directory',
    'failed to prepare subPath for volumeMount "c" of container "main"',
    'failed to create subPath directory for volumeMount "c" of container "main"',
    'path /mnt is mounted on / but it is not a shared mount',
    'path /mnt is mounted on / but it is not a shared or slave mount',
  ])('is repeated from where it tells of a mount: %s', (message) => {
    const parts = made({ reason: 'RunContainerError', message });
    const [found] = volumeMount.analyze(viewOf(parts));
    expect(found).toMatchObject({ strength: 'proof', evidence: [{ pods: { some: 1, all: 1 } }] });
    const before = made({ reason: 'RunContainerError', message: `context deadline: ${message}` });
    const [, said = ''] = /(error mounting.*|failed to.*|not a shared.*)/.exec(message) ?? [];
    expect(volumeMount.analyze(viewOf(before))[0]?.title).toMatchObject({ container: 'main', said });
  });

  it.each(['error mounting x', 'failed to remove subPath', 'not a shared volume'])(
    'is of something else: %s',
    (message) => {
      expect(findingsOf(volumeMount, made({ reason: 'RunContainerError', message }))).toEqual([]);
    },
  );

  it('may stand in its last end, and is over for a container that is ready', () => {
    const lastState = { terminated: { exitCode: 128, message: 'error mounting "/x"', finishedAt: ago(5) } };
    expect(findingsOf(volumeMount, made({ reason: 'CrashLoopBackOff' }, { lastState }))).toHaveLength(1);
    expect(findingsOf(volumeMount, app('api', { state: { lastState } }))).toEqual([]);
  });
});

describe('a program that is denied', () => {
  const MOUNTS = [{ name: 'data', mountPath: '/data' }];
  const denied = (line: string, options: { volume?: object; mounts?: object[]; state?: object } = {}) =>
    join(
      app('db', {
        ready: false,
        container: { volumeMounts: options.mounts ?? MOUNTS },
        spec: {
          volumes: [{ name: 'data', ...(options.volume ?? { persistentVolumeClaim: { claimName: 'd' } }) }],
        },
        state: {
          ready: false,
          restartCount: 1,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, finishedAt: ago(5) } },
          ...options.state,
        },
      }),
      { logs: [log({ pod: podName('db'), previous: true }, { [line]: 1 })] },
    );

  it.each(['Permission denied', 'Read-only file system', 'EACCES', 'EROFS', 'Operation not permitted'])(
    'says so by the words of its system: %s',
    (words) => {
      expect(findingsOf(volumeMount, denied(`open /data/x: ${words}`))).toHaveLength(1);
    },
  );

  it.each([
    'open /data/x: no such file or directory',
    'GET https://data/x: Permission denied',
    'GET http://data/x: Permission denied',
    'dial tcp /data/x: operation not permitted',
    'connect /data/x: permission denied',
    'open socket /data/x: permission denied',
  ])('is not denied a file: %s', (line) => {
    expect(findingsOf(volumeMount, denied(line))).toEqual([]);
  });

  it.each<[string, object]>([
    ['a claim', { persistentVolumeClaim: { claimName: 'd' } }],
    ['a directory of the node', { hostPath: { path: '/x' } }],
    ['NFS', { nfs: { server: 's', path: '/x' } }],
    ['a driver', { csi: { driver: 'd' } }],
  ])('may mean the volume that keeps things, where the line names none: %s', (_, volume) => {
    expect(stated(denied('cannot write dump: EACCES', { volume }))).toMatchObject({
      strength: 'strong',
      evidence: [{}, { volume: 'data', path: '/data' }, { restarts: 1 }],
    });
  });

  it('does not mean one that keeps nothing, unless the line names it', () => {
    const volume = { emptyDir: {} };
    expect(findingsOf(volumeMount, denied('cannot write dump: EACCES', { volume }))).toEqual([]);
    expect(stated(denied('cannot write /data/dump: EACCES', { volume }))).toMatchObject({ against: [] });
  });

  it("means no mount of Kubernetes' own, and not the root that every path begins with", () => {
    const own = [{ name: 'data', mountPath: '/var/run/secrets/x' }];
    expect(findingsOf(volumeMount, denied('open /var/run/secrets/x: EACCES', { mounts: own }))).toEqual([]);
    const root = [{ name: 'root', mountPath: '/' }];
    expect(findingsOf(volumeMount, denied('open /srv/x: EACCES', { mounts: root }))).toEqual([]);
  });

  it.each<[string, object]>([
    ['has not ended', { restartCount: 0 }],
    ['serves', { ready: true }],
  ])('goes on where it %s', (_, state) => {
    expect(findingsOf(volumeMount, denied('open /data/x: EACCES', { state }))).toEqual([]);
  });
});
