import { buildReport } from '../analyzers/build-report.ts';
import { readBundle } from './bundle-file.ts';
import type { Command } from './io.ts';
import { parseOptions } from './options.ts';
import { printReport } from './print-report.ts';
import { UsageError } from './usage-error.ts';

const HELP = `usage: firstnote replay BUNDLE|FOLDER [--json]

Makes the report of evidence that "firstnote triage --bundle FILE" saved: the same report, byte for byte, with no cluster.
FOLDER is that of an occurrence, as the installation's bucket has it.
`;

/** `firstnote replay`. */
export const run: Command = async (argv, io) => {
  const { values, positionals } = parseOptions(
    'replay',
    argv,
    { json: { type: 'boolean' }, alert: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    1,
  );
  const [file] = positionals;
  if (values.help) {
    io.stdout(HELP);
    return 0;
  }
  if (file === undefined) throw new UsageError('name the bundle to replay; see: firstnote replay --help');
  const { bundle, playbook } = await readBundle(file);
  await printReport(
    buildReport(bundle, playbook),
    { json: values.json === true, alert: values.alert, playbook },
    io,
  );
  return 0;
};
