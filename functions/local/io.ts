import type { Readable } from 'node:stream';

/** What a command may touch of its process: tests give their own. */
export interface Io {
  readonly stdin: Readable;
  /** Writes to standard output as it is: no line end is added. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** True when a person is looking at standard error: progress is shown only then. */
  readonly interactive: boolean;
  /** True when standard output is a terminal that shows colours, and NO_COLOR is not set (https://no-color.org). */
  readonly colours: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
}

/** A subcommand: its exit status, or a UsageError. */
export type Command = (argv: readonly string[], io: Io) => Promise<number>;

/** The process as it is. Each of its streams costs some milliseconds to open: only those that are used are. */
export const processIo = (): Io => ({
  get stdin() {
    return process.stdin;
  },
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  get interactive() {
    return process.stderr.isTTY === true;
  },
  get colours() {
    return process.stdout.isTTY === true && !process.env.NO_COLOR;
  },
  env: process.env,
  now: () => new Date(),
});
