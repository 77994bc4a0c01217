import { readFile } from 'node:fs/promises';
import { plainLine, visible } from '../core/plain.ts';
import { checkPlaybook, type PlaybookCheck } from '../core/playbook/check.ts';
import { faultText } from '../core/playbook/fault.ts';
import { playbookJsonSchema } from '../core/playbook/json-schema.ts';
import { nearest } from '../core/playbook/suggest.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

const HELP = `usage: firstnote playbook check FILE...   list all faults of playbooks as FILE:LINE:COLUMN
       firstnote playbook schema          print the JSON schema that editors check playbooks with

exit status: 0 all playbooks are right, 2 one is not, or wrong usage
`;

/** The `firstnote playbook` command. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [verb, ...rest] = argv;
  if (verb === '--help' || verb === '-h' || rest.includes('--help') || rest.includes('-h')) {
    io.stdout(HELP);
    return 0;
  }
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
  const near = nearest(verb ?? '', ['check', 'schema']);
  const hint = near === undefined ? 'say "check FILE..." or "schema"' : `did you mean "${near}"?`;
  throw new UsageError(`${verb === undefined ? 'what to do is missing' : `unknown verb "${verb}"`}; ${hint}`);
}

async function check(files: readonly string[], io: Io): Promise<number> {
  if (files.length === 0) throw new UsageError('which playbook? usage: firstnote playbook check FILE...');
  let wrong = 0;
  for (const file of files) {
    const result = checkPlaybook(await read(file));
    if (!result.ok) wrong += 1;
    (result.ok ? io.stdout : io.stderr)(visible(describe(file, result)));
  }
  return wrong === 0 ? 0 : 2;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const why: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a directory; name the file in it',
      EACCES: 'it may not be read',
    };
    throw new UsageError(`cannot read the playbook ${file}: ${why[code] ?? (code || String(error))}`);
  }
}

function describe(file: string, result: PlaybookCheck): string {
  if (result.ok) return `${file}: right, playbook "${plainLine(result.playbook.name, 100)}"\n`;
  const lines = result.faults.map((fault) => `${faultText(file, fault)}\n`);
  const count = result.faults.length;
  return `${lines.join('')}${file}: ${count} fault${count === 1 ? '' : 's'}\n`;
}
