import type { ExecResult } from './port.ts';

/** The channels of a command's streams, the first byte of each message (https://kubernetes.io/docs/reference/using-api/websockets/). */
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;
/** The most that is kept of each stream, bytes: answers of a few lines are expected. */
const MAX_BYTES = 256 * 1024;

interface Status {
  readonly status?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

function parseStatus(text: string): Status {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return { message: text };
  }
}

/** Puts a command's result together from the messages of the v4 and v5 channel protocols. */
export class ChannelReader {
  private readonly streams = new Map<number, Buffer[]>();
  private readonly sizes = new Map<number, number>();

  push(message: Buffer): void {
    const channel = message[0] ?? 0;
    const size = this.sizes.get(channel) ?? 0;
    const rest = message.subarray(1, 1 + Math.max(0, MAX_BYTES - size));
    this.sizes.set(channel, size + rest.length);
    const kept = this.streams.get(channel) ?? [];
    this.streams.set(channel, kept);
    if (rest.length > 0) kept.push(rest);
  }

  private text(channel: number): string {
    return Buffer.concat(this.streams.get(channel) ?? []).toString('utf8');
  }

  /** True when the command has ended: its status has come. */
  get ended(): boolean {
    return this.streams.has(STATUS);
  }

  result(): ExecResult {
    const status = parseStatus(this.text(STATUS));
    const stdout = this.text(STDOUT);
    const stderr = this.text(STDERR);
    if (status.status === 'Success') return { stdout, stderr, exitCode: 0 };
    const code = Number(status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message);
    return Number.isInteger(code)
      ? { stdout, stderr, exitCode: code }
      : { stdout, stderr: stderr || (status.message ?? ''), exitCode: undefined };
  }
}
