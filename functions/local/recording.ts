import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { codeOf, messageOf } from './error-text.ts';
import { UsageError } from './usage-error.ts';

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

/** @throws UsageError when the file cannot be read or is no recording. */
export async function readRecording(file: string): Promise<Recording> {
  let parsed: unknown;
  try {
    parsed = JSON.parse((await promisify(gunzip)(await readFile(file))).toString('utf8'));
  } catch (error) {
    throw new UsageError(`recording ${file} cannot be read (${codeOf(error) || 'no gzip JSON'})`);
  }
  if (typeof parsed !== 'object' || parsed === null || !('lists' in parsed) || !('recordedAt' in parsed))
    throw new UsageError(`${file} is no recording; make one with: firstnote record`);
  return parsed as Recording;
}
