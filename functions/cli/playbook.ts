import type { Io } from '../local/io.ts';
import { readPlaybookText } from '../local/read-playbook.ts';
import { UsageError } from '../local/usage-error.ts';
import { checkPlaybook, type PlaybookCheck } from '../playbook/check.ts';
import { faultText } from '../playbook/fault.ts';
import { playbookJsonSchema } from '../playbook/json-schema.ts';
import { nearest } from '../playbook/suggest.ts';
import { plainLine, visible } from '../text/plain.ts';

const HELP = `usage: firstnote playbook check FILE...   list all faults of playbooks as FILE:LINE:COLUMN
       firstnote playbook schema          print the JSON schema that editors check playbooks with
       firstnote playbook push --store STORE [--environment NAME] [FILE...]
                                          check playbooks, and put the valid ones into an installation's store
       firstnote playbook list --store STORE
                                          print what is there: id, version, what each answers for
       firstnote playbook remove --store STORE ID
                                          take one out
       firstnote playbook rollback --store STORE ID [VERSION]
                                          push an earlier version again: the one before, unless you say which

  --store STORE        s3://BUCKET (the stack's output StoreName) or file:///FOLDER
  --environment NAME   of infra/environments/NAME.yaml, in a checkout: its playbooks when no FILE is given, and its
                       clusters to check against

A push takes effect within half a minute, without a deployment. The store keeps the last version of a faulty file. For S3,
credentials and region are those of the AWS command line.

exit status: 0 done, and all playbooks are valid; 1 the store cannot be reached; 2 a playbook is not valid, or wrong usage
`;

/** What reads or writes a store: loaded only then. */
const STORE_VERBS = ['push', 'list', 'remove', 'rollback'] as const;

/** The `firstnote playbook` command. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [verb, ...rest] = argv;
  if (verb === '--help' || verb === '-h' || rest.includes('--help') || rest.includes('-h')) {
    io.stdout(HELP);
    return 0;
  }
  const storeVerb = STORE_VERBS.find((known) => known === verb);
  if (storeVerb !== undefined) return (await import('./playbook-store.ts')).run(storeVerb, rest, io);
  const flag = rest.find((word) => word.startsWith('-'));
  if (flag !== undefined)
    throw new UsageError(`unknown option ${flag}; firstnote playbook --help says what there is`);
  if (verb === 'check') return check(rest, io);
  if (verb === 'schema' && rest.length === 0) {
    io.stdout(playbookJsonSchema());
    return 0;
  }
  if (verb === 'schema')
    throw new UsageError(`"firstnote playbook schema" takes no argument, got "${rest[0]}"`);
  const near = nearest(verb ?? '', ['check', 'schema', ...STORE_VERBS]);
  const hint =
    near === undefined ? 'firstnote playbook --help says what there is' : `did you mean "${near}"?`;
  throw new UsageError(`${verb === undefined ? 'what to do is missing' : `unknown verb "${verb}"`}; ${hint}`);
}

async function check(files: readonly string[], io: Io): Promise<number> {
  if (files.length === 0) throw new UsageError('which playbook? usage: firstnote playbook check FILE...');
  let wrong = 0;
  for (const file of files) {
    const result = checkPlaybook(await readPlaybookText(file));
    if (!result.ok) wrong += 1;
    (result.ok ? io.stdout : io.stderr)(visible(describe(file, result)));
  }
  return wrong === 0 ? 0 : 2;
}

function describe(file: string, result: PlaybookCheck): string {
  if (result.ok) return `${file}: right, playbook "${plainLine(result.playbook.name, 100)}"\n`;
  const lines = result.faults.map((fault) => `${faultText(file, fault)}\n`);
  const count = result.faults.length;
  return `${lines.join('')}${file}: ${count} fault${count === 1 ? '' : 's'}\n`;
}
