import { link, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBeside } from '../clients/store/durable.ts';
import { codeOf } from '../local/error-text.ts';
import { UsageError } from '../local/usage-error.ts';

/** A process, told from a later one of the same id by when it began. */
interface Holder {
  readonly pid: number;
  /** Clock ticks since the boot; '' where the system does not tell. */
  readonly began: string;
}

/**
 * Keeps a second process out of a folder, and answers how to give it up. A lock whose process is gone, killed or
 * rebooted away, is taken over. It does not see processes of other machines or containers.
 * @throws UsageError when another process has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lock');
  const mine: Holder = { pid: process.pid, began: await beganOf(process.pid) };
  const temporary = await writeBeside(file, JSON.stringify(mine));
  try {
    const holder = await holderOf(file);
    if (holder !== undefined && (await isAlive(holder)))
      throw new UsageError(
        `${folder} is used by another firstnote (process ${holder.pid}); end that one, or give another folder with --state`,
      );
    if (holder !== undefined) await unlink(file);
    await link(temporary, file);
  } finally {
    await unlink(temporary);
  }
  return () => unlink(file);
}

async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { pid: 0, began: '' };
    throw error;
  }
}

async function isAlive({ pid, began }: Holder): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It is there, and somebody else's.
    if (codeOf(error) !== 'EPERM') return false;
  }
  return began === (await beganOf(pid));
}

/** The 22nd field of /proc/PID/stat (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html), '' without one. */
async function beganOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field, a program's name, may hold blanks and brackets.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
