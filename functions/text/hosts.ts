import { isClient } from './client-address.ts';
import { isPlace } from './places.ts';

/** A host that a text names; an IPv6 address without its brackets. */
export interface NamedHost {
  readonly host: string;
  readonly port?: number;
}

const NAME = '[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?';
/** name:port, the name with a letter in it; not times or JSON. Places in source look the same. */
const PAIR = new RegExp(`(?<![\\w./:@-])(?=[\\w.-]{0,60}[A-Za-z])(${NAME}):(\\d{2,5})(?![\\w]|[.:]\\d)`, 'g');
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
  PAIR,
  // tcp(host:port) of go-sql-driver.
  new RegExp(`(?:tcp|udp)\\((${NAME}):(\\d{1,5})\\)`, 'g'),
  // Resolvers: Node, Go, Java, Python and curl.
  new RegExp(`(?:ENOTFOUND|EAI_AGAIN)\\s{1,3}(${NAME})(?::(\\d{1,5}))?`, 'g'),
  new RegExp(`\\blookup\\s{1,3}(${NAME})(?=[\\s:,])`, 'g'),
  new RegExp(`(?:UnknownHostException|UnresolvedAddressException|UnknownHost):\\s{0,3}(${NAME})`, 'g'),
  new RegExp(
    `(?:could not translate host name|could not resolve host:?|failed to resolve(?! host)|getaddrinfo for|name resolution for|unknown host|host not found:?|resolve host(?:name)?:?)\\s{1,3}["'\`]?(${NAME})`,
    'gi',
  ),
  // "host=db port=5432" (libpq), "Name or service not known" after a host in quotes.
  new RegExp(
    `(?<![\\w])(?:host|hostname|server)=["']?(${NAME})(?:["']?[\\s,;][^\\n]{0,60}?(?<!\\w)port=["']?(\\d{1,5}))?`,
    'gi',
  ),
  new RegExp(
    `(?:server (?:at|on)|host|connect(?:ing|ion)? to|connect\\(2\\) for)\\s{1,3}["'\`](${NAME})["'\`](?:[^\\n]{0,40}?\\bport\\s{1,3}["']?(\\d{1,5}))?`,
    'gi',
  ),
  // "on server 'tcp:sql,1433'" (ADO.NET).
  new RegExp(`\\bserver ["'](?:tcp:)?(${NAME})(?:,(\\d{1,5}))?["']`, 'g'),
  // "to the host sql, port 1433" (SQL Server's JDBC driver).
  new RegExp(`\\bto the host (${NAME}), port (\\d{1,5})`, 'g'),
  // curl's errors 7 and 28.
  new RegExp(`\\bconnect to (${NAME}) port (\\d{1,5})`, 'g'),
  // The name that a certificate does not have: Node, Java, Go.
  new RegExp(`\\bHost: (${NAME})\\.? is not in the cert's altnames`, 'g'),
  new RegExp(`subject alternative DNS name matching (${NAME}) found`, 'g'),
  new RegExp(`certificate is valid for [^\\n]{0,300}?, not (${NAME})`, 'g'),
];

/** Words that stand before ":number" and name no host. */
const NOT_NAMES: ReadonlySet<string> = new Set([
  // Places in a file.
  ...'line id at in to row col column offset position node'.split(' '),
  // Figures and values.
  ...'port status code pid errno level version exit tid thread attempt retry http_status https_status'.split(
    ' ',
  ),
  ...'count size length time took total max min ms sec timeout'.split(' '),
  ...'true false null undefined'.split(' '),
  // Any word.
  ...'error http https the a an is for on of with by and or name names type exception'.split(' '),
]);
const isNoName = (host: string): boolean => /^\d+$/.test(host) || NOT_NAMES.has(host.toLowerCase());
/** A file with a search list rarely names more in one line; keeps a hostile line cheap. */
const MAX_HOSTS = 64;

/**
 * Hosts that a text names as host:port, URL, JDBC URL or in a resolver's error, in the order of appearance, distinct. A
 * place in source (`places.ts`) is none, nor is the address of a client or of the one that writes (`client-address.ts`).
 */
export function hostsIn(text: string): NamedHost[] {
  const found = new Map<string, { at: number; host: NamedHost }>();
  for (const pattern of PATTERNS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const host = namedHost(text, match, pattern === PAIR);
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

function namedHost(text: string, match: RegExpExecArray, isPair: boolean): NamedHost | undefined {
  const [whole, raw = '', rawPort] = match;
  const host = raw
    .replace(/^\[|\]$/g, '')
    .replace(/%\w+$/, '')
    .replace(/\.+$/, '');
  if (host === '' || isNoName(host)) return undefined;
  const at = match.index + whole.indexOf(raw);
  const port = rawPort === undefined ? undefined : Number(rawPort);
  if (isPair && port !== undefined && isPlace(text, at, host, port)) return undefined;
  if (isClient(text, { host, port, at, end: match.index + whole.length })) return undefined;
  if (port === undefined) return { host };
  // "lookup NAME on 10.96.0.10:53": the resolver is not the peer.
  return port >= 1 && port <= 65535 && port !== 53 ? { host, port } : undefined;
}

/** "host" beside "host:5432" says nothing more. */
function withoutShadows(hosts: readonly NamedHost[]): NamedHost[] {
  const withPort = new Set(hosts.filter(({ port }) => port !== undefined).map(({ host }) => host));
  return hosts.filter(({ host, port }) => port !== undefined || !withPort.has(host));
}
