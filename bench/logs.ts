import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogSummary } from '../functions/model/log-summary.ts';
import { writeAccessLog } from './access-log.ts';
import { groupingAccuracy } from './grouping.ts';
import { STATEMENTS, writeMixedLog } from './mixed-log.ts';

const LINES = 1_000_000;
const RUNS = 11;
/** Drain3 takes a quarter of a minute for a million lines; its speed does not depend on how many there are. */
const DRAIN_LINES = 100_000;
const FIRSTNOTE = join(import.meta.dirname, '../bin/firstnote');
const MIB = 1024 * 1024;

interface Cost {
  /** Seconds, the least of several runs: what else runs on the machine only ever adds to it. */
  readonly wall: number;
  readonly cpu: number;
}

type CommandLine = readonly [command: string, ...args: string[]];

/** Runs commands in turn, several times, on one core where the machine can pin it: what else runs there hits all of them. */
function costs(...commands: CommandLine[]): Cost[] {
  const runs = Array.from({ length: RUNS }, () => commands.map(timed));
  return commands.map((_, i) => {
    const own = runs.map((turn) => turn[i] as Cost);
    return { wall: Math.min(...own.map((r) => r.wall)), cpu: Math.min(...own.map((r) => r.cpu)) };
  });
}

function timed([command, ...args]: CommandLine): Cost {
  const { stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null', 'bash', ...onOneCore(command, args)],
    { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  const [wall = 0, user = 0, system = 0] = stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return { wall, cpu: user + system };
}

const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
const onOneCore = (command: string, args: readonly string[]): string[] =>
  pinned ? ['taskset', '-c', '0', command, ...args] : [command, ...args];

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const summaryOf = (file: string, ...options: string[]): LogSummary =>
  JSON.parse(
    execFileSync(FIRSTNOTE, ['logs', '--json', ...options, file], { maxBuffer: 64 * MIB, encoding: 'utf8' }),
  );

function benchAccess(folder: string): boolean {
  const file = join(folder, 'access.log');
  const written = writeAccessLog(file, LINES, 1);
  const summary = summaryOf(file);
  const exact =
    JSON.stringify(summary.byStatus) === JSON.stringify(written.byStatus) &&
    Object.entries(written.byMethod).every(([method, n]) => summary.byMethod[method] === n);
  // grep -c writes its count to the null device: with -c it has to read the whole file all the same.
  const [grep, ours] = costs(
    ['sh', '-c', `grep -cE ' (500|502|503) ' "$0" | cat`, file],
    [FIRSTNOTE, 'logs', '--json', file],
  ) as [Cost, Cost];
  const ratio = grep.wall / ours.wall;
  print(
    `access log: ${LINES} lines, ${(written.bytes / MIB).toFixed(0)} MiB, ${written.distinctRequests} distinct requests`,
  );
  print(`  counts by status and method exact: ${exact}`);
  print(
    `  grep -cE  ${grep.wall.toFixed(3)} s (cpu ${grep.cpu.toFixed(3)})   firstnote logs  ${ours.wall.toFixed(3)} s (cpu ${ours.cpu.toFixed(3)})`,
  );
  print(`  ${ratio.toFixed(2)} of the speed of grep (goal .50; by cpu ${(grep.cpu / ours.cpu).toFixed(2)})`);
  return exact && written.distinctRequests >= 900_000 && ratio >= 0.5;
}

function benchPatterns(folder: string): boolean {
  const file = join(folder, 'mixed.log');
  const labels: number[] = [];
  const written = writeMixedLog(file, LINES, 2, labels);
  const summary = summaryOf(file, '--patterns', 'all');
  const accuracy = groupingAccuracy(summary.patterns, written.counts, STATEMENTS, labels.length);
  const [ours] = costs([FIRSTNOTE, 'logs', '--json', '--patterns', 'all', file]) as [Cost];
  print(`mixed log: ${LINES} lines, ${(statSync(file).size / MIB).toFixed(0)} MiB`);
  print(
    `  firstnote logs --patterns all  ${ours.wall.toFixed(3)} s, ${(LINES / ours.wall / 1000).toFixed(0)} k lines/s, grouping accuracy ${accuracy.toFixed(3)} (goal .95)`,
  );
  const drain = drain3(folder, file);
  if (drain === undefined) return false;
  const times = LINES / ours.wall / drain;
  print(
    `  Drain3, masking on  ${(drain / 1000).toFixed(0)} k lines/s: ${times.toFixed(1)} times as fast (goal 20)`,
  );
  return times >= 20 && accuracy >= 0.95;
}

/** Lines a second of Drain3, installed into a folder of its own. */
function drain3(folder: string, file: string): number | undefined {
  const venv = join(folder, 'venv');
  const made =
    spawnSync('python3', ['-m', 'venv', venv]).status === 0 &&
    spawnSync(join(venv, 'bin/pip'), ['install', '--quiet', 'drain3==0.9.11']).status === 0;
  if (!made) {
    print('  Drain3 could not be installed (python3 with venv, and PyPI): not compared');
    return undefined;
  }
  const part = join(folder, 'part.log');
  writeFileSync(part, `${readFileSync(file, 'utf8').split('\n', DRAIN_LINES).join('\n')}\n`);
  const script = join(import.meta.dirname, 'drain3_speed.py');
  const speeds = Array.from({ length: 2 }, () => {
    const { lines, seconds } = JSON.parse(
      execFileSync(join(venv, 'bin/python'), [script, part], { encoding: 'utf8' }),
    );
    return lines / seconds;
  });
  return Math.max(...speeds);
}

/** Peak resident memory over a log of 1 GB. */
function benchMemory(folder: string): boolean {
  const file = join(folder, 'large.log');
  copyFileSync(join(folder, 'access.log'), file);
  const mixed = readFileSync(join(folder, 'mixed.log'));
  while (statSync(file).size < 1e9) appendFileSync(file, mixed);
  const run = spawnSync(FIRSTNOTE, ['logs', '--json', file], {
    encoding: 'utf8',
    maxBuffer: 64 * MIB,
    env: { ...process.env, NODE_OPTIONS: `--import=${join(import.meta.dirname, 'peak-memory.mjs')}` },
  });
  const peak = Number(/peak (\d+)/.exec(run.stderr)?.[1] ?? Number.NaN) / 1024;
  print(
    `memory: ${(statSync(file).size / 1e9).toFixed(2)} GB read in ${peak.toFixed(0)} MiB resident (goal 200 MB)`,
  );
  return peak < 190;
}

/** Speed against grep and Drain3 in the same run, grouping accuracy, memory. Exit status 1 when a goal is missed. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-bench-'));
  try {
    execFileSync(FIRSTNOTE, ['--help']);
    const results = [benchAccess(folder), benchPatterns(folder), benchMemory(folder)];
    if (results.includes(false)) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
