/**
 * What programs say of the other side, by the words of the operating system (errno), of resolvers, and of well-known
 * servers and drivers. Order matters: the first that fits is the most specific.
 */
export type FailureKind =
  | 'dns'
  | 'connections'
  | 'auth'
  | 'read-only'
  | 'full'
  | 'server-says'
  | 'unauthorized'
  | 'failed-request'
  | 'certificate'
  | 'refused'
  | 'timeout'
  | 'no-answer'
  | 'unavailable';

const KINDS: readonly (readonly [FailureKind, RegExp])[] = [
  [
    'dns',
    /ENOTFOUND|EAI_AGAIN|no such host|UnknownHost|Name or service not known|[Tt]emporary failure in name resolution|NameResolutionError|could not translate host name|[Cc]ould not resolve host|No address associated with hostname|nodename nor servname|NXDOMAIN|SERVFAIL|server misbehaving|unable to resolve|DNS resolution failed|Name does not resolve|getaddrinfo (?:failed|error)/,
  ],
  [
    'connections',
    /[Tt]oo many (?:client )?connections|too many clients|remaining connection slots|max number of clients reached|ER_CON_COUNT_ERROR|max_user_connections|connection limit exceeded|too many connections for role|ORA-00018|ORA-12519/,
  ],
  [
    'auth',
    /Access denied for user '|password authentication failed|NOAUTH|WRONGPASS|ER_ACCESS_DENIED|no pg_hba\.conf entry|[Ll]ogin failed for user '|role "[^"]+" does not exist|Authentication failed\.?.*(?:mongo|SCRAM|\bdb\b)|SCRAM.*fail|ACCESS_REFUSED - Login was refused|invalid username-password pair|AuthenticationException.*Cassandra|Provided username \S{1,80} and\/or password are incorrect|(?:MongoServerError|MongoSecurityException|OperationFailure)\b[^\n]{0,80}[Aa]uthenticat|bad auth : |ProbableAuthenticationError|PLAIN login refused|PossibleAuthenticationFailureException|ORA-01017|SaslAuthenticationException|SASL authentication failed|NOPERM |unable to authenticate user \[|Authorization Violation|\b535 5\.7\.8/,
  ],
  [
    'read-only',
    /--(?:super-)?read-only option|super-read-only|read-only transaction|READONLY You can't write|database is (?:in )?read-only|(?:database|server|instance|cluster|replica)[^\n]{0,40}read-only mode|read-only (?:replica|connection)|connection is read-only|ER_OPTION_PREVENTS_STATEMENT|not writable primary|NotWritablePrimary|cluster_block_exception|read-only-allow-delete|index read-only \/ allow delete/i,
  ],
  [
    'full',
    /OOM command not allowed|MISCONF Redis|could not extend file|The table '[^']+' is full|mvcc: database space exceeded/,
  ],
  [
    'server-says',
    /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections)|terminating connection due to administrator command|LOADING Redis|Redis is loading the dataset|DENIED Redis is running in protected mode|CLUSTERDOWN|MASTERDOWN|NOT_LEADER_FOR_PARTITION|[Pp]eer (?:is )?down\b|canceling statement due to|Vault is sealed|NOT_ALLOWED - vhost|NOT_FOUND - no (?:queue|exchange)|No cluster leader|not present in metadata after|deadlock detected|Deadlock found when trying|Lock wait timeout exceeded|Unknown database '|index_not_found_exception|all shards failed|circuit_breaking_exception|LEADER_NOT_AVAILABLE|UNKNOWN_TOPIC_OR_PARTITION|NOT_ENOUGH_REPLICAS|database "[^"]+" does not exist|(?:relation|column) "[^"]+"[^\n]{0,40} does not exist|Table '[^']+' doesn't exist|[Qq]uorum (?:lost|not available)|etcdserver: (?:request timed out|no leader)/,
  ],
  // What HTTP clients say of an answer that refuses them, or is a server's error (axios, Spring, Go, requests, .NET).
  [
    'unauthorized',
    /status code:? ?40[13]\b|code = Unauthenticated|StatusCode\.UNAUTHENTICATED|\b40[13] (?:Unauthorized|Forbidden|Client Error)\b|(?:returned|answered|responded)(?: with)?(?: HTTP| status)?(?: code)?:? 40[13]\b/i,
  ],
  [
    'failed-request',
    /status code:? ?5\d\d\b|\b50[0-4] (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|Server Error)\b|(?:returned|answered|responded)(?: with)?(?: HTTP| status)?(?: code)?:? 5\d\d\b/i,
  ],
  [
    // A certificate that the other side does not trust, or TLS spoken to a port that does not speak it: OpenSSL, Go, Node, Java, .NET, rustls.
    'certificate',
    /x509: certificate (?:signed by|is valid for|is not valid for|relies on)|[Ss]elf[- ]signed certificate|unable to (?:verify the first|get (?:local )?issuer) certificate|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames|PKIX path building failed|No subject alternative (?:DNS )?name|certificate verify failed: (?:Hostname|IP address) mismatch|RemoteCertificate(?:NameMismatch|ChainErrors)|[Tt]he remote certificate (?:is|was) (?:invalid|rejected)|alert unknown ca|invalid peer certificate: (?:UnknownIssuer|NotValidForName)|SSL routines:[^\n]{0,60}wrong version number|first record does not look like a TLS handshake|server gave HTTP response to HTTPS client/,
  ],
  [
    'refused',
    /ECONNREFUSED|[Cc]onnection refused|[Cc]onnection to \S{1,260} refused|actively refused|TNS:no listener|errno:? ?111\b/,
  ],
  [
    'timeout',
    /ETIMEDOUT|i\/o timeout|[Cc]onnect(?:ion)? ?[Tt]ime(?:d )?[Oo]ut|ConnectTimeout|ConnectTimeoutError|dial tcp.*(?:timeout|deadline)|[Cc]onnection to \S{1,260} timed out|connection to .* timed out|Timeout connecting to server|Operation timed out|SocketTimeoutException: connect|SYN timeout|timeout exceeded when trying to connect|https?:\/\/\S{1,200}[^\n]{0,40}timed? ?out|(?:connect|handshake|upstream|database|db|redis|backend)[^\n]{0,60}timed out|timed out[^\n]{0,40}connect|upstream request timeout/,
  ],
  [
    // The call was let in, and its answer did not come in time (or gRPC does not say which of both it was).
    'no-answer',
    /[Rr]ead timed out|ReadTimeout|DEADLINE_EXCEEDED|DeadlineExceeded|context deadline exceeded|ESOCKETTIMEDOUT|timeout of \d{1,9} ?ms exceeded|HttpClient\.Timeout|buffering timed out|Timeout performing [A-Z]/,
  ],
  [
    'unavailable',
    /EHOSTUNREACH|ENETUNREACH|EPIPE|ECONNRESET|[Nn]o route to host|[Nn]etwork is unreachable|Broker may not be available|server has gone away|Lost connection to MySQL server|nats: no servers available|KeeperErrorCode = ConnectionLoss|[Nn]one of the specified endpoints were reachable|BrokerUnreachableException|[Cc]onnection reset by peer|Communications link failure|UnableToConnect|It was not possible to connect|no available connection|[Ff]ailed to connect|[Cc]ould not connect|[Cc]annot connect|[Uu]nable to connect|[Uu]nable to establish|[Cc]onnection (?:attempt )?failed|connection (?:error|closed unexpectedly)|server closed the connection unexpectedly|upstream connect error|no healthy upstream|ServerSelectionTimeout|server selection (?:error|timeout)|TCP\/IP connection to the host|establishing a connection to SQL Server|Network Adapter could not establish|Failed connecting to|NoHostAvailable|code = Unavailable|StatusCode\.UNAVAILABLE|All host\(s\) tried|[Dd]atabase (?:is )?(?:also )?(?:unavailable|unreachable|not available)|Connection is closed|Reached the max retries per request/,
  ],
];

/** What a line says of the other side; undefined when it says nothing of it. */
export function failureKind(text: string): FailureKind | undefined {
  return KINDS.find(([, expression]) => expression.test(text))?.[0];
}

/** The usual port of the server that a line is about, by the words of its drivers; undefined when none is named. */
export function serverPort(text: string): number | undefined {
  const known: readonly (readonly [RegExp, number])[] = [
    [
      /mysql|mariadb|jdbc\.exceptions\.Communications|ER_CON_COUNT|ER_ACCESS|Access denied for user|ERROR 1\d{3}\b|Table '[^']+' doesn't|super-read-only|--read-only option|Lock wait timeout|Deadlock found when trying|Unknown database '|The table '[^']+' is full/i,
      3306,
    ],
    [
      /postgres|\bpg\b|timeout exceeded when trying to connect|psycopg|libpq|PSQL|password authentication failed|too many clients|remaining connection slots|the database system is|pg_hba|(?:relation|role|column|database) "[^"]+"(?: of relation "[^"]+")? does not exist|read-only transaction|deadlock detected|canceling statement due to/i,
      5432,
    ],
    [
      /redis|max retries per request|NOAUTH|WRONGPASS|READONLY You|Timeout performing [A-Z]|MISCONF|CLUSTERDOWN|MASTERDOWN|OOM command not allowed/i,
      6379,
    ],
    [/mongo|buffering timed out/i, 27017],
    [/SQL Server|SqlClient|sqlserver|mssql/i, 1433],
    [/\bORA-\d|\bTNS:/, 1521],
    [/amqp|rabbit|NOT_ALLOWED - vhost|NOT_FOUND - no (?:queue|exchange)|\bpika\.|ACCESS_REFUSED/i, 5672],
    [
      /kafka|not present in metadata after|LEADER_NOT_AVAILABLE|UNKNOWN_TOPIC_OR_PARTITION|NOT_ENOUGH_REPLICAS/i,
      9092,
    ],
    [/memcache/i, 11211],
    [
      /elasticsearch|opensearch|cluster_block_exception|index_not_found_exception|circuit_breaking_exception|all shards failed/i,
      9200,
    ],
    [/cassandra/i, 9042],
    [/Vault is sealed/, 8200],
    [/\bnats: /, 4222],
  ];
  return known.find(([expression]) => expression.test(text))?.[1];
}

/**
 * The part of a line that says what failed: what loggers and wrappers put in front of it ("request errored: ") goes,
 * as long as the rest still says the same.
 */
export function gist(text: string): string {
  const kind = failureKind(text);
  // pino-http's own words for any failed request.
  let rest = text.replace(/^request errored: /, '');
  for (let at = rest.indexOf(': '); at >= 0; at = rest.indexOf(': ')) {
    const shorter = rest.slice(at + 2);
    if (kind === undefined || failureKind(shorter) !== kind) break;
    rest = shorter;
  }
  return rest.replace(/^(?:FATAL|ERROR|WARNING|LOG):\s+/, '');
}
