import { describe, expect, it } from '@jest/globals';
import type { Layout } from './layout.ts';
import { misreadings } from './misreadings.ts';
import { SERVERS } from './servers.ts';
import { TABLE } from './table.ts';

for (const [group, layouts] of Object.entries(TABLE))
  describe(`layouts of ${group}`, () => {
    for (const layout of layouts)
      it(layout.name, () => {
        expect(misreadings(layout)).toEqual([]);
      });
  });

describe('a misreading', () => {
  const layout = SERVERS[0] as Layout;
  const reads = (expected: Layout['expected']) => misreadings({ ...layout, expected });

  it('of each field is said', () => {
    expect(reads({ level: 'debug', time: null, message: 'x', events: 7, contains: ['y'] })).toHaveLength(5);
    expect(reads({ absent: ['Connection refused'], keeps: ['z'] })).toHaveLength(2);
    expect(reads({ requests: [{ method: 'GET', path: '/', status: 200, ms: 1, client: 'c' }] })).toHaveLength(
      3,
    );
  });
});
