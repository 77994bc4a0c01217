import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../../functions/model/failure.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { task } from '../../../functions/runtime/middleware.ts';
import { kept } from '../../../functions/runtime/secrets.ts';
import { minuteMs, settingsOf } from '../../../functions/runtime/settings.ts';

describe('the environment', () => {
  it('is read once, with all faults at a time', () => {
    const environment = { STORE_URL: '/tmp', PAGERDUTY_FROM: 'nobody', VIEW_URL: 'https://x.example/' };
    const settings = settingsOf('report', environment);
    expect(() => settings.needed('storeUrl', 'pagerdutyFrom', 'viewUrl', 'pagerdutyUser')).toThrow(
      new Failure(
        'invalid',
        'the environment of report has faults: STORE_URL must be s3://BUCKET or file:///FOLDER; PAGERDUTY_FROM must be an e-mail address; VIEW_URL must be https://HOST without a slash at its end; PAGERDUTY_USER_ID is not set',
      ),
    );
  });

  it('gives what was asked for', () => {
    expect(settingsOf('view', { STORE_URL: 's3://bucket', OTHER: 'x' }).needed('storeUrl')).toEqual({
      storeUrl: 's3://bucket',
    });
  });

  it('may lack what is optional, and is told where that is malformed', () => {
    expect(settingsOf('collect', {}).optional('prometheusUrl')).toBeUndefined();
    expect(settingsOf('collect', { PROMETHEUS_URL: 'http://p' }).optional('prometheusUrl')).toBe('http://p');
    expect(() => settingsOf('plan', { STORE_URL: '/tmp' }).optional('storeUrl')).toThrow(
      'must be s3://BUCKET',
    );
  });

  it('gives what belongs together whole or not at all', () => {
    const keys = ['pagerdutyFrom', 'pagerdutyUser'] as const;
    expect(settingsOf('collect', {}).together(...keys)).toBeUndefined();
    expect(
      settingsOf('collect', { PAGERDUTY_FROM: 'a@b', PAGERDUTY_USER_ID: 'P1' }).together(...keys),
    ).toEqual({
      pagerdutyFrom: 'a@b',
      pagerdutyUser: 'P1',
    });
    expect(() => settingsOf('collect', { PAGERDUTY_FROM: 'a@b' }).together(...keys)).toThrow(
      'PAGERDUTY_USER_ID is not set',
    );
  });

  it('does not give a function what the table does not: the compiler says so', () => {
    // @ts-expect-error The view is given no cluster.
    expect(() => settingsOf('view', {}).needed('clusterName')).toThrow('CLUSTER_NAME is not set');
    // @ts-expect-error The collecting functions are told the cluster by the plan.
    expect(settingsOf('collect', {}).optional('clusterName')).toBeUndefined();
    // @ts-expect-error The one that collects logs is given no token, and they share their code.
    expect(() => settingsOf('collect', {}).needed('pagerdutyTokenSecret')).toThrow('is not set');
  });

  it('has minutes of 60 s unless it says otherwise', () => {
    expect(minuteMs(settingsOf('webhook', {}))).toBe(60_000);
    expect(minuteMs(settingsOf('webhook', { MINUTE_MS: '1000' }))).toBe(1_000);
    expect(() => minuteMs(settingsOf('webhook', { MINUTE_MS: '0' }))).toThrow(
      'MINUTE_MS must be a whole number of ms, at most 999999',
    );
  });
});

describe('a secret', () => {
  it('is fetched seldom, and again when it may have been rotated', async () => {
    let now = 0;
    let fetched = 0;
    const read = kept(
      async () => {
        fetched += 1;
        return String(fetched);
      },
      () => now,
    );
    expect([await read(), await read()]).toEqual(['1', '1']);
    now = 5 * 60_000;
    expect(await read()).toBe('2');
  });

  it('that could not be fetched is asked for again', async () => {
    let tries = 0;
    const read = kept(
      async () => {
        tries += 1;
        if (tries === 1) throw new Failure('retryLater', 'down');
        return 'x';
      },
      () => 0,
    );
    await expect(read()).rejects.toThrow('down');
    expect(await read()).toBe('x');
  });
});

describe('what a task throws', () => {
  const logged: string[] = [];
  const logger = { info: () => {}, warn: () => {}, error: (message: string) => void logged.push(message) };
  const throwing = (error: Error) =>
    task(
      async () => ({ now: () => 0, logger, metrics: silentMetrics }),
      async () => Promise.reject(error),
    )({}, { awsRequestId: 'a' });

  it.each([
    ['retryLater', 'RetryLater'],
    ['rejected', 'Rejected'],
    ['abilityMissing', 'Rejected'],
    ['invalid', 'Invalid'],
  ] as const)('of kind %s is %s to the state machine', async (kind, name) => {
    await expect(throwing(new Failure(kind, `of ${kind}`))).rejects.toMatchObject({ name });
    expect(logged.at(-1)).toBe(`of ${kind}`);
  });

  it('keeps the name of a bug', async () => {
    await expect(throwing(new TypeError('x'))).rejects.toMatchObject({ name: 'TypeError' });
  });
});
