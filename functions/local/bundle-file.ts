import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod/mini';
import { bundleSoFar } from '../actions/bundle-so-far.ts';
import { filesOf } from '../actions/files.ts';
import { directoryStore } from '../clients/store/directory.ts';
import type { Bundle } from '../core/bundle.ts';
import { shellWord } from '../core/command/shell.ts';
import type { Playbook } from '../core/playbook/playbook.ts';
import { playbookSchema } from '../core/playbook/schema.ts';
import { codeOf, messageOf } from './error-text.ts';
import { UsageError } from './usage-error.ts';

/** What a replay needs: the evidence, and the playbook that it was read with. */
export interface SavedBundle {
  readonly bundle: Bundle;
  readonly playbook: Playbook;
}

/** Saves a bundle as JSON, compressed when the file's name ends in .gz. @throws UsageError when it cannot be written. */
export async function writeBundle(file: string, saved: SavedBundle): Promise<void> {
  const json = Buffer.from(`${JSON.stringify(saved)}\n`);
  try {
    await writeFile(file, file.endsWith('.gz') ? await promisify(gzip)(json) : json);
  } catch (error) {
    throw new UsageError(`bundle ${file} cannot be written (${codeOf(error) || messageOf(error)})`);
  }
}

const text = z.string();
/** The frame of a saved bundle; the evidence in it was read through lenient schemas before it was saved. */
const frame = z.object({
  bundle: z.object({
    version: z.literal('1'),
    generatedAt: text,
    target: z.object({ cluster: text, namespace: text }),
    window: z.object({ from: text, to: text }),
    evidence: z.record(text, z.object({ collector: text, status: text, detail: text })),
    timings: z.record(text, z.number()),
  }),
  playbook: playbookSchema,
});

/**
 * A saved bundle, or the folder of an occurrence as the store has it: its plan and what was collected for it.
 * @throws UsageError when it cannot be read or holds no bundle.
 */
export async function readBundle(file: string): Promise<SavedBundle> {
  const folder = await stat(file).catch(() => undefined);
  if (folder?.isDirectory()) return readOccurrence(resolve(file));
  let parsed: unknown;
  try {
    const content = await readFile(file);
    // The magic number of gzip (RFC 1952, 2.3.1).
    const json = content[0] === 0x1f && content[1] === 0x8b ? await promisify(gunzip)(content) : content;
    parsed = JSON.parse(json.toString('utf8'));
  } catch (error) {
    throw new UsageError(`bundle ${file} cannot be read (${codeOf(error) || 'not JSON'})`);
  }
  if (!z.safeParse(frame, parsed).success)
    throw new UsageError(
      `${file} holds no evidence; save it with: firstnote triage --bundle ${shellWord(file)}`,
    );
  return parsed as SavedBundle;
}

async function readOccurrence(folder: string): Promise<SavedBundle> {
  const files = filesOf(directoryStore(dirname(folder)), basename(folder));
  const none = new UsageError(`${folder} is no folder of an occurrence: it lacks plan.json or edition.json`);
  const [plan, edition] = await Promise.all([files.readPlan(), files.readEdition()]).catch(() => {
    throw none;
  });
  if (plan === undefined || edition?.report === undefined) throw none;
  const bundle = await bundleSoFar(files, plan, 'before', {
    generatedAt: edition.report.generatedAt,
    logsDue: edition.state !== 'first version',
  });
  if (bundle === undefined)
    throw new UsageError(`${folder} holds no evidence: evidence-before-fast.json is missing`);
  return { bundle, playbook: plan.playbook };
}
