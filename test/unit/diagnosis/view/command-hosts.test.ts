import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commandHosts } from '../../../../functions/diagnosis/view/command-hosts.ts';
import { character } from '../../../support/character.ts';
import { app, join, service, viewOf } from '../mechanisms/cluster.ts';

const hosts = (script: string) =>
  commandHosts({ command: ['sh', '-c', script], args: [] }).map(
    ({ host, port }) => `${host}${port ? `:${port}` : ''}`,
  );

describe('the hosts of a command line', () => {
  it.each([
    ['until nslookup timetable >/dev/null; do sleep 2; done', ['timetable']],
    ['until nc -z -w 2 db 5432; do echo waiting for db; done', ['db:5432']],
    ['pg_isready -U app -h pg.shop.svc -p 5432', ['pg.shop.svc']],
    ['redis-cli -a secret -h cache ping', ['cache']],
    ['mysqladmin ping -h mysql --silent', ['mysql']],
    ['while ! curl -sf http://auth:8080/ready; do sleep 1; done', ['auth:8080']],
    ['serve --redis=cache:6379 --from=10:30:00 --log=info', ['cache:6379']],
    ['echo "done at 12:30"', []],
  ])('%s', (script, expected) => expect(hosts(script)).toEqual(expected));

  it('throws at nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: character })), (args) => {
        commandHosts({ command: [], args });
      }),
    );
  });
});

describe('the call graph', () => {
  it('knows a caller by its command, and by what its init containers wait for', () => {
    const parts = join(
      app('cart', { container: { args: ['--db', 'orders-db:5432'] } }),
      app('shop', {
        spec: {
          initContainers: [{ name: 'wait', command: ['sh', '-c', 'until nc -z orders-db 5432; do :; done'] }],
        },
      }),
      app('orders-db'),
      { services: [service('orders-db')] },
    );
    const view = viewOf(parts);
    const db = { kind: 'Deployment', namespace: 'shop', name: 'orders-db' };
    expect(view.calls.callersOf(db).map(({ name }) => name)).toEqual(['cart', 'shop']);
  });
});
