import { REDACTED } from '../../redaction/marker.ts';
import { SCHEME_PORTS } from '../../servers/reach.ts';

/** A host and port that a value names. */
export interface HostPort {
  readonly host: string;
  readonly port: number | undefined;
}

const DEFAULT_PORT: Readonly<Record<string, number>> = { http: 80, https: 443, ...SCHEME_PORTS };

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})(?:\\.[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})){0,8}';
const URL_LIKE = new RegExp(
  `^(?:jdbc:)?([a-z][a-z0-9+]{1,15})://(?:[^@/\\s]{0,200}@)?(${NAME})(?::(\\d{1,5}))?`,
);
const BARE = new RegExp(`^(${NAME}):(\\d{1,5})(?:[/,;?\\s]|$)`);
/** user:password@tcp(host:port)/db, go-sql-driver's. */
const IN_BRACKETS = new RegExp(`@(?:tcp|udp)\\((${NAME})(?::(\\d{1,5}))?\\)`);
/** "Host=db;Port=5432;...", "Server=tcp:db,1433;...", "host=db port=5432": ADO.NET and libpq. */
const KEY_VALUE = new RegExp(
  `(?:^|[;\\s])(?:host|server|data source|address|addr)\\s?=\\s?(?:tcp:)?(${NAME})(?:[,:](\\d{1,5}))?`,
  'i',
);
const KEY_PORT = /(?:^|[;\s])port\s?=\s?(\d{1,5})/i;
const LONE = new RegExp(`^${NAME}$`);

/** The host that a configuration value names ("postgres://u:p@db:5432/x", "db:5432", "Host=db;Port=5432", "db"). */
export function hostPortOf(value: string): HostPort | undefined {
  if (value.length > 500) return undefined;
  // What is left of a secret value: its hosts, behind the marker.
  const text = value.trim().replace(`${REDACTED} `, '');
  const url = URL_LIKE.exec(text);
  if (url?.[2]) {
    const scheme = url[1] ?? '';
    return { host: url[2].toLowerCase(), port: portOf(url[3]) ?? DEFAULT_PORT[scheme] };
  }
  const bare = BARE.exec(text);
  if (bare?.[1]) return { host: bare[1].toLowerCase(), port: portOf(bare[2]) };
  const inside = IN_BRACKETS.exec(text) ?? KEY_VALUE.exec(text);
  if (inside?.[1])
    return { host: inside[1].toLowerCase(), port: portOf(inside[2]) ?? portOf(KEY_PORT.exec(text)?.[1]) };
  return LONE.test(text) && /[a-z]/i.test(text) ? { host: text.toLowerCase(), port: undefined } : undefined;
}

/** "db:5432" as a log names a peer. */
export function peerOf(text: string): HostPort {
  const at = text.lastIndexOf(':');
  const port = at > 0 ? portOf(text.slice(at + 1)) : undefined;
  return { host: (port === undefined ? text : text.slice(0, at)).toLowerCase(), port };
}

function portOf(text: string | undefined): number | undefined {
  const port = Number(text);
  return text && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
