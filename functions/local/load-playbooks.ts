import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { checkPlaybook } from '../core/playbook/check.ts';
import type { Playbook } from '../core/playbook/playbook.ts';

/**
 * All playbooks of a folder, in the order of their file names.
 * @throws Failure of kind `invalid` that names every faulty file; a folder without playbooks is one, too.
 */
export async function loadPlaybooks(folder: string): Promise<Playbook[]> {
  const files = (await list(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const faults: string[] = [];
  const playbooks: Playbook[] = [];
  for (const file of files) {
    const checked = checkPlaybook(await readFile(join(folder, file), 'utf8'));
    if (checked.ok) playbooks.push(checked.playbook);
    else
      faults.push(
        ...checked.faults.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`),
      );
  }
  faults.push(...repeated(playbooks));
  if (faults.length > 0) throw new Failure('invalid', `playbooks have faults: ${faults.join('; ')}`);
  if (playbooks.length === 0) throw new Failure('invalid', `${folder} holds no playbook (*.yaml)`);
  return playbooks;
}

/** Names and services that two playbooks share: which one answers would be chance. */
function repeated(playbooks: readonly Playbook[]): string[] {
  const names = new Set<string>();
  return playbooks.flatMap(({ name, services }) =>
    [`name "${name}"`, ...services.map((id) => `service ${id}`)].flatMap((claim) => {
      if (names.has(claim)) return [`the ${claim} is in two playbooks`];
      names.add(claim);
      return [];
    }),
  );
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new Failure('invalid', `the playbooks' folder ${folder} cannot be read`, { cause });
  }
}
