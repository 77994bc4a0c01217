import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { installAwsCli } from './doc/checkout.ts';
import { announceEmulator } from './emulator/aws.ts';
import { certificateAt } from './emulator/certificates.ts';
import { freePort } from './emulator/free-port.ts';
import { installLambdaNode, LAMBDA_NODE_FOLDER } from './emulator/lambda-node.ts';
import { CACHE, installEmulator, ROOT, startEmulator } from './emulator/ministack.ts';
import { bootstrap } from './emulator/upload.ts';

/** ms: minutes run as seconds (substitutions.ts), so the three calls come after 5, 15 and 30 s. */
const MINUTE_MS = 1_000;

/** Builds what is deployed, and starts the AWS that it is deployed to. */
export async function setUp(): Promise<void> {
  installEmulator();
  installAwsCli();
  installLambdaNode();
  rmSync(`${CACHE}/synth`, { recursive: true, force: true });
  execFileSync(process.execPath, ['bin/run.mjs', 'esbuild.config.mjs', `${CACHE}/dist`], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  const [port, eksPort] = [await freePort(), await freePort()];
  const certificate = certificateAt(`${CACHE}/tls`, 'aws');
  const account = '123456789012';
  const region = 'eu-central-1';
  announceEmulator({
    ...{ url: `https://127.0.0.1:${port}`, port, account, region, eksPort, minuteMs: MINUTE_MS },
    ...certificate,
  });
  rememberEmulator(
    await startEmulator({
      ...{ port, certificate, account, region, node: LAMBDA_NODE_FOLDER },
      environment: {
        MINUTE_MS: String(MINUTE_MS),
        AWS_ENDPOINT_URL_EKS: `https://127.0.0.1:${eksPort}`,
        NODE_OPTIONS: `--import=${new URL('emulator/resolve-localhost.mjs', import.meta.url)}`,
      },
    }),
  );
  await bootstrap();
}

let emulator: ChildProcess | undefined;

/** Remembers what set-up.ts started; it is ended with this process, however that ends. */
function rememberEmulator(started: ChildProcess): void {
  emulator = started;
  process.once('exit', end);
}

/** Ends the emulator, and with it the functions. */
export async function tearDown(): Promise<void> {
  if (emulator === undefined || emulator.exitCode !== null || emulator.signalCode !== null) return;
  const ended = once(emulator, 'exit');
  end();
  await ended;
}

/** At once, its whole process group: asked to end, it would wait for executions that wait, a day in the case of a call. */
function end(): void {
  if (emulator?.pid === undefined || emulator.exitCode !== null || emulator.signalCode !== null) return;
  process.kill(-emulator.pid, 'SIGKILL');
}
