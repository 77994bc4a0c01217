import { defined } from '../model/present.ts';
import { checkPlaybook } from './check.ts';
import { type Fault, pathText, placeText } from './fault.ts';
import { inStore, type Member, overlaps } from './overlaps.ts';
import type { Playbook } from './playbook.ts';

export interface PlaybookFile {
  readonly file: string;
  readonly text: string;
}

/** A file of an installation's playbooks, checked alone and beside the others. */
export interface CheckedFile {
  readonly file: string;
  /** What the playbook is called, where that much can be read. */
  readonly name?: string;
  /** undefined when there are faults. */
  readonly playbook?: Playbook;
  readonly faults: readonly Fault[];
}

/**
 * Checks the playbooks of an installation: each file, and what they do to one another. `stored` are playbooks that are
 * there already and stay, `clusters` those of the environment.
 */
export function checkPlaybookFiles(
  files: readonly PlaybookFile[],
  {
    clusters,
    stored = [],
  }: { readonly clusters?: readonly string[]; readonly stored?: readonly Playbook[] } = {},
): CheckedFile[] {
  const checked = files.map(({ file, text }) => ({ file, check: checkPlaybook(text) }));
  const right = checked.flatMap(({ file, check }) => (check.ok ? [{ file, ...check }] : []));
  const members = right.map(
    ({ file, playbook, placeOf }): Member => ({
      playbook,
      where: (path) => placeText(file, placeOf(path)),
      stored: false,
    }),
  );
  const found = overlaps([...stored.map(inStore), ...members], clusters);
  return checked.map(({ file, check }) => {
    if (!check.ok) return { file, faults: check.faults, ...defined({ name: check.name }) };
    const { playbook, placeOf } = check;
    const faults = found
      .filter(({ member }) => member.playbook === playbook)
      .map(({ path, message }) => ({ ...placeOf(path), path: pathText(path), message }));
    return { file, name: playbook.name, faults, ...(faults.length === 0 ? { playbook } : {}) };
  });
}
