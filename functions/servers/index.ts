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
 * Every kind of server that is known, in parts: a bundle has only the parts that it asks for (the
 * bundler takes the namespaces above apart, as long as no part calls anything when it is read). A new one is a file beside this one and its lines here; the compiler asks for them
 * (docs/adding-a-server.md). The order is the one in which a line is asked: the first that fits has it.
 */
export const IDENTITIES = {
  mysql: mysql.identity,
  postgresql: postgresql.identity,
  redis: redis.identity,
  mongodb: mongodb.identity,
  'sql-server': sqlServer.identity,
  oracle: oracle.identity,
  rabbitmq: rabbitmq.identity,
  kafka: kafka.identity,
  memcached: memcached.identity,
  elasticsearch: elasticsearch.identity,
  cassandra: cassandra.identity,
  vault: vault.identity,
  nats: nats.identity,
  etcd: etcd.identity,
} as const satisfies Readonly<Record<string, Identity>>;

export type ServerId = keyof typeof IDENTITIES;

export const FAILURES: Readonly<Record<ServerId, Failures>> = {
  mysql: mysql.failures,
  postgresql: postgresql.failures,
  redis: redis.failures,
  mongodb: mongodb.failures,
  'sql-server': sqlServer.failures,
  oracle: oracle.failures,
  rabbitmq: rabbitmq.failures,
  kafka: kafka.failures,
  memcached: memcached.failures,
  elasticsearch: elasticsearch.failures,
  cassandra: cassandra.failures,
  vault: vault.failures,
  nats: nats.failures,
  etcd: etcd.failures,
};

/** Those that URLs or programs of their own lead to. */
export const REACHES: Readonly<Partial<Record<ServerId, Reach>>> = {
  mysql: mysql.reach,
  postgresql: postgresql.reach,
  redis: redis.reach,
  mongodb: mongodb.reach,
  kafka: kafka.reach,
  nats: nats.reach,
  rabbitmq: rabbitmq.reach,
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
