// Runs a source file on any Node from 20 on: node bin/run.mjs functions/host/start.ts --once
import { load } from './sources.mjs';

/** What package.json's `engines` asks for: https://nodejs.org/docs/latest-v20.x/api/process.html#processgetbuiltinmoduleid */
const OLDEST = [20, 16];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
if (isOld) end(`this is Node ${process.versions.node}; install Node ${OLDEST.join('.')} or newer`);

const [entry] = process.argv.splice(2, 1);
await load(entry).catch((error) => {
  // esbuild has printed its faults; a cache that cannot be written is the other user's mistake.
  if (Array.isArray(error.errors)) process.exit(1);
  if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code) || error.path?.includes('.cache') !== true)
    throw error;
  end(`${error.path} cannot be written; run this once as the owner of the folder`);
});

function end(sentence) {
  process.stderr.write(`firstnote: ${sentence}\n`);
  process.exit(2);
}
