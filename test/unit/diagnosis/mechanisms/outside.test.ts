import { describe, expect, it } from '@jest/globals';
import { dependencyError } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-error.ts';
import { dependencyUnreachable } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-unreachable.ts';
import { outside } from '../../../../functions/diagnosis/mechanisms/dependencies/outside.ts';
import { traffic } from '../../../../functions/diagnosis/mechanisms/load/traffic.ts';
import { certificate } from '../../../../functions/diagnosis/mechanisms/network/certificate.ts';
import { told } from '../differences/system.ts';
import { app, findingsOf, join, log, podName, service, short } from './cluster.ts';

const env = (...pairs: readonly (readonly [string, string])[]) => ({
  container: { env: pairs.map(([name, value]) => ({ name, value })) },
});
const routes = (errors5xx: number) => ({
  requests: 200,
  endpoints: [
    ['/map', errors5xx],
    ['/list', 0],
  ].map(([path, failed]) => ({
    method: 'GET',
    path: String(path),
    requests: 100,
    errors5xx: Number(failed),
    errors4xx: 0,
    p50: null,
    p95: null,
    byStatus: {},
  })),
});
const says = (name: string, line: string, peers: readonly string[] = [], failed = 60) => ({
  logs: [log({ pod: podName(name), ...routes(failed) }, { [line]: 60 }, peers)],
});

const maps = app('guide', env(['MAPS_URL', 'https://api.wayfinder.com']));
const TIMED_OUT = 'connect ETIMEDOUT';

describe('a host outside that fails its callers', () => {
  it.each([
    ['dependency-error', 'answers with an error', 'wayfinder api answered 500'],
    ['dependency-error', 'answers with an error', 'maps: Request failed with status code 503'],
    ['dependency-error', 'refuses the credentials', 'wayfinder answered 401'],
    ['dependency-error', 'refuses the credentials', 'wayfinder: API key not valid. Please pass a valid one.'],
    ['rate-limited', 'limits the calls to it', 'wayfinder answered: status code 429'],
    [
      'rate-limited',
      'no credit or quota left',
      'wayfinder.QuotaError: 429 insufficient_quota, too many requests',
    ],
    ['rate-limited', 'no credit or quota left', 'wayfinder: your credit balance is too low'],
    [
      'dependency-unreachable',
      'does not answer in time',
      'maps failed: The operation was aborted due to timeout',
    ],
    ['dependency-unreachable', 'cannot be reached', 'wayfinder: connect ECONNREFUSED'],
    ['dependency-unreachable', 'do not agree on TLS', 'wayfinder: self-signed certificate'],
    ['certificate-expired', 'has expired', 'wayfinder: certificate has expired'],
  ])('is the object, by what its callers say in words of their own: %s, %s: %s', (cause, does, line) => {
    const found = findingsOf(outside, join(maps, says('guide', line)));
    expect(short(found)).toEqual([`${cause} External/api.wayfinder.com strong`]);
    expect(found[0]?.title).toContain(does);
    expect(found[0]?.title).toContain('only at GET /map');
  });

  it.each([dependencyError, dependencyUnreachable, traffic, certificate])(
    'is no object of the cluster, whoever looks: $name',
    (analyzer) => {
      for (const line of ['answered 500', 'answered: status code 429', 'certificate has expired', TIMED_OUT])
        expect(findingsOf(analyzer, join(maps, says('guide', `wayfinder ${line}`)))).toEqual([]);
    },
  );

  it('is named by the line alone as well', () => {
    const line = 'GET https://hooks.sms.example/v1: Request failed with status code 502';
    const found = findingsOf(outside, join(app('guide'), says('guide', line, ['hooks.sms.example'])));
    expect(short(found)).toEqual(['dependency-error External/hooks.sms.example strong']);
  });

  it('is little where its caller copes, and nothing where the lines are few', () => {
    const calm = { level: 'warn' as const };
    const line = 'wayfinder answered 500';
    const [one] = says('guide', line, [], 0).logs;
    const warned = one && {
      ...one,
      summary: { ...one.summary, patterns: one.summary.patterns.map((p) => ({ ...p, ...calm })) },
    };
    expect(short(findingsOf(outside, join(maps, { logs: [warned] })))).toEqual([
      'dependency-error External/api.wayfinder.com hint',
    ]);
    const few = { logs: [log({ pod: podName('guide'), ...routes(0) }, { [line]: 2 })] };
    expect(findingsOf(outside, join(maps, few))).toEqual([]);
  });
});

describe('what lies on this side', () => {
  it('is the way out, where several hosts outside are not reached at once', () => {
    const both = app(
      'guide',
      env(['MAPS_URL', 'https://api.wayfinder.com'], ['PAY_URL', 'https://api.tiller.com']),
    );
    const lines = {
      logs: [
        log(
          { pod: podName('guide'), ...routes(60) },
          { [`wayfinder: ${TIMED_OUT}`]: 60, [`tiller: ${TIMED_OUT}`]: 60 },
        ),
      ],
    };
    expect(findingsOf(outside, join(both, lines))).toEqual([]);
  });

  it('is the one of several callers that fails while requests to another succeed', () => {
    const other = app('desk', env(['MAPS_URL', 'https://api.wayfinder.com']));
    const well = { logs: [told(podName('desk'), { failed: [0, 0, 0, 0, 0, 0, 0, 0] })] };
    const failing = says('guide', 'wayfinder answered 401');
    expect(findingsOf(outside, join(join(maps, other), join(failing, well)))).toEqual([]);
    const alike = join(failing, says('desk', 'wayfinder answered 401'));
    expect(short(findingsOf(outside, join(join(maps, other), alike)))).toEqual([
      'dependency-error External/api.wayfinder.com strong',
    ]);
  });

  it('is not told from others by a ConfigMap that they read as well', () => {
    const reading = { container: { envFrom: [{ configMapRef: { name: 'all' } }] } };
    const all = {
      configmaps: [
        {
          metadata: { name: 'all', namespace: 'shop' },
          keys: ['maps.url'],
          hosts: [{ key: 'maps.url', host: 'api.wayfinder.com', port: 443 }],
        },
      ],
    };
    const well = { logs: [log({ pod: podName('desk'), ...routes(0) })] };
    const both = join(join(app('guide', reading), app('desk', reading)), all);
    expect(
      short(findingsOf(outside, join(both, join(says('guide', 'wayfinder answered 401'), well)))),
    ).toEqual(['dependency-error External/api.wayfinder.com strong']);
  });

  it.each([
    ['what is asked wrongly', 'wayfinder answered 404'],
    ['a name that does not resolve', 'getaddrinfo ENOTFOUND api.wayfinder.com'],
    ['a line that names nobody', 'the upstream answered 500'],
    ['a longer word', 'wayfinders answered 500'],
  ])('is %s: %s', (_, line) => {
    expect(findingsOf(outside, join(maps, says('guide', line)))).toEqual([]);
  });

  it.each(['store', 'store.shop', 'store.shop.svc.cluster.local', 'store.internal', '10.0.0.9'])(
    'is a host of the cluster: %s',
    (host) => {
      const parts = join(
        app('guide', env(['STORE_URL', `http://${host}`])),
        join(app('store'), { services: [service('store')] }),
      );
      const line = `GET http://${host}/: Request failed with status code 500`;
      expect(findingsOf(outside, join(parts, says('guide', line, [host])))).toEqual([]);
    },
  );

  it('is either of two that a word names', () => {
    const two = app(
      'guide',
      env(['MAPS_URL', 'https://api.wayfinder.com'], ['MAPS_TILES_URL', 'https://tiles.wayfinder.net']),
    );
    expect(findingsOf(outside, join(two, says('guide', 'maps answered 500')))).toEqual([]);
  });
});
