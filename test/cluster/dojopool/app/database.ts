import pg from 'pg';
import { numeric, required } from './environment.ts';
import { logger } from './log.ts';

/** The pool of one process. Connections are renewed often, as behind a proxy that cuts old ones. */
export const openPool = (max: number): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: required('DATABASE_URL'),
    max,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 5000,
    maxLifetimeSeconds: numeric('DATABASE_CONNECTION_LIFETIME_SECONDS', 10),
    application_name: process.env.SERVICE_NAME ?? 'dojopool',
  });
  pool.on('error', (err) => logger.error({ err }, 'database connection lost'));
  return pool;
};

export type { Pool } from 'pg';
