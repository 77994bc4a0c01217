import type { Readable } from 'node:stream';
import { visible } from '../text/plain.ts';

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

/** Colours, and the return to a line's start that progress is shown with (ECMA-48 SGR and EL): all that is written here. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
const OWN_SEQUENCES = /(\u001b\[[\d;]*m|\r\u001b\[K)/;

/** What may reach a terminal, whatever a command has printed: no other sequence, no hidden character. */
export const forTerminal = (text: string): string =>
  text
    .split(OWN_SEQUENCES)
    .map((part, index) => (index % 2 === 0 ? visible(part) : part))
    .join('');

/** The process as it is. Each of its streams costs some milliseconds to open: only those that are used are. */
export const processIo = (): Io => ({
  get stdin() {
    return process.stdin;
  },
  stdout: (text) => void process.stdout.write(forTerminal(text)),
  stderr: (text) => void process.stderr.write(forTerminal(text)),
  get interactive() {
    return process.stderr.isTTY === true;
  },
  get colours() {
    return process.stdout.isTTY === true && !process.env.NO_COLOR;
  },
  env: process.env,
  now: () => new Date(),
});
