import type { Answer } from '../kubernetes/port.ts';

export interface ExecRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly signal: AbortSignal;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  /** undefined when the program could not be started at all: `stderr` then says why. */
  readonly exitCode: number | undefined;
}

/**
 * Runs a program in a container. It is a right of its own, apart from the read-only port: an installation that does
 * not allow exec has no such port, so nothing can use it by mistake.
 */
export interface ExecPort {
  run(request: ExecRequest): Promise<Answer<ExecResult>>;
}
