import { describe, expect, it } from '@jest/globals';
import { plantEverywhere } from './channels.ts';
import { leaksIn } from './leaks.ts';
import { SECRET_KINDS } from './secret-kinds.ts';
import { UNSEEN_KINDS } from './unseen-kinds.ts';

describe('secrets of kinds that no rule was written on', () => {
  it('are none of the others', () => {
    const names = Object.keys(UNSEEN_KINDS);
    expect(names.length).toBe(57);
    expect(names.filter((name) => name in SECRET_KINDS)).toEqual([]);
  });
  it('come through nowhere', async () => {
    const { planted, outputs } = await plantEverywhere(UNSEEN_KINDS);
    expect(planted.length).toBeGreaterThan(3_000);
    expect(
      leaksIn(planted, outputs).map(({ kind, channel, output }) => `${kind}, in ${channel}, into ${output}`),
    ).toEqual([]);
  });
});
