import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { type Playbook, playbookSchema } from '../core/playbook/playbook.ts';
import { UsageError } from './usage-error.ts';

/** What is assumed of a system that has no playbook. */
export const defaultPlaybook = (namespace: string): Playbook =>
  z.parse(playbookSchema, { version: 1, name: 'default', target: { namespace } });

/** @throws UsageError when the file cannot be read or is no playbook. */
export async function readPlaybook(file: string): Promise<Playbook> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch {
    throw new UsageError(`playbook ${file} cannot be read`);
  }
  const { parse } = await import('yaml');
  const parsed = z.safeParse(playbookSchema, parse(content));
  if (parsed.success) return parsed.data;
  throw new UsageError(`playbook ${file} has faults; see: firstnote playbook check ${file}`);
}
