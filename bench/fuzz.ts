import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createLogReader } from '../functions/logs/reader.ts';
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
  const reader = createLogReader({ patterns: 'all' });
  reader.push(Buffer.from(text));
  reader.end();
};

/** Shorter times than this are the clock's and the allocator's. */
const MIN_MS = 2;

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
  let worst = { ratio: 0, what: '' };
  for (const filler of FILLERS)
    for (const sample of [
      ...SAMPLES.slice(0, 4),
      SAMPLES[9] ?? '',
      SAMPLES[13] ?? '',
      SAMPLES[16] ?? '',
      '',
    ]) {
      const half = sample.length >> 1;
      const line = (size: number): string =>
        `${sample.slice(0, half)}${filler.repeat(Math.ceil(size / filler.length)).slice(0, size)}${sample.slice(half)}\n`;
      const times = SIZES.map((size) => leastMs(() => read(line(size))));
      for (let i = 1; i < times.length; i++) {
        const ratio = (times[i] ?? 0) / Math.max(times[i - 1] ?? 0, MIN_MS);
        if (ratio > worst.ratio)
          worst = { ratio, what: `${JSON.stringify(filler)} at ${SIZES[i]} bytes in ${sample.slice(0, 30)}` };
      }
    }
  process.stdout.write(
    `a line twice as long takes at most ${worst.ratio.toFixed(2)} times as long (limit 2.5): ${worst.what}\n`,
  );
  if (fuzz.status !== 0 || worst.ratio >= 2.5) process.exitCode = 1;
}
