import type { PatternKind } from '../core/log-summary.ts';

/**
 * The runbook's kinds by what drivers, runtimes and servers write. First match wins: what a message says of its
 * mechanism (DNS, TLS, memory, disk) before what it says of the peer (database, cache), and that before the bare
 * network errno.
 */
const RULES: readonly (readonly [PatternKind, RegExp])[] = [
  [
    'dns',
    /ENOTFOUND|EAI_AGAIN|getaddrinfo|no such host|UnknownHost|name resolution|name or service not known|could not (?:resolve|translate) host|NXDOMAIN|server misbehaving|nodename nor servname|failed to resolve|dns (?:lookup|error|resolution)|name resolver error|cannot resolve|host not found/i,
  ],
  [
    'tls',
    /x509|certificate|CERT_|\bSSL\b|\bTLS\b|handshake fail|UNABLE_TO_(?:VERIFY|GET_ISSUER)|SSLError|SSLHandshake|PKIX/i,
  ],
  [
    'memory',
    /out ?of ?memory|OutOfMemory|\bOOM\b(?! command)|OOMKilled|ENOMEM|cannot allocate memory|heap (?:limit|space|out)|JavaScript heap|MemoryError|bad_alloc|GC overhead/i,
  ],
  [
    'disk',
    /ENOSPC|no space left|disk (?:is )?full|disk quota|read-only file system|EROFS|I\/O error|input\/output error|could not (?:write|extend|fsync)|MISCONF/i,
  ],
  [
    'rate-limit',
    /rate.?limit|too many requests|throttl|\b429\b|RESOURCE_?EXHAUSTED|ResourceExhausted|quota exceeded|RateLimit|SlowDown|circuit ?breaker open due to rate/i,
  ],
  [
    'cache',
    /\bredis|READONLY You|WRONGPASS|NOAUTH|CLUSTERDOWN|LOADING Redis|memcache|max number of clients reached|OOM command not allowed|ioredis|jedis|lettuce|hazelcast|:6379\b|:11211\b/i,
  ],
  [
    'database',
    /postgres|\bpg_|\bpsql|mysql|mariadb|mongo|\bsql\b|SQLSTATE|sqlalchemy|psycopg|jdbc|hikari|sequelize|prisma|typeorm|knex|npgsql|oracle|\bORA-\d|cassandra|cockroach|deadlock detected|too many (?:clients|connections)|connection slots|connection pool|pool (?:is )?(?:exhausted|timed? ?out)|relation "|duplicate key|database|:5432\b|:3306\b|:27017\b|:1433\b|server closed the connection|lock wait timeout|SequelizeConnection|the database system is/i,
  ],
  [
    'authentication',
    /authenticat|unauthori[sz]ed|forbidden|access denied|invalid (?:token|credentials|password|api key)|jwt|token (?:is )?expired|login failed|permission denied|EACCES|not authori[sz]ed|\b401\b|\b403\b|AccessDenied|InvalidSignature|ExpiredToken|Failed password|AADSTS|invalid_grant|InvalidClientTokenId/i,
  ],
  [
    'configuration',
    /environment variable|missing (?:required )?(?:config|env|setting|key|variable)|is not (?:defined|set)\b|invalid config|configuration|KeyError|config(?:uration)? (?:error|file)|no such file|ENOENT|FileNotFound|unknown (?:flag|option|directive)|could not parse|yaml:|unrecognized (?:option|argument)/i,
  ],
  [
    'external-service',
    /googleapis|gemini|mapbox|amazonaws|\bS3\b|stripe|twilio|sendgrid|openai|anthropic|slack\.com|github\.com|third.?party|external (?:service|api)|webhook/i,
  ],
  [
    'network',
    /ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|connection (?:was )?(?:refused|reset|closed|timed out|aborted)|connect: |dial tcp|i\/o timeout|timed? ?out|timeout|deadline exceeded|DeadlineExceeded|no route to host|network is unreachable|socket hang up|broken pipe|UNAVAILABLE|code = Unavailable|upstream|unreachable|could not connect|failed to connect|unable to connect|can't connect|connection error|EOF\b|reset by peer/i,
  ],
  [
    'crash',
    /panic|segfault|SIGSEGV|Segmentation|Traceback|NullPointer|undefined is not|Cannot read propert|nil pointer|StackOverflow|IndexOutOf|uncaught|unhandled|core dumped|ClassNotFound|ModuleNotFound|ImportError|Cannot find module|exited with|SyntaxError|TypeError|ReferenceError|AttributeError|assertion/i,
  ],
];

const SECURE_PORT = /:(?:443|8443)\b/;

/** The kind of a message, by its words. */
export function kindOf(message: string): PatternKind {
  for (const [kind, pattern] of RULES) if (pattern.test(message)) return kind;
  return SECURE_PORT.test(message) ? 'external-service' : 'other';
}
