import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, Io } from '../local/io.ts';
import { parseOptions } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';
import type { Cause } from '../model/report.ts';
import { readBundle, type SavedBundle, writeBundle } from '../recordings/bundle-file.ts';
import { type ShareableCase, shareableCase } from '../recordings/case/new-case.ts';
import { differenceOf, verdictOf } from '../recordings/case/verdict.ts';
import { buildReport } from '../triage/build-report.ts';

const HELP = `usage: firstnote case new BUNDLE|FOLDER --out CASE

Makes a case of an incident that can be shared: CASE/bundle.json.gz, the evidence under other names and redacted once
more, and CASE/truth.json, in which you write down what was broken. What firstnote says of it stays the same, or no case
is made. "npm run score -- CASE" says how it judges the case.

Replaced, the same by the same: namespaces, workloads, pods, nodes, hosts, images, users, addresses, UIDs, ids of a cloud.
Kept: times, figures, names of products, the words of log lines. Read it before you publish it.
`;

/** What a truth is before somebody has written it: test/recorded/truth.ts refuses it as it is. */
const EMPTY_TRUTH = { why: '', causes: [], objects: [] };

const causesOf = ({ bundle, playbook }: SavedBundle): readonly Cause[] =>
  buildReport(bundle, playbook).causes;

/** The causes that were named, and how the objects that a truth may name are called now. */
function summary(original: SavedBundle, { renaming }: ShareableCase, causes: readonly Cause[]): string {
  const { namespace } = original.bundle.target;
  const kinds = { deployments: 'Deployment', statefulsets: 'StatefulSet', daemonsets: 'DaemonSet' };
  const others = { cronjobs: 'CronJob', services: 'Service', configmaps: 'ConfigMap', secrets: 'Secret' };
  const objects = Object.entries({ ...kinds, ...others }).flatMap(([collector, kind]) => {
    const data = original.bundle.evidence[collector as 'services']?.data ?? [];
    return data
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map(({ metadata: { name } }) => `  ${kind}/${name} is ${kind}/${renaming.text(name)}`);
  });
  return [
    ...(causes.length === 0 ? ['firstnote names no cause, as before.'] : causes.map(verdictOf)),
    ...objects,
    '',
  ].join('\n');
}

async function write(folder: string, saved: SavedBundle): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(() => {
    throw new UsageError(`${folder} cannot be made`);
  });
  await writeBundle(join(folder, 'bundle.json.gz'), saved);
  await writeFile(join(folder, 'truth.json'), `${JSON.stringify(EMPTY_TRUTH, null, 2)}\n`);
}

async function newCase(file: string, folder: string, io: Io): Promise<number> {
  if (existsSync(join(folder, 'truth.json')))
    throw new UsageError(`${folder} holds a case already; name another folder`);
  const original = await readBundle(file);
  const made = shareableCase(original);
  const before = made.renaming.value(causesOf(original));
  const differs = differenceOf(before, causesOf(made.saved));
  if (differs !== undefined)
    throw new UsageError(
      `no case is made of ${file}: ${differs}. A name in it must mean something to a rule`,
    );
  await write(folder, made.saved);
  io.stdout(summary(original, made, before));
  io.stderr(
    `now write down in ${join(folder, 'truth.json')} what was broken, and read ${folder} before you share it\n`,
  );
  return 0;
}

/** `firstnote case`. */
export const run: Command = async (argv, io) => {
  const { values, positionals } = parseOptions(
    'case',
    argv,
    { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    { maxPositionals: 2 },
  );
  if (values.help) {
    io.stdout(HELP);
    return 0;
  }
  const [what, file] = positionals;
  if (what !== 'new' || file === undefined)
    throw new UsageError('say what to make a case of: firstnote case new BUNDLE --out CASE');
  if (values.out === undefined) throw new UsageError('name the folder to make: --out CASE');
  return newCase(file, values.out, io);
};
