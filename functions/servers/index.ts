// Made by `npm run registers` of the files beside it.

import * as cassandra from './cassandra.ts';
import * as elasticsearch from './elasticsearch.ts';
import * as etcd from './etcd.ts';
import * as kafka from './kafka.ts';
import * as memcached from './memcached.ts';
import * as mongodb from './mongodb.ts';
import * as mysql from './mysql.ts';
import * as nats from './nats.ts';
import * as oracle from './oracle.ts';
import * as postgresql from './postgresql.ts';
import * as rabbitmq from './rabbitmq.ts';
import * as redis from './redis.ts';
import type { Failures, Identity, Inspection, Question, Reach } from './server.ts';
import * as sqlServer from './sql-server.ts';
import * as vault from './vault.ts';

/**
 * Every kind of server that is known, in parts: a bundle has only the parts that it asks for (the bundler takes the
 * namespaces above apart, as long as no part calls anything when it is read).
 */
export const IDENTITIES = {
  cassandra: cassandra.identity,
  elasticsearch: elasticsearch.identity,
  etcd: etcd.identity,
  kafka: kafka.identity,
  memcached: memcached.identity,
  mongodb: mongodb.identity,
  mysql: mysql.identity,
  nats: nats.identity,
  oracle: oracle.identity,
  postgresql: postgresql.identity,
  rabbitmq: rabbitmq.identity,
  redis: redis.identity,
  'sql-server': sqlServer.identity,
  vault: vault.identity,
} as const satisfies Readonly<Record<string, Identity>>;

export type ServerId = keyof typeof IDENTITIES;

/** What lines say of each where it fails. */
export const FAILURES: Readonly<Record<ServerId, Failures>> = {
  cassandra: cassandra.failures,
  elasticsearch: elasticsearch.failures,
  etcd: etcd.failures,
  kafka: kafka.failures,
  memcached: memcached.failures,
  mongodb: mongodb.failures,
  mysql: mysql.failures,
  nats: nats.failures,
  oracle: oracle.failures,
  postgresql: postgresql.failures,
  rabbitmq: rabbitmq.failures,
  redis: redis.failures,
  'sql-server': sqlServer.failures,
  vault: vault.failures,
};

/** Those that URLs or programs of their own lead to. */
export const REACHES: Readonly<Partial<Record<ServerId, Reach>>> = {
  kafka: kafka.reach,
  mongodb: mongodb.reach,
  mysql: mysql.reach,
  nats: nats.reach,
  postgresql: postgresql.reach,
  rabbitmq: rabbitmq.reach,
  redis: redis.reach,
};

/** What is asked of those that have a program to ask them with in their own image. */
export const QUESTIONS: Readonly<Partial<Record<ServerId, () => readonly Question[]>>> = {
  mysql: mysql.questions,
  postgresql: postgresql.questions,
  redis: redis.questions,
};

/** What people look at in those. */
export const INSPECTIONS: Readonly<Partial<Record<ServerId, Inspection>>> = {
  mysql: mysql.inspection,
  postgresql: postgresql.inspection,
  redis: redis.inspection,
};
