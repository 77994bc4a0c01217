import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Certificate } from './certificates.ts';
import { installPython } from './install-python.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const CACHE = `${ROOT}node_modules/.cache/firstnote/deploy`;
/** The substitutions (substitutions.ts) and the launcher's (named_errors.py) are those of this version. */
const PACKAGES = ['ministack==1.5.33', 'cryptography==50.*'];
/** It is up within two seconds; the rest is for a busy machine. */
const PATIENCE_MS = 240_000;

const VENV = `${CACHE}/ministack`;
/** The emulator's own Python. */
export const PYTHON = `${VENV}/bin/python`;

export interface EmulatorOptions {
  readonly port: number;
  readonly certificate: Certificate;
  /** The folder of the `node` that functions run on. */
  readonly node: string;
  readonly account: string;
  readonly region: string;
  /** What AWS's own environment would hold for every function: the addresses of stand-ins, the length of a minute. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Installs ministack into the cache, once. */
export const installEmulator = (): void => installPython(VENV, PACKAGES);

/** Gives functions' errors their names (it says why), and starts ministack. */
const LAUNCHER = fileURLToPath(new URL('named_errors.py', import.meta.url));

/** Starts AWS on loopback: TLS, every request judged by IAM, Lambdas as processes of `node`. */
export async function startEmulator(options: EmulatorOptions): Promise<ChildProcess> {
  const folder = `${CACHE}/run`;
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['tmp', 'state', 's3']) mkdirSync(`${folder}/${name}`, { recursive: true });
  // Lambda's runtime has the SDK beside the function; here it is found above it.
  symlinkSync(`${ROOT}node_modules`, `${folder}/node_modules`);
  const log = openSync(`${folder}/emulator.log`, 'w');
  const emulator = spawn(PYTHON, [LAUNCHER], {
    stdio: ['ignore', log, log],
    cwd: folder,
    // A process group of its own, that its functions are ended with it (tear-down.ts).
    detached: true,
    // Nothing of the machine's own environment reaches a function.
    env: {
      PATH: `${options.node}:${process.env.PATH}`,
      GATEWAY_PORT: String(options.port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: 'localhost',
      MINISTACK_ACCOUNT_ID: options.account,
      MINISTACK_REGION: options.region,
      LAMBDA_EXECUTOR: 'local',
      AUTH: 'true',
      USE_SSL: '1',
      MINISTACK_SSL_CERT: options.certificate.certificate,
      MINISTACK_SSL_KEY: options.certificate.key,
      TMPDIR: `${folder}/tmp`,
      STATE_DIR: `${folder}/state`,
      S3_DATA_DIR: `${folder}/s3`,
      ...options.environment,
    },
  });
  await answers(`https://127.0.0.1:${options.port}/_ministack/health`, emulator);
  return emulator;
}

async function answers(url: string, emulator: ChildProcess): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && emulator.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  emulator.kill();
  throw new Error(`the emulator did not answer at ${url}; its log is ${CACHE}/run/emulator.log`);
}
