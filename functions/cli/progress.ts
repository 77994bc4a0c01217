import type { Io } from '../local/io.ts';
import type { Evidence } from '../model/evidence.ts';

/** Erases the line and goes back to its start (ECMA-48 EL and CR). */
const CLEAR = '\r\u001b[K';

/** One line on standard error that counts what has come in; nothing when nobody looks. */
export function createProgress(
  io: Io,
  total: number,
): { done: (evidence: Evidence) => void; end: () => void } {
  if (!io.interactive) return { done: () => undefined, end: () => undefined };
  let count = 0;
  return {
    done: ({ collector, status }) => {
      count += 1;
      io.stderr(`${CLEAR}collecting ${count}/${total} ${collector} ${status}`);
    },
    end: () => io.stderr(CLEAR),
  };
}
