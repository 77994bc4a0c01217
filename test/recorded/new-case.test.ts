import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run as caseCommand } from '../../functions/cli/case.ts';
import { readBundle, writeBundle } from '../../functions/recordings/bundle-file.ts';
import { redact } from '../../functions/redaction/redact.ts';
import { keptIo } from '../support/io.ts';
import { readScores } from './scores.ts';
import { triagedCase } from './triage-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-case-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What every cluster has by that name, and names that are those of products. */
const PUBLIC =
  /^(?:default|kube-.*|system[-:].*|coredns.*|metrics-server.*|redis|postgres(?:ql)?|nginx|node|kubernetes)$/;
const NAMED = new Set(['name', 'namespace', 'nodeName', 'podIP', 'hostIP', 'clusterIP', 'uid']);
/** Lists of an object whose entries are named in it alone. */
const INNER = new Set([
  'ports',
  'volumes',
  'volumeMounts',
  'env',
  'resources',
  'metrics',
  'projected',
  'sources',
]);

/** Names of objects in a bundle, found without the code that replaces them. */
function namesOf(value: unknown, names = new Set<string>(), within = ''): Set<string> {
  if (Array.isArray(value)) for (const item of value) namesOf(item, names, within);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string' && NAMED.has(key) && !INNER.has(within) && item.length > 2)
        names.add(item);
      namesOf(item, names, key);
    }
  return names;
}

/** Fields with a word of a schema ("events"), whatever somebody calls a Service. */
const OURS = new Set(['subresource', 'collector']);

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (OURS.has(key) ? [] : stringsIn(item)));
};

/** A third of all cases, to stay quick: they are alike in what they name. */
const some = Object.keys(readScores()).filter((_, at) => at % 3 === 0);

describe.each(some)('a case made of %s', (name) => {
  it('keeps the verdict, holds none of the names, and nothing that redaction takes out', async () => {
    const { saved } = await triagedCase(name);
    const [bundle, out] = [join(folder, `${name}.json.gz`), join(folder, name)];
    await writeBundle(bundle, saved);
    const { io, out: printed } = keptIo();
    expect(await caseCommand(['new', bundle, '--out', out], io)).toBe(0);
    expect(printed.stdout).toMatch(
      /^(?:firstnote names no cause, as before\.|[a-z-]+ of \w+\/\S+ \(\w+\))\n/,
    );

    const { bundle: renamed } = await readBundle(join(out, 'bundle.json.gz'));
    const texts = stringsIn(renamed);
    const names = [...namesOf(saved.bundle.evidence)].filter((one) => !PUBLIC.test(one));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((one) => texts.includes(one))).toEqual([]);
    expect([...new Set(texts)].filter((text) => redact(text) !== text)).toEqual([]);
    expect(JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8'))).toEqual({
      why: '',
      causes: [],
      objects: [],
    });
  });
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
    const [name = ''] = Object.keys(readScores());
    const [bundle, out] = [join(folder, `${name}.json.gz`), join(folder, name)];
    await expect(caseCommand(['new', bundle, '--out', out], keptIo().io)).rejects.toThrow(
      'holds a case already',
    );
  });
});
