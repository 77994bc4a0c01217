import { setTimeout as sleep } from 'node:timers/promises';
import { openPool, type Pool } from './database.ts';
import { numeric } from './environment.ts';
import { logger } from './log.ts';

const LANES = numeric('LANES', 4);
const PAUSE_MS = 1000;
const RETRY_MS = 2000;

/** One lane keeps a connection for as long as it runs, as workers with advisory locks or LISTEN do. */
const lane = async (pool: Pool, number: number): Promise<void> => {
  for (;;) {
    try {
      const client = await pool.connect();
      client.on('error', (err) => logger.error({ err }, 'database connection lost'));
      try {
        for (let round = 0; ; round++) {
          const { rowCount } = await client.query(
            'DELETE FROM scores WHERE ctid IN (SELECT ctid FROM scores ORDER BY created_at LIMIT 50 FOR UPDATE SKIP LOCKED)',
          );
          if (round % 30 === 0) logger.info({ lane: number, scores: rowCount }, 'batch applied');
          await sleep(PAUSE_MS);
        }
      } finally {
        client.release(true);
      }
    } catch (err) {
      logger.error({ err, lane: number }, 'batch failed');
      await sleep(RETRY_MS);
    }
  }
};

const pool = openPool(LANES);
process.on('SIGTERM', () => process.exit(0));
logger.info({ lanes: LANES }, 'score-worker started');
await Promise.all(Array.from({ length: LANES }, (_, number) => lane(pool, number)));
