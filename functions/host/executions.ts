import type { ExecutionInput } from '../contracts/states.ts';
import type { StartExecution } from '../webhook/start-execution.ts';
import type { Journal, Unfinished } from './journal.ts';
import type { ExecutionResult, LocalMachine, TaskEvent } from './machine.ts';

export interface Executions {
  /** Ends when the execution is on disk: from then on no crash loses it. */
  readonly start: StartExecution;
  /** Goes on with what an earlier process left; answers with how many executions there were. */
  resume(): Promise<number>;
  /** Starts nothing more, and ends the machine; when it ends, so have all writes to the journal. */
  stop(): Promise<void>;
  /** Must hear of every task. */
  happened(event: TaskEvent): void;
}

interface Watcher {
  /** `acceptedAt` is RFC 3339 UTC. */
  opened(input: ExecutionInput, acceptedAt: string): void;
  ended(input: ExecutionInput, result: ExecutionResult): void;
  /** Something could not be written down; it may be done again after a restart. */
  trouble(error: unknown): void;
}

/** Executions of the machine that outlive this process: accepted into the journal first, and run from there. */
export function durableExecutions(machine: LocalMachine, journal: Journal, watcher: Watcher): Executions {
  /** By occurrence: ends when the triage of this process has written its last note. */
  const triages = new Map<string, { readonly isOver: Promise<void>; readonly over: () => void }>();

  const writes = new Set<Promise<unknown>>();
  let isStopped = false;
  const written = <T>(write: Promise<T>): Promise<T> => {
    writes.add(write);
    const forget = () => void writes.delete(write);
    write.then(forget, forget);
    return write;
  };

  const run = async ({ name, input, acceptedAt, answers }: Unfinished): Promise<void> => {
    watcher.opened(input, acceptedAt);
    const { name: occurrence } = input.occurrence;
    if (input.kind === 'triage') triages.set(occurrence, latch());
    // After a restart both may be due at once, and the note must end with the recovery.
    if (input.kind === 'recovery') await triages.get(occurrence)?.isOver;
    const keep = (task: string, answer: unknown) =>
      written(journal.answered(name, task, answer)).catch(watcher.trouble);
    if (isStopped) return;
    machine.start(name, input, { answers, keep });
    const result = await machine.result(name);
    if (result === undefined || result.status === 'aborted') return;
    if (input.kind === 'triage') triages.get(occurrence)?.over();
    await written(journal.ended(name)).catch(watcher.trouble);
    watcher.ended(input, result);
  };

  return {
    async start(execution) {
      const acceptedAt = new Date().toISOString();
      if ((await written(journal.accept(execution, acceptedAt))) === 'exists') return 'exists';
      void run({ ...execution, acceptedAt, answers: new Map() });
      return 'started';
    },
    async resume() {
      const left = await journal.unfinished();
      for (const execution of left) void run(execution);
      return left.length;
    },
    async stop() {
      isStopped = true;
      await machine.stop();
      while (writes.size > 0) await Promise.allSettled(writes);
    },
    happened({ task, phase, payload, occurrence }) {
      if (task !== 'report' || phase !== 'succeeded') return;
      const { edition } = payload as { readonly edition: string };
      if (LAST_EDITIONS.includes(edition)) triages.get(occurrence)?.over();
    },
  };
}

/** With these a triage has written what it can. */
const LAST_EDITIONS: readonly string[] = ['full', 'link', 'failed'];

function latch(): { readonly isOver: Promise<void>; readonly over: () => void } {
  let over = () => {};
  const isOver = new Promise<void>((resolve) => {
    over = resolve;
  });
  return { isOver, over };
}

/** A journal that is gone with its process: for tests and demonstrations. */
export function fleetingJournal(): Journal {
  const names = new Set<string>();
  return {
    async accept({ name }) {
      if (names.has(name)) return 'exists';
      names.add(name);
      return 'accepted';
    },
    answered: async () => {},
    ended: async () => {},
    unfinished: async () => [],
  };
}
