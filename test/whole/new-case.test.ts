import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from '@jest/globals';
import { expectNewCase } from '../recorded/new-case.ts';
import { readScores } from '../recorded/scores.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-case-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A third of all cases: they are alike in what they name. `npm test` makes the first. */
const some = Object.keys(readScores()).filter((_, at) => at > 0 && at % 3 === 0);

describe.each(some)('a case made of %s', (name) => {
  it('keeps the verdict, holds none of the names, and nothing that redaction takes out', () =>
    expectNewCase(name, folder));
});
