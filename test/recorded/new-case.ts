import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { run as caseCommand } from '../../functions/cli/case.ts';
import { readBundle, writeBundle } from '../../functions/recordings/bundle-file.ts';
import { redact } from '../../functions/redaction/redact.ts';
import { keptIo } from '../support/io.ts';
import { triagedCase } from './triage-case.ts';

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
  'resource',
  'containerResource',
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

/** Expects of the case that `firstnote case new` makes of a recorded one, in a folder, all that it must be. */
export async function expectNewCase(name: string, folder: string): Promise<void> {
  const { saved } = await triagedCase(name);
  const [bundle, out] = [join(folder, `${name}.json.gz`), join(folder, name)];
  await writeBundle(bundle, saved);
  const { io, out: printed } = keptIo();
  expect(await caseCommand(['new', bundle, '--out', out], io)).toBe(0);
  expect(printed.stdout).toMatch(/^(?:firstnote names no cause, as before\.|[a-z-]+ of \w+\/\S+ \(\w+\))\n/);

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
}
