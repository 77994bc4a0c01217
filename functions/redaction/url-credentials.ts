import { REDACTED } from './marker.ts';
import { looksSecret } from './names.ts';

/** A user part and password are looked for in so many characters after "://". */
const MAX_USERINFO = 300;
/** A user name longer than this without a password is a token (https://TOKEN@host). */
const MAX_USER_NAME = 19;
/** Nothing of a user's name; "[" begins an IPv6 address. */
const USER = /[^\s:/@?#"'<>`\\[\]{}|]{0,128}/y;
/** After a host's colon: its port, or a placeholder for one; "//" belongs to the next URL. */
const NO_PASSWORD = /\d{1,5}(?![^/?#,;)\]}\s"'`|&<>\\.])|[%$<{]|\/\/|$/y;
/** What follows the @ of a user part: a host, then what may follow one. */
const HOST = /(?:[\w.-]{1,253}|\[[\dA-Fa-f:.]{2,45}\])(?=[:/?#,;\s"'`)\]}>|&\\]|$)/y;
/** After a blank, which no URL has, only a host with its port or path is taken for the end of a password. */
const HOST_FAR = /[\w.-]{1,253}(?::\d|\/\w)/y;

const matches = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/**
 * Where the password that starts at `start` ends (the index of its @), -1 when there is none. It may hold any sign,
 * also those that a URL must encode (RFC 3986, 3.2.1), since programs print what they were given.
 */
function passwordEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_USERINFO);
  let isFar = false;
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return -1;
    if (code <= 32) isFar = true;
    if (code === 64 && at > start && matches(isFar ? HOST_FAR : HOST, text, at + 1)) return at;
    // The next URL is looked at for itself.
    if (code === 58 && text.startsWith('://', at)) return -1;
  }
  return -1;
}

/** `scheme://user:password@host` keeps scheme, user, host, port and path. */
function redactUrls(text: string): string {
  let out = '';
  let done = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    if (start < done) continue;
    USER.lastIndex = start;
    const userEnd = start + (USER.exec(text)?.[0].length ?? 0);
    const next = text[userEnd];
    if (next === '@' && userEnd - start > MAX_USER_NAME) {
      out += `${text.slice(done, start)}${REDACTED}`;
      done = userEnd;
    } else if (next === ':' && !matches(NO_PASSWORD, text, userEnd + 1)) {
      const end = passwordEnd(text, userEnd + 1);
      if (end < 0) continue;
      out += `${text.slice(done, userEnd + 1)}${REDACTED}`;
      done = end;
    }
  }
  return done === 0 ? text : out + text.slice(done);
}

/** go-sql-driver's DSN, `user:password@tcp(host:3306)/db`. */
const GO_DSN = /(?<![\w.-])([\w.-]{1,64}):([^\s:"']{1,128}?)@(?=(?:tcp6?|unix|udp)?\()/g;
/** Oracle's thin driver, `jdbc:oracle:thin:user/password@host`. */
const ORACLE = /(jdbc:oracle:\w{1,8}:[^\s/@]{1,64}\/)[^\s@]{1,128}@/g;
/** `user:password@host` without a scheme, where the host has a domain, port or path; an image's digest is none. */
const BARE =
  /(?<![\w.:/@%+-])([A-Za-z_][\w.-]{0,31}):([^\s:@/"'[]{4,64})@(?!sha\d+:)(?=[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?![\w-])|[\w-]{1,63}(?:::?|\/)\w)/g;
/** A tag or port, which stands before an @ too. */
const VERSION = /^v?\d+(?:[._-]\w+)*$/;

/** Replaces passwords in URLs and data source names. */
export function redactUrlCredentials(text: string): string {
  if (!text.includes('@')) return text;
  const out = text.includes('://') ? redactUrls(text) : text;
  return out
    .replace(GO_DSN, `$1:${REDACTED}@`)
    .replace(ORACLE, `$1${REDACTED}@`)
    .replace(BARE, (whole, user: string, password: string) =>
      looksSecret(password) && !VERSION.test(password) ? `${user}:${REDACTED}@` : whole,
    );
}
