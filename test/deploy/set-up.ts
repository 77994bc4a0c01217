import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { installAwsCli } from './doc/checkout.ts';
import { announceEmulator } from './emulator/aws.ts';
import { makeCertificate } from './emulator/certificates.ts';
import { freePort } from './emulator/free-port.ts';
import { CACHE, installEmulator, ROOT, startEmulator } from './emulator/ministack.ts';
import { bootstrap } from './emulator/upload.ts';
import { rememberEmulator } from './tear-down.ts';

/** ms: minutes run as seconds (substitutions.ts), so the three calls come after 5, 15 and 30 s. */
const MINUTE_MS = 1_000;

/** Builds what is deployed, and starts the AWS that it is deployed to. */
export default async function setUp(): Promise<void> {
  installEmulator();
  installAwsCli();
  rmSync(`${CACHE}/synth`, { recursive: true, force: true });
  execFileSync(process.execPath, ['esbuild.config.mjs', `${CACHE}/dist`], { cwd: ROOT, stdio: 'pipe' });
  const [port, eksPort] = [await freePort(), await freePort()];
  const certificate = makeCertificate(`${CACHE}/tls`, 'aws');
  const account = '123456789012';
  const region = 'eu-central-1';
  announceEmulator({
    ...{ url: `https://127.0.0.1:${port}`, port, account, region, eksPort, minuteMs: MINUTE_MS },
    ...certificate,
  });
  rememberEmulator(
    await startEmulator({
      ...{ port, certificate, account, region },
      environment: {
        MINUTE_MS: String(MINUTE_MS),
        AWS_ENDPOINT_URL_EKS: `https://127.0.0.1:${eksPort}`,
        NODE_OPTIONS: `--import=${new URL('emulator/resolve-localhost.mjs', import.meta.url)}`,
      },
    }),
  );
  await bootstrap();
}
