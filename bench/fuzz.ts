import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createLogReader } from '../functions/logs/reader.ts';
import { Unwrapper } from '../functions/logs/wrappers/unwrapper.ts';
import { SAMPLES } from '../test/unit/logs/samples.ts';

const REPEATS = 7;
const SIZES = [16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576] as const;

/** The least of several times: what else runs on the machine only ever adds to one. */
const leastMs = (work: () => void): number => {
  const times = Array.from({ length: REPEATS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
};

const read = (text: string): void => {
  const reader = createLogReader({ patterns: 'all', unwrap: new Unwrapper() });
  reader.push(Buffer.from(text));
  reader.end();
};

/** Shorter times than this are the clock's and the allocator's. */
const MIN_MS = 2;
/** A line or field twice as long takes less than this many times as long. */
const LIMIT = 2.5;

const timeOf = (text: string): number => leastMs(() => read(text));

/** How often a pair that grew too much is measured again: real growth stays, another process's turn does not. */
const SECOND_LOOKS = 4;

/** Time of the longer text over that of the shorter one. */
function growth(short: string, long: string, shortMs: number, longMs: number): number {
  let [least, most] = [shortMs, longMs];
  for (let looks = 0; looks < SECOND_LOOKS && most / Math.max(least, MIN_MS) >= LIMIT; looks++) {
    most = Math.min(most, timeOf(long));
    least = Math.min(least, timeOf(short));
  }
  return most / Math.max(least, MIN_MS);
}

/** What makes scanners slow: runs of one character, of openings without an end, of almost-matches. */
const FILLERS = [
  'a',
  '1',
  ' ',
  '"',
  '\\',
  '{"a":',
  '[',
  'eyJ',
  'password=',
  'a@b.',
  '4111 ',
  '://u:',
  '0.',
  'Caused by: ',
  'x=',
  '%20',
  'ab1',
  '-',
  '(',
  'host=',
  'token ',
  'at ',
];

/** The samples that are made longer, and nothing. */
const GROWN = [...SAMPLES.slice(0, 4), SAMPLES[9] ?? '', SAMPLES[13] ?? '', SAMPLES[16] ?? '', ''];

/** How the time grows from each size to the next one, of a sample with so much filler in its middle. */
function growthsOf(
  sample: string,
  filler: string,
): readonly { readonly ratio: number; readonly what: string }[] {
  const half = sample.length >> 1;
  const line = (size: number): string =>
    `${sample.slice(0, half)}${filler.repeat(Math.ceil(size / filler.length)).slice(0, size)}${sample.slice(half)}\n`;
  const times = SIZES.map((size) => timeOf(line(size)));
  return SIZES.slice(1).map((size, index) => ({
    ratio: growth(line(SIZES[index] ?? 0), line(size), times[index] ?? 0, times[index + 1] ?? 0),
    what: `${JSON.stringify(filler)} at ${size} bytes in ${sample.slice(0, 30)}`,
  }));
}

/** The hostile-logs test over 100,000 lines, and how the time grows when a line or a field is twice as long. */
export async function run(): Promise<void> {
  const jest = join(import.meta.dirname, '../node_modules/jest/bin/jest.js');
  const fuzz = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--experimental-vm-modules',
      jest,
      'test/unit/logs/hostile',
      '--testTimeout=900000',
    ],
    { env: { ...process.env, FIRSTNOTE_FUZZ_LINES: '100000' }, encoding: 'utf8' },
  );
  process.stdout.write(`100,000 hostile lines: ${fuzz.status === 0 ? 'no throw' : fuzz.stderr}\n`);
  const [worst = { ratio: 0, what: '' }] = FILLERS.flatMap((filler) =>
    GROWN.flatMap((sample) => growthsOf(sample, filler)),
  ).toSorted((a, b) => b.ratio - a.ratio);
  process.stdout.write(
    `a line twice as long takes at most ${worst.ratio.toFixed(2)} times as long (limit ${LIMIT}): ${worst.what}\n`,
  );
  if (fuzz.status !== 0 || worst.ratio >= LIMIT) process.exitCode = 1;
}
