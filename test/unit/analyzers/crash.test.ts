import { describe, expect, it } from '@jest/globals';
import { crash } from '../../../functions/analyzers/crash.ts';
import { ago, app, commandOf, event, findingsOf, join, log, pod, podName, short } from './cluster.ts';

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

  const lastLines = (exitCode: number, tail: readonly string[], spec = {}) =>
    findingsOf(
      crash,
      join(app('api', { ready: false, state: looping(exitCode), container: spec }), {
        logs: [log({ pod: podName('api'), previous: true, tail })],
      }),
    )[0];

  it("takes the error itself for what a trace says, and shows the run's last lines beside it", () => {
    const found = lastLines(1, [
      'Traceback (most recent call last):',
      '  File "/app/rollup.py", line 9, in <module>',
      "ValueError: time data '25/11/2026' does not match format '%Y-%m-%d'",
    ]);
    expect(found?.title).toContain("ValueError: time data '25/11/2026'");
    expect(found?.strength).toBe('proof');
    const redis = lastLines(1, [
      '*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***',
      'Reading the configuration file, at line 3',
      `>>> 'maxmemory-policy "allkeys-lfuu"'`,
      'argument(s) must be one of the following: volatile-lru, noeviction',
    ]);
    expect(redis?.evidence.join(' ')).toContain(`>>> 'maxmemory-policy "allkeys-lfuu"'`);
    expect(
      lastLines(101, [
        "thread 'main' panicked at src/main.rs:14:46:",
        'called `Result::unwrap()` on an `Err` value: Os { code: 13, kind: PermissionDenied }',
        'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
      ])?.title,
    ).toContain('kind: PermissionDenied');
    expect(
      lastLines(1, [
        'Error: listen EADDRINUSE: address already in use :::8080',
        "Emitted 'error' event on Server instance at:",
      ])?.title,
    ).toContain('EADDRINUSE');
  });

  it.each([
    [127, 'sh: pickerd: not found', {}, 'proof'],
    [1, 'sh: pickerd: not found', {}, 'strong'],
    [
      1,
      'mkdir() "/var/lib/nginx/body" failed (30: Read-only file system)',
      { readOnlyRootFilesystem: true },
      'proof',
    ],
    [1, 'mkdir() "/var/lib/nginx/body" failed (30: Read-only file system)', {}, 'strong'],
    [1, "PermissionError: [Errno 13] Permission denied: '/var/lib/index'", { runAsUser: 10001 }, 'proof'],
    [1, 'initdb: could not look up effective user ID 4242: user does not exist', {}, 'proof'],
    [2, 'panic: dial tcp 10.96.0.7:5432: connect: connection refused', {}, 'strong'],
  ])('exit code %d, "%s", %j: %s', (exitCode, line, securityContext, strength) => {
    expect(lastLines(exitCode, [line], { securityContext })?.strength).toBe(strength);
  });

  it('says that the container would run as root and must not, and that its postStart hook fails', () => {
    const waits = (waiting: object, restartCount = 0) =>
      app('api', {
        ready: false,
        phase: 'Pending',
        state: { ready: false, restartCount, state: { waiting } },
      });
    const root = waits({
      reason: 'CreateContainerConfigError',
      message:
        'container has runAsNonRoot and image will run as root (pod: "api-1_shop(ab)", container: main)',
    });
    expect(findingsOf(crash, root)[0]).toMatchObject({
      strength: 'proof',
      title: 'container main cannot start: container has runAsNonRoot and image will run as root',
    });
    const missing = waits({ reason: 'CreateContainerConfigError', message: 'secret "stripe" not found' });
    expect(findingsOf(crash, missing)).toEqual([]);
    const hook = join(waits({ reason: 'CrashLoopBackOff' }, 3), {
      events: [event('Pod', podName('api'), 'FailedPostStartHook', 'PostStartHook failed')],
    });
    expect(findingsOf(crash, hook)[0]?.title).toBe(
      'container main cannot start: its postStart hook fails, PostStartHook failed',
    );
  });

  it('does not call it a crash where a program ends without an error', () => {
    expect(lastLines(0, ['nothing to do, bye'])?.title).toBe(
      'container main ends again and again (exit code 0): "nothing to do, bye"',
    );
  });

  it('asks for the run before only where there was one', () => {
    const parts = {
      jobs: [{ metadata: { name: 'import', namespace: 'shop' } }],
      pods: [
        pod('import', {
          ownerKind: 'Job',
          phase: 'Failed',
          ready: false,
          state: { ready: false, state: { terminated: { exitCode: 3, finishedAt: ago(60) } } },
        }),
      ],
    };
    expect(commandOf(findingsOf(crash, parts)[0])).toBe('kubectl -n shop logs import-0 -c main --tail=50');
    expect(commandOf(lastLines(1, ['x']))).toContain('--previous');
  });

  it('leaves out a failed run of a CronJob after which another succeeded', () => {
    const run = (suffix: string, exitCode: number, finishedAt: string) =>
      pod('sync-29927188', {
        ownerKind: 'Job',
        suffix,
        phase: exitCode === 0 ? 'Succeeded' : 'Failed',
        ready: false,
        state: { ready: false, state: { terminated: { exitCode, finishedAt } } },
      });
    const parts = (...pods: readonly object[]) => ({
      cronjobs: [{ metadata: { name: 'sync', namespace: 'shop' } }],
      pods,
    });
    const bad = run('a', 1, ago(120));
    expect(findingsOf(crash, parts(run('a', 1, ago(90_000))))).toEqual([]);
    expect(short(findingsOf(crash, parts(bad)))).toEqual(['crash-app-error CronJob/sync strong']);
    expect(findingsOf(crash, parts(bad, run('b', 0, ago(60))))).toEqual([]);
    expect(findingsOf(crash, parts(bad, run('b', 0, ago(180))))).toHaveLength(1);
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
