import { Redis } from 'ioredis';
import { required } from './environment.ts';
import { logger } from './log.ts';

const RECONNECT_MS = 1000;

/** The Redis client: fails a command at once when there is no connection, and keeps trying to connect. */
export const openCache = (): Redis => {
  const cache = new Redis(required('REDIS_URL'), {
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    retryStrategy: () => RECONNECT_MS,
  });
  cache.on('error', (err) => logger.error({ err }, 'redis connection failed'));
  return cache;
};

export type { Redis } from 'ioredis';
