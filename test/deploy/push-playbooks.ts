import { readFile } from 'node:fs/promises';
import { INDEX_KEY } from '../../functions/contracts/store.ts';
import { checkPlaybook } from '../../functions/playbook/check.ts';
import { indexText, playbookChecksum, playbookId } from '../../functions/playbook/compiled.ts';
import { openStore } from '../../functions/runtime/open-store.ts';

/** What a push left when somebody has altered it since: its checksum does not hold. */
const ALTERED = {
  ...{ id: 'altered', version: 1, pushedAt: '2026-11-25T14:03:20Z', sha256: '0'.repeat(64) },
  playbook: { version: 1, name: 'Altered', services: ['POTHER'], target: { namespace: 'other' } },
};

/** Puts files of test/deploy/playbooks into a stack's store, in place of what was there; with a faulty one beside them. */
export async function pushPlaybooks(
  bucket: string,
  files: readonly string[],
  isOneAltered = false,
): Promise<void> {
  const good = await Promise.all(files.map(entryOf));
  const entries = isOneAltered ? [ALTERED, ...good] : good;
  const store = await openStore(`s3://${bucket}`);
  await store.put(INDEX_KEY, indexText(entries), 'application/json');
}

async function entryOf(file: string) {
  const checked = checkPlaybook(await readFile(new URL(`playbooks/${file}`, import.meta.url), 'utf8'));
  if (!checked.ok) throw new Error(`${file} is wrong: ${JSON.stringify(checked.faults)}`);
  const { playbook } = checked;
  return {
    id: playbookId(playbook.name),
    version: 1,
    pushedAt: new Date().toISOString(),
    sha256: playbookChecksum(playbook),
    playbook,
  };
}
