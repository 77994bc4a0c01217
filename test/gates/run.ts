import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle, type SavedBundle } from '../../functions/recordings/bundle-file.ts';
import { INCIDENTS } from '../golden/incidents.ts';
import { caseNames } from '../recorded/paths.ts';
import { triagedCase } from '../recorded/triage-case.ts';
import { bundleOf, playbook } from '../unit/diagnosis/mechanisms/cluster.ts';
import { GATES, type GateName } from './gates.ts';

const USAGE = `usage: npm run gates -- [BUNDLE|FOLDER...]

Holds what must be so of the reasoning, whatever it is about, against the goldens, the recorded cases and the bundles that are
given: no report contradicts itself; a cause rests on what it quotes; what is irrelevant, and what somebody is called,
changes nothing. Prints each breach, and the share of bundles of which each gate holds; exit 1 where there is a breach.
`;

const saved = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => /\.(?:json|json\.gz|bundle)$/.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];

async function* bundles(paths: readonly string[]): AsyncGenerator<readonly [string, SavedBundle]> {
  for (const [name, { parts, target }] of Object.entries(INCIDENTS))
    yield [name, { bundle: bundleOf(parts, target), playbook: playbook() }];
  for (const name of caseNames()) yield [name, (await triagedCase(name)).saved];
  for (const path of paths.flatMap(saved)) yield [path, await readBundle(path)];
}

async function main(paths: readonly string[]): Promise<number> {
  if (paths.some((path) => path.startsWith('-'))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const held = Object.fromEntries(Object.keys(GATES).map((name) => [name, 0])) as Record<GateName, number>;
  let all = 0;
  for await (const [name, one] of bundles(paths)) {
    all += 1;
    for (const [gate, holds] of Object.entries(GATES)) {
      const breaches = holds(one);
      for (const text of breaches) process.stdout.write(`${gate}  ${name}: ${text}\n`);
      if (breaches.length === 0) held[gate as GateName] += 1;
    }
  }
  for (const [gate, count] of Object.entries(held))
    process.stdout.write(`${gate}: holds of ${count} of ${all}\n`);
  return Object.values(held).every((count) => count === all) ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
