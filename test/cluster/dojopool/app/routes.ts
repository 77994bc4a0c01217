import { avatar } from './avatars.ts';
import type { Redis } from './cache.ts';
import type { Pool } from './database.ts';
import type { External } from './external.ts';

export interface Backends {
  readonly pool: Pool;
  readonly cache: Redis;
  readonly near: (venue: string) => Promise<unknown>;
  readonly external: External;
}

type Answer = unknown;
interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (backends: Backends, parameters: string[], body: unknown) => Promise<Answer>;
}

/** The first release with the new scoring, which forgets that games outside a season have none (the bad rollout). */
const usesSeasons = (process.env.RELEASE ?? '').startsWith('1.42.');

const seasonOf = (game: { season?: { id: string } }): string => (game.season as { id: string }).id;

const leaderboard: Route['handle'] = async ({ pool, cache }) => {
  const cached = await cache.get('leaderboard');
  if (cached !== null) return JSON.parse(cached);
  const { rows } = await pool.query(
    'SELECT user_id, sum(points) AS points FROM scores GROUP BY user_id ORDER BY points DESC LIMIT 20',
  );
  await cache.set('leaderboard', JSON.stringify(rows), 'PX', 500);
  return rows;
};

const addScore: Route['handle'] = async ({ pool }, [game], body) => {
  const { user, points } = body as { user: number; points: number };
  if (usesSeasons) return seasonOf({});
  await pool.query('INSERT INTO scores (game_id, user_id, points) VALUES ($1, $2, $3)', [game, user, points]);
  return { accepted: true };
};

const user: Route['handle'] = async ({ pool }, [id]) => {
  const { rows } = await pool.query('SELECT id, name FROM users WHERE id = $1', [id]);
  return rows[0] ?? null;
};

const venues: Route['handle'] = async ({ pool }) => (await pool.query('SELECT id, name FROM venues')).rows;

const openSession: Route['handle'] = async ({ cache }, _, body) => {
  const { user: id } = body as { user: number };
  await cache.set(`session:${id}`, String(Date.now()), 'EX', 60);
  return { session: id };
};

export const routes: readonly Route[] = [
  { method: 'GET', path: /^\/api\/leaderboard$/, handle: leaderboard },
  { method: 'POST', path: /^\/api\/games\/(\d+)\/scores$/, handle: addScore },
  { method: 'GET', path: /^\/api\/users\/(\d+)$/, handle: user },
  { method: 'GET', path: /^\/api\/venues$/, handle: venues },
  { method: 'GET', path: /^\/api\/venues\/(\d+)\/near$/, handle: ({ near }, [id]) => near(id ?? '') },
  { method: 'POST', path: /^\/api\/sessions$/, handle: openSession },
  {
    method: 'GET',
    path: /^\/api\/users\/(\d+)\/avatar\/(\d+)$/,
    handle: async (_, [id, size]) => ({ bytes: avatar(id ?? '', size ?? '').length }),
  },
  {
    method: 'POST',
    path: /^\/api\/assistant$/,
    handle: ({ external }, _, body) => external.assistant(JSON.stringify(body)),
  },
  {
    method: 'GET',
    path: /^\/api\/venues\/(\d+)\/map$/,
    handle: ({ external }, [id]) => external.maps(id ?? ''),
  },
  {
    method: 'PUT',
    path: /^\/api\/venues\/(\d+)\/photo$/,
    handle: ({ external }, [id]) => external.photos(`venues/${id}.jpg`),
  },
];
