import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { CACHE } from './ministack.ts';

/** Lambda's nodejs24.x; the package holds the interpreter alone and runs no script. */
const VERSION = '24.22.3';
const PACKAGE = `node-linux-${process.arch}`;
const FOLDER = `${CACHE}/node-${VERSION}`;

/** The folder of the `node` that functions run on here, as they do when deployed: another major than this machine's. */
export const LAMBDA_NODE_FOLDER = `${FOLDER}/node_modules/${PACKAGE}/bin`;

/** Installs it into the cache, once. */
export function installLambdaNode(): void {
  if (existsSync(`${LAMBDA_NODE_FOLDER}/node`)) return;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    `${FOLDER}/package.json`,
    JSON.stringify({ private: true, dependencies: { [PACKAGE]: VERSION } }),
  );
  execFileSync('npm', ['install', '--no-package-lock', '--ignore-scripts', '--loglevel=error'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
