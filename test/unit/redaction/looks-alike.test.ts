import { describe, expect, it } from '@jest/globals';
import { redact, redactArguments } from '../../../functions/redaction/redact.ts';

describe('an e-mail address', () => {
  it('is one behind a sentence about a remote shell, too', () => {
    expect(redact('ssh failed for bob@example.com')).toBe('ssh failed for [email]');
    expect(redact('ssh -p 22 ops@bastion.example.com failed, told bob@example.com')).toBe(
      'ssh -p 22 ops@bastion.example.com failed, told [email]',
    );
  });
});

describe('what looks alike and is none', () => {
  it.each([
    'docker run -u 1000 -p 8080:80 shop/api:2',
    'docker run --user app -p 127.0.0.1:8080:80/tcp shop/api:2',
    'docker compose -p pr-3f9a2b1cde exec --user root api sh',
    'docker-compose -u app9 -p shop4stage up -d',
    'ssh -u ops -p 2222 bastion',
    'deployctl -u ops -p stage-eu-west-12 status',
    'backup --user app -p orders_archive2026 run',
    'mysql -u app -p orders',
    'locust -u 100 -p report3of5b',
    'psql -U app -p 5432 -d orders2026x1',
    'mkdir -p /var/lib/app1/data2',
    'echo done1234 | tee /tmp/out',
    'echo 42items | grep item',
    "at getPassword('db/main2') in vault.js",
    "fields ['password', 'email'] are required",
    'openssl req -keyout /tmp/k1.pem -newkey rsa:2048',
    'openssl enc -d -kfile /run/keys/dump1 -in a.enc',
    'the password for user app has expired on Monday',
    'password for user admin: required',
    'SCRAM-SHA-256 authentication of app failed',
    'redis-cli -h cache1 PING',
    'secret dbcreds2a4b6c is not found',
    'session 12: opened after 340ms1',
    'secret 1: db-creds-2 of 4',
    'POST /hooks/deployToProductionV2Cluster1 200',
    'encryption_key=arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    'password authentication failed for user: Db2ConnectionException',
    'ssh -i /keys/a1 -p 22 ops@bastion.example.com uptime',
    'integrity sha512-7le9wAm6aInAuOUP2hCgdmzYcOaUYa6xLYsmjXlj5jQJsWLZ8jPBQWT',
    'pod shop-api_prod1_0123456789abcdef0123456789abcdef01234567 is gone',
  ])('stays: %s', (text) => {
    expect(redact(text)).toBe(text);
    expect(redactArguments(text.split(' ')).join(' ')).toBe(text);
  });
});
