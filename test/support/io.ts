import { Readable } from 'node:stream';
import type { Io } from '../../functions/local/io.ts';

/** A process as a command sees it, whose output is kept. */
export function keptIo(env: Io['env'] = {}, now = () => new Date(0)) {
  const out = { stdout: '', stderr: '' };
  const io: Io = {
    stdin: Readable.from([]),
    stdout: (text) => {
      out.stdout += text;
    },
    stderr: (text) => {
      out.stderr += text;
    },
    interactive: false,
    colours: false,
    env,
    now,
  };
  return { io, out };
}
