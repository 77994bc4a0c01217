import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Plugin } from 'esbuild';
import { stringify } from 'yaml';
import type * as Sources from '../bin/sources.mjs';
import { makeCertificate } from '../test/support/certificate.ts';

/** CPU ms (user and system) that reading a kubeconfig may add to the start of a command, all that it imports included. */
const BUDGET_MS = 80;
const RUNS = 15;
/** Clusters of a kubeconfig that somebody has worked with for years. Each one more is 2 ms of reading YAML. */
const CLUSTERS = 10;
const ROOT = join(import.meta.dirname, '..');
/** Where packages are found from, as from the bundles that are run. */
const CACHE = join(ROOT, 'node_modules/.cache/firstnote');

/** A command that ends at its first request: nobody listens there. */
const SERVER = 'https://127.0.0.1:1';
const COMMAND = ['triage', '--namespace', 'shop', '--kubeconfig'];

/** Preloaded: says what CPU a process took in all, ms. */
const METER = `
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(1, '\\n' + (user + system) / 1000);
  });`;

function kubeconfig(folder: string): string {
  const ca = Buffer.from(makeCertificate(folder, ['IP:127.0.0.1']).certificate).toString('base64');
  const names = Array.from({ length: CLUSTERS }, (_, n) => `cluster-${n}`);
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': names.at(-1),
    clusters: names.map((name) => ({
      name,
      cluster: { server: SERVER, 'certificate-authority-data': ca },
    })),
    users: names.map((name) => ({ name, user: { token: `of-the-bench-${name}` } })),
    contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
  });
}

/** The same command without any reader of kubeconfigs: it is told where its server is. */
const withoutReader: Plugin = {
  name: 'without-reader',
  setup({ onLoad }) {
    onLoad({ filter: /\/local\/kubeconfig\/load\.ts$/ }, () => ({
      contents: `export const loadKubeconfig = async () => ({ access: { server: '${SERVER}', name: 'bench', token: 't' } });`,
      loader: 'ts',
    }));
  },
};

const start = promisify(execFile);

/** CPU ms of one start; @throws Error when it did not come as far as its first request. */
async function cpuOf(main: string, file: string, folder: string): Promise<number> {
  const meter = `data:text/javascript,${encodeURIComponent(METER)}`;
  const argv = ['--max-semi-space-size=8', `--import=${meter}`, main, ...COMMAND, file];
  const env = { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const ended = await start(process.execPath, argv, { cwd: ROOT, env }).catch((error: unknown) => error);
  const { stdout, stderr } = ended as { readonly stdout: string; readonly stderr: string };
  if (!stderr.includes('ECONNREFUSED')) throw new Error(`it made no request: ${stderr}`);
  return Number(stdout.slice(stdout.lastIndexOf('\n')));
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** CPU ms of a command's start with the kubeconfig read, and without any reader; medians of runs in turn. */
export async function measureStart(): Promise<{ readonly read: number; readonly without: number }> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'bench-startup-'));
  try {
    const file = join(folder, 'kubeconfig');
    writeFileSync(file, kubeconfig(folder));
    // As it lies there: bundled, it would lose what it imports for Node 20.
    const { bundleInto } = (await import(
      new URL('../bin/sources.mjs', import.meta.url).href
    )) as typeof Sources;
    const variants = { read: [], without: [withoutReader] } as const;
    for (const [name, plugins] of Object.entries(variants))
      await bundleInto(join(folder, name), 'functions/cli/cli.ts', plugins);
    const taken: Record<keyof typeof variants, number[]> = { read: [], without: [] };
    for (let round = 0; round <= RUNS; round += 1) {
      for (const name of ['read', 'without'] as const) {
        const cpu = await cpuOf(join(folder, name, 'main.mjs'), file, folder);
        // The first fills the cache of compiled code, which is there at every later start.
        if (round > 0) taken[name].push(cpu);
      }
    }
    return { read: median(taken.read), without: median(taken.without) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Shows what a kubeconfig costs at the start; exit status 1 when it is above its budget. */
export async function run(): Promise<void> {
  const { read, without } = await measureStart();
  const more = read - without;
  const isAbove = more > BUDGET_MS;
  if (isAbove) process.exitCode = 1;
  console.log(
    `a start without a kubeconfig ${without.toFixed(0)} ms of CPU, with one of ${CLUSTERS} clusters ${read.toFixed(0)} ms: ` +
      `ratio ${(read / without).toFixed(2)}, ${more.toFixed(0)} ms more of ${BUDGET_MS}${isAbove ? ', ABOVE BUDGET' : ''}`,
  );
}
