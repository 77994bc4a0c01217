import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { CAUSES, GUIDES } from '../../../../functions/diagnosis/causes/index.ts';
import { ANALYZERS } from '../../../../functions/diagnosis/mechanisms/index.ts';
import { CAUSE_IDS } from '../../../../functions/model/cause.ts';
import { causesDocument } from '../../../support/causes-document.ts';
import { RUNBOOK } from '../../../support/runbook-coverage.ts';

const FILE = new URL('../../../../docs/causes.md', import.meta.url);

describe('docs/causes.md', () => {
  it('is what the registry says', async () => {
    if (process.env.UPDATE_GOLDEN) await writeFile(FILE, causesDocument());
    expect(await readFile(FILE, 'utf8')).toBe(causesDocument());
  });

  it('has an analyzer for every cause that can be named', () => {
    const named = new Set<string>(ANALYZERS.flatMap(({ causes }) => [...causes]));
    expect(CAUSE_IDS.filter((id) => !named.has(id))).toEqual([]);
  });

  it('names steps that the runbook has', () => {
    const steps = new Set(RUNBOOK.map(({ step }) => step));
    const unknown = CAUSE_IDS.flatMap((id) => GUIDES[id].runbook.filter((step) => !steps.has(step)));
    expect(unknown).toEqual([]);
  });

  it('say of a symptom what brings it about, and of nothing else', () => {
    expect(CAUSE_IDS.filter((id) => CAUSES[id].isSymptom !== (GUIDES[id].symptomOf !== null))).toEqual([]);
  });
});
