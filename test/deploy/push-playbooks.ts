import { readFile } from 'node:fs/promises';
import { INDEX_KEY } from '../../functions/contracts/store.ts';
import { checkPlaybook } from '../../functions/core/playbook/check.ts';
import { indexText, playbookChecksum, playbookId } from '../../functions/core/playbook/compiled.ts';
import { openStore } from '../../functions/runtime/open-store.ts';

/** Puts files of test/deploy/playbooks into a stack's store, in place of what was there. */
export async function pushPlaybooks(bucket: string, files: readonly string[]): Promise<void> {
  const entries = await Promise.all(files.map(entryOf));
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
