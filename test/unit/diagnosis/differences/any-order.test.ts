import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changedService } from '../../../../functions/diagnosis/mechanisms/differences/changed-service.ts';
import { findingsOf, join, pod, podName } from '../mechanisms/cluster.ts';
import { endpoint, lines, program, repointed, told } from './system.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const { services: _, ...scanner } = program('scanner');
const broken = join(program('api', ['scanner']), scanner, {
  services: [repointed('scanner', 182)],
  logs: [
    told(podName('api'), {
      failed: BAD,
      patterns: [lines('frob of scanner went sideways', BAD, { peers: ['scanner'] })],
      endpoints: [endpoint('/scan', 300, 150), endpoint('/list', 500, 0)],
    }),
  ],
});
type Lists = Readonly<Record<string, readonly unknown[]>>;
const ordered = (parts: Lists) => findingsOf(changedService, parts).map((finding) => JSON.stringify(finding));

/** Objects that have no part in it: quiet programs, and pods that nobody calls. */
const irrelevant = fc
  .array(fc.integer({ min: 0, max: 999 }), { maxLength: 12 })
  .map((numbers) =>
    join(
      {},
      ...[...new Set(numbers)].map((number) =>
        number % 2 === 0 ? program(`quiet-${number}`) : { pods: [pod(`lone-${number}`)] },
      ),
    ),
  );

describe('a comparison', () => {
  it('comes out the same in any order of the evidence, among whatever has no part in it', () => {
    const expected = ordered(broken as Lists);
    expect(expected).toHaveLength(1);
    fc.assert(
      fc.property(irrelevant, fc.infiniteStream(fc.nat()), (more, dice) => {
        const all = join(broken, more) as Lists;
        const shuffled = Object.fromEntries(
          Object.entries(all).map(([name, items]) => [
            name,
            items
              .map((item) => [dice.next().value, item] as const)
              .sort(([a], [b]) => a - b)
              .map(([, item]) => item),
          ]),
        );
        expect(ordered(shuffled)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
