/** A host that a text names; an IPv6 address without its brackets. */
export interface NamedHost {
  readonly host: string;
  readonly port?: number;
}

const NAME = '[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?';
/**
 * Where programs name a peer. Each pattern starts at a boundary and its host is bounded (RFC 1035: 253 characters),
 * so that matching stays linear.
 */
const PATTERNS: readonly RegExp[] = [
  // scheme://user:password@host:port/path, and several hosts in one (Kafka, MongoDB).
  new RegExp(
    `[a-z][a-z0-9+.]{1,20}:\\/\\/(?:[^\\s\\/@"'<>]{0,300}@)?(\\[[0-9A-Fa-f:.]{2,45}\\]|${NAME})(?::(\\d{1,5}))?`,
    'gi',
  ),
  // IPv4:port, "dial tcp 10.0.0.1:5432", "[::1]:8080".
  /(?<![\w.-])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}):(\d{1,5})(?![\w.]|:\d)/g,
  /(?<![\w.])\[([0-9A-Fa-f:]{2,45}(?:%\w{1,15})?)\]:(\d{1,5})(?!\d)/g,
  // name:port, the name with a letter in it; not file.ts:12 (below), times or JSON.
  new RegExp(`(?<![\\w./:@-])(?=[\\w.-]{0,60}[A-Za-z])(${NAME}):(\\d{2,5})(?![\\w]|[.:]\\d)`, 'g'),
  // tcp(host:port) of go-sql-driver.
  new RegExp(`(?:tcp|udp)\\((${NAME}):(\\d{1,5})\\)`, 'g'),
  // Resolvers: Node, Go, Java, Python and curl.
  new RegExp(`(?:ENOTFOUND|EAI_AGAIN)\\s{1,3}(${NAME})(?::(\\d{1,5}))?`, 'g'),
  new RegExp(`\\blookup\\s{1,3}(${NAME})(?=[\\s:,])`, 'g'),
  new RegExp(`(?:UnknownHostException|UnresolvedAddressException|UnknownHost):\\s{0,3}(${NAME})`, 'g'),
  new RegExp(
    `(?:could not translate host name|could not resolve host:?|name resolution for|unknown host|host not found:?|resolve host(?:name)?:?)\\s{1,3}["'\`]?(${NAME})`,
    'gi',
  ),
  // "host=db port=5432" (libpq), "Name or service not known" after a host in quotes.
  new RegExp(
    `(?<![\\w])(?:host|hostname|server)=["']?(${NAME})(?:["']?[\\s,;][^\\n]{0,60}?(?<!\\w)port=["']?(\\d{1,5}))?`,
    'gi',
  ),
  new RegExp(
    `(?:server at|host|connect(?:ing|ion)? to)\\s{1,3}["'\`](${NAME})["'\`](?:[^\\n]{0,40}?\\bport\\s{1,3}["']?(\\d{1,5}))?`,
    'gi',
  ),
  // "on server 'tcp:sql,1433'" (ADO.NET).
  new RegExp(`\\bserver ["'](?:tcp:)?(${NAME})(?:,(\\d{1,5}))?["']`, 'g'),
  // "to the host sql, port 1433" (SQL Server's JDBC driver).
  new RegExp(`\\bto the host (${NAME}), port (\\d{1,5})`, 'g'),
  // The name that a certificate does not have: Node, Java, Go.
  new RegExp(`\\bHost: (${NAME})\\.? is not in the cert's altnames`, 'g'),
  new RegExp(`subject alternative DNS name matching (${NAME}) found`, 'g'),
  new RegExp(`certificate is valid for [^\\n]{0,300}?, not (${NAME})`, 'g'),
];

/** Endings of source files and other things that stand before ":number". */
const NOT_A_HOST =
  /\.(?:[cm]?[jt]sx?|py|go|java|kt|rb|php|cs|c|cc|cpp|h|hpp|rs|scala|ex|exs|lua|sh|sql|ya?ml|json|xml|html?|txt|log|lock|vue|erl|clj|swift|so|class|jar|gz|conf|cfg|ini|toml|md)$/i;
const NOT_A_NAME =
  /^(?:\d+|line|port|status|code|pid|error|errno|count|size|length|id|at|in|to|time|took|level|version|true|false|null|undefined|exit|row|col|column|offset|position|node|http|https|https?_status|null|tid|thread|attempt|retry|total|max|min|ms|sec|the|a|an|is|for|on|of|with|by|and|or|name|names|type|exception|timeout)$/i;
/** A file with a search list rarely names more in one line; keeps a hostile line cheap. */
const MAX_HOSTS = 64;

/** Hosts that a text names as host:port, URL, JDBC URL or in a resolver's error, in the order of appearance, distinct. */
export function hostsIn(text: string): NamedHost[] {
  const found = new Map<string, { at: number; host: NamedHost }>();
  for (const pattern of PATTERNS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const host = namedHost(match[1] ?? '', match[2]);
      if (host === undefined) continue;
      const key = `${host.host}:${host.port ?? ''}`;
      const at = match.index;
      const known = found.get(key);
      if (known === undefined || known.at > at) found.set(key, { at, host });
      if (found.size >= MAX_HOSTS) break;
    }
  }
  return withoutShadows([...found.values()].sort((a, b) => a.at - b.at).map(({ host }) => host));
}

function namedHost(raw: string, rawPort: string | undefined): NamedHost | undefined {
  const host = raw
    .replace(/^\[|\]$/g, '')
    .replace(/%\w+$/, '')
    .replace(/\.+$/, '');
  if (host === '' || NOT_A_NAME.test(host) || NOT_A_HOST.test(host)) return undefined;
  if (rawPort === undefined) return { host };
  // "lookup NAME on 10.96.0.10:53": the resolver is not the peer.
  if (rawPort === '53') return undefined;
  const port = Number(rawPort);
  return port >= 1 && port <= 65535 ? { host, port } : undefined;
}

/** "host" beside "host:5432" says nothing more. */
function withoutShadows(hosts: readonly NamedHost[]): NamedHost[] {
  const withPort = new Set(hosts.filter(({ port }) => port !== undefined).map(({ host }) => host));
  return hosts.filter(({ host, port }) => port !== undefined || !withPort.has(host));
}
