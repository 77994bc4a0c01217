import { Random } from '../../bench/random.ts';
import { Breach, type BreachKind } from './target.ts';
import { TARGETS } from './targets/index.ts';

/** What one target tells the runner: the seed it begins with, what it found, and how it ended. */
export type Message =
  | { readonly at: number }
  | { readonly seed: number; readonly kind: BreachKind; readonly what: string }
  | {
      readonly iterations: number;
      readonly seconds: number;
      readonly slowestMs: number;
      readonly maxRssMb: number;
    };

const [name, firstSeed = 1, seconds = 10] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const target = TARGETS.find((one) => one.name === name);
if (target === undefined) throw new Error(`there is no target ${name}`);

const tell = (message: Message): boolean | undefined => process.send?.(message);
let seed = firstSeed;
const found = (error: unknown): void => {
  const kind = error instanceof Breach ? error.kind : 'crash';
  const what = error instanceof Error && !(error instanceof Breach) ? error.stack : String(error);
  tell({ seed, kind, what: (what ?? '').slice(0, 2_000) });
};
process.on('uncaughtException', found);

const { attempt, close } = await target.open();
const started = performance.now();
let slowestMs = 0;
let now = started;
while (now - started < seconds * 1_000) {
  tell({ at: seed });
  try {
    await attempt(new Random(seed));
  } catch (error) {
    found(error);
  }
  const ended = performance.now();
  slowestMs = Math.max(slowestMs, ended - now);
  now = ended;
  seed += 1;
  // Lets timers and the messages to the runner have their turn.
  if (seed % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
}
await close?.();
tell({
  iterations: seed - firstSeed,
  seconds: (performance.now() - started) / 1_000,
  slowestMs,
  // KB: https://nodejs.org/api/process.html#processresourceusage
  maxRssMb: process.resourceUsage().maxRSS / 1_024,
});
process.disconnect?.();
