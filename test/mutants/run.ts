import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { attempt } from './attempt.ts';
import { filesOf, isQuickTest, isSource, TARGETS, TESTS } from './files.ts';
import { mutantsOf } from './mutants.ts';
import { planFor } from './plan.ts';
import { sampled } from './sample.ts';
import { lineOf, scoreText, type Tried } from './score.ts';
import { Worker } from './worker.ts';

const HELP = `usage: npm run test:mutants -- [FOLDER|FILE...] [--sample N] [--seed N] [--tests FOLDER|FILE]

Makes one fault at a time in the sources that decide what a note says, and runs the tests that run the faulty line. Prints
each fault that no test fails by, and the score of each folder. Without a folder, of all that decides:
${TARGETS.map((target) => `  ${target}\n`).join('')}
--sample N  how many faults, chosen by the seed (default 300; 0 for all)
--seed N    default 1; the same tree and seed give the same result
--tests P   only these tests (may be given several times)
`;

const OPTIONS = {
  sample: { type: 'string', default: '300' },
  seed: { type: 'string', default: '1' },
  tests: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

interface Asked {
  readonly places: readonly string[];
  readonly tests: readonly string[];
  readonly sample: number;
  readonly seed: number;
}

/** What the command line asks for; a sentence where it cannot be done. */
function asked(): Asked | string {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
    if (values.help) return HELP;
    const tests = values.tests ?? TESTS;
    const places = positionals.length > 0 ? positionals : TARGETS;
    const missing = [...places, ...tests].find((place) => !existsSync(place));
    if (missing !== undefined) return `mutants: ${missing} is not there\n`;
    const [sample, seed] = [Number(values.sample), Number(values.seed)];
    const areNumbers = Number.isSafeInteger(seed) && Number.isSafeInteger(sample) && sample >= 0;
    return areNumbers ? { places, tests, sample, seed } : 'mutants: --sample and --seed are whole numbers\n';
  } catch (error) {
    // parseArgs says which option it does not know.
    return `mutants: ${(error as Error).message}\n`;
  }
}

async function run({ places, tests, sample, seed }: Asked): Promise<void> {
  const all = filesOf(places, isSource).flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));
  const mutants = sampled(all, sample, seed);
  process.stdout.write(`${mutants.length} of ${all.length} mutants, seed ${seed}\n`);
  const worker = new Worker();
  const plan = await planFor(mutants, filesOf(tests, isQuickTest), worker);
  for (const failed of plan.failed) process.stdout.write(`left out, fails unchanged: ${failed}\n`);
  const tried: Tried[] = [];
  for (const mutant of mutants) {
    const one = await attempt(mutant, plan, worker);
    if (one === undefined) continue;
    tried.push(one);
    if (one.outcome === 'survived' || one.outcome === 'unseen') process.stdout.write(`${lineOf(one)}\n`);
  }
  worker.end();
  process.stdout.write(`\n${scoreText(tried)}\n`);
}

const order = asked();
if (typeof order !== 'string') await run(order);
else {
  process.stderr.write(order);
  process.exitCode = order === HELP ? 0 : 2;
}
