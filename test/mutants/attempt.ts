import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Mutant, mutated } from './mutants.ts';
import type { Plan } from './plan.ts';
import type { Tried } from './score.ts';
import type { Worker } from './worker.ts';

/** ms that a test file has for its start on a busy machine, and how many times what it takes unchanged. */
const LEAST_MS = 30_000;
const TIMES = 20;

/** Runs the tests of one mutant until one fails; undefined when the changed source does not compile. */
export async function attempt(mutant: Mutant, plan: Plan, worker: Worker): Promise<Tried | undefined> {
  const tests = plan.testsOf(mutant);
  if (tests.length === 0) return { mutant, outcome: 'unseen' };
  const source = mutated(readFileSync(mutant.file, 'utf8'), mutant);
  const told = await worker.ask(
    { kind: 'try', file: resolve(mutant.file), source, tests },
    (test) => LEAST_MS + TIMES * plan.msOf(test),
    ({ kind }) => ['killed', 'survived', 'invalid'].includes(kind),
  );
  if (told === undefined) return { mutant, outcome: 'hung' };
  if (told.kind === 'invalid') return undefined;
  return { mutant, outcome: told.kind === 'killed' ? 'killed' : 'survived' };
}
