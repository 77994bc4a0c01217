import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { shellWord } from '../model/command/shell.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { playbookSchema } from '../playbook/schema.ts';
import { codeOf } from './error-text.ts';
import { UsageError } from './usage-error.ts';

/** What is assumed of a system that has no playbook. */
export const defaultPlaybook = (namespace: string): Playbook =>
  z.parse(playbookSchema, { version: 1, name: 'default', target: { namespace } });

const WHY_UNREAD: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory; name the file in it',
  EACCES: 'it may not be read',
};

/** @throws UsageError that says why the file cannot be read. */
export async function readPlaybookText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = WHY_UNREAD[codeOf(error)] ?? (codeOf(error) || String(error));
    throw new UsageError(`cannot read the playbook ${file}: ${why}`);
  }
}

/** @throws UsageError when the file cannot be read or is no playbook; it names the first fault and its place. */
export async function readPlaybook(file: string): Promise<Playbook> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`playbook ${file} cannot be read (${codeOf(error)})`);
  }
  // Faults are placed with a YAML parser, which only those who have a playbook need to import.
  const { checkPlaybook } = await import('../playbook/check.ts');
  const checked = checkPlaybook(content);
  if (checked.ok) return checked.playbook;
  const [first] = checked.faults;
  const path = first === undefined || first.path === '' ? '' : `${first.path}: `;
  const place = first === undefined ? '' : `:${first.line}:${first.column}: ${path}${first.message}`;
  const others =
    checked.faults.length > 1
      ? ` (and ${checked.faults.length - 1} more: firstnote playbook check ${shellWord(file)})`
      : '';
  throw new UsageError(`${file}${place}${others}`);
}
