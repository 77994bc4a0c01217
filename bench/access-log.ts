import { closeSync, openSync, writeSync } from 'node:fs';
import { Random } from './random.ts';

const AGENTS: readonly [string, ...string[]] = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)',
  'DojoPool/4.12.1 (Android 15)',
  'okhttp/4.12.0',
  'kube-probe/1.33',
  'curl/8.9.1',
];
const MONTH_DAY = '24/Nov/2026';
const two = (value: number): string => String(value).padStart(2, '0');

/** What was written, to check the engine against. */
export interface AccessLog {
  readonly lines: number;
  readonly bytes: number;
  readonly distinctRequests: number;
  readonly byStatus: Record<string, number>;
  readonly byMethod: Record<string, number>;
}

function request(random: Random): [string, string] {
  const id = random.below(2_000_000);
  switch (random.below(10)) {
    case 0:
      return ['POST', `/api/games/${id}/scores`];
    case 1:
      return [
        'GET',
        `/api/players/${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`,
      ];
    case 2:
      return ['GET', `/api/venues/${id}/tables/${random.below(40)}`];
    case 3:
      return ['PUT', `/api/games/${id}`];
    case 4:
      return ['GET', `/api/search?q=${random.hex(6)}&page=${random.below(30)}`];
    case 5:
      return ['GET', `/static/avatars/${random.hex(32)}.png`];
    case 6:
      return ['DELETE', `/api/sessions/${random.hex(24)}`];
    case 7:
      return ['GET', `/api/leaderboard?venue=${id}`];
    case 8:
      return ['GET', `/api/tournaments/${id}/matches/${random.below(100_000)}`];
    default:
      return ['POST', `/api/v2/shots?game=${id}&seq=${random.below(10_000)}`];
  }
}

const status = (random: Random): number => {
  const x = random.next();
  if (x < 0.9) return 200;
  if (x < 0.95) return 304;
  if (x < 0.975) return 404;
  if (x < 0.98) return 429;
  if (x < 0.99) return 500;
  return x < 0.995 ? 502 : 503;
};

/** Writes a combined-format access log in time order, with ids, UUIDs, hashes and query strings that hardly ever repeat. */
export function writeAccessLog(file: string, lines: number, seed: number): AccessLog {
  const random = new Random(seed);
  const requests = new Set<string>();
  const byStatus: Record<string, number> = {};
  const byMethod: Record<string, number> = {};
  const out = openSync(file, 'w');
  let bytes = 0;
  let chunk = '';
  for (let i = 0; i < lines; i++) {
    const second = Math.floor((i * 3600) / lines);
    const time = `${MONTH_DAY}:14:${two(Math.floor(second / 60))}:${two(second % 60)} +0000`;
    const client = random.below(20_000);
    const [method, path] = request(random);
    const code = status(random);
    requests.add(`${method} ${path}`);
    byStatus[code] = (byStatus[code] ?? 0) + 1;
    byMethod[method] = (byMethod[method] ?? 0) + 1;
    chunk += `10.${client >> 12}.${(client >> 6) & 63}.${client & 63} - - [${time}] "${method} ${path} HTTP/1.1" ${code} ${random.below(90_000)} "-" "${random.pick(AGENTS)}"\n`;
    if (chunk.length > 1 << 20) {
      bytes += writeSync(out, chunk);
      chunk = '';
    }
  }
  bytes += writeSync(out, chunk);
  closeSync(out);
  return { lines, bytes, distinctRequests: requests.size, byStatus, byMethod };
}
