import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFailure } from '../../functions/local/error-text.ts';
import { Breach } from './target.ts';

/** A file that is written anew for each attempt. */
export function scratchFile() {
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-fuzz-'));
  const path = join(folder, 'file');
  return {
    path,
    write: (content: string | Uint8Array): void => writeFileSync(path, content),
    remove: (): void => rmSync(folder, { recursive: true }),
  };
}

/** Runs what reads a file as the command line would. @throws Breach where its user would see more than one sentence. */
export async function asCommand(work: () => Promise<unknown>): Promise<void> {
  let shown = '';
  try {
    await work();
  } catch (error) {
    reportFailure(error, { stderr: (text) => (shown += text) });
  }
  if (shown.trimEnd().includes('\n')) throw new Breach('stack', shown);
}
