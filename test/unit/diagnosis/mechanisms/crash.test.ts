import { describe, expect, it } from '@jest/globals';
import { crash } from '../../../../functions/diagnosis/mechanisms/pods/crash.ts';
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
    expect(found[0]?.evidence).toContain('its log was not read, so why it exited is not known');
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

  const service = (name: string, more = {}) => ({
    metadata: { name, namespace: 'shop', creationTimestamp: ago(90) },
    spec: { clusterIP: '10.96.4.7', ports: [{ port: 8080 }], ...more },
  });
  const atStart = (tail: readonly string[], parts = {}, container = {}, spec = {}) =>
    findingsOf(
      crash,
      join(app('wallet-api', { ready: false, state: looping(1), container, spec }), {
        services: [service('wallet-api')],
        logs: [log({ pod: podName('wallet-api'), previous: true, tail })],
        ...parts,
      }),
    )[0];
  const READS_LINK = [
    'Traceback (most recent call last):',
    "ValueError: invalid literal for int() with base 10: 'tcp://10.96.4.7:8080'",
  ];

  it.each([
    [READS_LINK],
    [['Error: listen tcp: strconv.Atoi: parsing "tcp://10.96.4.7:8080": invalid syntax']],
    [
      [
        'RangeError [ERR_SOCKET_BAD_PORT]: options.port should be >= 0 and < 65536. Received type string (tcp://10.96.4.7:8080).',
      ],
    ],
    [['Caused by: java.lang.NumberFormatException: For input string: "tcp://10.96.4.7:8080"']],
    [['nginx: [emerg] invalid port in "tcp://10.96.4.7:8080" of the "listen" directive']],
    // The value stands beside the line that says why.
    [
      [
        'Failed to bind properties: port, Value: "tcp://10.96.4.7:8080"',
        'Error: failed to convert the property port',
      ],
    ],
  ])('names the Service whose variable a program takes for its own: %j', (tail) => {
    const found = atStart(tail);
    expect(found).toMatchObject({ cause: 'crash-app-error', strength: 'proof' });
    expect(found?.facts).toEqual({ started: true, because: 'service-link' });
    expect(found?.title).toBe(
      'container main crashes: it takes WALLET_API_PORT for its own setting, but Kubernetes sets it to tcp://10.96.4.7:8080 for Service wallet-api',
    );
    expect(found?.evidence.join(' ')).toContain('it was created at');
    expect(found?.explains).toContainEqual({ kind: 'Service', namespace: 'shop', name: 'wallet-api' });
  });

  it.each<[string, ReturnType<typeof atStart>]>([
    [
      'no Service has the address',
      atStart(READS_LINK, { services: [service('x', { clusterIP: '10.96.4.8' })] }),
    ],
    ['it has another port', atStart(READS_LINK, { services: [service('x', { ports: [{ port: 81 }] })] })],
    [
      'its own specification says so',
      atStart(READS_LINK, {}, { env: [{ name: 'P', value: 'tcp://10.96.4.7:8080' }] }),
    ],
    ['it cannot connect', atStart(['Error: dial tcp://10.96.4.7:8080: connection refused'])],
  ])('blames no service link where %s', (_, found) => {
    expect(found?.title).toContain('crashes (exit code 1');
  });

  it('blames no service link where the pod has none', () => {
    expect(atStart(READS_LINK, {}, {}, { enableServiceLinks: false })?.facts).toEqual({ started: true });
  });

  const MOUNTED = { volumeMounts: [{ name: 'entry', mountPath: '/app' }], command: ['/app/entrypoint.sh'] };
  const entry = (windowsScripts: readonly string[]) => ({
    configmaps: [{ metadata: { name: 'entry', namespace: 'shop' }, keys: ['entrypoint.sh'], windowsScripts }],
  });
  /** A pod whose volume `entry` is a ConfigMap of that name. */
  const mounting = (
    tail: readonly string[],
    windowsScripts: readonly string[],
    nodes: readonly object[] = [],
  ) => {
    const spec = { volumes: [{ name: 'entry', configMap: { name: 'entry' } }] };
    const parts = app('job', { ready: false, state: looping(1), container: MOUNTED, spec });
    const logs = [log({ pod: podName('job'), previous: true, tail })];
    return findingsOf(crash, join(parts, { ...entry(windowsScripts), nodes, logs }))[0];
  };

  it.each<[string, string, string, readonly string[]]>([
    [
      'line-ends',
      'exec /app/entrypoint.sh: no such file or directory',
      '/app/entrypoint.sh (key entrypoint.sh of ConfigMap entry) has Windows line ends (CRLF)',
      ['entrypoint.sh'],
    ],
    [
      'interpreter',
      'exec /app/entrypoint.sh: no such file or directory',
      '/app/entrypoint.sh exists, but the interpreter or loader that it names does not',
      [],
    ],
    [
      'interpreter',
      'exec /usr/bin/app: no such file or directory',
      '/usr/bin/app exists, but the interpreter',
      ['entrypoint.sh'],
    ],
    [
      'interpreter',
      'standard_init_linux.go:228: exec user process caused: no such file or directory',
      '/app/entrypoint.sh exists, but',
      [],
    ],
    ['line-ends', "/usr/bin/env: 'bash\\r': No such file or directory", 'has Windows line ends (CRLF)', []],
    [
      'line-ends',
      "/app/entrypoint.sh: line 2: $'\\r': command not found",
      'has Windows line ends (CRLF)',
      [],
    ],
    [
      'line-ends',
      'bash: ./run.sh: /bin/sh^M: bad interpreter: No such file or directory',
      'has Windows line ends (CRLF)',
      [],
    ],
    [
      'architecture',
      'exec /usr/bin/app: exec format error',
      "/usr/bin/app is not a program for the node's architecture, arm64",
      [],
    ],
    [
      'interpreter',
      'exec /app/entrypoint.sh: exec format error',
      '/app/entrypoint.sh (key entrypoint.sh of ConfigMap entry) does not begin with "#!" and an interpreter',
      [],
    ],
    ['architecture', '/bin/sh: 1: /usr/bin/app: Exec format error', 'architecture, arm64', []],
    [
      'not-executable',
      'sh: /app/entrypoint.sh: Permission denied',
      '/app/entrypoint.sh is not executable (key entrypoint.sh of ConfigMap entry, file mode 0644)',
      [],
    ],
    [
      'library',
      './app: error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory',
      'its image does not have libpq.so.5',
      [],
    ],
    [
      'library',
      "./app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by ./app)",
      'does not have GLIBC_2.34',
      [],
    ],
    [
      'library',
      'Error loading shared library libssl.so.1.1: No such file or directory (needed by /usr/bin/app)',
      'does not have libssl.so.1.1',
      [],
    ],
  ])('%s: %s', (because, line, title, windowsScripts) => {
    const nodes = [{ metadata: { name: 'node-1', labels: { 'kubernetes.io/arch': 'arm64' } } }];
    const found = mounting([line], windowsScripts, nodes);
    expect(found?.facts).toEqual({ started: true, because });
    expect(found?.strength).toBe('proof');
    expect(found?.title).toContain(title);
  });

  it.each([
    'open /app/entrypoint.sh: no such file or directory',
    "PermissionError: [Errno 13] Permission denied: '/app/data'",
    'could not exec query: permission denied for table orders',
  ])('takes what a program opens for no program: %s', (line) => {
    expect(mounting([line], ['entrypoint.sh'])?.facts).toEqual({ started: true });
  });

  it('says that a file which the runtime may not execute is not executable', () => {
    const waits = (message: string) =>
      findingsOf(
        crash,
        app('api', {
          ready: false,
          phase: 'Pending',
          state: { ready: false, state: { waiting: { reason: 'RunContainerError', message } } },
        }),
      )[0];
    expect(waits('OCI runtime create failed: exec: "/run.sh": permission denied: unknown')).toMatchObject({
      facts: { started: false, because: 'not-executable' },
      title: 'container main cannot start: /run.sh is not executable',
    });
    expect(
      waits('OCI runtime create failed: exec: "/run.sh": stat /run.sh: no such file or directory: unknown')
        ?.facts,
    ).toEqual({ started: false });
  });

  it('does not call it a crash where a program ends without an error', () => {
    expect(lastLines(0, ['nothing to do, bye'])?.title).toBe(
      'container main keeps exiting (exit code 0): "nothing to do, bye"',
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

describe('a container in one of its short runs', () => {
  const backOff = (more = {}, message = 'Back-off restarting failed container main in pod x') =>
    event('Pod', podName('api'), 'BackOff', message, more);
  /** It runs, and is ready, since so many seconds; nothing is known of when it ended before. */
  const running = (seconds: number, restartCount = 4) => ({
    ready: true,
    restartCount,
    state: { running: { startedAt: ago(seconds) } },
    lastState: {},
  });
  /** The same, after a run of so many seconds. */
  const before = (lasted: number, seconds: number) => {
    const end = seconds + 30;
    const terminated = { exitCode: 1, startedAt: ago(end + lasted), finishedAt: ago(end) };
    return { ...running(seconds), lastState: { terminated } };
  };
  const found = (state: Record<string, unknown>, events: readonly object[]) =>
    short(findingsOf(crash, join(app('api', { state }), { events })));
  const NO_TIMES = { firstTimestamp: '', lastTimestamp: '', metadata: { name: 'e', namespace: 'shop' } };

  it.each([
    ['counted together, with both its times', backOff()],
    ['without any time', backOff(NO_TIMES)],
    ['in the words of older kubelets', backOff({}, 'Back-off restarting failed container')],
    [
      'of a container that its path names',
      backOff(
        {
          involvedObject: {
            kind: 'Pod',
            name: podName('api'),
            namespace: 'shop',
            fieldPath: 'spec.containers{main}',
          },
        },
        'odd words',
      ),
    ],
  ])('ends again and again where the kubelet has put off to start it: an event %s', (_, one) => {
    expect(found(running(20), [one])).toEqual(['crash-app-error Deployment/api strong']);
  });

  it.each([
    [
      'the event is of another container',
      running(20),
      backOff({}, 'Back-off restarting failed container side in pod x'),
    ],
    ['the event is of an image', running(20), backOff({}, 'Back-off pulling image "x"')],
    ['the event is old', running(20), backOff({ lastTimestamp: ago(700) })],
    ['it has run for two minutes, and how long it did before is not known', running(120), backOff()],
    ['it has run for longer than three times as long as before', before(30, 100), backOff()],
    ['it has run for ten minutes', before(1200, 600), backOff()],
    ['it was started again once', running(20, 1), backOff()],
  ])('has recovered, or never failed, where %s', (_, state, one) => {
    expect(found(state, [one])).toEqual([]);
  });
});
