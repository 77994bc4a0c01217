import { REDACTED } from './marker.ts';

/** A user part and password are looked for in so many characters after "://". */
const MAX_USERINFO = 300;
/** A user name longer than this without a password is a token (https://TOKEN@host). */
const MAX_USER_NAME = 19;
const STOP = /[\s"'<>`\\?#,]/;
const PORT_OR_END = /^\d{1,5}(?:[/?#,;)\]}]|$)/;

/** Where the user part ends (the index of its @), -1 when the URL at `start` has none. */
function userinfoEnd(text: string, start: number): number {
  const window = text.slice(start, start + MAX_USERINFO);
  const stop = window.search(STOP);
  const authority = stop < 0 ? window : window.slice(0, stop);
  const slash = authority.indexOf('/');
  const at = authority.lastIndexOf('@', slash < 0 ? authority.length : slash);
  if (at >= 0) return start + at;
  // A password with a raw slash in it: only when what follows the colon is no port.
  const colon = authority.indexOf(':');
  const late = authority.indexOf('@');
  if (late < 0 || colon < 0 || colon > late || (slash >= 0 && slash < colon)) return -1;
  return PORT_OR_END.test(authority.slice(colon + 1)) ? -1 : start + late;
}

/** `scheme://user:password@host` keeps scheme, user, host, port and path (RFC 3986, 3.2.1). */
function redactUrls(text: string): string {
  let out = '';
  let done = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    if (start < done) continue;
    const end = userinfoEnd(text, start);
    if (end < 0) continue;
    const colon = text.indexOf(':', start);
    if (colon >= 0 && colon < end) out += `${text.slice(done, colon + 1)}${REDACTED}`;
    else if (end - start > MAX_USER_NAME) out += `${text.slice(done, start)}${REDACTED}`;
    else continue;
    done = end;
  }
  return done === 0 ? text : out + text.slice(done);
}

/** go-sql-driver's DSN, `user:password@tcp(host:3306)/db`. */
const GO_DSN = /(?<![\w.-])([\w.-]{1,64}):([^\s:"']{1,128}?)@(?=(?:tcp6?|unix|udp)?\()/g;
/** Oracle's thin driver, `jdbc:oracle:thin:user/password@host`. */
const ORACLE = /(jdbc:oracle:\w{1,8}:[^\s/@]{1,64}\/)[^\s@]{1,128}@/g;

/** Replaces passwords in URLs and data source names. */
export function redactUrlCredentials(text: string): string {
  if (!text.includes('@')) return text;
  const out = text.includes('://') ? redactUrls(text) : text;
  return out.replace(GO_DSN, `$1:${REDACTED}@`).replace(ORACLE, `$1${REDACTED}@`);
}
