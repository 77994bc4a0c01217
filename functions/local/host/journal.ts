import { link, open, readdir, readFile, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_MODE, makeFolder, syncFolder, writeBeside } from '../../clients/store/durable.ts';
import type { ExecutionInput } from '../../contracts/states.ts';
import type { Execution } from '../../webhook/execution.ts';
import { codeOf } from '../error-text.ts';

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
  /** Those that have to go on, in the order in which they were accepted. */
  unfinished(): Promise<readonly Unfinished[]>;
}

/** One line of an execution's file. */
type Line =
  | { readonly input: ExecutionInput; readonly acceptedAt: string }
  | { readonly task: string; readonly answer: unknown }
  | { readonly ended: true };

const SUFFIX = '.jsonl';
/** ms: PagerDuty delivers again for 48 h (https://developer.pagerduty.com/docs/webhooks-overview); a name is known for a week. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

/** The journal in a folder: a file for each execution, to which lines are added. `now` is epoch ms. */
export async function openJournal(folder: string, now: () => number): Promise<Journal> {
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
        const lines = file.endsWith(SUFFIX) ? linesOf(await readFile(path, 'utf8')) : [];
        const [first] = lines;
        const isOver = lines.some((line) => 'ended' in line);
        if (first !== undefined && 'input' in first && !isOver) {
          const { input, acceptedAt } = first;
          const done = lines.filter((line) => 'task' in line);
          const answers = new Map(done.map(({ task, answer }) => [task, answer] as const));
          found.push({ name: file.slice(0, -SUFFIX.length), input, acceptedAt, answers });
        } else if (!isOver || now() - (await stat(path)).mtimeMs > KEPT_MS) {
          // A draft that no name was given to, or an end that nobody asks for any more.
          await rm(path);
        }
      }
      return found.sort((one, other) => one.acceptedAt.localeCompare(other.acceptedAt));
    },
  };
}

function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
