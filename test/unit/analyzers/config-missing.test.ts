import { describe, expect, it } from '@jest/globals';
import { configMissing } from '../../../functions/analyzers/config-missing.ts';
import { ago, app, findingsOf, join, log, podName, short } from './cluster.ts';

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
      'names key LEVEL of ConfigMap api-config, which has no such key',
    );
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
      expect(found[0]?.title).toContain('ConfigMap app-config does not bring the file /etc/app/rules.yaml');
    });

    it('is not when it is there, or lies elsewhere', () => {
      expect(findingsOf(configMissing, parts(['rules.yaml']))).toEqual([]);
      expect(findingsOf(configMissing, parts([], 'open /var/lib/app/db: no such file or directory'))).toEqual(
        [],
      );
    });
  });
});
