import { closeSync, openSync, writeSync } from 'node:fs';
import { Random } from './random.ts';

/** A statement of a program: how often it is written, at which level, and its text with the values in it. */
interface Statement {
  readonly weight: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly text: (random: Random) => string;
}

const WORDS = [
  'amber',
  'birch',
  'cedar',
  'dahlia',
  'elder',
  'fern',
  'ginger',
  'hazel',
  'iris',
  'juniper',
  'lotus',
  'maple',
] as const;
const name = (r: Random): string => `${r.pick(WORDS)}-${r.pick(WORDS)}`;
const ip = (r: Random): string => `10.${r.below(4)}.${r.below(256)}.${r.below(256)}`;
const ms = (r: Random): string => `${r.below(9000)}ms`;

/** The format strings of an API as they would stand in its source. The number of each is its template. */
export const STATEMENTS: readonly Statement[] = [
  { weight: 30, level: 'info', text: (r) => `request completed in ${ms(r)}` },
  {
    weight: 12,
    level: 'info',
    text: (r) => `game ${r.below(1e6)} started at venue ${name(r)} with ${r.below(8)} players`,
  },
  { weight: 8, level: 'info', text: (r) => `cache hit for key leaderboard:${r.below(5000)}` },
  {
    weight: 8,
    level: 'info',
    text: (r) => `cache miss for key leaderboard:${r.below(5000)}, loading from database`,
  },
  { weight: 6, level: 'info', text: (r) => `session ${r.hex(24)} opened for player ${r.below(1e6)}` },
  {
    weight: 6,
    level: 'info',
    text: (r) => `session ${r.hex(24)} closed for player ${r.below(1e6)} after ${r.below(3600)} s`,
  },
  {
    weight: 4,
    level: 'info',
    text: (r) =>
      `published score event ${r.hex(8)}-${r.hex(4)}-${r.hex(4)}-${r.hex(4)}-${r.hex(12)} to topic scores`,
  },
  {
    weight: 3,
    level: 'warn',
    text: (r) => `slow query took ${ms(r)}: SELECT * FROM shots WHERE game_id = ${r.below(1e6)}`,
  },
  { weight: 3, level: 'warn', text: (r) => `retrying request to mapbox (attempt ${r.below(5)} of 5)` },
  { weight: 2, level: 'warn', text: (r) => `rate limit exceeded for client ${ip(r)}` },
  { weight: 2, level: 'warn', text: (r) => `token of user ${name(r)} is about to expire` },
  { weight: 3, level: 'error', text: (r) => `connect ECONNREFUSED ${ip(r)}:5432` },
  { weight: 3, level: 'error', text: () => 'sorry, too many clients already' },
  {
    weight: 2,
    level: 'error',
    text: (r) => `query on table ${r.pick(WORDS)} failed: canceling statement due to statement timeout`,
  },
  { weight: 2, level: 'error', text: (r) => `getaddrinfo ENOTFOUND redis-${r.pick(WORDS)}` },
  { weight: 2, level: 'error', text: (r) => `upstream gemini answered 503 after ${ms(r)}` },
  {
    weight: 1,
    level: 'error',
    text: (r) => `failed to write score of player ${r.below(1e6)} in game ${r.below(1e6)}: deadlock detected`,
  },
  {
    weight: 1,
    level: 'error',
    text: (r) => `cannot read file /var/data/avatars/${r.hex(16)}.png: permission denied`,
  },
  { weight: 1, level: 'error', text: (r) => `login of ${name(r)} rejected: password authentication failed` },
  {
    weight: 1,
    level: 'error',
    text: (r) => `worker ${r.below(16)} ran out of memory, ${r.below(2000)} MB in use`,
  },
];

const TOTAL = STATEMENTS.reduce((sum, s) => sum + s.weight, 0);
const NUMBERS = { info: 30, warn: 40, error: 50 } as const;

function pickStatement(random: Random): number {
  let left = random.below(TOTAL);
  return STATEMENTS.findIndex((s) => {
    left -= s.weight;
    return left < 0;
  });
}

export interface MixedLog {
  readonly lines: number;
  /** Lines of each statement. */
  readonly counts: readonly number[];
}

/** Two thirds JSON of pino, one third text of log4j, in time order. `labels` gets the statement's number of each line. */
export function writeMixedLog(file: string, lines: number, seed: number, labels?: number[]): MixedLog {
  const random = new Random(seed);
  const counts = STATEMENTS.map(() => 0);
  const out = openSync(file, 'w');
  const start = Date.UTC(2026, 10, 24, 14);
  let chunk = '';
  for (let i = 0; i < lines; i++) {
    const number = pickStatement(random);
    const statement = STATEMENTS[number] as Statement;
    counts[number] = (counts[number] ?? 0) + 1;
    labels?.push(number);
    const time = start + Math.floor((i * 3_600_000) / lines);
    const text = statement.text(random);
    chunk +=
      random.below(3) > 0
        ? `${JSON.stringify({ level: NUMBERS[statement.level], time, pid: 1, hostname: 'api-7d9c6b5f4-x2x4k', reqId: random.hex(16), msg: text })}\n`
        : `${new Date(time).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23)} ${statement.level.toUpperCase()} [worker-${random.below(8)}] c.d.Api - ${text}\n`;
    if (chunk.length > 1 << 20) {
      writeSync(out, chunk);
      chunk = '';
    }
  }
  writeSync(out, chunk);
  closeSync(out);
  return { lines, counts };
}
