import { describe, expect, it } from '@jest/globals';
import { dependencyError } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-error.ts';
import { told as served } from '../differences/system.ts';
import { app, event, findingsOf, join, log, podName, service, short } from './cluster.ts';

const db = join(
  app('db', {
    container: { ports: [{ containerPort: 5432 }], env: [{ name: 'POSTGRES_USER', value: 'shop' }] },
  }),
  {
    services: [service('db', { ports: [{ port: 5432, targetPort: 5432 }] })],
  },
);
const api = app('api', { container: { env: [{ name: 'DATABASE_URL', value: 'postgres://db:5432/x' }] } });
const web = app('web', { container: { env: [{ name: 'DATABASE_URL', value: 'postgres://db:5432/x' }] } });
const says = (name: string, line: string, count = 50) => ({
  logs: [log({ pod: podName(name) }, { [line]: count })],
});

const READ_ONLY = 'cannot execute UPDATE in a read-only transaction';

describe('dependency-error', () => {
  it('names the database that has no connection left, not the caller that says so', () => {
    const found = findingsOf(
      dependencyError,
      join(db, api, says('api', 'request errored: sorry, too many clients already')),
    );
    expect(short(found)).toEqual(['dependency-error Deployment/db strong']);
    expect(found[0]?.title).toBe('it refuses connections, "sorry, too many clients already"');
    expect(found[0]?.actions.some(({ kind }) => kind === 'avoid')).toBe(true);
  });

  it('names the one caller whose password is refused while others get in', () => {
    const found = findingsOf(
      dependencyError,
      join(db, api, web, says('api', 'password authentication failed for user "shop"')),
    );
    expect(short(found)).toEqual(['dependency-error Deployment/api proof']);
  });

  it('finds the database that no configuration names by the user in the line', () => {
    const parts = join(db, app('job'), says('job', 'password authentication failed for user "shop"'));
    expect(findingsOf(dependencyError, parts)[0]?.title).toContain('db refuses it');
  });

  it('names who calls where a host that is not known refuses the key, and says who refuses', () => {
    const parts = join(app('notify'), {
      logs: [
        log(
          { pod: podName('notify') },
          { 'POST https://sms.corp.internal/v1/messages: Request failed with status code 401': 50 },
          ['sms.corp.internal'],
        ),
      ],
    });
    const found = findingsOf(dependencyError, parts);
    expect(short(found)).toEqual(['dependency-error Deployment/notify strong']);
    expect(found[0]?.title).toMatch(/^sms\.corp\.internal refuses the credentials, /);
  });

  it.each([
    ['info', 'hint'],
    ['error', 'strong'],
  ])('of an answer that its caller calls %s while its requests succeed makes %s', (level, strength) => {
    const line = 'attempt 1: 503 Service Unavailable from http://db:5432/, handled';
    const entry = log({ pod: podName('api') }, { [line]: 50 }, ['db:5432']);
    const patterns = entry.summary.patterns.map((pattern) => ({ ...pattern, level }));
    const endpoints = [{ method: 'GET', path: '/', requests: 200, errors5xx: 0, errors4xx: 0, minutes: {} }];
    const logs = [{ ...entry, summary: { ...entry.summary, patterns, endpoints } }];
    expect(short(findingsOf(dependencyError, join(db, api, { logs })))).toEqual([
      `dependency-error Deployment/db ${strength}`,
    ]);
  });

  it('blames nobody for a status that names no host: it may be its own answer', () => {
    expect(
      findingsOf(dependencyError, join(app('gate'), says('gate', 'responded with 401 Unauthorized'))),
    ).toEqual([]);
  });

  it.each([
    "READONLY You can't write against a read only replica.",
    'The MySQL server is running with the --super-read-only option so it cannot execute this statement',
  ])('knows %s', (line) => {
    const parts = join(
      app('store', { container: { ports: [{ containerPort: line.startsWith('READ') ? 6379 : 3306 }] } }),
      app('api', { container: { env: [{ name: 'STORE_HOST', value: 'store' }] } }),
      {
        services: [
          service('store', {
            selector: { app: 'store' },
            ports: [
              {
                port: line.startsWith('READ') ? 6379 : 3306,
                targetPort: line.startsWith('READ') ? 6379 : 3306,
              },
            ],
          }),
        ],
        ...says('api', line),
      },
    );
    expect(short(findingsOf(dependencyError, parts))).toEqual(['dependency-error Deployment/store proof']);
  });

  it.each([
    ['Readiness', 'dependency-unreachable'],
    ['Liveness', 'dependency-error'],
  ])('makes of a full database whose %s probe is refused too: %s', (probe, cause) => {
    const message = `${probe} probe failed: FATAL: sorry, too many clients already`;
    const parts = join(db, api, says('api', 'FATAL: sorry, too many clients already'), {
      events: [event('Pod', podName('db'), 'Unhealthy', message)],
    });
    expect(short(findingsOf(dependencyError, parts))).toEqual([`${cause} Deployment/db strong`]);
  });

  it('names of two workloads behind one Service the one that says so itself', () => {
    const pair = (name: string) =>
      app(name, { labels: { role: 'db' }, container: { ports: [{ containerPort: 5432 }] } });
    const shared = {
      services: [service('db', { selector: { role: 'db' }, ports: [{ port: 5432, targetPort: 5432 }] })],
    };
    const parts = join(pair('db-one'), pair('db-two'), join(shared, api), says('api', READ_ONLY));
    expect(short(findingsOf(dependencyError, parts))).toEqual(['dependency-error Deployment/db-one strong']);
    const told = join(parts, says('db-two', READ_ONLY));
    expect(short(findingsOf(dependencyError, told))).toEqual(['dependency-error Deployment/db-two proof']);
  });

  it("does not take the server's own log of its clients' failures for its failure", () => {
    expect(
      findingsOf(
        dependencyError,
        join(db, says('db', 'FATAL: password authentication failed for user "scanner"')),
      ),
    ).toEqual([]);
  });

  it('is not sure of the only server of its kind, which nothing says that the caller uses', () => {
    const parts = join(db, app('api'), says('api', READ_ONLY));
    const found = findingsOf(dependencyError, parts);
    expect(short(found)).toEqual(['dependency-error Deployment/db strong']);
    expect(found[0]?.against).toHaveLength(1);
    // Its own log says the same: then it is.
    const both = join(parts, says('db', READ_ONLY));
    expect(short(findingsOf(dependencyError, both))).toEqual(['dependency-error Deployment/db proof']);
  });

  it.each(['Access denied for user 42 to project 7', 'running in read-only mode until the migration ends'])(
    "does not take a program's own words for a server's: %s",
    (line) => {
      const mysql = { services: [service('mysql', { ports: [{ port: 3306, targetPort: 3306 }] })] };
      expect(findingsOf(dependencyError, join(app('api'), app('mysql'), mysql, says('api', line)))).toEqual(
        [],
      );
    },
  );

  describe('at one endpoint', () => {
    const endpoint = (path: string, requests: number, errors5xx: number) => ({
      method: 'GET',
      path,
      requests,
      errors5xx,
      errors4xx: 0,
      p50: null,
      p95: null,
      byStatus: {},
    });
    const LINE = 'canceling statement due to statement timeout';
    const found = (endpoints: readonly ReturnType<typeof endpoint>[], lines = 40) =>
      findingsOf(
        dependencyError,
        join(db, api, {
          logs: [log({ pod: podName('api'), requests: 500, endpoints: [...endpoints] }, { [LINE]: lines })],
        }),
      )[0];

    it('says which, and that the others work', () => {
      const one = found([endpoint('/venues', 41, 40), endpoint('/games', 459, 0)]);
      expect(one?.title).toBe(`it answers with an error, "${LINE}", only at GET /venues`);
      expect(one?.evidence[1]).toBe(
        'only GET /venues (40 of 41 requests) fails with it at api: 0 of 459 requests to its other endpoints failed',
      );
    });

    it('says nothing of it when others fail too, nothing else is called, or the failures are not told by these lines', () => {
      for (const entry of [
        found([endpoint('/venues', 41, 40), endpoint('/games', 459, 30), endpoint('/players', 90, 20)]),
        found([endpoint('/venues', 41, 40)]),
        found([endpoint('/venues', 400, 400), endpoint('/games', 100, 0)], 20),
      ])
        expect(entry?.title).toBe(`it answers with an error, "${LINE}"`);
    });
  });

  describe('a server that is asked wrongly', () => {
    const MISSING = 'relation "venues" does not exist';
    const failing = (name: string, line = MISSING) => ({
      logs: [
        log(
          {
            pod: podName(name),
            requests: 100,
            endpoints: [
              {
                method: 'GET',
                path: '/venues',
                requests: 100,
                errors5xx: 50,
                errors4xx: 0,
                p50: null,
                p95: null,
                byStatus: {},
              },
            ],
          },
          { [line]: 50 },
        ),
      ],
    });

    it('blames the one that asks, and no restart', () => {
      const found = findingsOf(dependencyError, join(db, api, web, failing('api')));
      expect(short(found)).toEqual(['dependency-error Deployment/api strong']);
      expect(found[0]?.title).toBe(`db rejects what it asks: "${MISSING}"`);
    });

    it('blames the server where several are refused alike', () => {
      const found = findingsOf(dependencyError, join(db, api, web, failing('api'), failing('web')));
      expect(short(found)).toEqual(['dependency-error Deployment/db strong']);
    });

    it('is everyday where the requests of the one that asks do not fail by it', () => {
      const line = 'duplicate key value violates unique constraint "orders_pkey"';
      expect(findingsOf(dependencyError, join(db, api, says('api', line)))).toEqual([]);
    });

    it.each(['404', '422'])('and so is a %s of a host outside', (status) => {
      const line = `GET https://api.maps.example/v1/tiles: Request failed with status code ${status}`;
      const parts = { logs: [log({ pod: podName('api') }, { [line]: 50 }, ['api.maps.example'])] };
      expect(findingsOf(dependencyError, join(api, parts))).toEqual([]);
    });
  });

  describe('a message that the log of a called workload has as well', () => {
    const ODD = 'bin 4711 of the cold store is frosted over';
    const shop = join(api, app('store', {}), { services: [service('store'), service('api')] });
    const calling = join(
      app('api', { container: { env: [{ name: 'STORE_URL', value: 'http://store' }] } }),
      join(app('store'), { services: [service('store'), service('api')] }),
    );
    const requests = (errors5xx: number) => ({
      requests: 100,
      endpoints: [
        {
          method: 'GET',
          path: '/bins',
          requests: 100,
          errors5xx,
          errors4xx: 0,
          p50: null,
          p95: null,
          byStatus: {},
        },
      ],
    });
    const told = (name: string, line: string, failed = 0) => ({
      logs: [log({ pod: podName(name), ...requests(failed) }, { [line]: 50 })],
    });

    it('is that server, in words that no table knows', () => {
      const found = findingsOf(
        dependencyError,
        join(calling, told('api', `GET /bins: failed, ${ODD}`, 60), told('store', ODD.replace('4711', '12'))),
      );
      expect(short(found)).toEqual(['dependency-error Deployment/store strong']);
      expect(found[0]?.evidence.at(-1)).toContain('its own log: 50 lines');
    });

    it('is nobody where the requests of the caller succeed, or the words are few', () => {
      const lines = [told('api', ODD, 0), told('api', 'it is frosted', 60)];
      for (const line of lines)
        expect(
          findingsOf(
            dependencyError,
            join(calling, line, join(told('store', ODD), told('store', 'it is frosted'))),
          ),
        ).toEqual([]);
    });

    it('is nobody where nothing leads from the one to the other', () => {
      expect(findingsOf(dependencyError, join(shop, told('api', ODD, 60), told('store', ODD)))).toEqual([]);
    });

    it('is the last of a chain that passes it on', () => {
      const edge = app('edge', { container: { env: [{ name: 'API_URL', value: 'http://api' }] } });
      const found = findingsOf(
        dependencyError,
        join(
          join(edge, calling),
          join(told('edge', `upstream: ${ODD}`, 60), told('api', `store: ${ODD}`, 60)),
          told('store', ODD),
        ),
      );
      expect(short(found)).toEqual(['dependency-error Deployment/store strong']);
    });

    it('is the caller where another one is served', () => {
      const other = app('desk', { container: { env: [{ name: 'STORE_URL', value: 'http://store' }] } });
      const found = findingsOf(
        dependencyError,
        join(
          join(other, calling),
          join(
            { logs: [served(podName('desk'), { failed: [0, 0, 0, 0, 0, 0, 0, 0] })] },
            told('api', ODD, 60),
          ),
          told('store', ODD),
        ),
      );
      expect(short(found)).toEqual(['dependency-error Deployment/api strong']);
    });

    it('finds the server of a caller whose settings are in a Secret', () => {
      const env = [{ name: 'STORE_URL', valueFrom: { secretKeyRef: { name: 'store', key: 'url' } } }];
      const secret = join(
        app('api', { container: { env } }),
        join(app('store'), { services: [service('store')] }),
      );
      const found = findingsOf(dependencyError, join(secret, told('api', ODD, 60), told('store', ODD)));
      expect(short(found)).toEqual(['dependency-error Deployment/store strong']);
    });
  });
});
