import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { buildReport } from '../../functions/triage/build-report.ts';
import { bundleOf, playbook } from '../unit/diagnosis/mechanisms/cluster.ts';
import { INCIDENTS } from './incidents.ts';

const FOLDER = new URL('./cases/', import.meta.url);

/** Never update a report to make this pass without understanding why it changed. */
describe('the whole report of an incident', () => {
  it.each(Object.entries(INCIDENTS))('%s', async (name, { parts, target }) => {
    const report = `${JSON.stringify(buildReport(bundleOf(parts, target), playbook()), null, 2)}\n`;
    const file = new URL(`${name}.json`, FOLDER);
    if (process.env.UPDATE_GOLDEN) {
      await mkdir(FOLDER, { recursive: true });
      await writeFile(file, report);
    }
    expect(report).toBe(await readFile(file, 'utf8'));
  });
});
