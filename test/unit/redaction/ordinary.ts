import { STATEMENTS } from '../../../bench/mixed-log.ts';
import type { Random } from '../../../bench/random.ts';
import {
  ALNUM,
  base64,
  base64url,
  digits,
  draw,
  hex,
  lowerDigits,
  upperDigits,
  uuid,
} from './random-text.ts';

/** What must come through as it is: a line of text, an environment variable, a command line or a request's path. */
export type Ordinary =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'env'; readonly name: string; readonly value: string }
  | { readonly kind: 'args'; readonly words: readonly string[] }
  | { readonly kind: 'path'; readonly path: string };
type Grammar = (random: Random) => Ordinary;

const WORDS = ['orders', 'billing', 'cart', 'search', 'users', 'payments', 'stock', 'mailer'] as const;
const NAMESPACES = ['shop', 'production', 'team-a', 'kube-system'] as const;
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2'] as const;
const CLASSES = [
  'AbstractAutowireCapableBeanFactory',
  'ConcurrentHashMapV8Segment2',
  'HikariConnectionPoolManager',
  'OAuth2AuthorizationCodeTokenResponseClient',
  'JwtTokenValidator',
  'Http2StreamFrameToHttpObjectCodec',
  'PasswordEncoderFactories',
] as const;

const word = (r: Random): string => r.pick(WORDS);
const ip = (r: Random): string => `10.${r.below(4)}.${r.below(256)}.${r.below(256)}`;
const port = (r: Random): number => r.pick([80, 443, 3000, 5432, 6379, 8080, 8443, 9090, 27017]);
/** Kubernetes' alphabet for generated names (k8s.io/apimachinery/pkg/util/rand). */
const safe = (r: Random, length: number): string => draw(r, length, 'bcdfghjklmnpqrstvwxz2456789');
const pod = (r: Random): string => `${word(r)}-api-${safe(r, 10)}-${safe(r, 5)}`;
const account = (r: Random): string => digits(r, 12);
/** CloudFormation's physical name of a CDK role: stack, logical id with its hash, twelve or thirteen random characters. */
const cdkRole = (r: Random): string =>
  `${r.pick(['ShopStack', 'prod-platform', 'FirstNote'])}-${r.pick(['ApiTaskExecutionRole', 'CollectServiceRole', 'WorkerRoleDefaultPolicy'])}${hex(r, 8).toUpperCase()}-${r.pick([upperDigits(r, 13), draw(r, 12)])}`;
const ago = (r: Random): string =>
  `2026-11-25T1${r.below(10)}:0${r.below(10)}:1${r.below(10)}.${digits(r, 3)}Z`;

const text =
  (make: (random: Random) => string): Grammar =>
  (random) => ({ kind: 'text', text: make(random) });
const env =
  (make: (random: Random) => readonly [string, string]): Grammar =>
  (random) => {
    const [name, value] = make(random);
    return { kind: 'env', name, value };
  };
const args =
  (make: (random: Random) => readonly string[]): Grammar =>
  (random) => ({ kind: 'args', words: make(random) });
const path =
  (make: (random: Random) => string): Grammar =>
  (random) => ({ kind: 'path', path: make(random) });

/** Ids of requests, traces, orders and objects, in the shapes that services give them. */
const IDS: Readonly<Record<string, Grammar>> = {
  uuid: text((r) => `request ${uuid(r)} failed after ${r.below(900)} ms`),
  'request id': text((r) => `x-request-id: ${hex(r, 32)} upstream timed out`),
  traceparent: text((r) => `traceparent=00-${hex(r, 32)}-${hex(r, 16)}-01 span dropped`),
  'amazon trace': text((r) => `X-Amzn-Trace-Id: Root=1-${hex(r, 8)}-${hex(r, 24)};Sampled=1`),
  'amazon request id': text(
    (r) => `S3 503 SlowDown RequestId: ${upperDigits(r, 16)}, HostId: ${base64(r, 56)}`,
  ),
  'amazon extended id': text((r) => `x-amz-id-2: ${base64(r, 57)}`),
  'cloudfront id': text((r) => `X-Amz-Cf-Id: ${base64url(r, 54)}== Error from cloudfront`),
  'gateway extended id': text((r) => `extendedRequestId=${base64(r, 11)} status=502`),
  order: text((r) => `order ORD-2026-${digits(r, 8)} for customer CUST${digits(r, 7)} not shipped`),
  'order id': text((r) => `order_id=${draw(r, 22)} rejected by warehouse`),
  ulid: text((r) => `event 01${draw(r, 24, '0123456789ABCDEFGHJKMNPQRSTVWXYZ')} was dropped`),
  ksuid: text((r) => `message ${draw(r, 27)} was redelivered 3 times`),
  nanoid: text((r) => `job ${base64url(r, 21)} stalled more than allowable limit`),
  'mongo object id': text((r) => `document ${hex(r, 24)} not found in collection ${word(r)}`),
  'stripe object': text(
    (r) => `charge ch_3N${draw(r, 22)} of customer cus_${draw(r, 14)} failed: card_declined`,
  ),
  'sentry event': text((r) => `sentry event ${hex(r, 32)} sent`),
  'cloudflare ray': text((r) => `cf-ray: ${hex(r, 16)}-FRA error 522`),
  'sqs message': text((r) => `MessageId ${uuid(r)} MD5OfBody ${hex(r, 32)} moved to dead letter queue`),
  'kinesis sequence': text((r) => `shardId-000000000003 sequence 4962${digits(r, 52)} iterator expired`),
  's3 version': text((r) => `object version ${draw(r, 32, `${ALNUM}._`)} is a delete marker`),
  etag: text((r) => `If-None-Match: W/"${hex(r, 40)}" 304`),
  snowflake: text((r) => `tweet 1${digits(r, 18)} by user ${digits(r, 9)} skipped`),
  'numbers like cards': text((r) => `offset ${digits(r, 16)} of partition 3 at 1795529${digits(r, 12)}`),
  'session name': text((r) => `session ${hex(r, 24)} opened for player ${r.below(1e6)}`),
  'correlation id': text((r) => `correlationId=${uuid(r)} spanId=${hex(r, 16)} took 12 ms`),
  'idempotency key': text((r) => `idempotency_key=${uuid(r)} already used, returning the first answer`),
  'pagerduty incident': text(
    (r) => `https://example.pagerduty.com/incidents/Q${upperDigits(r, 13)} was merged`,
  ),
  'slack channel': text((r) => `posted to C0${upperDigits(r, 9)} at 1795529002.${digits(r, 6)}`),
  'google upload id': text((r) => `upload_id=ABPtcPr${base64url(r, 120)} resumed at byte ${r.below(1e6)}`),
};

/** Names and addresses of the cloud and the cluster. */
const PLACES: Readonly<Record<string, Grammar>> = {
  'role arn': text((r) => `arn:aws:iam::${account(r)}:role/${cdkRole(r)}`),
  'assumed role': text(
    (r) =>
      `AccessDenied: User: arn:aws:sts::${account(r)}:assumed-role/${cdkRole(r)}/${word(r)}-${hex(r, 12)} is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:${r.pick(REGIONS)}:${account(r)}:table/ShopStack-Orders${hex(r, 8).toUpperCase()}-${upperDigits(r, 13)} because no identity-based policy allows the dynamodb:GetItem action`,
  ),
  'web identity session': text(
    (r) =>
      `arn:aws:sts::${account(r)}:assumed-role/${cdkRole(r)}/botocore-session-${digits(r, 10)} is throttled`,
  ),
  'role unique id': text((r) => `principal AROA${upperDigits(r, 17)}:${word(r)}-session was refused`),
  'function arn': text(
    (r) =>
      `arn:aws:lambda:${r.pick(REGIONS)}:${account(r)}:function:ShopStack-ApiFunction${hex(r, 8).toUpperCase()}-${draw(r, 12)}:live`,
  ),
  'execution arn': text(
    (r) =>
      `arn:aws:states:${r.pick(REGIONS)}:${account(r)}:execution:Triage${hex(r, 8).toUpperCase()}-${draw(r, 12)}:Q1-${digits(r, 10)} timed out`,
  ),
  'secret arn': text(
    (r) =>
      `ResourceNotFoundException: secret arn:aws:secretsmanager:${r.pick(REGIONS)}:${account(r)}:secret:prod/${word(r)}/db-${draw(r, 6)} not found`,
  ),
  'key arn': text((r) => `KMS.AccessDenied for arn:aws:kms:${r.pick(REGIONS)}:${account(r)}:key/${uuid(r)}`),
  'target group': text(
    (r) =>
      `arn:aws:elasticloadbalancing:${r.pick(REGIONS)}:${account(r)}:targetgroup/k8s-shop-api-${hex(r, 10)}/${hex(r, 16)} has no healthy target`,
  ),
  'load balancer host': text(
    (r) => `k8s-shop-api-${hex(r, 10)}-${digits(r, 10)}.${r.pick(REGIONS)}.elb.amazonaws.com: no such host`,
  ),
  'database host': text(
    (r) => `could not connect to shop.c${lowerDigits(r, 11)}.${r.pick(REGIONS)}.rds.amazonaws.com:5432`,
  ),
  'cache host': text((r) => `master.shop.${lowerDigits(r, 6)}.euw1.cache.amazonaws.com:6379 timed out`),
  'instance ids': text(
    (r) =>
      `i-0${hex(r, 16)} in subnet-0${hex(r, 16)} of vpc-0${hex(r, 16)} is unreachable (eni-0${hex(r, 16)})`,
  ),
  'log stream': text(
    (r) =>
      `/aws/lambda/ShopStack-Api${hex(r, 8).toUpperCase()}-${draw(r, 12)} 2026/11/24/[$LATEST]${hex(r, 32)}`,
  ),
  's3 key': text(
    (r) =>
      `NoSuchKey: s3://shop-exports-${account(r)}/year=2026/month=11/part-0000${r.below(10)}-${uuid(r)}-c000.snappy.parquet`,
  ),
  's3 object': text(
    (r) => `GetObject uploads/${draw(r, 2)}/${draw(r, 20)}/Invoice_${digits(r, 8)}-Final_V2.pdf: 404`,
  ),
  'stack resource': text(
    (r) =>
      `CREATE_FAILED AWS::IAM::Role ${cdkRole(r)} (RequestToken: ${uuid(r)}, HandlerErrorCode: AlreadyExists)`,
  ),
  url: text((r) => `GET http://${ip(r)}:${port(r)} failed: connection refused`),
  'url and path': text(
    (r) => `upstream http://${ip(r)}:${port(r)}/api/v1/${word(r)}?page=${r.below(9)}&size=20 timed out`,
  ),
  'url before an address': text((r) => `http://${ip(r)}:${port(r)}|worker@${pod(r)} no answer`),
  'urls in a list': text(
    (r) => `etcd endpoints http://${ip(r)}:2379,http://${ip(r)}:2379 are unhealthy, seen by root@${pod(r)}`,
  ),
  'url with an @ path': text(
    (r) => `GET https://registry.npm.example:443/@babel/core/-/core-7.${r.below(30)}.0.tgz 404`,
  ),
  'url with user': text((r) => `postgres://app@${word(r)}-db:5432/${word(r)}?sslmode=disable refused`),
  'git remote': text((r) => `fatal: Could not read from git@github.com:acme/${word(r)}.git`),
  'ssh url': text((r) => `ssh://git@bitbucket.example.com:7999/${word(r)}/api.git is not reachable`),
  'unit and user': text(
    (r) => `user@${r.below(2000)}.service: Failed with result 'exit-code', root@ip-10-0-3-${r.below(255)}`,
  ),
  'service address': text(
    (r) =>
      `dial tcp ${ip(r)}:${port(r)}: connect: connection refused (${word(r)}.${r.pick(NAMESPACES)}.svc.cluster.local:${port(r)})`,
  ),
  brokers: text(
    (r) =>
      `bootstrap brokers kafka-0.kafka:9092,kafka-1.kafka:9092 unreachable from ${ip(r)}:4${digits(r, 4)}`,
  ),
  ipv6: text(
    (r) =>
      `dial tcp [fd00:${hex(r, 4)}:${hex(r, 4)}::${hex(r, 3)}]:${port(r)}: i/o timeout from fe80::${hex(r, 4)}:${hex(r, 4)}%eth0`,
  ),
  mac: text((r) => `eth0 link is down, hwaddr ${[1, 2, 3, 4, 5, 6].map(() => hex(r, 2)).join(':')}`),
  image: text(
    (r) =>
      `Failed to pull image "${account(r)}.dkr.ecr.${r.pick(REGIONS)}.amazonaws.com/${word(r)}:v1.${r.below(90)}.0@sha256:${hex(r, 64)}": not found`,
  ),
  'registry with port': text((r) => `pulling registry.local:5000/team/${word(r)}:${hex(r, 7)}`),
  'git commit': text((r) => `deployed ${hex(r, 40)} (${hex(r, 7)}) by Argo CD`),
  'pod name': text(
    (r) => `Back-off restarting failed container=api pod=${pod(r)}_${r.pick(NAMESPACES)}(${uuid(r)})`,
  ),
  'resource version': text(
    (r) =>
      `Operation cannot be fulfilled on deployments.apps "${word(r)}": resourceVersion ${digits(r, 9)} is too old, uid ${uuid(r)}`,
  ),
  'kubelet path': text(
    (r) =>
      `MountVolume.SetUp failed for volume "kube-api-access-${safe(r, 5)}": open /var/lib/kubelet/pods/${uuid(r)}/volumes/kubernetes.io~projected/kube-api-access-${safe(r, 5)}/token: no such file`,
  ),
  'container id': text((r) => `containerd://${hex(r, 64)} exited with 137`),
  'helm release': text((r) => `secret sh.helm.release.v1.${word(r)}.v${r.below(90)} is too large`),
  'secret names': text(
    (r) =>
      `secret "${word(r)}-token-${safe(r, 5)}" not found, serviceaccount ${word(r)} in ${r.pick(NAMESPACES)}`,
  ),
  'pnpm path': text(
    (r) =>
      `Cannot find module '/app/node_modules/.pnpm/@nestjs+core@10.${r.below(9)}.0_${lowerDigits(r, 26)}/node_modules/@nestjs/core/index.js'`,
  ),
  'nix path': text(
    (r) => `/nix/store/${lowerDigits(r, 32)}-openssl-3.0.${r.below(20)}/lib/libssl.so.3: cannot open`,
  ),
  'windows path': text(
    (r) =>
      `at Shop.Api.${r.pick(CLASSES)}.Run() in C:\\agent\\_work\\${r.below(90)}\\s\\src\\${word(r)}\\TokenService.cs:line ${r.below(400)}`,
  ),
  'asset names': text(
    (r) => `GET /static/js/main.${hex(r, 8)}.chunk.js 404, /assets/index-${base64url(r, 8)}.css 404`,
  ),
  grafana: text(
    (r) =>
      `https://grafana.example.com/d/${draw(r, 9)}/${word(r)}-overview?orgId=1&from=now-1h&to=now&var-pod=${pod(r)}`,
  ),
  prometheus: text(
    (r) =>
      `http://prometheus-k8s-0:9090/graph?g0.expr=sum%28rate%28http_requests_total%7Bjob%3D%22${word(r)}%22%2Ccode%3D~%225..%22%7D%5B5m%5D%29%29&g0.tab=1`,
  ),
  'build url': text(
    (r) => `https://github.com/acme/${word(r)}/actions/runs/${digits(r, 11)}/job/${digits(r, 11)}`,
  ),
  'npm integrity': text(
    (r) =>
      `npm ERR! integrity checksum failed when using sha512: wanted sha512-${base64(r, 64)} but got sha512-${base64(r, 64)}`,
  ),
  fingerprint: text(
    (r) =>
      `Host key verification failed, ED25519 key fingerprint is SHA256:${base64(r, 32).replace('=', '')}.`,
  ),
  'csp hash': text((r) => `Refused to execute inline script: 'sha256-${base64(r, 32)}' is not in script-src`),
};

/** What programs say, words of secrets included. */
const SAYINGS: Readonly<Record<string, Grammar>> = {
  'program statements': text((r) =>
    r.pick(STATEMENTS as never as [(typeof STATEMENTS)[number], ...(typeof STATEMENTS)[number][]]).text(r),
  ),
  'fatal pool': text(
    (r) =>
      `FATAL HikariPool-${r.below(9)} - Connection is not available, request timed out after 3000${r.below(10)}ms`,
  ),
  'fatal logger': text(
    (r) => `FATAL ${r.pick(CLASSES)}_${r.pick(CLASSES)}-Primary0${r.below(9)}-EuWest1a pool exhausted`,
  ),
  'fatal pool name': text(
    (r) => `FATAL OrdersDb2/ReadOnlyReplica3_ConnectionPool=primary-${upperDigits(r, 6)} pool exhausted`,
  ),
  'mysql denied': text(
    (r) =>
      `ERROR 1045 (28000): Access denied for user '${word(r)}'@'${ip(r)}' (using password: ${r.pick(['YES', 'NO'])})`,
  ),
  'postgres denied': text((r) => `FATAL:  password authentication failed for user "${word(r)}"`),
  'redis denied': text((r) =>
    r.pick([
      `NOAUTH Authentication required. (${ip(r)})`,
      `WRONGPASS invalid username-password pair or user is disabled. ${r.below(99)}`,
      `ERR AUTH <password> called without any password configured for the default user ${r.below(99)}`,
    ]),
  ),
  'mongo denied': text(
    (r) => `MongoServerError: Authentication failed. code: 18 codeName: AuthenticationFailed db: ${word(r)}`,
  ),
  'rabbit denied': text(
    (r) =>
      `PLAIN login refused: user '${word(r)}' - invalid credentials, connection ${ip(r)}:4${digits(r, 4)}`,
  ),
  sasl: text((r) => `SASL authentication failed: SCRAM-SHA-512 for ${word(r)} (broker ${r.below(9)})`),
  'jwt errors': text((r) =>
    r.pick([
      `JWT expired ${r.below(9000)} milliseconds ago at ${ago(r)}`,
      `JsonWebTokenError: jwt malformed (request ${r.below(1e6)})`,
      `io.jsonwebtoken.security.SignatureException: JWT signature does not match locally computed signature, line ${r.below(99)}`,
      `TokenExpiredError: jwt expired, user ${r.below(1e4)}`,
    ]),
  ),
  'oauth errors': text((r) =>
    r.pick([
      `oauth2: "invalid_grant" "Token has been expired or revoked." (${r.below(99)})`,
      `invalid_client: Client secret is not valid for ${word(r)}`,
      `401 Unauthorized: Bearer realm="https://auth.example.com/token",service="registry",scope="repository:${word(r)}:pull"`,
    ]),
  ),
  'lexer tokens': text((r) =>
    r.pick([
      `Unexpected token } in JSON at position ${r.below(900)}`,
      `SyntaxError: Unexpected token '<', "<!DOCTYPE "... is not valid JSON (${r.below(99)})`,
      `yaml: line ${r.below(99)}: found character that cannot start any token`,
      `expected token: SEMICOLON but got IDENT at ${r.below(99)}`,
    ]),
  ),
  'token counts': text(
    (r) =>
      `completion done: prompt tokens: ${r.below(9000)}, max_tokens=4096, total_tokens=${r.below(9000)}, token bucket: ${r.below(99)}/100`,
  ),
  'test results': text(
    (r) => `suite done: pass: ${r.below(900)}, fail: ${r.below(9)}, pass=${r.below(9)} skip=0`,
  ),
  'secret not found': text((r) =>
    r.pick([
      `Error: secret "${word(r)}-credentials" not found`,
      `couldn't find key DB_PASSWORD in Secret shop/${word(r)}`,
      `references non-existent secret key: ${word(r)}.crt`,
      `environment variable API_TOKEN is not set in ${word(r)}`,
    ]),
  ),
  'rbac denied': text(
    (r) =>
      `pods "${pod(r)}" is forbidden: User "system:serviceaccount:${r.pick(NAMESPACES)}:${word(r)}" cannot get resource "secrets" in API group "" in the namespace "${r.pick(NAMESPACES)}"`,
  ),
  'pull denied': text(
    (r) =>
      `pull access denied for ${word(r)}, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
  ),
  'registry auth': text(
    (r) =>
      `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://auth.registry.example/token?scope=repository%3Aacme%2F${word(r)}%3Apull&service=registry.example: 401 Unauthorized`,
  ),
  'probe failed': text(
    (r) => `Readiness probe failed: HTTP probe failed with statuscode: ${r.pick([500, 503])} on ${pod(r)}`,
  ),
  x509: text(
    (r) =>
      `x509: certificate has expired or is not yet valid: current time ${ago(r)} is after 2026-11-01T00:00:00Z`,
  ),
  sql: text((r) =>
    r.pick([
      `SELECT id, password, token FROM ${word(r)} WHERE email = $1 LIMIT ${r.below(9)}`,
      `UPDATE ${word(r)} SET password = $1, token = NULL WHERE id = ${r.below(1e6)}`,
      `INSERT INTO sessions (token, user_id) VALUES ($1, ${r.below(1e6)})`,
      `duplicate key value violates unique constraint "${word(r)}_pkey" DETAIL: Key (user_id)=(${r.below(1e6)}) already exists.`,
      `column "password_hash" of relation "${word(r)}" does not exist at character ${r.below(99)}`,
    ]),
  ),
  'cache keys': text((r) => `cache miss key=${word(r)}:${r.below(1e5)}:summary ttl=300 shard=${r.below(16)}`),
  'kafka key': text(
    (r) =>
      `record key=${word(r)}-${r.below(1e5)} partition=${r.below(12)} offset=${digits(r, 9)} group=${word(r)}-consumer`,
  ),
  'amqp routing': text(
    (r) => `NO_ROUTE exchange=${word(r)} routingKey=${word(r)}.created.v${r.below(3)} mandatory=true`,
  ),
  'amqp words': text(
    (r) =>
      `unroutable message to exchange '${word(r)}' with routing key '${word(r)}.updated' (${r.below(99)})`,
  ),
  'keys of data': text(
    (r) =>
      `missing primary_key=tenant_id foreignKey: ${word(r)}_id partition_key=customerId sort_key=createdAt row ${r.below(999)}`,
  ),
  'json log': text((r) =>
    JSON.stringify({
      level: 'error',
      time: ago(r),
      traceId: hex(r, 32),
      cacheKey: `${word(r)}:${r.below(999)}`,
      tokenCount: r.below(999),
      token_type: 'Bearer',
      auth_method: 'kubernetes',
      authenticated: true,
      session: 'closed',
      msg: `request to ${word(r)} failed`,
    }),
  ),
  'json settings': text((r) =>
    JSON.stringify({
      secretName: `${word(r)}-tls`,
      passwordPolicy: 'strong',
      sessionDuration: r.below(9000),
      tokenEndpoint: `https://auth.example.com/${word(r)}`,
      apiKeyHeader: 'X-Api-Key',
      keyId: uuid(r),
      cookieDomain: 'example.com',
    }),
  ),
  'json keys': text(
    (r) =>
      `{"Key":{"S":"${word(r)}#${r.below(1e5)}"},"TableName":"${word(r)}","key":"customer/${r.below(1e5)}/${word(r)}.json"}`,
  ),
  'spring log': text(
    (r) =>
      `${ago(r)}  WARN 1 --- [nio-8080-exec-${r.below(9)}] o.s.s.o.s.r.a.${r.pick(CLASSES)} : Failed to decode the token for ${word(r)}`,
  ),
  'java frame': text(
    (r) =>
      `\tat org.springframework.security.oauth2.${r.pick(CLASSES)}$$EnhancerBySpringCGLIB$$${hex(r, 8)}.invoke(${r.pick(CLASSES)}.java:${r.below(900)}) ~[spring-security-6.${r.below(9)}.1.jar!/:6.1]`,
  ),
  'node frame': text(
    (r) => `    at Object.<anonymous> (/app/src/auth/token.service.ts:${r.below(400)}:${r.below(80)})`,
  ),
  'python frame': text(
    (r) =>
      `  File "/usr/lib/python3.12/site-packages/passlib/handlers/${word(r)}.py", line ${r.below(900)}, in verify_password`,
  ),
  'go frame': text(
    (r) => `github.com/acme/shop/internal/auth.(*TokenStore).Get(0xc000${hex(r, 6)}, {0x${hex(r, 6)}, 0x24})`,
  ),
  'class name': text(
    (r) =>
      `class com.example.${word(r)}.${r.pick(CLASSES)}$Builder$1 was not found in loader ${r.pick(CLASSES)}@${hex(r, 8)}`,
  ),
  semver: text(
    (r) => `upgraded @acme/${word(r)}@1.${r.below(30)}.${r.below(9)}-rc.1+build.${hex(r, 7)} from 1.0.0`,
  ),
  dates: text((r) => `backup shop-${ago(r)}.tar.gz finished in 00:0${r.below(9)}:12.${digits(r, 3)}`),
  logfmt: text(
    (r) =>
      `ts=${ago(r)} level=warn caller=token.go:${r.below(400)} component="auth middleware" auth=ok status=403 pin=false key_count=${r.below(90)} user_agent=kube-probe/1.35`,
  ),
  'prometheus rule': text(
    (r) =>
      `sum(rate(http_requests_total{job="${word(r)}",code=~"5..",secret!="x"}[5m])) by (route) > 0.0${r.below(9)}`,
  ),
  gc: text(
    (r) =>
      `GC(${r.below(999)}) Pause Young (Normal) (G1 Evacuation Pause) ${r.below(900)}M->${r.below(90)}M(1024M) 12.${digits(r, 3)}ms`,
  ),
  'session words': text((r) =>
    r.pick([
      `session closed for user root (uid=${r.below(99)})`,
      `Session terminated, signature: void ${word(r)}(int)`,
      `GPIO pin: ${r.below(40)} toggled by ${word(r)}`,
      `auth: basic, mode: ${word(r)}`,
    ]),
  ),
  'elastic shard': text(
    (r) =>
      `[${word(r)}][${r.below(9)}] primary shard is not active, node {${base64url(r, 22)}}{${base64url(r, 22)}}{${ip(r)}:9300}`,
  ),
  'kafka cluster': text(
    (r) =>
      `Cluster ID: ${base64url(r, 22)}, controller ${r.below(3)}, member consumer-${word(r)}-1-${uuid(r)}`,
  ),
  'hash of a password': text(
    (r) => `password hash algorithm: bcrypt, cost: ${r.below(14)}, password length: ${r.below(64)}`,
  ),
  kerberos: text(
    (r) => `kinit: Client '${word(r)}/host@EXAMPLE.COM' not found in Kerberos database (${r.below(99)})`,
  ),
  'feature flags': text(
    (r) =>
      `flags new_checkout=on password_reset=enabled token_refresh=off secret_santa=${r.pick(['on', 'off'])} cohort=${r.below(99)}`,
  ),
  'mail subject': text(
    (r) => `queued mail 4${upperDigits(r, 10)}: subject="Reset your password", to=${digits(r, 6)}`,
  ),
};

/** Environment variables whose values say what is configured, not a secret. */
const ENVIRONMENT: Readonly<Record<string, Grammar>> = {
  'env path': env((r) => ['PATH', `/usr/local/sbin:/usr/local/bin:/opt/${word(r)}/bin`]),
  'env java': env((r) => ['JAVA_OPTS', `-Xmx${r.below(9)}g -XX:+UseG1GC -Dserver.port=${port(r)}`]),
  'env url': env((r) => ['DATABASE_URL', `postgres://app@${word(r)}-db:5432/${word(r)}`]),
  'env brokers': env((r) => ['KAFKA_BROKERS', `kafka-0:9092,kafka-1:9092,${ip(r)}:9092`]),
  'env ttl': env((r) => ['TOKEN_TTL', String(r.below(9000))]),
  'env secret name': env((r) => ['DB_SECRET_NAME', `${word(r)}-db`]),
  'env password file': env((r) => ['PASSWORD_FILE', `/run/secrets/${word(r)}`]),
  'env role': env((r) => ['AWS_ROLE_ARN', `arn:aws:iam::${account(r)}:role/${cdkRole(r)}`]),
  'env token file': env(() => [
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
  ]),
  'env key prefix': env((r) => ['S3_KEY_PREFIX', `exports/2026/${word(r)}`]),
  'env partition key': env((r) => ['PARTITION_KEY', `${word(r)}Id`]),
  'env cache key': env((r) => ['CACHE_KEY', `${word(r)}:v${r.below(9)}`]),
  'env public key': env((r) => ['JWT_PUBLIC_KEY_URL', `https://auth.example.com/${word(r)}/jwks.json`]),
  'env key file': env((r) => ['TLS_KEY', `/etc/tls/${word(r)}.key`]),
  'env auth url': env((r) => ['AUTH_URL', `https://auth.example.com/realms/${word(r)}`]),
  'env auth mode': env((r) => ['AUTH_MODE', r.pick(['oidc', 'none', 'basic', 'kubernetes'])]),
  'env issuer': env((r) => ['JWT_ISSUER', `https://auth.example.com/${word(r)}`]),
  'env endpoint': env((r) => ['TOKEN_ENDPOINT', `http://auth.${r.pick(NAMESPACES)}:8080/oauth2/token`]),
  'env bypass': env((r) => ['BYPASS_CACHE', `${word(r)},${word(r)}`]),
  'env keyspace': env((r) => ['CASSANDRA_KEYSPACE', `${word(r)}_v${r.below(9)}`]),
  'env keycloak': env((r) => ['KEYCLOAK_URL', `http://keycloak.${r.pick(NAMESPACES)}:8080/auth`]),
  'env client id': env((r) => ['OAUTH_CLIENT_ID', `${word(r)}-web`]),
  'env image': env((r) => ['SIDECAR_IMAGE', `registry.example.com/${word(r)}@sha256:${hex(r, 64)}`]),
  'env release': env((r) => ['GIT_SHA', hex(r, 40)]),
  'env otel': env((r) => [
    'OTEL_RESOURCE_ATTRIBUTES',
    `service.name=${word(r)},k8s.pod.uid=${uuid(r)},deployment.environment=prod`,
  ]),
  'env topic': env((r) => [
    'ORDERS_TOPIC_ARN',
    `arn:aws:sns:${r.pick(REGIONS)}:${account(r)}:ShopStack-OrdersTopic${hex(r, 8).toUpperCase()}-${draw(r, 12)}`,
  ]),
  'env session timeout': env((r) => ['SESSION_TIMEOUT', `${r.below(90)}m`]),
  'env cookie domain': env((r) => ['COOKIE_DOMAIN', `${word(r)}.example.com`]),
};

/** Command lines without a secret. */
const COMMAND_LINES: Readonly<Record<string, Grammar>> = {
  'args redis-cli': args((r) => ['redis-cli', '-h', `${word(r)}-redis`, '-p', String(port(r)), 'ping']),
  'args mysql': args((r) => ['mysql', '-h', word(r), '-P', '3306', '-u', 'root', '-e', 'SELECT 1']),
  'args curl': args((r) => [
    'curl',
    '-sf',
    '-o',
    '/dev/null',
    '-w',
    '%{http_code}',
    `http://localhost:${port(r)}/healthz`,
  ]),
  'args curl header': args((r) => [
    'curl',
    '-H',
    'Accept: application/json',
    '-H',
    `Host: ${word(r)}.example.com`,
    `http://${ip(r)}`,
  ]),
  'args pg_isready': args((r) => [
    'pg_isready',
    '-U',
    word(r),
    '-h',
    '127.0.0.1',
    '-p',
    '5432',
    '-d',
    word(r),
  ]),
  'args mongosh': args((r) => [
    'mongosh',
    '--quiet',
    '--port',
    String(port(r)),
    '--eval',
    "db.adminCommand('ping')",
  ]),
  'args nc': args((r) => ['nc', '-z', '-w', '2', word(r), String(port(r))]),
  'args ssh': args((r) => [
    'ssh',
    '-p',
    '22',
    '-o',
    'StrictHostKeyChecking=no',
    `deploy@${word(r)}.example.com`,
  ]),
  'args docker run': args((r) => [
    'docker',
    'run',
    '-p',
    `${port(r)}:80`,
    '-e',
    'LOG_LEVEL=debug',
    `nginx:1.2${r.below(9)}`,
  ]),
  'args mkdir': args((r) => [
    'sh',
    '-c',
    `mkdir -p /data/${word(r)} && cp -p /etc/${word(r)}.conf /data && exec node server.js`,
  ]),
  'args sqlcmd': args((r) => [
    '/opt/mssql-tools/bin/sqlcmd',
    '-S',
    word(r),
    '-U',
    'sa',
    '-Q',
    'SELECT 1',
    '-b',
  ]),
  'args grpc': args((r) => ['/bin/grpc_health_probe', `-addr=:${port(r)}`, `-service=${word(r)}`]),
  'args api server': args((r) => [
    'kube-apiserver',
    '--service-account-key-file=/etc/kubernetes/pki/sa.pub',
    '--tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
    '--authentication-token-webhook-cache-ttl=2m',
    `--advertise-address=${ip(r)}`,
  ]),
  'args java': args((r) => [
    'java',
    `-Xmx${r.below(900)}m`,
    '-Dspring.profiles.active=prod',
    '-jar',
    `/app/${word(r)}.jar`,
  ]),
  'args python': args((r) => [
    'gunicorn',
    '-b',
    `0.0.0.0:${port(r)}`,
    '-w',
    '4',
    '-k',
    'uvicorn.workers.UvicornWorker',
    `${word(r)}.app:app`,
  ]),
  'args celery': args((r) => [
    'celery',
    '-A',
    word(r),
    'worker',
    '-l',
    'info',
    '-Q',
    `${word(r)},default`,
    '-P',
    'gevent',
  ]),
  'args flags': args((r) => [
    'serve',
    `--token-ttl=${r.below(9)}h`,
    '--password-file',
    `/run/secrets/${word(r)}`,
    '--secret-name',
    `${word(r)}-db`,
    '--auth-mode',
    'oidc',
  ]),
  'args ldapsearch': args((r) => [
    'ldapsearch',
    '-x',
    '-H',
    `ldap://${word(r)}:389`,
    '-b',
    'dc=example,dc=com',
    '-s',
    'base',
  ]),
  'args openssl': args((r) => [
    'openssl',
    's_client',
    '-connect',
    `${word(r)}:443`,
    '-servername',
    `${word(r)}.example.com`,
  ]),
  'args kafka': args((r) => [
    'kafka-topics.sh',
    '--bootstrap-server',
    `${ip(r)}:9092`,
    '--list',
    '--command-config',
    '/etc/kafka/client.properties',
  ]),
  'args wget': args((r) => [
    'wget',
    '-q',
    '-O',
    '-',
    '--timeout=2',
    `http://127.0.0.1:${port(r)}/${word(r)}/health`,
  ]),
  'args rabbit': args((r) => ['rabbitmqctl', '-p', `/${word(r)}`, 'list_queues', 'name', 'messages']),
  'args ab': args((r) => ['ab', '-n', String(r.below(900)), '-c', '10', `http://${word(r)}/`]),
  'args httpie': args((r) => ['http', '--check-status', '--timeout', '2', 'GET', `:${port(r)}/${word(r)}`]),
  'args nginx': args((r) => ['nginx', '-g', `daemon off; worker_processes ${r.below(9)};`]),
};

/** Paths of probes and requests. */
const PATHS: Readonly<Record<string, Grammar>> = {
  'path health': path((r) => `/${word(r)}/healthz/ready-${r.below(99)}`),
  'path actuator': path((r) => `/actuator/health/readiness?group=${word(r)}`),
  'path tokens': path((r) => `/api/v1/tokens/list?page=${r.below(9)}`),
  'path elastic': path(
    (r) => `/_cluster/health/${word(r)}?local=true&timeout=${r.below(9)}s&wait_for_status=yellow`,
  ),
  'path vault': path((r) => `/v1/sys/health?standbyok=true&perfstandbyok=${r.pick(['true', 'false'])}`),
  'path key': path((r) => `/search?key=name&sort=created&q=token+${word(r)}`),
  'path code': path((r) => `/status?code=${r.pick([200, 404, 503])}&service=${word(r)}`),
  'path auth': path((r) => `/ready?auth=none&deep=${r.pick(['true', 'false'])}&service=${word(r)}`),
  'path id': path((r) => `/orders/${uuid(r)}/items/${digits(r, 6)}`),
};

/** All grammars, by name. */
export const GRAMMARS: Readonly<Record<string, Grammar>> = {
  ...IDS,
  ...PLACES,
  ...SAYINGS,
  ...ENVIRONMENT,
  ...COMMAND_LINES,
  ...PATHS,
};
