import { describe, expect, it } from '@jest/globals';
import { configMissing } from '../../../../functions/diagnosis/mechanisms/pods/config-missing.ts';
import { ago, app, event, findingsOf, join, log, pod, podName, short } from './cluster.ts';

const waiting = (message: string) => ({
  ready: false,
  state: { waiting: { reason: 'CreateContainerConfigError', message } },
});
const looping = {
  ready: false,
  restartCount: 3,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode: 1, finishedAt: ago(9) } },
};

describe('config-missing', () => {
  it('repeats what the kubelet misses', () => {
    const found = findingsOf(
      configMissing,
      app('api', { ready: false, phase: 'Pending', state: waiting('secret "api-db" not found') }),
    );
    expect(short(found)).toEqual(['config-missing Deployment/api proof']);
    expect(found[0]?.title).toBe('secret "api-db" not found');
  });

  it('began with the first of its pods, however they are named', () => {
    const stuck = (created: number, suffix: string) =>
      pod('api', {
        ready: false,
        phase: 'Pending',
        state: waiting('secret "x" not found'),
        created: ago(created),
        suffix,
      });
    const since = (first: number, second: number) =>
      findingsOf(configMissing, {
        ...app('api'),
        pods: [stuck(first, 'aaaaa'), stuck(second, 'bbbbb')],
      })[0]?.since;
    expect([since(300, 900), since(900, 300)]).toEqual([ago(900), ago(900)]);
  });

  it('began with the first volume that was not mounted', () => {
    const missed = (first: number, last: number) =>
      event(
        'Pod',
        podName('api'),
        'FailedMount',
        'MountVolume.SetUp failed for volume "c" : configmap "c" not found',
        {
          firstTimestamp: ago(first),
          lastTimestamp: ago(last),
        },
      );
    const parts = join(app('api', { ready: false, phase: 'Pending' }), {
      events: [missed(900, 30), missed(300, 20)],
    });
    expect(findingsOf(configMissing, parts)[0]?.since).toBe(ago(900));
  });

  it('names the key that the ConfigMap lacks', () => {
    const env = [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'api-config', key: 'LEVEL' } } }];
    const parts = join(
      app('api', {
        ready: false,
        phase: 'Pending',
        container: { env },
        state: waiting("couldn't find key LEVEL in ConfigMap shop/api-config"),
      }),
      { configmaps: [{ metadata: { name: 'api-config', namespace: 'shop' }, keys: ['OTHER'] }] },
    );
    expect(findingsOf(configMissing, parts)[0]?.evidence.join()).toContain(
      'needs key LEVEL of ConfigMap api-config, which does not have it',
    );
  });

  it('names each field of the pod that needs what does not exist', () => {
    const container = {
      env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api-token', key: 'token' } } }],
      envFrom: [{ configMapRef: { name: 'api-config' } }],
    };
    const parts = join(
      app('api', {
        ready: false,
        phase: 'Pending',
        container,
        spec: { volumes: [{ name: 'rules', configMap: { name: 'api-rules' } }] },
        state: waiting('secret "api-token" not found'),
      }),
      { configmaps: [], secrets: [] },
    );
    expect(findingsOf(configMissing, parts)[0]?.evidence.slice(1)).toEqual([
      'env TOKEN names Secret api-token, which does not exist',
      'envFrom names ConfigMap api-config, which does not exist',
      'volume rules names ConfigMap api-rules, which does not exist',
    ]);
  });

  it('says which volume waits for a ConfigMap', () => {
    const message = 'MountVolume.SetUp failed for volume "rules" : configmap "api-rules" not found';
    const parts = join(app('api', { ready: false, phase: 'Pending' }), {
      events: [event('Pod', podName('api'), 'FailedMount', message)],
    });
    expect(findingsOf(configMissing, parts)[0]).toMatchObject({
      title: 'a volume cannot be mounted: configmap "api-rules" not found',
      evidence: [`1 of 1 pod Pending: ${message}`],
    });
  });

  it('believes a program that ends and says which setting it misses', () => {
    const parts = join(app('api', { ready: false, state: looping }), {
      logs: [
        log({ pod: podName('api'), previous: true, tail: ['Environment variable API_TOKEN is not set'] }),
      ],
    });
    expect(short(findingsOf(configMissing, parts))).toEqual(['config-missing Deployment/api proof']);
  });

  it.each([
    'called `Result::unwrap()` on an `Err` value: NotPresent',
    'Error: Invalid environment variables',
    'Error: Database is uninitialized and superuser password is not specified.',
    '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
    'You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.',
    'System.InvalidOperationException: The ConnectionString property has not been initialized.',
  ])('knows %s', (line) => {
    const parts = join(app('api', { ready: false, state: looping }), {
      logs: [log({ pod: podName('api'), previous: true, tail: [line] })],
    });
    expect(short(findingsOf(configMissing, parts))).toEqual(['config-missing Deployment/api proof']);
  });

  it('does not believe the same line of a program that serves', () => {
    const parts = join(app('api'), {
      logs: [log({ pod: podName('api'), tail: ['Environment variable DEBUG is not set'] })],
    });
    expect(findingsOf(configMissing, parts)).toEqual([]);
  });

  it('leaves the security context to others, which waits with the same reason', () => {
    const parts = app('api', {
      ready: false,
      phase: 'Pending',
      state: waiting('container has runAsNonRoot and image will run as root'),
    });
    expect(findingsOf(configMissing, parts)).toEqual([]);
  });

  describe('a file that a ConfigMap should bring', () => {
    const parts = (keys: readonly string[], line = 'open /etc/app/rules.yaml: no such file or directory') =>
      join(
        app('api', {
          ready: false,
          container: { volumeMounts: [{ name: 'config', mountPath: '/etc/app' }] },
          spec: { volumes: [{ name: 'config', configMap: { name: 'app-config' } }] },
          state: {
            ready: false,
            restartCount: 4,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { exitCode: 1, finishedAt: ago(20) } },
          },
        }),
        {
          configmaps: [{ metadata: { name: 'app-config', namespace: 'shop' }, keys }],
          logs: [log({ pod: podName('api'), previous: true, tail: [line] })],
        },
      );

    it('is missing when none of its keys is that file', () => {
      const found = findingsOf(configMissing, parts(['limits.yaml']));
      expect(short(found)).toEqual(['config-missing Deployment/api strong']);
      expect(found[0]?.title).toContain('ConfigMap app-config has no file /etc/app/rules.yaml');
    });

    it('is not when it is there, or lies elsewhere', () => {
      expect(findingsOf(configMissing, parts(['rules.yaml']))).toEqual([]);
      expect(findingsOf(configMissing, parts([], 'open /var/lib/app/db: no such file or directory'))).toEqual(
        [],
      );
    });
  });
});

describe('what a program says of a setting', () => {
  const says = (line: string) =>
    findingsOf(
      configMissing,
      join(app('api', { ready: false, state: looping }), {
        logs: [log({ pod: podName('api'), previous: true, tail: [line] })],
      }),
    ).length;

  it.each([
    ...['not set', 'not defined', 'not found', 'not provided', 'not been set'].map(
      (what) => `environment variable API_TOKEN has ${what}`,
    ),
    ...['undefined', 'missing', 'empty', 'required', 'unset'].map((what) => `env API_TOKEN is ${what}`),
    'env var API_TOKEN was missing',
    'environment var API_TOKEN missing',
    'missing environment variable: x',
    'required environment variable x',
    'undefined env var x',
    'no environment variable x',
    'missing required env variable x',
    'config file /etc/x not found',
    'configuration file /etc/x does not exist',
    'setting file /etc/x is missing',
    'settings file /etc/x not found',
    'missing required config x',
    'missing required configuration x',
    'missing required setting x',
    'missing required key x',
    'environment variable not found',
    ...['must', 'need to', 'have to', 'please', 'Please'].map((word) => `you ${word} set API_TOKEN`),
    ...['specify', 'provide', 'define', 'export'].map((word) => `you must ${word} API_TOKEN`),
    "KeyError: 'API_TOKEN'",
    "Could not resolve placeholder 'api.token'",
    'required key API_TOKEN missing value',
    ...[
      'must be set',
      'is not set',
      'is not defined',
      'is required',
      'is undefined',
      'is missing',
      'not set',
    ].map((what) => `API_TOKEN ${what}`),
  ])('is that it is missing: %s', (line) => {
    expect(says(line)).toBe(1);
  });

  it.each([
    'environment variable API_TOKEN is set',
    'environments API_TOKEN is here',
    'missing environment',
    'config file /etc/x loaded',
    'missing required argument',
    "KeyError: 'id'",
    "KeyError: 'ID'",
    'you must set the time',
    'token must be set',
    'TOKEN must be set',
    'required key "a" missing',
    ...[
      'default',
      'optional',
      'ignoring',
      'skipping',
      'fallback',
      'falling back',
      'disabled',
      'deprecated',
    ].map((word) => `API_TOKEN is not set: ${word}`),
    'API_TOKEN is not set, x will not be sent',
    'API_TOKEN is not set, continuing',
  ])('is something else, or is done without: %s', (line) => {
    expect(says(line)).toBe(0);
  });
});

describe('what the kubelet says of a ConfigMap or Secret', () => {
  const mounts = (message: string, options: object = {}, reason = 'FailedMount') =>
    findingsOf(
      configMissing,
      join(app('api', { ready: false, phase: 'Pending', ...options }), {
        events: [event('Pod', podName('api'), reason, message)],
      }),
    );

  it.each([
    ['configmap "c" not found', 'configmap "c" not found'],
    ['secret "c" not found', 'secret "c" not found'],
    ['configmaps "c" not found', 'configmaps "c" not found'],
    ['references non-existent config key: a.yaml', 'references non-existent config key: a.yaml'],
    ['references non-existent secret key: a', 'references non-existent secret key: a'],
    ['object "shop"/"c" not registered', 'object "shop"/"c" not registered'],
  ])('is repeated: %s', (message, said) => {
    expect(mounts(`MountVolume.SetUp failed: ${message}`)[0]?.title).toContain(said);
    expect(mounts(message, {}, 'Other')).toEqual([]);
    expect(mounts(message, { phase: 'Running', ready: true })).toEqual([]);
  });

  it.each(['volume "c" not found', 'configmap c not found', 'object "c" not registered'])(
    'is of something else: %s',
    (message) => {
      expect(mounts(message)).toEqual([]);
    },
  );

  it("leaves out the cluster's own bundle of certificates, which comes by itself", () => {
    expect(mounts('configmap "kube-root-ca.crt" not found')).toEqual([]);
  });

  it.each([
    'container has runAsNonRoot',
    'non-root user',
    'image will run as root',
    'failed to prepare subPath',
  ])('leaves the security context and mounts to others: %s', (message) => {
    const parts = app('api', { ready: false, phase: 'Pending', state: waiting(message) });
    expect(findingsOf(configMissing, parts)).toEqual([]);
  });
});
