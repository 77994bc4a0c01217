import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** kubectl from CLUSTER_DIR/bin or the bare cluster's usual place when it is there, else from PATH. */
const program = (): string => {
  const { CLUSTER_DIR, HOME = '' } = process.env;
  const own = join(CLUSTER_DIR ?? join(HOME, '.cache/bare-cluster'), 'bin/kubectl');
  return existsSync(own) ? own : 'kubectl';
};

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; `input` goes to its standard input. */
export const run = (
  command: string,
  args: readonly string[],
  options: { input?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...options.env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined).end(options.input ?? '');
  });

/** kubectl, whatever comes of it. */
export const kubectlRun = (args: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<Ran> =>
  run(program(), args, options);

/** kubectl with KUBECONFIG; its standard output. Throws with what kubectl said when it fails. */
export const kubectl = async (args: readonly string[], input?: string): Promise<string> => {
  const { code, stdout, stderr } = await run(program(), args, input === undefined ? {} : { input });
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
};

/** The same as JSON; the caller says what it expects to be there. */
export const kubectlJson = async <T>(args: readonly string[]): Promise<T> =>
  JSON.parse(await kubectl([...args, '-o', 'json'])) as T;
