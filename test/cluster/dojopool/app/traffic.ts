import { Agent, request } from 'node:http';
import { numeric, required } from './environment.ts';
import { logger } from './log.ts';

/** Steady, mixed traffic: RPS requests a second, by the weights of MIX ("venues:3 avatars:1"). */
const target = new URL(required('TARGET_URL'));
const perSecond = numeric('RPS', 20);
const SUMMARY_MS = 10_000;
const CLIENTS = 60;

const random = (below: number): number => Math.floor(Math.random() * below);
const kinds = {
  leaderboard: () => ({ method: 'GET', path: '/api/leaderboard' }),
  scores: () => ({
    method: 'POST',
    path: `/api/games/${random(5000)}/scores`,
    body: { user: random(200), points: random(100) },
  }),
  users: () => ({ method: 'GET', path: `/api/users/${random(200)}` }),
  venues: () => ({ method: 'GET', path: '/api/venues' }),
  near: () => ({ method: 'GET', path: `/api/venues/${random(20)}/near` }),
  sessions: () => ({ method: 'POST', path: '/api/sessions', body: { user: random(200) } }),
  assistant: () => ({ method: 'POST', path: '/api/assistant', body: { contents: [] } }),
  maps: () => ({ method: 'GET', path: `/api/venues/${random(20)}/map` }),
  photos: () => ({ method: 'PUT', path: `/api/venues/${random(20)}/photo`, body: {} }),
  avatars: () => ({ method: 'GET', path: `/api/users/${random(200)}/avatar/${random(4096)}` }),
} satisfies Record<string, () => { method: string; path: string; body?: unknown }>;

const isKind = (name: string): name is keyof typeof kinds => Object.hasOwn(kinds, name);
const mix = required('MIX')
  .split(' ')
  .flatMap((part) => {
    const [name = '', weight = '1'] = part.split(':');
    if (!isKind(name)) throw new Error(`MIX: unknown kind ${name}`);
    return Array.from({ length: Number(weight) }, () => name);
  });

const agent = new Agent({ keepAlive: true, maxSockets: 40, timeout: 15_000 });
const counts = new Map<string, number>();
const count = (outcome: string): void => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1);

const shoot = (): void => {
  const kind = mix[random(mix.length)];
  if (kind === undefined) return;
  const shot: { method: string; path: string; body?: unknown } = kinds[kind]();
  const one = request(
    {
      agent,
      host: target.hostname,
      port: target.port || 80,
      method: shot.method,
      path: shot.path,
      timeout: 8000,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'DojoPool/3.2 (iOS 19.1)',
        'x-forwarded-for': `203.0.113.${1 + random(CLIENTS)}`,
        // A connection is given up now and then, so that all API pods get traffic.
        ...(random(20) === 0 ? { connection: 'close' } : {}),
      },
    },
    (response) => {
      response.resume();
      response.on('end', () => count(String(response.statusCode)));
    },
  );
  one.on('timeout', () =>
    one.destroy(Object.assign(new Error('no answer within 8 s'), { code: 'ETIMEDOUT' })),
  );
  one.on('error', (error) => count((error as NodeJS.ErrnoException).code ?? error.message));
  one.end(shot.body === undefined ? undefined : JSON.stringify(shot.body));
};

setInterval(shoot, 1000 / perSecond);
setInterval(() => {
  logger.info({ outcomes: Object.fromEntries(counts) }, 'summary');
  counts.clear();
}, SUMMARY_MS);
process.on('SIGTERM', () => process.exit(0));
