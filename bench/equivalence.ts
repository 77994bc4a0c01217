import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../functions/model/bundle.ts';
import type { Playbook } from '../functions/playbook/playbook.ts';
import { readBundle } from '../functions/recordings/bundle-file.ts';
import { buildReport } from '../functions/triage/build-report.ts';
import { renderNote } from '../functions/writing/note/note.ts';
import { renderPage } from '../functions/writing/page/page.ts';
import { INCIDENTS } from '../test/golden/incidents.ts';
import { generatedBundle } from '../test/support/generated-bundles.ts';
import { contextOf } from '../test/support/report.ts';
import { busyShop } from '../test/unit/diagnosis/mechanisms/busy-shop.ts';
import { bundleOf, playbook } from '../test/unit/diagnosis/mechanisms/cluster.ts';

const USAGE = `usage: npm run equivalence -- write|compare FILE [--seeds N] [BUNDLE|FOLDER...]

write   keeps the SHA-256 of report, note and page of every golden, generated and given bundle in FILE
compare makes them again and names each bundle that another checkout's FILE has otherwise; exit 1 where there is one
`;

/** Bundles out of seeds, unless told otherwise. */
const SEEDS = 10_000;
/** More of them help nobody. */
const MAX_NAMED = 20;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A line a bundle: its name, and what its report, note and page hash to. */
function lineOf(name: string, bundle: Bundle, used: Playbook): string {
  const report = buildReport(bundle, used);
  const context = contextOf({ playbook: used });
  const hashes = [JSON.stringify(report), renderNote(report, context), renderPage(report, context)].map(
    sha256,
  );
  return [name, ...hashes].join(' ');
}

const saved = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => /\.(?:json|json\.gz|bundle)$/.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];

async function linesOf(seeds: number, paths: readonly string[]): Promise<readonly string[]> {
  const lines = [
    ...Object.entries(INCIDENTS).map(([name, { parts, target }]) =>
      lineOf(name, bundleOf(parts, target), playbook()),
    ),
    lineOf('busy-shop', bundleOf(busyShop), playbook()),
  ];
  for (const path of paths.flatMap(saved)) {
    const { bundle, playbook: used } = await readBundle(path);
    lines.push(lineOf(path, bundle, used));
  }
  for (let seed = 0; seed < seeds; seed += 1) {
    const { bundle, playbook: used } = generatedBundle(seed);
    lines.push(lineOf(`seed-${seed}`, bundle, used));
  }
  return lines;
}

/** What differs between two files of lines, with what: "seed-17: note, page". */
function differences(before: readonly string[], after: readonly string[]): readonly string[] {
  const known = new Map(before.map((line) => [line.split(' ')[0], line.split(' ').slice(1)]));
  return after.flatMap((line) => {
    const [name = '', ...hashes] = line.split(' ');
    const old = known.get(name);
    if (old === undefined) return [`${name}: not in the file`];
    const parts = ['report', 'note', 'page'].filter((_, index) => old[index] !== hashes[index]);
    return parts.length === 0 ? [] : [`${name}: ${parts.join(', ')}`];
  });
}

async function main(argv: readonly string[]): Promise<number> {
  const at = argv.indexOf('--seeds');
  const seeds = at < 0 ? SEEDS : Number(argv[at + 1]);
  const words = at < 0 ? argv : argv.filter((_, index) => index !== at && index !== at + 1);
  const [verb = '', file, ...paths] = words;
  if (file === undefined || !['write', 'compare'].includes(verb) || !Number.isSafeInteger(seeds)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const lines = await linesOf(seeds, paths);
  if (verb === 'write') {
    writeFileSync(file, `${lines.join('\n')}\n`);
    process.stdout.write(`${lines.length} bundles\n`);
    return 0;
  }
  const found = differences(readFileSync(file, 'utf8').trim().split('\n'), lines);
  for (const text of found.slice(0, MAX_NAMED)) process.stdout.write(`${text}\n`);
  process.stdout.write(`${found.length} of ${lines.length} bundles differ\n`);
  return found.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
