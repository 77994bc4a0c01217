import { Failure } from '../model/failure.ts';
import type { Line } from './line.ts';

/** A refusal that stays one whoever asks again, as a line; anything else is thrown on. */
export const refusedAs =
  (status: readonly number[], line: Line) =>
  (error: unknown): Line => {
    if (error instanceof Failure && error.status !== undefined && status.includes(error.status)) return line;
    throw error;
  };
