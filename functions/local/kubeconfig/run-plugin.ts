import { type ChildProcess, spawn } from 'node:child_process';
import type { Environment } from './files.ts';

/** Bytes of a plug-in's answer: a token, or a certificate and its key. */
const MAX_BYTES = 1024 * 1024;

export interface PluginRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  /** True where it may ask a person: it has the terminal then, and its standard error is shown as it comes. */
  readonly interactive: boolean;
  readonly deadlineMs: number;
}

/** What came of it. `stderr` is '' where it went to the terminal. */
export type PluginResult =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'not-started'; readonly code: string }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'too-much' };

/** Ends it, and what it leaves running with our pipes open no longer keeps us. */
function abandon(child: ChildProcess): void {
  child.kill('SIGKILL');
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Runs a credential plug-in, bounded in time and in what it may answer. */
export const runPlugin = (run: PluginRun): Promise<PluginResult> =>
  new Promise((resolve) => {
    const input = run.interactive ? 'inherit' : 'ignore';
    let child: ChildProcess;
    try {
      child = spawn(run.command, [...run.args], {
        env: { ...run.env },
        stdio: [input, 'pipe', run.interactive ? 'inherit' : 'pipe'],
      });
    } catch {
      // Words that no program can be given: one with a NUL.
      return resolve({ kind: 'not-started', code: 'EINVAL' });
    }
    const texts = { stdout: '', stderr: '' };
    const finish = (result: PluginResult): void => {
      clearTimeout(timer);
      abandon(child);
      resolve(result);
    };
    const timer = setTimeout(() => finish({ kind: 'too-long' }), run.deadlineMs);
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
        texts[name] += chunk;
        if (texts[name].length > MAX_BYTES) finish({ kind: 'too-much' });
      });
    child.on('error', (error: NodeJS.ErrnoException) =>
      finish({ kind: 'not-started', code: error.code ?? 'unknown' }),
    );
    child.on('close', (code) => finish({ kind: 'ended', code, ...texts }));
  });
