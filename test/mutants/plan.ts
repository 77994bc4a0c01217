import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Observed } from './child.ts';
import { type Anchor, type Mutant, observed } from './mutants.ts';
import type { Worker } from './worker.ts';

/** ms that a test file may take before anything is changed. */
const UNCHANGED_MS = 120_000;

export interface Plan {
  /** Test files that run the code around a mutant, those that are nearest to it first. */
  testsOf(mutant: Mutant): readonly string[];
  /** ms of CPU that a test file takes unchanged. */
  msOf(test: string): number;
  /** Test files that fail unchanged, and why: they say nothing of a mutant. */
  readonly failed: readonly string[];
}

/** Runs each test file once on sources that note what runs. Throws where one takes the process with it. */
export async function planFor(
  mutants: readonly Mutant[],
  tests: readonly string[],
  worker: Worker,
): Promise<Plan> {
  const places = new Map<string, number>();
  const sources: Record<string, string> = {};
  for (const file of new Set(mutants.map((mutant) => mutant.file))) {
    const anchors = new Map<string, Anchor & { readonly id: number }>();
    for (const { anchor } of mutants.filter((mutant) => mutant.file === file)) {
      const key = keyOf(file, anchor);
      if (!places.has(key)) places.set(key, places.size);
      anchors.set(key, { ...anchor, id: places.get(key) ?? 0 });
    }
    sources[resolve(file)] = observed(readFileSync(file, 'utf8'), [...anchors.values()]);
  }
  const seen: Observed[] = [];
  const order = { kind: 'observe', sources, tests: tests.map((file) => resolve(file)) } as const;
  const end = await worker.ask(
    order,
    () => UNCHANGED_MS,
    (told) => {
      if (told.kind === 'observed') seen.push(told);
      return told.kind === 'done';
    },
  );
  worker.end();
  if (end === undefined)
    throw new Error(`the tests do not come to an end after ${seen.at(-1)?.test ?? 'the first'}`);
  const usable = seen
    .filter(({ failed }) => failed === undefined)
    .map((one) => ({ ...one, places: new Set(one.places), files: new Set(one.files) }))
    .sort((a, b) => a.size - b.size || (a.test < b.test ? -1 : 1));
  const atLoad = new Set(seen.flatMap((one) => one.atLoad));
  return {
    testsOf: ({ file, anchor }) => {
      const place = places.get(keyOf(file, anchor)) ?? -1;
      const isAtLoad = atLoad.has(place);
      const source = resolve(file);
      const running = usable.filter((one) => one.places.has(place) || (isAtLoad && one.files.has(source)));
      const imports = (one: (typeof usable)[number]): boolean => one.imported.includes(source);
      return [...running.filter(imports), ...running.filter((one) => !imports(one))].map(({ test }) => test);
    },
    msOf: (test) => usable.find((one) => one.test === test)?.ms ?? 0,
    failed: seen.flatMap(({ test, failed }) => (failed === undefined ? [] : [`${test}: ${failed}`])),
  };
}

const keyOf = (file: string, { start, end }: Anchor): string => `${file} ${start} ${end}`;
