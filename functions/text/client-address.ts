import { anyOf } from './any-of.ts';
import { isCalled } from './places.ts';

/** So much before an address is looked at, characters. */
const BEFORE = 40;
/** What stands before the address of a client, or of the one that writes: it is not whom the line calls. */
const CLIENT_WORDS = anyOf(
  [
    // PostgreSQL: whom it refuses (SQLSTATE 28000), and log_connections.
    /(?:entry for|connection from|received:) host/,
    // Fields of access logs, proxies, Redis' CLIENT LIST and Netty.
    /\bclient(?:[ _-]?(?:ip|addr(?:ess)?|host)|(?=["']?[:=]))/,
    /\bl(?:ocal)?[ _-]?addr(?:ess)?/,
    /\bdownstream[a-z_]{0,24}/,
  ],
  'i',
);
const CLIENT_BEFORE = new RegExp(`(?:${CLIENT_WORDS.source})["']?\\s{0,2}[:=]?\\s{0,2}["'\`[(/]{0,2}$`, 'i');
/** A client by its address alone. */
const ADDRESS_BEFORE = /\bclient ["'`[(/]{0,2}$/i;
/** A page that explains an error is not what was called. */
const LINK_BEFORE = /\b(?:see|visit|docs?|more|help)[: ]{1,3}<?https?:\/\/$/i;
/** And what stands behind: MySQL's refusals (errors 1130 and 1129), and "LOCAL->REMOTE" of Go's network errors. */
const CLIENT_AFTER = /^["'`)\]]{0,2}\s?(?:->|is not allowed to connect|is blocked because)/;
/** The near end of such a pair. */
const PAIR_BEFORE = /:(\d{1,5})->\[?$/;

/**
 * Ports that a kernel gives to who calls (Linux, net.ipv4.ip_local_port_range,
 * https://docs.kernel.org/networking/ip-sysctl.html); 50051 and its neighbours are what gRPC's examples serve on.
 */
const isEphemeral = (port: number): boolean =>
  port >= 32_768 && port <= 60_999 && !(port >= 50_050 && port <= 50_059);

/** A host in a text: where it begins, and where what names it ends. */
export interface Named {
  readonly host: string;
  readonly port: number | undefined;
  readonly at: number;
  readonly end: number;
}

/**
 * Whether a line names a host as the one that called, as its own end of the connection, or as where to read more: by the words around it, or
 * because it is an address with a port that kernels give to callers, and no word for a call stands before it.
 */
export function isClient(text: string, { host, port, at, end }: Named): boolean {
  const before = text.slice(Math.max(0, at - BEFORE), at);
  if (
    CLIENT_BEFORE.test(before) ||
    LINK_BEFORE.test(before) ||
    CLIENT_AFTER.test(text.slice(end, end + BEFORE))
  )
    return true;
  if (!ADDRESS.test(host)) return false;
  if (ADDRESS_BEFORE.test(before)) return true;
  if (port === undefined || !isEphemeral(port)) return false;
  const near = PAIR_BEFORE.exec(before)?.[1];
  if (near !== undefined) return !isEphemeral(Number(near));
  return !isCalled(text, at);
}

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;
