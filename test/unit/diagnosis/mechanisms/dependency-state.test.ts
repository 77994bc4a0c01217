import { describe, expect, it } from '@jest/globals';
import { dependencyState } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-state.ts';
import { buildView } from '../../../../functions/diagnosis/view/view.ts';
import { written } from '../../../support/written.ts';
import { app, bundleOf, join, playbook, service, short } from './cluster.ts';

const dependencies = [{ name: 'Store', kind: 'database', service: 'store', port: 5432 }];
const asked = (row: Record<string, string>) => {
  const state = { dependency: 'Store', asked: 'its numbers', from: 'pod store-0', rows: [row] };
  const parts = join(app('store'), { services: [service('store')], dependencystate: [state] });
  const view = buildView(bundleOf(parts), playbook({ dependencies }));
  return written(dependencyState.analyze(view), view.now);
};

describe('dependency-state', () => {
  it.each([
    [{ connections: '98', max_connections: '100' }, '98 of 100 connections are in use'],
    [{ Threads_connected: '151', max_connections: '151' }, '151 of 151 connections are in use'],
    [{ connected_clients: '10000', maxclients: '10000' }, '10000 of 10000 connections are in use'],
    [{ rdb_last_bgsave_status: 'err' }, 'it cannot save to disk, and refuses writes (MISCONF)'],
    [
      { error: 'psql: FATAL: sorry, too many clients already' },
      'it refuses: "psql: FATAL: sorry, too many clients already"',
    ],
  ])('says of %o: %s', (row, title) => {
    const found = asked(row);
    expect(short(found)).toEqual(['dependency-error Deployment/store strong']);
    expect(found[0]?.title).toBe(title);
  });

  it('says that sessions wait for a lock', () => {
    expect(short(asked({ connections: '20', max_connections: '100', waiting_for_lock: '9' }))).toEqual([
      'slow-dependency Deployment/store strong',
    ]);
  });

  it('says nothing of numbers far from their limits', () => {
    expect(asked({ connections: '20', max_connections: '100', waiting_for_lock: '0' })).toEqual([]);
  });

  it('does not take a replica that is full by design for a full one: it may evict', () => {
    expect(asked({ used_memory: '100', maxmemory: '100', maxmemory_policy: 'allkeys-lru' })).toEqual([]);
  });
});
