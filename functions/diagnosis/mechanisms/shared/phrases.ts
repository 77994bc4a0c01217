import type { FailureKind } from '../../../servers/server.ts';

/**
 * The classes of SQLSTATE (ISO/IEC 9075-2, 24.1; https://www.postgresql.org/docs/17/errcodes-appendix.html) by whom they
 * blame, as PDO, pgx, JDBC, Hibernate and ODBC write them: data, constraints, names and syntax; resources, operator,
 * system, internal errors.
 */
const SQLSTATE = {
  request: /SQL[ _]?STATE\W{0,5}(?:2[123]|3[DF]|42)[0-9A-Z]{3}\b/i,
  server: /SQL[ _]?STATE\W{0,5}(?:53|57|58|XX)[0-9A-Z]{3}\b/i,
};

/**
 * A code of gRPC (https://grpc.io/docs/guides/status-codes/) as its implementations write it: Go and .NET
 * ("code = NotFound", StatusCode="NotFound"), Python (StatusCode.NOT_FOUND), Java (StatusRuntimeException: NOT_FOUND),
 * Node ("5 NOT_FOUND: ").
 */
function grpc(...names: readonly string[]): readonly RegExp[] {
  const camel = names.map((name) =>
    name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );
  const snake = names.map((name) => name.toUpperCase().replaceAll('-', '_'));
  return [
    new RegExp(`(?:code = |StatusCode="|status: )(?:${camel.join('|')})\\b`, 'i'),
    new RegExp(`(?:StatusCode\\.|StatusRuntimeException: |\\b\\d{1,2} )(?:${snake.join('|')})\\b`),
  ];
}

/**
 * What the operating system (errno), resolvers, HTTP clients and drivers of more than one server say of the other side
 * of a call, one phrase a line. What one kind of server says is in core/servers. The order is the one of asking: the
 * first kind that fits is the most specific.
 */
export const COMMON_PHRASES: Readonly<Record<FailureKind, readonly RegExp[]>> = {
  dns: [
    /ENOTFOUND/,
    /EAI_AGAIN/,
    /no such host/,
    /UnknownHost/,
    /Name or service not known/,
    /[Tt]emporary failure in name resolution/,
    /NameResolutionError/,
    /could not translate host name/,
    /[Cc]ould not resolve host/,
    /No address associated with hostname/,
    /nodename nor servname/,
    /NXDOMAIN/,
    /SERVFAIL/,
    /server misbehaving/,
    /unable to resolve/,
    /DNS resolution failed/,
    /Name does not resolve/,
    /getaddrinfo (?:failed|error)/,
    // Go: a resolver that does not answer (net.DNSError, "lookup NAME on SERVER: ...").
    /lookup \S{1,253} on \S{1,60}:53: /,
  ],
  connections: [/[Tt]oo many (?:client )?connections/],
  auth: [
    // A key that is none (any more): Google's APIs, OpenAI, Anthropic, Mapbox, S3.
    /API key (?:not valid|expired)/,
    /[Ii]ncorrect API key provided/,
    /invalid x-api-key/,
    /Not Authorized - Invalid Token/,
    /AWS Access Key Id you provided does not exist/,
    /\bInvalidAccessKeyId\b/,
    /SCRAM.*fail/,
    /SASL authentication failed/,
    /\b535 5\.7\.8/,
  ],
  'read-only': [
    /database is (?:in )?read-only/i,
    /(?:database|server|instance|cluster|replica)[^\n]{0,40}read-only mode/i,
    /read-only (?:replica|connection)/i,
    /connection is read-only/i,
  ],
  full: [],
  'server-says': [
    /[Pp]eer (?:is )?down\b/,
    /No cluster leader/,
    /[Qq]uorum (?:lost|not available)/,
    SQLSTATE.server,
  ],
  // What a server says of the request, and not of itself: SQLSTATE, the classes of HTTP (RFC 9110, 15.5) and gRPC.
  'bad-request': [
    SQLSTATE.request,
    /\bcode\W{1,4}(?:42P01|42703|42601|42501|42883|22P02|22001|22003|23502|23503|23505|23514|3D000)\b/,
    /\b(?:42P01|42703|42601|42501|42883|22P02|22001|23502|23503|23505|23514|3D000): /,
    ...grpc('invalid-argument', 'not-found', 'already-exists', 'failed-precondition', 'out-of-range'),
    // What grpc-java makes of a page of a server that speaks no gRPC is no answer to the request.
    ...grpc('unimplemented').map(({ source, flags }) => new RegExp(`${source}(?!: HTTP status)`, flags)),
    /status code:? 4(?:0[0456]|1[013457]|2[28]|31)\b(?!\s{0,4}invalid content-type)/i,
    /\b(?:400 Bad Request|404 Not Found|405 Method Not Allowed|415 Unsupported Media Type|422 Unprocessable)/i,
    /\b4(?:0[0456]|1[013457]|2[28]|31) Client Error\b/i,
    /(?:returned|answered|responded)(?: with)?(?: HTTP| status)?(?: code)?:? 4(?:0[0456]|1[013457]|2[28]|31)\b/i,
  ],
  // What HTTP clients say of an answer that refuses them, or is a server's error (axios, Spring, Go, requests, .NET).
  unauthorized: [
    /status code:? ?40[13]\b/i,
    ...grpc('unauthenticated', 'permission-denied'),
    /\b40[13] (?:Unauthorized|Forbidden|Client Error)\b/i,
    /(?:returned|answered|responded)(?: with)?(?: HTTP| status)?(?: code)?:? 40[13]\b/i,
  ],
  'failed-request': [
    /status code:? ?5\d\d\b/i,
    /\b50[0-4] (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|Server Error)\b/i,
    /(?:returned|answered|responded)(?: with)?(?: HTTP| status)?(?: code)?:? 5\d\d\b/i,
  ],
  // A certificate that the other side does not trust, or TLS spoken to a port that does not speak it: OpenSSL, Go, Node, Java, .NET, rustls.
  certificate: [
    /x509: certificate (?:signed by|is valid for|is not valid for|relies on)/,
    /[Ss]elf[- ]signed certificate/,
    /unable to (?:verify the first|get (?:local )?issuer) certificate/,
    /SELF_SIGNED_CERT_IN_CHAIN/,
    /UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
    /UNABLE_TO_GET_ISSUER_CERT/,
    /ERR_TLS_CERT_ALTNAME_INVALID/,
    /does not match certificate's altnames/,
    /PKIX path building failed/,
    /No subject alternative (?:DNS )?name/,
    /certificate verify failed: (?:Hostname|IP address) mismatch/,
    /RemoteCertificate(?:NameMismatch|ChainErrors)/,
    /[Tt]he remote certificate (?:is|was) (?:invalid|rejected)/,
    /alert unknown ca/,
    /invalid peer certificate: (?:UnknownIssuer|NotValidForName)/,
    /SSL routines:[^\n]{0,60}wrong version number/,
    /first record does not look like a TLS handshake/,
    /server gave HTTP response to HTTPS client/,
  ],
  refused: [
    /ECONNREFUSED/,
    /[Cc]onnection refused/,
    /[Cc]onnection to \S{1,260} refused/,
    /actively refused/,
    /errno:? ?111\b/,
  ],
  timeout: [
    /ETIMEDOUT/,
    /i\/o timeout/,
    /[Cc]onnect(?:ion)? ?[Tt]ime(?:d )?[Oo]ut/,
    /ConnectTimeout/,
    /ConnectTimeoutError/,
    /dial tcp.*(?:timeout|deadline)/,
    /[Cc]onnection to \S{1,260} timed out/,
    /connection to .* timed out/,
    /Timeout connecting to server/,
    /Operation timed out/,
    /SocketTimeoutException: connect/,
    /SYN timeout/,
    /https?:\/\/\S{1,200}[^\n]{0,40}timed? ?out/,
    /(?:connect|handshake|upstream|database|db|redis|backend)[^\n]{0,60}timed out/,
    /timed out[^\n]{0,40}connect/,
    /upstream request timeout/,
    // curl, error 28.
    /Timeout was reached/,
  ],
  // The call was let in, and its answer did not come in time (or gRPC does not say which of both it was).
  'no-answer': [
    /[Rr]ead timed out/,
    /ReadTimeout/,
    /DEADLINE_EXCEEDED/,
    /DeadlineExceeded/,
    /context deadline exceeded/,
    /ESOCKETTIMEDOUT/,
    /timeout of \d{1,9} ?ms exceeded/,
    /HttpClient\.Timeout/,
    // Node (AbortSignal.timeout), Java's HttpClient, Go, OpenAI's and Anthropic's clients, aiohttp.
    /operation was aborted due to timeout/,
    /HttpTimeoutException/,
    /Client\.Timeout exceeded/,
    /APITimeoutError/,
    /ServerTimeoutError/,
  ],
  unavailable: [
    /EHOSTUNREACH/,
    /ENETUNREACH/,
    /EPIPE/,
    /ECONNRESET/,
    /[Nn]o route to host/,
    /[Nn]etwork is unreachable/,
    /KeeperErrorCode = ConnectionLoss/,
    /[Cc]onnection reset by peer/,
    /no available connection/,
    /[Ff]ailed to connect/,
    /[Cc]ould not connect/,
    /[Cc]annot connect/,
    /[Uu]nable to connect/,
    /[Uu]nable to establish/,
    /[Cc]onnection (?:attempt )?failed/,
    /connection (?:error|closed unexpectedly)/,
    /upstream connect error/,
    // Prisma, P1001.
    /Can't reach database server at/,
    /no healthy upstream/,
    /Failed connecting to/,
    /code = Unavailable/,
    /StatusCode\.UNAVAILABLE/,
    /[Dd]atabase (?:is )?(?:also )?(?:unavailable|unreachable|not available)/,
  ],
};
