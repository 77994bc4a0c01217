import { existsSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readBundle } from '../../functions/recordings/bundle-file.ts';
import { readRecording } from '../../functions/recordings/recording.ts';
import { redact } from '../../functions/redaction/redact.ts';
import { contradictionsOf } from '../support/contradictions/index.ts';
import { calibrationTable } from './calibration.ts';
import { caseFiles, caseNames, evidenceOf } from './paths.ts';
import { documentTable, readAccuracy, readDocument, readScores, setsOf } from './scores.ts';
import { type Triaged, triagedCase } from './triage-case.ts';
import { readTruth } from './truth.ts';
import { isWorse, scoreOf } from './verdict.ts';

/** Bytes; a checkout is to stay small, and each case is cloned by everybody. */
const MAX_SET_BYTES = 4 * 1024 * 1024;

const held = readScores();
const cases = caseNames();

const fieldsOf = (value: unknown): string[] => Object.keys(value as object);

/** Every string in a value, however deep. */
const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** All that a case holds, and its Secrets and ConfigMaps. */
async function evidenceIn(name: string) {
  const { recording, bundle } = caseFiles(name);
  if (existsSync(recording)) {
    const all = await readRecording(recording);
    const kept = ['api/v1/secrets', 'api/v1/configmaps'].map((path) => all.lists[path]);
    return { all, lists: kept.map((list) => (list !== undefined && 'items' in list ? list.items : [])) };
  }
  const all = await readBundle(bundle);
  const { secrets, configmaps } = all.bundle.evidence;
  return { all, lists: [secrets?.data ?? [], configmaps?.data ?? []] };
}

describe('the set of recorded cases', () => {
  it('has a held score for each case (npm run score -- --write), and none for a case that is gone', () => {
    expect(Object.keys(held)).toEqual(cases);
  });

  it('is wrong at high nowhere: each case below is no worse than what is held', () => {
    const wrong = Object.entries(held).filter(([, { now }]) => now.verdict === 'wrong at high');
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it('stays small', () => {
    const bytes = cases.reduce((sum, name) => sum + statSync(evidenceOf(name)).size, 0);
    expect(bytes).toBeLessThan(MAX_SET_BYTES);
  });

  it('is scored in the document as it is held', () => {
    expect(readDocument()).toContain(documentTable(held));
  });

  it('is counted by confidence in the document as it is held', () => {
    expect(readAccuracy()).toContain(calibrationTable(setsOf(held)));
  });
});

describe.each(cases)('%s', (name) => {
  let triaged: Promise<Triaged>;
  beforeAll(() => {
    triaged = triagedCase(name);
    return triaged;
  });

  it('names its cause no worse than before', async () => {
    const { report } = await triaged;
    const { verdict, said } = scoreOf(readTruth(name), report);
    const before = held[name]?.now.verdict ?? 'right';
    expect({ said, worse: isWorse(verdict, before) }).toEqual({ said, worse: false });
  });

  it('contradicts neither itself nor its evidence', async () => {
    const { saved } = await triaged;
    expect(contradictionsOf(saved.bundle, saved.playbook)).toEqual([]);
  });

  it('holds nothing that redaction takes out, and of Secrets and ConfigMaps the names of keys alone', async () => {
    const { lists, all } = await evidenceIn(name);
    expect([...new Set(stringsIn(all))].filter((text) => redact(text) !== text)).toEqual([]);
    const fields = lists.flatMap((items) => items.flatMap(fieldsOf));
    expect(fields).toContain('keys');
    expect(fields.filter((field) => ['data', 'stringData', 'binaryData'].includes(field))).toEqual([]);
  });
});
