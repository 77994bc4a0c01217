import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { emulator } from '../emulator/aws.ts';
import { installPython } from '../emulator/install-python.ts';
import { CACHE, ROOT } from '../emulator/ministack.ts';

/** The AWS command line, version 1: PyPI has no other. */
const AWSCLI = `${CACHE}/awscli`;

/** Installs it into the cache, once. */
export const installAwsCli = (): void => installPython(AWSCLI, ['awscli==1.46.*']);

/** A copy of this checkout that commands may write into. */
export interface Checkout {
  readonly folder: string;
  remove(): Promise<void>;
  /** Runs a command as a shell does, with AWS being the emulator; answers its output. Throws with it when it fails. */
  run(command: string): Promise<string>;
}

export async function makeCheckout(): Promise<Checkout> {
  // Node strips no types below node_modules, where the cache is.
  const folder = await mkdtemp(`${tmpdir()}/firstnote-checkout-`);
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of listed.split('\0').filter((name) => name !== '')) {
    await mkdir(dirname(`${folder}/${file}`), { recursive: true });
    await cp(`${ROOT}${file}`, `${folder}/${file}`).catch(ignoreDeleted);
  }
  await linkModules(folder);
  return {
    folder,
    run: (command) => runIn(folder, command),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** `npm ci` would make the same, once more; what it keeps in its cache is the copy's own. */
async function linkModules(folder: string): Promise<void> {
  await mkdir(`${folder}/node_modules`);
  for (const name of await readdir(`${ROOT}node_modules`)) {
    if (name !== '.cache') await symlink(`${ROOT}node_modules/${name}`, `${folder}/node_modules/${name}`);
  }
}

/** A file that git knows and that is gone here. */
function ignoreDeleted(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function runIn(cwd: string, command: string): Promise<string> {
  const { certificate, url, region } = emulator();
  try {
    const { stdout } = await promisify(execFile)('sh', ['-c', command], {
      cwd,
      env: {
        PATH: `${AWSCLI}/bin:${process.env.PATH}`,
        HOME: cwd,
        AWS_ENDPOINT_URL: url,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_CA_BUNDLE: certificate,
        NODE_EXTRA_CA_CERTS: certificate,
      },
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command}\n${stdout}${stderr}`, { cause: error });
  }
}
