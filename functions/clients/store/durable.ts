import { randomUUID } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is kept is about a production system: its owner's alone. */
export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Makes a folder and those above it, where they are not there. */
export const makeFolder = (folder: string): Promise<unknown> =>
  mkdir(folder, { recursive: true, mode: FOLDER_MODE });

/**
 * Writes a file beside the one that it is to become, and answers its name. It is on disk when this ends: renamed or
 * linked, it is whole even after a loss of power.
 */
export async function writeBeside(target: string, body: string): Promise<string> {
  await makeFolder(dirname(target));
  const temporary = `${target}.${randomUUID()}~`;
  const file = await open(temporary, 'wx', FILE_MODE);
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
  return temporary;
}

/** Ends when the names in this folder are on disk, too (https://man7.org/linux/man-pages/man2/fsync.2.html). */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
