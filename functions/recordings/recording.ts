import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import * as z from 'zod/mini';
import { messageOf } from '../local/error-text.ts';
import { readUntrustedJson } from '../local/untrusted-json.ts';
import { UsageError } from '../local/usage-error.ts';

/** One container's log as text, redacted, each line with the API's RFC 3339 time stamp before it. */
export interface RecordedLog {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous: boolean;
  readonly text: string;
}

/** What a Kubernetes API answered to every list, or the status that it refused with. */
export type RecordedList =
  | { readonly items: readonly unknown[] }
  | { readonly status: 403 | 404 | 500; readonly message: string };

/** What a cluster's API answered once, redacted; served again by the recording server. */
export interface Recording {
  readonly version: 1;
  /** RFC 3339 UTC: triage it with `--at` this time. */
  readonly recordedAt: string;
  readonly cluster: string;
  readonly namespace: string;
  /** By path below the API's root: "api/v1/pods", "apis/apps/v1/deployments". */
  readonly lists: Readonly<Record<string, RecordedList>>;
  readonly logs: readonly RecordedLog[];
}

/** Saves a recording as gzip JSON. @throws UsageError when it cannot be written. */
export async function writeRecording(file: string, recording: Recording): Promise<void> {
  try {
    await writeFile(file, await promisify(gzip)(JSON.stringify(recording), { level: 9 }));
  } catch (error) {
    throw new UsageError(`${file} cannot be written (${messageOf(error)})`);
  }
}

const text = z.string();
const shape = z.looseObject({
  recordedAt: text.check(z.refine((value) => Number.isFinite(Date.parse(value)))),
  cluster: text,
  namespace: text,
  lists: z.record(
    text,
    z.union([
      z.object({ items: z.array(z.looseObject({})) }),
      z.object({ status: z.literal([403, 404, 500]), message: text }),
    ]),
  ),
  logs: z.array(z.object({ namespace: text, pod: text, container: text, previous: z.boolean(), text })),
});

/** @throws UsageError when the file cannot be read or is no recording. */
export async function readRecording(file: string): Promise<Recording> {
  const parsed = await readUntrustedJson('recording', file);
  if (!z.safeParse(shape, parsed).success)
    throw new UsageError(`${file} is no recording; make one with: firstnote record`);
  return parsed as Recording;
}
