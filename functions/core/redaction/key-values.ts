import { classChanges, REDACTED } from './marker.ts';
import {
  looksLikeKey,
  looksSecret,
  MAX_NAME,
  MAY_NAME,
  type SecretName,
  secretName,
  statesFact,
} from './names.ts';

/** What separates a name from its value: key=value, JSON, YAML, Ruby, Go, LDIF and XML. */
const SEPARATOR = /=>|:=|==|->|::|[:=>]/g;
/** Between separator and value: blanks (a few: more is a table), PHP's `string(12) `, Python's b'' and HTML's quote. */
const BEFORE_VALUE = /[ \t]{0,3}(?:string\(\d{1,6}\) |b(?=['"]))?(?:&quot;)?/y;
/** Escapes of a quote within quotes, within quotes, within quotes. */
const MAX_ESCAPES = 15;
/** Closings between a name and its separator: blanks, an index's bracket, quotes, escaped ones as well. */
const AFTER_NAME = /(?:\\{0,15}["'`]?|&quot;)\]?[ \t]{0,3}$/;
const NAME = /[A-Za-z_][\w.-]*$/;
/** "API key: x" names it by two words. */
const KEY_WORDS = /([A-Za-z]{2,12}) keys?$/i;

/** `Authorization: Bearer x` and cookies hold blanks: their value goes to the line's or quote's end. */
const HEADER = /^(?:proxy-)?authorization$/i;
const COOKIE = /^(?:set-)?cookie2?$/i;
/** https://www.iana.org/assignments/http-authschemes, and those of AWS, Splunk, Opsgenie, Azure and others in use. */
const AUTH_SCHEME =
  /^(?:basic|bearer|digest|dpop|gnap|hoba|mutual|negotiate|ntlm|oauth|privatetoken|scram-sha-\d+|vapid|hawk|token|apikey|api-key|key|jwt|splunk|geniekey|sharedaccesssignature|sharedkey(?:lite)?|aws4-hmac-sha256|aws)\b/i;

/** Characters of a value that decide whether it is a secret: bounds what a value costs that is none. */
const MAX_DECIDING = 400;

interface Value {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** The value that starts at `from`: a quoted one to its closing quote (also when the quotes are escaped), else a word. */
function valueAt(text: string, from: number): Value {
  let at = from;
  while (at - from < MAX_ESCAPES && text.charCodeAt(at) === 92) at++;
  const quote = text[at];
  if (quote === '"' || quote === "'" || quote === '`') {
    const closing = text.slice(from, at + 1);
    return { start: at + 1, end: closingQuote(text, at + 1, closing), quoted: true };
  }
  return { start: at, end: wordEnd(text, at, at + MAX_DECIDING), quoted: false };
}

function closingQuote(text: string, from: number, closing: string): number {
  if (closing.length > 1) {
    const end = text.indexOf(closing, from);
    return end < 0 ? text.length : end;
  }
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === closing.charCodeAt(0)) return i;
  }
  return text.length;
}

/** What ends a bare value. */
const VALUE_END = /[\s"',;&)\]}<\\]/;

function wordEnd(text: string, from: number, limit: number): number {
  const length = text.slice(from, limit).search(VALUE_END);
  return length < 0 ? Math.min(text.length, limit) : from + length;
}

/** How a value stands beside its name. */
interface Place {
  readonly name: string;
  readonly separator: string;
  /** True when a blank stands between separator and value: in a sentence, what follows is often a word of it. */
  readonly spaced: boolean;
  readonly quoted: boolean;
  /** True when the name stands where a URL has its host. */
  readonly isHost: boolean;
  /** True when nothing else stands on the line. */
  readonly alone: boolean;
}

/** "http://auth:8080/x": a host's port. */
const PORT = /^\d{1,5}(?:$|[/?#])/;
/** Names that stand for other things, too ("signature=sha256 mismatch"): their values must be longer than a word. */
const WEAK_NAME = /(?:auth|session|sess|signature|sig|pat|sid|salt)$/i;
const MIN_WEAK = 10;
/** Counts of tokens and the like. */
const NUMBER = /^[\d.,]{1,7}$/;
const WORD_OF_PROSE = /^[A-Za-z]?[a-z]+$/;

function isSecret(kind: SecretName, value: string, place: Place): boolean {
  if (statesFact(value) || /^[[{(]/.test(value)) return false;
  const { name, separator, spaced, quoted, alone } = place;
  if (/pwd$/i.test(name) && value.startsWith('/')) return false;
  if (place.isHost && PORT.test(value)) return false;
  if (/(?:tokens?|pass|pin|sess\w*|auth)$/i.test(name) && NUMBER.test(value)) return false;
  const inProse = spaced && separator.endsWith(':') && !quoted && !alone;
  switch (kind) {
    case 'password':
      return !inProse || !WORD_OF_PROSE.test(value);
    case 'token':
      if (WEAK_NAME.test(name)) return value.length >= MIN_WEAK && looksSecret(value);
      if (/^[A-Z_]{1,19}$/.test(value)) return false;
      if (inProse) return looksSecret(value);
      return looksSecret(value) || value.length >= (quoted || alone ? 8 : 6);
    case 'key':
      return looksLikeKey(value);
  }
}

/** Names that tell a secret in a query only: elsewhere a key is one of a cache, and a code an error's. */
const IN_QUERY = /^(?:key|code|k|sign|s|assertion|ticket)$/i;
const isQuery = (text: string, start: number): boolean => /[?&;]/.test(text[start - 1] ?? '');

interface Named {
  readonly name: string;
  readonly kind: SecretName;
  readonly start: number;
}

/** The name that ends before a separator, where it tells a secret. */
function namedBefore(text: string, separatorAt: number, separator: string): Named | undefined {
  const from = Math.max(0, separatorAt - MAX_NAME - MAX_ESCAPES - 6);
  const before = text.slice(from, separatorAt);
  if (!MAY_NAME.test(before) && !/[?&;]\w{1,9}$/.test(before)) return undefined;
  const closed = before.slice(0, AFTER_NAME.exec(before)?.index ?? before.length);
  const found = NAME.exec(closed);
  if (found === null) return undefined;
  const [name] = found;
  const start = from + found.index;
  const sign = text[start - 1] ?? '';
  // Only > of an element's opening tag separates; "arn:aws:secretsmanager:...:secret:name" has no pairs; base64 is padded.
  if (separator === '>' && (!/[<:]/.test(sign) || /[\s"']/.test(text[separatorAt + 1] ?? ' ')))
    return undefined;
  if (separator === ':' && sign === ':') return undefined;
  if (
    separator.startsWith('=') &&
    (/[+/]/.test(sign) || (separator === '==' && closed.length === before.length))
  )
    return undefined;
  const words = /^keys?$/i.test(name) ? KEY_WORDS.exec(closed) : null;
  const kind =
    secretName(words === null ? name : `${words[1]}_key`) ??
    (IN_QUERY.test(name) && isQuery(text, start) ? 'key' : undefined);
  return kind === undefined ? undefined : { name, kind, start };
}

/** What a header's value must begin with to hold credentials: a scheme, a cookie's pair, or one word that looks secret. */
function headerSecret(name: string, value: string): boolean {
  if (COOKIE.test(name)) return value.includes('=');
  return AUTH_SCHEME.test(value) || (!/\s/.test(value.trim()) && looksSecret(value.trim()));
}

/** `Authorization: Bearer x` and cookies go to their line's or quote's end; Digest's parameters are quoted themselves. */
function headerAfter(text: string, name: string, from: number): Value | undefined {
  const { start, quoted, end: closing } = valueAt(text, from);
  const deciding = text.slice(start, start + MAX_DECIDING);
  const stop = deciding.search(quoted ? /[\r\n"']/ : /[\r\n"]/);
  if (!headerSecret(name, stop < 0 ? deciding : deciding.slice(0, stop))) return undefined;
  if (quoted && !/^digest\b/i.test(deciding)) return { start, end: closing, quoted };
  const ends = /^digest\b/i.test(deciding) ? /[\r\n]/g : /[\r\n"]/g;
  ends.lastIndex = start;
  return { start, end: ends.exec(text)?.index ?? text.length, quoted };
}

/** The value's place after a separator, when it is the secret of that name. */
function secretAfter(text: string, named: Named, separator: string, from: number): Value | undefined {
  const { name, kind } = named;
  BEFORE_VALUE.lastIndex = from;
  const gap = BEFORE_VALUE.exec(text)?.[0] ?? '';
  const valueFrom = from + gap.length;
  const isHeader = HEADER.test(name) || COOKIE.test(name);
  if (isHeader && (separator === ':' || AUTH_SCHEME.test(text.slice(valueFrom, valueFrom + 40))))
    return headerAfter(text, name, valueFrom);
  const value = valueAt(text, valueFrom);
  const place: Place = {
    name,
    separator,
    spaced: /^[ \t]/.test(gap),
    quoted: value.quoted,
    isHost: separator === ':' && /[/@]/.test(text[named.start - 1] ?? ''),
    alone: isAlone(text, named.start, value.end),
  };
  const deciding = text.slice(value.start, Math.min(value.end, value.start + MAX_DECIDING));
  if (!isSecret(kind, deciding, place)) return undefined;
  return value.quoted ? value : { ...value, end: wordEnd(text, value.end, text.length) };
}

/** YAML's and properties' way: the name is indented at most, and the value ends the line. */
function isAlone(text: string, nameStart: number, valueEnd: number): boolean {
  if (valueEnd < text.length && !/[\r\n]/.test(text[valueEnd] as string)) return false;
  const before = text.slice(Math.max(0, nameStart - 60), nameStart);
  return /(?:^|\n)[ \t]*-?[ \t]*["']?$/.test(before);
}

/** Values of secret names in key=value, JSON, YAML, headers, queries, XML and objects as programs print them. */
function redactPairs(text: string): string {
  let out = '';
  let done = 0;
  SEPARATOR.lastIndex = 0;
  for (let match = SEPARATOR.exec(text); match !== null; match = SEPARATOR.exec(text)) {
    const [separator] = match;
    const from = match.index + separator.length;
    const named = namedBefore(text, match.index, separator);
    if (named === undefined || named.start < done) continue;
    const value = secretAfter(text, named, separator, from);
    if (value === undefined) continue;
    out += `${text.slice(done, value.start)}${REDACTED}`;
    done = value.end;
    SEPARATOR.lastIndex = Math.max(value.end, from);
  }
  return done === 0 ? text : out + text.slice(done);
}

/** `--password hunter2`, `-storepass hunter2`. */
const FLAG = /(?<![\w-])(--?([A-Za-z][\w.-]{1,63})[ \t]{1,8}["']?)([^\s"'-][^\s"']*)/g;
/** SQL's `PASSWORD 'hunter2'`, and a message's "with password 'x'". */
const SQL = /((?:identified\s{1,3}by|password)\s{1,3})'[^'\n]{1,200}'/gi;
/** `machine x login y password z` of .netrc (https://everything.curl.dev/usingcurl/netrc.html). */
const NETRC = /(\blogin\s{1,3}[^\s]{1,100}\s{1,3}password\s{1,3})[^\s]{1,200}/g;
/** Redis' monitor and SMTP's dialogue (RFC 4954). */
const AUTH_COMMAND =
  /(\\{0,3}"AUTH\\{0,3}" (?:\\{0,3}"[^"]{1,64}" )?\\{0,3}")[^"]{1,200}(?=")|(\bAUTH (?:PLAIN|LOGIN) )[\w+/=]{8,}/g;
/** `"name": "DB_PASSWORD", "value": "x"` of manifests, and `<add key="Password" value="x"/>`. */
const NAME_AND_VALUE =
  /(\b(?:name|key)\\{0,7}["']?\s?[:=]\s{0,2}\\{0,7}["']?)([A-Za-z][\w.-]{1,63})(\\{0,7}["']?,?\s{1,20}\\{0,7}["']?value|\\{0,7}["']?,\\{0,7}["']?value)(\\{0,7}["']?\s?[:=]\s{0,2}\\{0,7}["']?)([^\s"'\\<>]{1,400})/gi;
/** "using password Xy12... for": a word with digits and letters of both cases. */
const SAID =
  /((?<![\w-])[\w.-]{0,40}(?:password|passwd|passphrase|secret|_pass|_pw)(?: is)? )([^\s"',;:/()[\]]{8,128})/gi;
const isMixed = (value: string): boolean => /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
/** ~/.pgpass, quoted by a message that names it (https://www.postgresql.org/docs/current/libpq-pgpass.html). */
const PGPASS = /((?<![\w.*-])[\w.*-]{1,128}:(?:\d{1,5}|\*):[\w*-]{1,64}:[\w*-]{1,64}:)[^\s:]{1,200}/g;

/** Replaces the values of secret names wherever a name stands before its value. */
export function redactKeyValues(text: string): string {
  const mayName = MAY_NAME.test(text);
  const pairs = mayName || /[?&]/.test(text) ? redactPairs(text) : text;
  if (!mayName) return pairs;
  const spoken = pairs
    .replace(FLAG, (whole, before: string, flag: string, value: string) =>
      isSecretOfFlag(flag, value) ? `${before}${REDACTED}` : whole,
    )
    .replace(SQL, `$1'${REDACTED}'`)
    .replace(NAME_AND_VALUE, (whole, a: string, name: string, b: string, c: string, value: string) =>
      isSecretOfFlag(name, value) ? `${a}${name}${b}${c}${REDACTED}` : whole,
    )
    .replace(SAID, (whole, before: string, value: string) =>
      isMixed(value) ? `${before}${REDACTED}` : whole,
    )
    .replace(NETRC, `$1${REDACTED}`)
    .replace(AUTH_COMMAND, (_, redis?: string, smtp?: string) => `${redis ?? smtp}${REDACTED}`);
  return spoken.includes('pgpass') ? spoken.replace(PGPASS, `$1${REDACTED}`) : spoken;
}

function isSecretOfFlag(flag: string, value: string): boolean {
  const kind = secretName(flag);
  if (kind === undefined || statesFact(value)) return false;
  if (kind === 'password') return true;
  return kind === 'key' ? looksLikeKey(value) : looksSecret(value) || value.length >= 12;
}

const SCHEME = /\b(Bearer|Basic|Digest|Negotiate|Token)(\s{1,3})([\w.~+/=-]{8,})/gi;

/** `Bearer x`, `Basic x` (RFC 7235) outside a header; "Basic authentication" stays. */
export const redactAuthSchemes = (text: string): string =>
  text.replace(SCHEME, (whole, scheme: string, space: string, value: string) =>
    /\d|=$/.test(value) || classChanges(value) >= 4 ? `${scheme}${space}${REDACTED}` : whole,
  );
