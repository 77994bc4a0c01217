import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect } from 'expect';
import * as circus from 'jest-circus';
import { Modules } from './modules.ts';
import { runSuite } from './suite.ts';

/** What the parent asks for: which places each test file runs, or whether any of some test files notices a change. */
export type Order =
  | {
      readonly kind: 'observe';
      readonly sources: Readonly<Record<string, string>>;
      readonly tests: readonly string[];
    }
  | {
      readonly kind: 'try';
      readonly file: string;
      readonly source: string;
      readonly tests: readonly string[];
    };

/** What it is told. Places are the numbers of the anchors that ran. */
export type Told =
  | { readonly kind: 'begins'; readonly test: string }
  | ({ readonly kind: 'observed' } & Observed)
  | { readonly kind: 'killed'; readonly by: string; readonly why: string }
  | { readonly kind: 'survived' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'done' };

/** What a test file does before anything is changed. */
export interface Observed {
  readonly test: string;
  /** The observed files that it loads. */
  readonly files: readonly string[];
  /** Those that it imports itself. */
  readonly imported: readonly string[];
  /** How many files of this project it loads. */
  readonly size: number;
  /** What runs by its doing, and what runs whenever the sources are loaded. */
  readonly places: readonly number[];
  readonly atLoad: readonly number[];
  /** CPU ms. */
  readonly ms: number;
  readonly failed: string | undefined;
}

const { addEventHandler: _, run: __, ...own } = circus;
const jest = { setTimeout: () => undefined, retryTimes: () => undefined };
// By its seed, as Jest's set-up sets it.
await import(new URL('../fast-check.mjs', import.meta.url).href);
const modules = new Modules({ '@jest/globals': { ...own, expect, jest } });
const whole = modules.instances();

let ran = new Set<number>();
Object.assign(globalThis, { __ran: (place: number) => ran.add(place) });

const tell = (told: Told): void => {
  process.send?.(told);
};

async function observe({ sources, tests }: Extract<Order, { kind: 'observe' }>): Promise<void> {
  const product = modules.instances(new Map(Object.entries(sources)));
  for (const test of tests) {
    const closure = [...modules.closureOf(test)];
    const files = closure.filter((file) => sources[file] !== undefined);
    if (files.length === 0) continue;
    tell({ kind: 'begins', test });
    const isTest = (file: string): boolean => relative('.', file).startsWith('test/');
    ran = new Set();
    for (const file of closure.filter((one) => !isTest(one))) await product.load(file);
    const atLoad = [...ran];
    ran = new Set();
    // Modules of tests are its own, as in Jest: what they compute when they load is run for this file too.
    const texts = closure.filter(isTest).map((file) => [file, readFileSync(file, 'utf8')] as const);
    const begun = process.cpuUsage();
    const failed = await runSuite(modules.instances(new Map(texts), product), test);
    const { user, system } = process.cpuUsage(begun);
    tell({
      kind: 'observed',
      test,
      files,
      imported: modules.importsOf(test).filter((file) => sources[file] !== undefined),
      size: closure.length,
      places: [...ran],
      atLoad,
      ms: (user + system) / 1_000,
      failed,
    });
  }
  tell({ kind: 'done' });
}

async function attempt({ file, source, tests }: Extract<Order, { kind: 'try' }>): Promise<Told> {
  const instances = modules.instances(new Map([[file, source]]), whole);
  for (const test of tests) {
    tell({ kind: 'begins', test });
    const why = await runSuite(instances, test);
    if (why !== undefined) return { kind: 'killed', by: test, why };
  }
  return { kind: 'survived' };
}

process.on('message', (message) => {
  const order = message as Order;
  if (order.kind === 'observe') void observe(order);
  else attempt(order).then(tell, () => tell({ kind: 'invalid' }));
});
