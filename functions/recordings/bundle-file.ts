import { stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import * as z from 'zod/mini';
import { bundleSoFar } from '../actions/bundle-so-far.ts';
import { filesOf } from '../actions/files.ts';
import { directoryStore } from '../clients/store/directory.ts';
import { codeOf, messageOf } from '../local/error-text.ts';
import { readUntrustedJson } from '../local/untrusted-json.ts';
import { UsageError } from '../local/usage-error.ts';
import type { Bundle } from '../model/bundle.ts';
import { shellWord } from '../model/command/shell.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { playbookSchema } from '../playbook/schema.ts';
import { evidenceFrame, hasItsParts, readEvidenceData } from './evidence-shape.ts';

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
/** RFC 3339 with a year of four digits: a time that every clock of ours can hold. */
const time = text.check(
  z.refine((value) => /^\d{4}-\d\d-\d\dT/.test(value) && Number.isFinite(Date.parse(value))),
);
const frame = z.object({
  bundle: z.looseObject({
    version: z.literal('1'),
    generatedAt: time,
    target: z.looseObject({
      cluster: text,
      namespace: text,
      workload: z.optional(z.object({ kind: text, namespace: text, name: text })),
    }),
    window: z.object({ from: time, to: time }),
    at: z.optional(time),
    evidence: z.record(text, evidenceFrame),
    timings: z.record(text, z.number()),
  }),
  playbook: playbookSchema,
});

/** What a stranger says is a bundle, read by schemas; the part that is wrong where it is none. */
function readShape(parsed: unknown): SavedBundle | { readonly wrong: string } {
  const read = z.safeParse(frame, parsed);
  if (!read.success) return { wrong: read.error.issues[0]?.path.join('.') ?? '' };
  const { bundle } = read.data;
  const wrong = Object.entries(bundle.evidence).find(([name, { data }]) => !hasItsParts(name, data));
  if (wrong !== undefined) return { wrong: `bundle.evidence.${wrong[0]}` };
  const evidence = Object.entries(bundle.evidence).map(([name, one]) => [
    name,
    'data' in one ? { ...one, data: readEvidenceData(name, one.data) } : one,
  ]);
  // The schemas above are what the types say; the compiler cannot follow them through names.
  return { ...read.data, bundle: { ...bundle, evidence: Object.fromEntries(evidence) } } as SavedBundle;
}

/**
 * A saved bundle, or the folder of an occurrence as the store has it: its plan and what was collected for it.
 * @throws UsageError when it cannot be read or holds no bundle.
 */
export async function readBundle(file: string): Promise<SavedBundle> {
  const folder = await stat(file).catch(() => undefined);
  if (folder?.isDirectory()) return readOccurrence(resolve(file));
  const saved = readShape(await readUntrustedJson('bundle', file));
  if ('wrong' in saved)
    throw new UsageError(
      `${file} holds no evidence (see ${saved.wrong || 'its beginning'}); save it with: firstnote triage --bundle ${shellWord(file)}`,
    );
  return saved;
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
  const saved = readShape({ bundle, playbook: plan.playbook });
  if ('wrong' in saved) throw new UsageError(`${folder} holds no evidence (see ${saved.wrong})`);
  return saved;
}
