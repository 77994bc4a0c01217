import { words } from '../command/word.ts';
import type { Failures, Identity, Inspection, Question, Row } from './server.ts';

/** Redis, and Valkey, which speaks its protocol. */
export const identity: Identity = {
  port: 6379,
  images: /redis|valkey/i,
  schemes: { redis: 6379, rediss: 6379 },
  clients: ['redis-cli'],
  classes: {
    cache: [
      /\bredis/,
      /ioredis/,
      /jedis/,
      /lettuce/,
      /:6379\b/,
      /READONLY You/,
      /WRONGPASS/,
      /NOAUTH/,
      /CLUSTERDOWN/,
      /LOADING Redis/,
      /max number of clients reached/,
      /OOM command not allowed/,
    ],
    disk: [/MISCONF/],
  },
  errors: [
    /WRONGPASS/,
    /NOAUTH/,
    /READONLY You/,
    /MISCONF/,
    /CLUSTERDOWN/,
    /LOADING Redis/,
    /OOM command not allowed/,
    /max(?:imum)? number of clients reached/,
  ],
};

/** Its errors begin with a word of their own (https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors). */
export const failures: Failures = {
  names: [/redis/, /max retries per request/, /READONLY You/, /MISCONF/],
  phrases: [
    { kind: 'connections', text: /max number of clients reached/, by: 'server', shared: true },
    { kind: 'auth', text: /NOAUTH/, by: 'server' },
    { kind: 'auth', text: /WRONGPASS/, by: 'server' },
    { kind: 'auth', text: /invalid username-password pair/, by: 'server', shared: true },
    { kind: 'auth', text: /NOPERM /, by: 'server', shared: true },
    { kind: 'read-only', text: /READONLY You can't write/i, by: 'server' },
    { kind: 'full', text: /OOM command not allowed/, by: 'server' },
    { kind: 'full', text: /MISCONF Redis/, by: 'server' },
    { kind: 'server-says', text: /LOADING Redis/, by: 'server' },
    { kind: 'server-says', text: /Redis is loading the dataset/, by: 'server' },
    { kind: 'server-says', text: /DENIED Redis is running in protected mode/, by: 'server' },
    { kind: 'server-says', text: /CLUSTERDOWN/, by: 'server' },
    { kind: 'server-says', text: /MASTERDOWN/, by: 'server' },
    { kind: 'no-answer', text: /Timeout performing [A-Z]/, by: 'StackExchange.Redis' },
    { kind: 'unavailable', text: /UnableToConnect/, by: 'StackExchange.Redis', shared: true },
    { kind: 'unavailable', text: /It was not possible to connect/, by: 'StackExchange.Redis', shared: true },
    { kind: 'unavailable', text: /Connection is closed/, by: 'ioredis', shared: true },
    { kind: 'unavailable', text: /Reached the max retries per request/, by: 'ioredis' },
  ],
};

/** Lines of INFO that tell of trouble (https://redis.io/docs/latest/commands/info/). */
const KEYS = new Set([
  'redis_version',
  'role',
  'master_link_status',
  'loading',
  'connected_clients',
  'maxclients',
  'blocked_clients',
  'rejected_connections',
  'used_memory',
  'maxmemory',
  'maxmemory_policy',
  'evicted_keys',
  'rdb_last_bgsave_status',
  'aof_last_write_status',
  'instantaneous_ops_per_sec',
  'uptime_in_seconds',
]);

export const questions = (): readonly Question[] => [
  {
    asked: 'INFO',
    command: ['/bin/sh', '-c', 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli INFO'],
    read: (stdout) => {
      const pairs = stdout
        .split(/\r?\n/)
        .map((line) => line.split(':'))
        .filter(([key]) => KEYS.has(key ?? ''))
        .map(([key = '', value = '']): [string, string] => [key, value]);
      return pairs.length === 0 ? [] : [Object.fromEntries(pairs)];
    },
  },
];

/** From this share of its memory on, the next burst of writes is refused. */
const NEARLY_FULL = 0.95;

function trouble(row: Row): string | undefined {
  if (row.rdb_last_bgsave_status === 'err') return 'it cannot save to disk, and refuses writes (MISCONF)';
  if (row.loading === '1') return 'it is loading its data, and refuses commands';
  if (row.role === 'slave' && row.master_link_status === 'down') return 'it is a replica without its master';
  const limit = Number(row.maxmemory) || 0;
  const isFull = limit > 0 && (Number(row.used_memory) || 0) >= limit * NEARLY_FULL;
  return isFull && row.maxmemory_policy === 'noeviction'
    ? `its memory is full (${row.used_memory} of ${row.maxmemory} bytes), and it may not evict`
    : undefined;
}

export const inspection: Inspection = {
  connections: { words: () => words('redis-cli', 'CLIENT', 'LIST'), shows: 'who holds them' },
  work: { words: () => words('redis-cli', 'SLOWLOG', 'GET', '10'), shows: 'its slowest commands' },
  taken: ['connected_clients', 'maxclients'],
  trouble,
};
