import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Host {
  readonly url: string;
  /** The link that opens its page, with the key. */
  readonly page: string;
  /** Ctrl-C; answers the exit status. */
  stop(): Promise<number | null>;
}

/** Starts what `npm start` starts, on a free port, and waits for its page's address. */
export function startHost(argv: readonly string[]): Promise<Host> {
  const host = spawn(process.execPath, ['bin/run.mjs', 'functions/host/start.ts', '--port', '0', ...argv], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => {
    host.once('exit', resolve);
  });
  return new Promise((resolve, reject) => {
    let said = '';
    host.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const page = /Page: (http:\/\/127\.0\.0\.1:\d+\/\?key=\S+)\n/.exec(said)?.[1];
      if (page !== undefined) resolve({ url: new URL(page).origin, page, stop: () => stopped(host, ended) });
    });
    ended.then((code) => reject(new Error(`npm start ended with ${code}: ${said}`)));
  });
}

function stopped(host: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  host.kill('SIGINT');
  return ended;
}
