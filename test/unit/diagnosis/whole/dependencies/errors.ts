import { dependencyError } from '../../../../../functions/diagnosis/mechanisms/dependencies/dependency-error.ts';
import { dependencyState } from '../../../../../functions/diagnosis/mechanisms/dependencies/dependency-state.ts';
import { ago, app, event, join, log, podName, service } from '../../mechanisms/cluster.ts';
import { calling, says, served, serving } from '../callers.ts';
import { each, ended } from '../parts.ts';
import type { Cases } from '../whole.ts';

const FULL = 'FATAL: sorry, too many clients already';
const AUTH = "password authentication failed for user 'app'";
const READ_ONLY = 'cannot execute INSERT in a read-only transaction';
const NO_ROOM = 'could not extend file "base/1": No space left on device';
const STARTING = 'FATAL: the database system is starting up';
const NO_TABLE = 'relation "orders" does not exist';
const UNAUTHORIZED = 'Request failed with status code 401';
const FAILED = 'Request failed with status code 503';
const OWN = 'ledger engine halted because quorum votes were lost entirely';
const KINDS = [FULL, AUTH, READ_ONLY, NO_ROOM, STARTING, NO_TABLE, UNAUTHORIZED, FAILED];

const db = (more: object = {}) =>
  serving('db', 5432, { container: { image: 'postgres:16', ports: [{ containerPort: 5432 }] }, ...more });
const web = (options: object = {}) => calling('web', ['db:5432'], options);
const shop = (options: object = {}) => calling('shop', ['db:5432'], options);
const PEER = ['db:5432'];
const playbook = { dependencies: [{ name: 'Ledger', kind: 'database', service: 'db', port: 5432 }] };
const probing = (message: string, seconds = 30, name = 'db') => ({
  events: [event('Pod', podName(name), 'Unhealthy', message, { lastTimestamp: ago(seconds) })],
});

const several: Cases = {
  ...each(KINDS, (line) => [
    `error: of two callers: ${line}`,
    [
      dependencyError,
      join(db(), web(), shop(), says('web', { [line]: 30 }, PEER), says('shop', { [line]: 9 }, PEER)),
      {},
      {},
      playbook,
    ],
  ]),
  ...each(KINDS, (line) => [
    `error: of the only caller: ${line}`,
    [dependencyError, join(db(), web(), says('web', { [line]: 30 }, PEER, served(100, 20)))],
  ]),
  ...each(KINDS, (line) => [
    `error: of one of two callers: ${line}`,
    [
      dependencyError,
      join(
        db(),
        web(),
        shop(),
        says('web', { [line]: 19 }, PEER, served(100, 20)),
        says('shop', {}, [], served(50)),
      ),
    ],
  ]),
  ...each(KINDS, (line) => [
    `error: of nobody that is known: ${line}`,
    [dependencyError, join(app('web'), says('web', { [line]: 30 }))],
  ]),
};

const weights: Cases = {
  ...each([2, 3, 19, 20], (count) => [
    `error: ${count} lines, of pods that are well`,
    [dependencyError, join(db(), web(), shop(), says('web', { [FULL]: count }, PEER))],
  ]),
  'error: two lines, of a pod that is not ready': [
    dependencyError,
    join(db(), web({ ready: false }), says('web', { [FULL]: 2 }, PEER)),
  ],
  'error: a line, of a pod that ends by it': [
    dependencyError,
    join(
      db(),
      web(ended(1, { finishedAt: ago(9) })),
      says('web', { [FULL]: 1 }, PEER, { previous: true, tail: [FULL] }),
    ),
  ],
  'error: a line that its callers call no error': [
    dependencyError,
    join(db(), web(), {
      logs: [
        log({
          pod: podName('web'),
          ...served(100),
          patterns: [
            { ...log({ pod: 'x' }, { [FULL]: 30 }, PEER).summary.patterns[0], level: 'warn' } as never,
          ],
        }),
      ],
    }),
  ],
  'error: of five callers': [
    dependencyError,
    join(
      db(),
      ...['a', 'b', 'c', 'd', 'e'].map((name, i) =>
        join(calling(name, ['db:5432']), {
          logs: [
            log({
              pod: podName(name),
              patterns: [
                {
                  ...log({ pod: 'x' }, { [FULL]: 30 + i }, PEER).summary.patterns[0],
                  first: ago(200 + i * 10),
                } as never,
              ],
            }),
          ],
        }),
      ),
    ),
  ],
  'error: by one caller to two endpoints alone': [
    dependencyError,
    join(db(), web(), {
      logs: [
        log(
          {
            pod: podName('web'),
            endpoints: [
              ...served(100, 20, '/pay').endpoints,
              ...served(100, 30, '/buy').endpoints,
              ...served(500, 0, '/list').endpoints,
            ],
          },
          { [NO_TABLE]: 40 },
          PEER,
        ),
      ],
    }),
  ],
  'error: the server says so itself, in its log and to its probe': [
    dependencyError,
    join(
      db(),
      web(),
      shop(),
      says('web', { [FULL]: 30 }, PEER),
      says('db', { [FULL]: 80 }),
      probing(`Readiness probe failed: ${FULL}`),
    ),
    {},
    {},
    playbook,
  ],
  ...each([599, 601], (seconds) => [
    `error: the server says so to its own probe alone, ${seconds} s ago`,
    [
      dependencyError,
      join(db(), web(), probing(`Readiness probe failed: ${FULL}`, seconds)),
      {},
      {},
      playbook,
    ],
  ]),
  'error: a server that says to its own probe that it was asked wrongly': [
    dependencyError,
    join(db(), probing(`Readiness probe failed: ${NO_TABLE}`)),
  ],
  'error: the probe and a caller say the same': [
    dependencyError,
    join(
      db(),
      app('web'),
      says('web', { 'no host: sorry, too many clients already': 30 }),
      probing(`Readiness probe failed: ${FULL}`),
    ),
  ],
  'error: of two servers whose probes say so': [
    dependencyError,
    join(
      db(),
      serving('db2', 5432),
      app('web'),
      says('web', { [FULL]: 30 }),
      probing(`Readiness probe failed: ${FULL}`),
      probing(`Readiness probe failed: ${FULL}`, 30, 'db2'),
    ),
  ],
  'error: nobody gets in': [
    dependencyError,
    join(
      db(),
      web(ended(1, { finishedAt: ago(9) })),
      shop(),
      says('web', { [FULL]: 30 }, PEER),
      says('shop', { [FULL]: 30 }, PEER),
      probing(`Readiness probe failed: ${FULL}`),
    ),
  ],
  'error: the probe says so, and callers run': [
    dependencyError,
    join(
      db(),
      web(),
      shop(),
      says('web', { [FULL]: 30 }, PEER),
      says('shop', { [FULL]: 30 }, PEER),
      probing(`Readiness probe failed: ${FULL}`),
    ),
  ],
};

const setFor = (name: string, value: string, port = 5432) =>
  app(name, { container: { ports: [{ containerPort: port }], env: [{ name: 'POSTGRES_USER', value }] } });
const USER = 'psycopg2.OperationalError: FATAL: password authentication failed for user "app"';
const guesses: Cases = {
  'error: the server of the user that is named': [
    dependencyError,
    join(
      setFor('one', 'app'),
      setFor('two', 'other'),
      setFor('three', 'app', 80),
      app('web'),
      says('web', { [USER]: 30 }),
    ),
  ],
  'error: two servers of the user that is named': [
    dependencyError,
    join(setFor('one', 'app'), setFor('two', 'app'), app('web'), says('web', { [USER]: 30 })),
  ],
  'error: the only server of that port': [
    dependencyError,
    join(db(), serving('cart'), app('web'), says('web', { [`psycopg2.OperationalError: ${FULL}`]: 30 })),
  ],
  'error: one of two servers of that port, whose log says so': [
    dependencyError,
    join(
      db(),
      serving('db2', 5432),
      app('web'),
      says('web', { [`psycopg2.OperationalError: ${FULL}`]: 30 }),
      says('db2', { [FULL]: 5 }),
    ),
  ],
  'error: in words of its own, which its log has as well': [
    dependencyError,
    join(
      serving('ledger', 9000),
      calling('web', ['ledger:9000']),
      says('web', { [`request failed: ${OWN}`]: 30 }, [], served(100, 30)),
      says('ledger', { [OWN]: 44 }),
    ),
  ],
  'error: in words of its own, of one of two callers': [
    dependencyError,
    join(
      serving('ledger', 9000),
      calling('web', ['ledger:9000']),
      calling('shop', ['ledger:9000']),
      says('web', { [`request failed: ${OWN}`]: 30 }, [], served(100, 30)),
      says('shop', {}, [], served(100)),
      says('ledger', { [OWN]: 44 }),
    ),
  ],
  'error: in words of its own, and requests succeed': [
    dependencyError,
    join(
      serving('ledger', 9000),
      calling('web', ['ledger:9000']),
      says('web', { [`request failed: ${OWN}`]: 30 }, [], served(100)),
      says('ledger', { [OWN]: 44 }),
    ),
  ],
  'error: passed on along a chain': [
    dependencyError,
    join(
      serving('ledger', 9000),
      serving('api', 80, {}),
      calling('api', ['ledger:9000']),
      calling('web', ['api:80']),
      says('web', { [`upstream: ${OWN}`]: 30 }, [], served(100, 30)),
      says('api', { [`request failed: ${OWN}`]: 30 }, [], served(100, 30)),
      says('ledger', { [OWN]: 44 }),
    ),
  ],
};

const row = (more: Readonly<Record<string, string>>) => more;
const asking = (...rows: readonly Readonly<Record<string, string>>[]) =>
  join(app('store'), calling('web', ['store:5432']), {
    services: [service('store')],
    dependencystate: [
      { dependency: 'Store', asked: 'its numbers', from: 'pod store-0', rows },
      {
        dependency: 'Unknown',
        asked: 'its numbers',
        from: 'pod x',
        rows: [{ connections: '9', max_connections: '9' }],
      },
    ],
  });
const known = {
  dependencies: [
    { name: 'Other', kind: 'cache', service: 'gone', port: 6379 },
    { name: 'Store', kind: 'database', service: 'store', port: 5432 },
  ],
};
const states: Cases = {
  ...each(
    [
      row({ connections: '95', max_connections: '100' }),
      row({ connections: '94', max_connections: '100' }),
      row({ connections: '95', max_connections: '0' }),
      row({ waiting_for_lock: '5', idle_in_transaction: '7' }),
      row({ waiting_for_lock: '4' }),
      row({ error: FULL }),
      row({ error: NO_ROOM }),
      row({ error: STARTING }),
      row({ error: READ_ONLY }),
      row({ error: AUTH }),
      row({ rdb_last_bgsave_status: 'err' }),
    ],
    (one) => [`asked: ${JSON.stringify(one)}`, [dependencyState, asking(one), {}, {}, known]],
  ),
  'asked: two rows, of all at once': [
    dependencyState,
    asking(
      { connections: '99', max_connections: '100', waiting_for_lock: '6', error: FULL },
      { connected_clients: '9', maxclients: '9' },
    ),
    {},
    {},
    known,
  ],
  'asked: by a selector': [
    dependencyState,
    { ...asking({ connections: '99', max_connections: '100' }), services: [] },
    {},
    {},
    { dependencies: [{ name: 'Store', kind: 'database', selector: 'app=store', port: 5432 }] },
  ],
};

export const answered: Cases = { ...several, ...weights, ...guesses, ...states };
