import { link, open, readdir, readFile, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { FILE_MODE, makeFolder, syncFolder, writeBeside } from '../clients/store/durable.ts';
import type { ExecutionInput } from '../contracts/states.ts';
import { codeOf } from '../local/error-text.ts';
import { tooMuch } from '../local/untrusted-json.ts';
import type { Execution } from '../webhook/execution.ts';

/** An execution that had not ended when its process did. */
export interface Unfinished extends Execution {
  /** RFC 3339 UTC. */
  readonly acceptedAt: string;
  /** The answers of the tasks that were done, by what `answered` was told them under. */
  readonly answers: ReadonlyMap<string, unknown>;
}

/** What must outlive the process: the executions that were accepted, and how far each got. */
export interface Journal {
  /** On disk when it answers. `exists` when the name was used before, whatever became of it: that is on disk, too. */
  accept(execution: Execution, acceptedAt: string): Promise<'accepted' | 'exists'>;
  /** A task was done: after a restart it is not done again. */
  answered(name: string, task: string, answer: unknown): Promise<void>;
  ended(name: string): Promise<void>;
  /** Those that have to go on, in the order in which they were accepted; one that cannot be read keeps no other back. */
  unfinished(): Promise<readonly Unfinished[]>;
}

/** One line of an execution's file. */
type Line =
  | { readonly input: ExecutionInput; readonly acceptedAt: string }
  | { readonly task: string; readonly answer: unknown }
  | { readonly ended: true };

const SUFFIX = '.jsonl';
/** As writeBeside names what is not whole yet. */
const DRAFT = '~';
/** ms: PagerDuty delivers again for 48 h (https://developer.pagerduty.com/docs/webhooks-overview); a name is known for a week. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

const occurrence = z.object({ name: z.string(), incidentId: z.string() });
const escalations = z.array(z.object({ step: z.number(), at: z.string(), name: z.string() }));
/** What must be there for an execution to go on; the rest is for its tasks to judge. */
const firstLine = z.object({
  acceptedAt: z.string(),
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal(['triage', 'lapse']), occurrence, escalations }),
    z.object({ kind: z.literal('recovery'), occurrence, recoverAt: z.string() }),
  ]),
});

/** Bytes of a file: 64 payloads of the size that may pass between states (machine.ts); a life of three calls has some 20. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * The journal in a folder: a file for each execution, to which lines are added. `now` is epoch ms. A file that cannot be
 * read, or that nothing of ours can have written, is left as it is, and `onUnread` told of it ("is larger than ...").
 */
export async function openJournal(
  folder: string,
  now: () => number,
  onUnread: (path: string, why: string) => void = () => {},
): Promise<Journal> {
  await makeFolder(folder);
  const fileOf = (name: string) => join(folder, `${name}${SUFFIX}`);
  const add = async (name: string, line: Line): Promise<void> => {
    const file = await open(fileOf(name), 'a', FILE_MODE);
    try {
      // A line that a dying process left half is ended by this one's first character.
      await file.appendFile(`\n${JSON.stringify(line)}`);
      await file.datasync();
    } finally {
      await file.close();
    }
  };

  return {
    async accept({ name, input }, acceptedAt) {
      const first: Line = { input, acceptedAt };
      const temporary = await writeBeside(fileOf(name), JSON.stringify(first));
      try {
        await link(temporary, fileOf(name));
        return 'accepted';
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
        return 'exists';
      } finally {
        await unlink(temporary);
        await syncFolder(folder);
      }
    },
    answered: (name, task, answer) => add(name, { task, answer }),
    ended: (name) => add(name, { ended: true }),
    async unfinished() {
      const found: Unfinished[] = [];
      for (const file of await readdir(folder)) {
        const path = join(folder, file);
        // No name was given to it.
        if (file.endsWith(DRAFT)) await rm(path);
        if (!file.endsWith(SUFFIX)) continue;
        const execution = executionOf(file.slice(0, -SUFFIX.length), await linesIn(path));
        if (typeof execution === 'string') onUnread(path, execution);
        else if (execution === undefined) await forget(path, now());
        else found.push(execution);
      }
      return found.sort((one, other) => one.acceptedAt.localeCompare(other.acceptedAt));
    },
  };
}

/** Removes what has ended, once nobody asks for its name any more. */
async function forget(path: string, now: number): Promise<void> {
  if (now - (await stat(path)).mtimeMs > KEPT_MS) await rm(path);
}

/** The lines of an execution's file, or why they are not read. */
async function linesIn(path: string): Promise<readonly Line[] | string> {
  try {
    const about = await stat(path);
    if (!about.isFile()) return 'is no file';
    if (about.size > MAX_FILE_BYTES) return `is larger than ${MAX_FILE_BYTES >> 20} MiB`;
    const texts = (await readFile(path, 'utf8')).split('\n');
    const why = texts.map((text) => tooMuch(Buffer.from(text))).find((each) => each !== undefined);
    return why ?? texts.flatMap(lineOf);
  } catch (error) {
    return `cannot be read (${codeOf(error)})`;
  }
}

/** None for what a dying process left half. */
function lineOf(text: string): Line[] {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'object' && line !== null ? [line as Line] : [];
  } catch {
    return [];
  }
}

/** What has to go on, undefined where it has ended, or why nobody can tell. */
function executionOf(name: string, lines: readonly Line[] | string): Unfinished | undefined | string {
  if (typeof lines === 'string') return lines;
  if (lines.some((line) => 'ended' in line)) return undefined;
  const [first] = lines;
  if (first === undefined || !('input' in first) || !firstLine.safeParse(first).success)
    return 'does not begin with an execution';
  const { input, acceptedAt } = first;
  const done = lines.filter((line) => 'task' in line);
  const answers = new Map(done.map(({ task, answer }) => [task, answer] as const));
  return { name, input, acceptedAt, answers };
}
