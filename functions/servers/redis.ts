import { joined, type Word, words } from '../model/command/word.ts';
import type { ServerTrouble } from '../model/statements/servers.ts';
import type { Asked, Failures, Identity, Inspection, Question, Reach, Row } from './server.ts';

/** Redis, and Valkey, which speaks its protocol. */
export const identity: Identity = {
  port: 6379,
  images: /redis|valkey/i,
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

export const reach: Reach = {
  schemes: { redis: 6379, rediss: 6379 },
  clients: ['redis-cli'],
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
    // What it says of the command.
    { kind: 'bad-request', text: /WRONGTYPE Operation against a key/, by: 'server' },
    { kind: 'bad-request', text: /ERR unknown (?:sub)?command/, by: 'server' },
    { kind: 'bad-request', text: /ERR wrong number of arguments for/, by: 'server' },
    { kind: 'bad-request', text: /ERR value is not an integer or out of range/, by: 'server' },
    { kind: 'bad-request', text: /NOSCRIPT No matching script/, by: 'server' },
    { kind: 'bad-request', text: /CROSSSLOT Keys in request/, by: 'server' },
    { kind: 'bad-request', text: /ERR DB index is out of range/, by: 'server' },
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

function trouble(row: Row): ServerTrouble | undefined {
  if (row.rdb_last_bgsave_status === 'err') return { says: 'cannot-save' };
  if (row.loading === '1') return { says: 'loading-its-data' };
  if (row.role === 'slave' && row.master_link_status === 'down') return { says: 'replica-without-master' };
  const limit = Number(row.maxmemory) || 0;
  const used = Number(row.used_memory) || 0;
  const isFull = limit > 0 && used >= limit * NEARLY_FULL;
  return isFull && row.maxmemory_policy === 'noeviction'
    ? { says: 'own-memory-full', used, limit }
    : undefined;
}

type Query = 'CLIENT LIST' | 'SLOWLOG GET 10' | 'ROLE';

/** With the password of its container, where it has one, which its shell fills in. */
const ask = ({ variable }: Asked, query: Query): readonly Word[] =>
  variable('REDIS_PASSWORD') === undefined
    ? words('redis-cli', ...query.split(' ').map((text): Word => ({ text })))
    : words('sh', '-c', joined('REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ', query));

export const inspection: Inspection = {
  connections: { words: (asked) => ask(asked, 'CLIENT LIST'), shows: 'who holds them' },
  work: { words: (asked) => ask(asked, 'SLOWLOG GET 10'), shows: 'its slowest commands' },
  writes: { words: (asked) => ask(asked, 'ROLE'), shows: 'its role: a slave takes no writes' },
  taken: ['connected_clients', 'maxclients'],
  trouble,
};
