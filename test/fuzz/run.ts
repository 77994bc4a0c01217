import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import type { Message } from './child.ts';
import { BREACHES, type BreachKind } from './target.ts';
import { TARGETS } from './targets/index.ts';

const HELP = `usage: npm run fuzz -- [TARGET...] [--seconds N] [--seed N]

Gives hostile input to whatever reads something from outside, each target in a process of its own with a bounded heap.
A finding names its seed: the same target with --seed and that number begins with it.

targets: ${TARGETS.map(({ name }) => name).join(', ')}
`;

/** MB of heap. */
const HEAP_MB = 512;
/** ms that a target may take beyond its time, to start and for its last attempt, on a busy machine. */
const GRACE_MS = 120_000;
/** Findings of a target that are shown; the others are counted. */
const SHOWN = 3;

type Found = Extract<Message, { readonly kind: BreachKind }>;
type Done = Extract<Message, { readonly iterations: number }>;
interface Outcome {
  readonly name: string;
  readonly found: readonly Found[];
  /** undefined where the process did not come to its end, which is a crash. */
  readonly done: Done | undefined;
}

/** Runs one target in a process of its own, until its time is over or its memory is. */
function fuzz(name: string, seed: number, seconds: number): Promise<Outcome> {
  const child = fork('bin/run.mjs', ['test/fuzz/child.ts', name, String(seed), String(seconds)], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
  });
  const deadline = setTimeout(() => child.kill('SIGKILL'), seconds * 1_000 + GRACE_MS);
  const found: Found[] = [];
  let at = seed;
  let done: Done | undefined;
  child.on('message', (message) => {
    const told = message as Message;
    if ('at' in told) at = told.at;
    else if ('kind' in told) found.push(told);
    else done = told;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(deadline);
      if (done === undefined || code !== 0)
        found.push({ seed: at, kind: 'crash', what: `the process ended with ${signal ?? code}` });
      resolve({ name, found, done });
    });
  });
}

const COLUMNS = ['target', 'iterations', 'seconds', 'slowest ms', 'max RSS MB', ...BREACHES];

function row({ name, found, done }: Outcome): string[] {
  const counts = BREACHES.map((kind) => String(found.filter((one) => one.kind === kind).length));
  const measured = done
    ? [done.iterations, done.seconds, done.slowestMs, done.maxRssMb].map((value) => String(Math.round(value)))
    : ['-', '-', '-', '-'];
  return [name, ...measured, ...counts];
}

const line = (cells: readonly string[]): string =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(12) : cell.padStart(12))).join('');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  const names = positionals.length > 0 ? positionals : TARGETS.map(({ name }) => name);
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
  const unknown = names.find((name) => !TARGETS.some((target) => target.name === name));
  if (values.help || unknown !== undefined || !(seconds > 0) || !Number.isSafeInteger(seed)) {
    process.stderr.write(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  process.stdout.write(`${line(COLUMNS)}\n`);
  for (const name of names) {
    const outcome = await fuzz(name, seed, seconds);
    process.stdout.write(`${line(row(outcome))}\n`);
    for (const one of outcome.found.slice(0, SHOWN))
      process.stdout.write(`  ${one.kind}: npm run fuzz -- ${name} --seed ${one.seed}\n  ${one.what}\n`);
    if (outcome.found.length > 0) process.exitCode = 1;
  }
}

await main();
