import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { buildReport } from '../../functions/triage/build-report.ts';
import { INCIDENTS } from '../golden/incidents.ts';
import { generatedBundle } from '../support/generated-bundles.ts';
import { reportJsonSchema } from '../support/report-schema.ts';
import { busyShop } from '../unit/diagnosis/mechanisms/busy-shop.ts';
import { bundleOf, playbook } from '../unit/diagnosis/mechanisms/cluster.ts';

const FILE = new URL('../../docs/report.schema.json', import.meta.url);
const GENERATED = 40;

const reports = [
  ...Object.values(INCIDENTS).map(({ parts, target }) => buildReport(bundleOf(parts, target), playbook())),
  buildReport(bundleOf(busyShop), playbook(), { explain: true }),
  ...Array.from({ length: GENERATED }, (_, seed) => {
    const { bundle, playbook: used } = generatedBundle(seed);
    return buildReport(bundle, used);
  }),
];

if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, reportJsonSchema());

describe('docs/report.schema.json', () => {
  it('is what the schema says', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(reportJsonSchema());
  });

  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(FILE, 'utf8')));

  it('holds of every report, with a ranking too', () => {
    for (const report of reports) {
      validate(JSON.parse(JSON.stringify(report)));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it('is broken by a field that is missing, unknown or of another type', () => {
    const [report] = reports;
    const { headline: _, ...without } = { ...report };
    expect(validate(without)).toBe(false);
    expect(validate({ ...report, surprise: 1 })).toBe(false);
    expect(validate({ ...report, causes: 'none' })).toBe(false);
    expect(validate(report)).toBe(true);
  });
});
