import { visible, visibleLine } from '../text/plain.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

const fieldOf = (error: unknown, field: 'code' | 'message'): string => {
  const value =
    typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : '';
};

/** A system error's code ("ENOENT"), '' when it has none. */
export const codeOf = (error: unknown): string => fieldOf(error, 'code');

/** What a command prints of a mistake or a failure: one line, also where it quotes a file's name or an answer. */
export const failureText = (message: string): string => `firstnote: ${visibleLine(message)}\n`;

/**
 * Prints why a command ended early, and answers its exit status: one sentence for a mistake of the user; the stack of
 * anything else, since it is one of ours.
 */
export function reportFailure(error: unknown, io: Pick<Io, 'stderr'>): number {
  if (error instanceof UsageError) {
    io.stderr(failureText(error.message));
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr(`${visible(stack)}\n`);
  return 1;
}

/** The first line of what went wrong. */
export const messageOf = (error: unknown): string =>
  (fieldOf(error, 'message') || String(error)).split('\n')[0] ?? '';
