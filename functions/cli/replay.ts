import type { Command } from '../local/io.ts';
import { parseOptions } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { readBundle } from '../recordings/bundle-file.ts';
import { buildReport } from '../triage/build-report.ts';
import { printReport } from './print-report.ts';

const HELP = `usage: firstnote replay BUNDLE|FOLDER [--explain] [--json]

Rebuilds the report from the evidence that "firstnote triage --bundle FILE" saved: the same report, without a cluster.
FOLDER is an occurrence's, as in the installation's bucket.
--explain prints how the causes came to be: each finding, its points, what it gave way to and why.
Commands of the bundle's playbook are printed as its author wrote them, and said to be so: read them before you paste one.
`;

const UNCHECKED = "from the bundle's playbook, not checked";

/** Whoever made the bundle wrote its playbook: the words stand before each of its commands, where no long text cuts them off. */
const withOrigin = (playbook: Playbook): Playbook => ({
  ...playbook,
  actions: playbook.actions.map((action) =>
    action.command === undefined ? action : { ...action, text: `${UNCHECKED}: ${action.text}` },
  ),
});

/** `firstnote replay`. */
export const run: Command = async (argv, io) => {
  const { values, positionals } = parseOptions(
    'replay',
    argv,
    {
      explain: { type: 'boolean' },
      json: { type: 'boolean' },
      alert: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    { maxPositionals: 1 },
  );
  const [file] = positionals;
  if (values.help) {
    io.stdout(HELP);
    return 0;
  }
  if (file === undefined) throw new UsageError('name the bundle to replay; see: firstnote replay --help');
  const { bundle, playbook } = await readBundle(file);
  const json = values.json === true;
  await printReport(
    // Programs get what triage printed, byte for byte; words are for people.
    buildReport(bundle, json ? playbook : withOrigin(playbook), { explain: values.explain === true }),
    { json, alert: values.alert, playbook },
    io,
  );
  return 0;
};
