import { describe, expect, it } from '@jest/globals';
import { serverPort } from '../../../functions/diagnosis/mechanisms/shared/messages.ts';
import {
  FAILURES,
  IDENTITIES,
  INSPECTIONS,
  QUESTIONS,
  type ServerId,
} from '../../../functions/servers/index.ts';
import { serverOf } from '../../../functions/servers/known.ts';
import type { Identity } from '../../../functions/servers/server.ts';

const SERVERS = Object.entries(IDENTITIES) as [ServerId, Identity][];

/** An image of each, as its makers publish it: who reads the compiler's error here adds one. */
const IMAGE: Readonly<Record<ServerId, string>> = {
  mysql: 'docker.io/library/mysql:8.4',
  postgresql: 'docker.io/library/postgres:17',
  redis: 'docker.io/library/redis:7',
  mongodb: 'percona/percona-server-mongodb:7.0',
  'sql-server': 'mcr.microsoft.com/mssql/server:2022-latest',
  oracle: 'container-registry.oracle.com/database/free:latest',
  rabbitmq: 'rabbitmq:4-management',
  kafka: 'apache/kafka:4.0.0',
  memcached: 'memcached:1.6',
  elasticsearch: 'docker.elastic.co/elasticsearch/elasticsearch:9.0.0',
  cassandra: 'cassandra:5',
  vault: 'hashicorp/vault:1.19',
  nats: 'nats:2.11',
  etcd: 'quay.io/coreos/etcd:v3.6.0',
};

describe.each(SERVERS)('%s', (id, identity) => {
  it('is told by its image, whatever the port, and by its port where no image tells', () => {
    const names = Object.fromEntries(SERVERS.map(([name]) => [name, name]));
    expect(serverOf(names, IMAGE[id], 1)).toBe(id);
    expect(serverOf(names, 'registry.example/shop/app:1', identity.port)).toBe(id);
    expect(serverOf(names, 'registry.example/shop/app:1', 1)).toBeUndefined();
  });

  it('is told by each word that names it alone', () => {
    const { phrases } = FAILURES[id];
    const readable = phrases.filter(({ text, shared }) => !shared && /^[\w ,.'"-]+$/.test(text.source));
    for (const { text } of readable) expect(serverPort(text.source)).toBe(identity.port);
  });

  it('writes no phrase twice, and no phrase that is empty', () => {
    const texts = FAILURES[id].phrases.map(({ text }) => text.source);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => new RegExp(text).test(''))).toEqual([]);
  });
});

describe('the table of servers', () => {
  it('has each port once', () => {
    const ports = SERVERS.map(([, { port }]) => port);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('has a way to look into each server that is asked', () => {
    expect(Object.keys(INSPECTIONS)).toEqual(Object.keys(QUESTIONS));
  });

  it('does not take one of Percona for MySQL that is another', () => {
    const mysql = { mysql: 'mysql', postgresql: 'postgresql' };
    expect(serverOf(mysql, 'percona/percona-server:8.0', undefined)).toBe('mysql');
    expect(serverOf(mysql, 'percona/percona-distribution-postgresql:16', undefined)).toBe('postgresql');
    expect(serverOf(mysql, 'percona/percona-server-mongodb:7.0', undefined)).toBeUndefined();
  });
});

describe('what a server is asked', () => {
  const command = (
    id: 'postgresql' | 'mysql' | 'redis',
    look: 'connections' | 'work' | 'writes' | 'schema',
    env: object,
    named = {},
  ) => {
    const variables = env as Readonly<Record<string, string | null>>;
    const asked = {
      user: undefined,
      database: undefined,
      ...named,
      variable: (name: string) => variables[name],
    };
    return INSPECTIONS[id]?.[look]
      ?.words(asked)
      .map(({ text, fault }) => fault ?? text)
      .join(' ');
  };

  it('is asked as the user that its image made it with', () => {
    expect(command('postgresql', 'schema', {})).toBe('psql -U postgres -c \\dt');
    expect(command('postgresql', 'schema', { POSTGRES_USER: 'ledger', POSTGRES_DB: 'books' })).toBe(
      'psql -U ledger -d books -c \\dt',
    );
    expect(
      command('postgresql', 'schema', { POSTGRES_USER: 'ledger' }, { user: 'oncall', database: 'app' }),
    ).toBe('psql -U oncall -d app -c \\dt');
  });

  it.each([
    { POSTGRES_USER: null },
    { POSTGRES_USER: 'ledger', POSTGRES_DB: null },
    { POSTGRES_USER: "o'brien; drop" },
  ])('lets the shell of its container fill in what is not known: %j', (env) => {
    expect(command('postgresql', 'work', env)).toMatch(
      /^sh -c psql -U "\$\{POSTGRES_USER:-postgres\}" .* -c "SELECT pid/,
    );
  });

  it('is asked with the password of its container, by its own client', () => {
    expect(command('redis', 'writes', {})).toBe('redis-cli ROLE');
    expect(command('redis', 'writes', { REDIS_PASSWORD: null })).toBe(
      'sh -c REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ROLE',
    );
    expect(command('mysql', 'schema', {})).toContain('mysql -u root -e "SHOW DATABASES"');
    expect(command('mysql', 'schema', { MARIADB_ROOT_PASSWORD: null })).toContain(
      'MYSQL_PWD="$MARIADB_ROOT_PASSWORD" mariadb -u root',
    );
  });
});
