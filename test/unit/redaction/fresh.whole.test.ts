import { describe, expect, it } from '@jest/globals';
import { Random } from '../../../bench/random.ts';
import { redact, redactArguments } from '../../../functions/redaction/redact.ts';
import { plantEverywhere } from './channels.ts';
import { FRESH_KINDS } from './fresh-kinds.ts';
import { freshLines } from './fresh-lines.ts';
import { leaksIn } from './leaks.ts';
import { SECRET_KINDS } from './secret-kinds.ts';
import { THIRD_KINDS } from './third-kinds.ts';
import { UNSEEN_KINDS } from './unseen-kinds.ts';

const KINDS = { ...FRESH_KINDS, ...THIRD_KINDS };
/**
 * What nothing tells from an ordinary word, since no name stands before it and it has no shape; an arrow that a URL
 * encodes, and a table's row that reads like a log's own columns. docs/security.md says so.
 */
const COME_THROUGH = ['arrow sign', 'masked by nobody', 'net use', 'sp_addlogin', 'table row', 'tf variable'];

describe('secrets of a second and third set that no rule was written on', () => {
  it('are none of the others', () => {
    const names = Object.keys(KINDS);
    expect(names.length).toBe(188 + 59);
    expect(names.filter((name) => name in SECRET_KINDS || name in UNSEEN_KINDS)).toEqual([]);
  });
  it('come through nowhere, but for those of which nothing tells', async () => {
    const { planted, outputs } = await plantEverywhere(KINDS);
    expect(planted.length).toBeGreaterThan(14_000);
    const leaks = leaksIn(planted, outputs);
    const odd = leaks.filter(({ kind }) => !COME_THROUGH.includes(kind));
    expect(
      odd.map(({ kind, channel, output, secret }) => `${kind} in ${channel} into ${output}: ${secret}`),
    ).toEqual([]);
    expect([...new Set(leaks.map(({ kind }) => kind))].sort()).toEqual(COME_THROUGH);
  });
});

describe('ordinary lines about tokens, keys and passwords', () => {
  const lines = freshLines(new Random(20261129));
  it('come through byte for byte', () => {
    expect(new Set(lines).size).toBeGreaterThan(300);
    expect(lines.map((line) => redact(line))).toEqual(lines);
  });
  it('come through byte for byte as a command line', () => {
    const words = lines.map((line) => line.split(' '));
    expect(words.map((line) => redactArguments(line))).toEqual(words);
  });
});
