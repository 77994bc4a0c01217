import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPlaybookFiles } from '../playbook/check-files.ts';
import { faultText } from '../playbook/fault.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { UsageError } from './usage-error.ts';

/**
 * All playbooks of a folder, in the order of their file names.
 * @throws UsageError that names every fault with its place; a folder without playbooks is one, too.
 */
export async function loadPlaybooks(folder: string): Promise<Playbook[]> {
  const names = (await list(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const files = await Promise.all(
    names.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })),
  );
  const checked = checkPlaybookFiles(files);
  const faults = checked.flatMap(({ file, faults: own }) => own.map((fault) => faultText(file, fault)));
  if (faults.length > 0)
    throw new UsageError(`playbooks in ${folder} have faults:\n  ${faults.join('\n  ')}`);
  if (checked.length === 0) throw new UsageError(`${folder} holds no playbook (*.yaml)`);
  return checked.flatMap(({ playbook }) => playbook ?? []);
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    throw new UsageError(`the playbooks' folder ${folder} cannot be read`);
  }
}
