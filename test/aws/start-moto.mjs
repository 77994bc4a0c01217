import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const VENV = fileURLToPath(new URL('../../node_modules/.cache/firstnote/moto', import.meta.url));
const SERVER = `${VENV}/bin/moto_server`;
const PACKAGE = 'moto[server,s3,secretsmanager,stepfunctions,eks]==5.2.*';
/** It is up within a second; the rest is for a busy machine. */
const PATIENCE_MS = 240_000;

/** Starts moto on a free port and points the AWS SDK at it, with credentials that are good for nothing. */
export default async function startMoto() {
  if (!existsSync(SERVER)) {
    execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'inherit' });
    execFileSync(`${VENV}/bin/pip`, ['install', '--quiet', PACKAGE], { stdio: 'inherit' });
  }
  const port = await freePort();
  const server = spawn(SERVER, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  globalThis.moto = server;
  const url = `http://127.0.0.1:${port}`;
  await answers(url, server);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url, server) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && server.exitCode === null) {
    const response = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  server.kill();
  throw new Error(`moto did not answer at ${url}`);
}
