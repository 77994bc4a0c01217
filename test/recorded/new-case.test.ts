import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run as caseCommand } from '../../functions/cli/case.ts';
import { keptIo } from '../support/io.ts';
import { expectNewCase } from './new-case.ts';
import { readScores } from './scores.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-case-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [first = ''] = Object.keys(readScores());

// `npm run test:whole` takes a third of all cases.
describe.each([first])('a case made of %s', (name) => {
  it('keeps the verdict, holds none of the names, and nothing that redaction takes out', () =>
    expectNewCase(name, folder));
});

describe('firstnote case', () => {
  it.each([
    [[], 'firstnote case new BUNDLE --out CASE'],
    [['old', 'x'], 'firstnote case new BUNDLE --out CASE'],
    [['new', 'x'], 'name the folder to make'],
    [['new', join(folder, 'none.json'), '--out', join(folder, 'none')], 'none.json'],
  ])('%j is refused with the fix', async (argv, sentence) => {
    await expect(caseCommand(argv, keptIo().io)).rejects.toThrow(sentence);
  });

  it('does not write over a case', async () => {
    const [bundle, out] = [join(folder, `${first}.json.gz`), join(folder, first)];
    await expect(caseCommand(['new', bundle, '--out', out], keptIo().io)).rejects.toThrow(
      'holds a case already',
    );
  });
});
