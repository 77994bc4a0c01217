import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATEMENTS } from '../../../bench/mixed-log.ts';
import { Random } from '../../../bench/random.ts';
import { hostsIn, redact, redactEnv } from '../../../functions/redaction/redact.ts';
import { SAMPLES } from '../logs/samples.ts';
import { plantedSecrets } from '../logs/secrets.ts';

describe('redact', () => {
  it('takes every planted secret out and leaves the words around it', () => {
    for (const { secret, message } of plantedSecrets(10)) {
      const shown = redact(message);
      expect(shown).not.toContain(secret);
      expect(shown).toContain(message.split(' ')[0]);
    }
  });
  it('keeps user, host, port and path of a URL', () => {
    expect(redact(`postgres://app:${'hunt'}er2@db.example.com:5432/app?sslmode=require`)).toBe(
      'postgres://app:[redacted]@db.example.com:5432/app?sslmode=require',
    );
  });
  it('leaves ordinary lines as they are: 1,000 of them', () => {
    const random = new Random(3);
    const prose = [
      'password authentication failed for user "dojo"',
      'Invalid token: expired',
      'Unexpected token < in JSON at position 0',
      'Unexpected token: punc (})',
      'Basic authentication failed',
      'secretName: api-tls',
      'secret "api" not found',
      'Failed to pull image: unauthorized: authentication required',
      'environment variable API_KEY is not set',
      'max_tokens=1500 prompt tokens: 2000',
      'auth_service: timeout after 5 s',
      'GET /api/token/refresh 401',
      'the password is: correct',
      'commit 356a192b7913b04c54574d18c28d46e6395428ab',
      'trace 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      'user@db.production.svc.cluster.local',
      'pod api-7d9c6b5f4-x2x4k on node ip-10-0-3-4.ec2.internal',
      'order 1234567890123456 at 1795529002123456789',
      'image registry.example.com/api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      'org.springframework.beans.factory.UnsatisfiedDependencyException: Error creating bean',
      'AbstractAutowireCapableBeanFactoryInitializer2 failed to initialise',
      'session closed for user root',
    ];
    const ordinary = Array.from({ length: 1000 }, (_, i) => {
      if (i < prose.length) return prose[i] ?? '';
      if (i < prose.length + SAMPLES.length) return SAMPLES[i - prose.length] ?? '';
      return STATEMENTS[i % STATEMENTS.length]?.text(random) ?? '';
    });
    expect(ordinary.filter((line) => redact(line) !== line)).toEqual([]);
  });
  it('changes nothing when applied again, and never throws', () => {
    const piece = fc.constantFrom(
      'password',
      '=',
      ': ',
      '"',
      '\\',
      'eyJ',
      'a1B2c3',
      '@',
      '.com',
      '://',
      ' ',
      'token',
      '-----BEGIN PRIVATE KEY-----',
      '4111 1111',
      'Bearer ',
      '%22',
      '[redacted]',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 14 }), (parts) => {
        const once = redact(parts.join(''));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('redactEnv', () => {
  it('shows of a secret variable only the hosts that it names', () => {
    expect(redactEnv('DB_PASSWORD', 'x1')).toBe('[redacted]');
    expect(redactEnv('SECRET_URL', 'https://a:b@vault:8200/x')).toBe('[redacted] vault:8200');
    expect(redactEnv('MYSQL_DSN', 'crm:x1@tcp(crm-mysql:3306)/crm')).toBe('[redacted] crm-mysql:3306');
    expect(redactEnv('PG_DSN', 'host=db port=5432 password=x1')).toBe('[redacted] db:5432');
    expect(redactEnv('DATABASE_URL', 'postgres://a:b@db:5432/x')).toBe('postgres://a:[redacted]@db:5432/x');
    expect(redactEnv('TOKEN_TTL', '3600')).toBe('3600');
  });
});

describe('hostsIn', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['dial tcp 10.0.0.1:5432: connect: connection refused', ['10.0.0.1:5432']],
    ['getaddrinfo ENOTFOUND redis-master', ['redis-master']],
    ['jdbc:mysql://db:3306/x', ['db:3306']],
    ['lookup cart on 10.96.0.10:53: no such host', ['cart']],
    ['java.net.UnknownHostException: foo.bar', ['foo.bar']],
    ['connection to server at "db" (10.0.0.3), port 5432 failed', ['db:5432']],
    ['mongodb://a:b@m1:27017,m2:27017/x', ['m1:27017', 'm2:27017']],
    ['at foo (/app/x.js:12:3) in file.go:44 at 12:34:56', []],
    ['{"port":8080,"status":500}', []],
    ["does not match certificate's altnames: Host: policy. is not in the cert's altnames: DNS:x", ['policy']],
    ['The TCP/IP connection to the host sql.shop, port 1433 has failed.', ['sql.shop:1433']],
    ["using the connection to database 'Policies' on server 'tcp:mssql,1433'.", ['mssql:1433']],
    ['Connection to db.platform.svc.cluster.local:5432 refused.', ['db.platform.svc.cluster.local:5432']],
    ['No subject alternative DNS name matching policy.shop found.', ['policy.shop']],
    ['x509: certificate is valid for a.example, b.example, not policy', ['policy']],
  ];
  for (const [text, hosts] of cases)
    it(text, () => {
      expect(hostsIn(text).map(({ host, port }) => (port === undefined ? host : `${host}:${port}`))).toEqual(
        hosts,
      );
    });
});
