// Runs a source file on any Node from 20 on: node bin/run.mjs functions/local/start.ts --once
import { load } from './sources.mjs';

const [entry] = process.argv.splice(2, 1);
await load(entry);
