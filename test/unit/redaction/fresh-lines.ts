import type { Random } from '../../../bench/random.ts';
import { digits, draw, hex, upperDigits, uuid } from './random-text.ts';

const account = (r: Random): string => digits(r, 12);
const sha = (r: Random): string => hex(r, 40);
const pod = (r: Random): string =>
  `${r.pick(['api', 'auth-gateway', 'token-service', 'secret-sync'])}-${draw(r, 9, 'bcdfghjklmnpqrstvwxz2456789')}-${draw(r, 5, 'bcdfghjklmnpqrstvwxz2456789')}`;
const namespace = (r: Random): string => r.pick(['shop', 'auth', 'vault-system', 'team-a']);
const table = (r: Random): string => r.pick(['sessions', 'api_keys', 'user_tokens', 'credentials', 'orders']);
const ms = (r: Random): number => 1 + r.below(9_000);

type Line = (random: Random) => string;

/** Ids, hashes and names of clouds and clusters. */
const IDENTIFIERS: readonly Line[] = [
  (r) => `assumed arn:aws:sts::${account(r)}:assumed-role/shop-secrets-reader/${uuid(r)}`,
  (r) => `arn:aws:secretsmanager:eu-west-1:${account(r)}:secret:prod/db/password-${draw(r, 6)} is not found`,
  (r) => `arn:aws:kms:eu-west-1:${account(r)}:key/${uuid(r)} is disabled`,
  (r) =>
    `User: arn:aws:iam::${account(r)}:user/ci is not authorized to perform: secretsmanager:GetSecretValue`,
  (r) =>
    `target group arn:aws:elasticloadbalancing:us-east-1:${account(r)}:targetgroup/api/${hex(r, 16)} has no healthy target`,
  (r) => `i-0${hex(r, 16)} in subnet-0${hex(r, 16)} vpc-0${hex(r, 16)} eni-0${hex(r, 16)}`,
  (r) => `projects/shop-prod/secrets/db-password/versions/${1 + r.below(20)} was destroyed`,
  (r) =>
    `/subscriptions/${uuid(r)}/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/kv-shop is unreachable`,
  (r) => `ami-0${hex(r, 16)} snap-0${hex(r, 16)} vol-0${hex(r, 16)}`,
  (r) => `HEAD is now at ${sha(r).slice(0, 9)} Rotate the session key`,
  (r) => `checked out ${sha(r)} of refs/heads/main`,
  (r) => `deployed release-${sha(r)} to ${namespace(r)}`,
  (r) => `pulled registry.example.com/shop/api@sha256:${hex(r, 64)}`,
  (r) => `image ghcr.io/acme/token-service:main-${sha(r)} not found`,
  (r) => `containerd://${hex(r, 64)} exited 137`,
  (r) => `layer ${hex(r, 12)}: verifying checksum`,
  (r) => `Pod ${namespace(r)}/${pod(r)} was evicted`,
  (r) =>
    `MountVolume.SetUp failed for volume "kube-api-access-${draw(r, 5, 'bcdfghjkl2456789')}": object "${namespace(r)}"/"kube-root-ca.crt" not registered`,
  (r) => `secret "${namespace(r)}/db-credentials" not found`,
  (r) => `couldn't find key password in Secret ${namespace(r)}/db-credentials`,
  (r) => `configmap auth-settings resourceVersion ${digits(r, 9)} uid ${uuid(r)}`,
  (r) => `lease kube-node-lease/ip-10-0-${r.below(256)}-${r.below(256)}.eu-west-1.compute.internal is stale`,
  (r) => `traceparent: 00-${hex(r, 32)}-${hex(r, 16)}-01`,
  (r) => `x-amzn-trace-id: Root=1-${hex(r, 8)}-${hex(r, 24)};Parent=${hex(r, 16)};Sampled=1`,
  (r) => `x-request-id: ${uuid(r)} took ${ms(r)} ms`,
  (r) => `cf-ray: ${hex(r, 16)}-AMS`,
  (r) => `b3: ${hex(r, 32)}-${hex(r, 16)}-1`,
  (r) => `order ORD-${upperDigits(r, 10)} of customer cus_${draw(r, 14)} was refused`,
  (r) => `payment intent pi_${draw(r, 24)} is already captured`,
  (r) => `ulid 01${draw(r, 24, '0123456789ABCDEFGHJKMNPQRSTVWXYZ')} is a duplicate`,
  (r) => `message ${hex(r, 24)} of topic auth.tokens.v1 partition ${r.below(24)} offset ${digits(r, 8)}`,
  (r) => `etag: "${hex(r, 32)}" is stale`,
  (r) => `serial ${hex(r, 2)}:${hex(r, 2)}:${hex(r, 2)}:${hex(r, 2)} of the certificate CN=auth.example.com`,
  (r) => `fingerprint SHA256:${draw(r, 43)} of the host key has changed`,
];

/** Statements, keys of caches, columns. */
const STATEMENTS: readonly Line[] = [
  (r) => `SELECT token_id, session_key FROM ${table(r)} WHERE user_id = ${digits(r, 7)}`,
  (r) =>
    `duration: ${ms(r)} ms statement: UPDATE ${table(r)} SET password_hash = $1, token_version = $2 WHERE id = $3`,
  (r) => `ERROR: column "auth_token" of relation "${table(r)}" does not exist`,
  (r) =>
    `ERROR: duplicate key value violates unique constraint "${table(r)}_pkey" DETAIL: Key (id)=(${digits(r, 6)}) already exists.`,
  (r) => `null value in column "secret_name" of relation "${table(r)}" violates not-null constraint`,
  (r) => `CREATE INDEX CONCURRENTLY idx_${table(r)}_token_expires ON ${table(r)} (token_expires_at)`,
  (r) => `ALTER TABLE ${table(r)} ADD COLUMN password_changed_at timestamptz`,
  (r) => `FATAL: password authentication failed for user "shop_app" (pid ${digits(r, 5)})`,
  (r) => `Access denied for user 'shop'@'10.0.${r.below(256)}.${r.below(256)}' (using password: YES)`,
  (r) => `WRONGPASS invalid username-password pair or user is disabled. took ${ms(r)} ms`,
  (r) => `NOAUTH Authentication required. key=session:${digits(r, 8)}`,
  (r) => `redis GET cart:${digits(r, 7)} took ${ms(r)} ms`,
  (r) => `cache miss key=product:${digits(r, 6)}:price region=eu-west-1`,
  (r) => `slow command: HGETALL user:${digits(r, 6)}:sessions ${ms(r)} ms`,
  (r) => `E11000 duplicate key error collection: shop.${table(r)} index: token_1 dup key: { token: null }`,
  (r) => `deadlock detected: process ${digits(r, 5)} waits for ShareLock on transaction ${digits(r, 8)}`,
  (r) => `partition key pk=TENANT#${digits(r, 5)} sk=ORDER#${digits(r, 8)} is hot`,
  (r) => `DELETE FROM password_resets WHERE expires_at < now() - interval '${1 + r.below(9)} days'`,
];

/** What programs say of secrets without saying them. */
const FACTS: readonly Line[] = [
  (r) => `token expired at 2026-11-25T13:5${r.below(10)}:00Z, renewing`,
  (r) => `JWT validation failed: signature is invalid for kid ${hex(r, 8)}`,
  () => 'token signature mismatch: expected RS256, got HS256',
  (r) => `refreshed 3 access tokens in ${ms(r)} ms`,
  () => 'password must be at least 12 characters long',
  () => 'Secret rotation is disabled for this cluster',
  (r) => `secret version ${1 + r.below(40)} is pending deletion`,
  () => 'missing required setting DB_PASSWORD',
  () => 'env DB_PASSWORD is empty; set it or mount db-credentials',
  () => 'Authorization header is missing',
  () => 'authorization: none of the providers matched',
  (r) => `auth: user ${digits(r, 6)} has 3 sessions`,
  () => 'api key not found for tenant acme',
  () => 'invalid client_secret for client shop-frontend',
  () => 'the token provided is malformed: token contains an invalid number of segments',
  (r) => `login attempts for user ${digits(r, 5)}: 4 of 5`,
  () =>
    'Credentials provider chain: EnvironmentVariableCredentialsProvider, SystemPropertyCredentialsProvider',
  (r) => `cookie jar has ${r.below(100)} cookies`,
  (r) => `tokens used: prompt=${digits(r, 4)} completion=${digits(r, 3)} total=${digits(r, 4)}`,
  (r) => `max_tokens=${digits(r, 4)} temperature=0.2 model=large`,
  (r) => `passing ${digits(r, 3)} of ${digits(r, 4)} tests`,
  () => 'bypass cache for signed requests',
  () => 'compass heading is unknown; passenger list is empty',
  (r) => `csrf check failed for POST /cart/${digits(r, 5)}`,
  () => 'pin the version of the base image',
  () => 'SSL_CTX_use_PrivateKey_file failed: key values mismatch',
  () => 'x509: certificate has expired or is not yet valid',
  () => 'unable to read /etc/ssl/private/tls.key: permission denied',
  () => 'password_file=/run/secrets/db_password is not readable',
  () => 'token_path=/var/run/secrets/kubernetes.io/serviceaccount/token',
  () => 'tokenReview: authentication.k8s.io/v1 is not served',
  () => 'secretKeyRef: {name: db-credentials, key: password}',
  () => '--authorization-mode=Node,RBAC --service-account-key-file=/etc/kubernetes/pki/sa.pub',
  () => 'set-cookie header exceeds 4096 bytes',
  (r) => `session affinity: ClientIP, timeout ${digits(r, 4)} s`,
  (r) => `key=orders.created.v2 partition=${r.below(12)} lag=${digits(r, 6)}`,
];

/** Requests, addresses and commands. */
const REQUESTS: readonly Line[] = [
  (r) => `GET /api/v1/tokens/${digits(r, 6)}/usage 200 ${ms(r)} ms`,
  (r) => `POST /oauth/token 401 ${ms(r)} ms`,
  (r) => `GET /password/reset?step=2&locale=en 200 ${ms(r)} ms`,
  (r) => `GET /orders?order_id=${uuid(r)}&page=2 500`,
  (r) => `GET /search?q=red+shoes&session_count=${r.below(90)} 200`,
  (r) => `GET /items?cursor=${digits(r, 10)}&limit=50 200 ${ms(r)} ms`,
  (r) => `GET /v2/keys/${uuid(r)} 404`,
  (r) => `dial tcp 10.0.${r.below(256)}.${r.below(256)}:5432: connect: connection refused`,
  (r) => `upstream http://auth-gateway.shop.svc.cluster.local:8080/token timed out after ${ms(r)} ms`,
  (r) => `connecting to postgres://shop@db.shop.svc:5432/shop?sslmode=require&pool=${r.below(50)}`,
  (r) =>
    `redirect to https://login.example.com/authorize?client_id=shop-web&response_type=code&state=${uuid(r)}`,
  () => 'kubectl get secret db-credentials -n shop -o yaml',
  () => 'kubectl create secret generic db-credentials --from-file=/etc/db',
  () => 'docker run -p 8080:80 --env-file prod.env -u 1000:1000 acme/api:1.2',
  () => 'ssh -p 2222 -i /home/ops/.ssh/id_ed25519 ops@bastion.example.com',
  () => 'mkdir -p /var/lib/app/keys && chown -R app /var/lib/app',
  (r) => `psql -h db -p 5432 -U shop -d shop -c 'select ${r.below(9)}'`,
  () => 'mysqldump --single-transaction --databases shop',
  () => 'redis-cli -h cache -p 6379 --latency-history',
  () => 'curl -sS -o /dev/null -w %{http_code} http://127.0.0.1:8080/token/health',
  () => 'tar -xzf backup-2026-11-24.tar.gz -C /restore -p',
  () =>
    'helm upgrade db bitnami/postgresql --set auth.existingSecret=db-credentials --set auth.username=shop',
  () => 'openssl x509 -in tls.crt -noout -enddate',
  () => 'aws secretsmanager get-secret-value --secret-id prod/db/password --query SecretString',
  () => 'vault kv get -field=password secret/shop/db',
  () => 'java -Xmx2g -Djavax.net.ssl.keyStore=/etc/tls/keystore.p12 -jar app.jar',
  () => 'npm config set registry https://registry.example.com/npm/',
  () => 'terraform apply -var region=eu-west-1 -var db_password_length=24',
];

/** Frames, code and numbers. */
const TRACES: readonly Line[] = [
  (r) => `at com.acme.auth.TokenService.refreshToken(TokenService.java:${digits(r, 3)})`,
  (r) => `at PasswordEncoder.matches (/app/src/auth/password-encoder.js:${digits(r, 2)}:${digits(r, 2)})`,
  (r) => `  File "/app/auth/tokens.py", line ${digits(r, 3)}, in decode_token`,
  (r) => `github.com/acme/auth/session.(*Store).Get(0xc000${hex(r, 6)}, {0xc000${hex(r, 6)}, 0x24})`,
  (r) => `goroutine ${digits(r, 3)} [running]: main.loadSecret(...)`,
  (r) => `app/models/session_token.rb:${digits(r, 2)}:in 'find_by_token!'`,
  () => "KeyError: 'password'",
  () => "TypeError: Cannot read properties of undefined (reading 'accessToken')",
  () => 'java.lang.IllegalArgumentException: secretOrPrivateKey must have a value',
  () => 'NoSuchFieldError: DEFAULT_PASSWORD_ENCODER_ID',
  (r) => `thread 'tokio-runtime-worker' panicked at src/auth/token_cache.rs:${digits(r, 3)}:17`,
  (r) => `pid=${digits(r, 5)} tid=0x${hex(r, 12)} rss=${digits(r, 4)}MiB`,
  (r) => `segfault at ${hex(r, 8)} ip 00007f${hex(r, 10)} sp 00007f${hex(r, 10)} error 4 in libcrypto.so.3`,
  (r) =>
    `checkpoint complete: wrote ${digits(r, 5)} buffers (${r.below(100)}.4%); lsn=0/${hex(r, 8).toUpperCase()}`,
  () => 'const { token, password } = req.body; // validated above',
  () => 'def authenticate(user, password): return check_password(user, password)',
  () => 'if (config.apiKey === undefined) throw new ConfigError()',
  (r) => `histogram auth_token_refresh_seconds_bucket{le="0.5"} ${digits(r, 5)}`,
  (r) => `rate(http_requests_total{path="/oauth/token",code=~"5.."}[5m]) > 0.${digits(r, 2)}`,
  (r) => `max_password_age=${digits(r, 2)}d min_token_ttl=${digits(r, 3)}s`,
];

const DRAWN = 3;

/** At least 300 lines without a secret, of words that stand about secrets. */
export const freshLines = (random: Random): readonly string[] =>
  [...IDENTIFIERS, ...STATEMENTS, ...FACTS, ...REQUESTS, ...TRACES].flatMap((made) =>
    Array.from({ length: DRAWN }, () => made(random)),
  );
