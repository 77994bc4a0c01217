import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { causesDocument } from '../../../functions/analyzers/guide/document.ts';
import { ANALYZERS } from '../../../functions/analyzers/index.ts';
import { CAUSE_IDS } from '../../../functions/core/cause.ts';

const FILE = new URL('../../../docs/causes.md', import.meta.url);

describe('docs/causes.md', () => {
  it('is what the registry says', async () => {
    if (process.env.UPDATE_GOLDEN) await writeFile(FILE, causesDocument());
    expect(await readFile(FILE, 'utf8')).toBe(causesDocument());
  });

  it('has an analyzer for every cause that can be named', () => {
    const named = new Set<string>(ANALYZERS.flatMap(({ causes }) => [...causes]));
    expect(CAUSE_IDS.filter((id) => !named.has(id))).toEqual([]);
  });
});
