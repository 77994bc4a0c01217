import { visibleLine } from '../core/plain.ts';

const fieldOf = (error: unknown, field: 'code' | 'message'): string => {
  const value =
    typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : '';
};

/** A system error's code ("ENOENT"), '' when it has none. */
export const codeOf = (error: unknown): string => fieldOf(error, 'code');

/** What a command prints of a mistake or a failure: one line, also where it quotes a file's name or an answer. */
export const failureText = (message: string): string => `firstnote: ${visibleLine(message)}\n`;

/** The first line of what went wrong. */
export const messageOf = (error: unknown): string =>
  (fieldOf(error, 'message') || String(error)).split('\n')[0] ?? '';
