import { anyOf } from '../text/any-of.ts';
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
const SEPARATOR = /=>|:=|==|->|→|::|[:=>]/g;
/**
 * Between separator and value: blanks (a few: more is a table), PHP's `string(12) `, what languages put before a quote
 * (`b''`, `N''`, `Some("")`, `<<"">>`, a list's bracket), XML's CDATA and HTML's quote.
 */
const BEFORE_VALUE =
  /[ \t]{0,3}(?:string\(\d{1,6}\) |(?:[A-Za-z]{1,8}\(|<<|\[|[A-Za-z]{1,2})(?=\\{0,7}['"])|<!\[CDATA\[)?(?:&quot;)?/y;
/** Escapes of a quote within quotes, within quotes, within quotes. */
const MAX_ESCAPES = 15;
/** Closings between a name and its separator: blanks, an index's bracket, Erlang's, quotes, escaped ones as well. */
const AFTER_NAME = /(?:\\{0,15}["'`]?(?:>>)?|&quot;)\]?[ \t]{0,3}$/;
const NAME = /[A-Za-z_][\w.-]*$/;
/** "API key: x" names it by two words. */
const KEY_WORDS = /([A-Za-z]{2,12}) keys?$/i;
/** "Unseal Key 1". */
const NUMBERED = /(?<=key) \d{1,2}$/i;

/** `Authorization: Bearer x` and cookies hold blanks: their value goes to the line's or quote's end. */
const HEADER = /^(?:proxy-)?authorization$/i;
const COOKIE = /^(?:set-)?cookie2?$/i;
/** https://www.iana.org/assignments/http-authschemes, and those of AWS, Splunk, Opsgenie, Azure and others in use. */
const AUTH_SCHEMES = `
  basic bearer digest dpop gnap hoba mutual negotiate ntlm oauth privatetoken scram-sha-\\d+ vapid hawk
  token apikey api-key key jwt splunk geniekey sharedaccesssignature sharedkey(?:lite)?
  aws4-hmac-sha256 aws
`;
const AUTH_SCHEME = new RegExp(`^(?:${AUTH_SCHEMES.trim().split(/\s+/).join('|')})\\b`, 'i');

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

/** What ends a bare value; an & does before the next pair of a query. */
const VALUE_END = /[\s"',;)\]}<\\]|&(?=[\w.[\]-]{1,64}=|amp;|quot;|[\s"']|$)/;

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
  if (isOther(value, place)) return false;
  const { separator, spaced, quoted, alone } = place;
  const inProse = spaced && /[:→]$/.test(separator) && !quoted && !alone;
  switch (kind) {
    case 'password':
      return !inProse || !WORD_OF_PROSE.test(value);
    case 'token':
      return isToken(value, place, inProse);
    case 'key':
      return looksLikeKey(value);
  }
}

/** A fact, a structure, a working directory, a host's port, a count. */
const isOther = (value: string, { name, isHost }: Place): boolean =>
  statesFact(value) ||
  /^[[{(]/.test(value) ||
  (/pwd$/i.test(name) && value.startsWith('/')) ||
  (isHost && PORT.test(value)) ||
  (/(?:tokens?|pass|pin|sess\w*|auth)$/i.test(name) && NUMBER.test(value));

function isToken(value: string, { name, quoted, alone }: Place, inProse: boolean): boolean {
  if (WEAK_NAME.test(name)) return value.length >= MIN_WEAK && looksSecret(value);
  if (/^[A-Z_]{1,19}$/.test(value)) return false;
  if (inProse) return looksSecret(value) || /^[A-Z]{20,}$/.test(value);
  return looksSecret(value) || value.length >= (quoted || alone ? 8 : 6);
}

/** Names that tell a secret in a query only: elsewhere a key is one of a cache, and a code an error's. */
const IN_QUERY = /^(?:key|code|k|sign|s|assertion|ticket)$/i;
const isQuery = (text: string, start: number): boolean => /[?&;]/.test(text[start - 1] ?? '');

interface Named {
  readonly name: string;
  readonly kind: SecretName;
  readonly start: number;
}

/** What stands around a name and its separator; `closes` where the name is in quotes or brackets. */
interface Sides {
  readonly sign: string;
  readonly after: string;
  readonly closes: boolean;
}

/** Only > of an element's opening tag separates; "arn:aws:secretsmanager:...:secret:name" has no pairs; base64 is padded. */
function separates(separator: string, { sign, after, closes }: Sides): boolean {
  if (separator === '>') return /[<:]/.test(sign) && !/[\s"']/.test(after);
  if (separator === ':') return sign !== ':';
  if (separator.startsWith('=')) return !/[+/]/.test(sign) && (separator !== '==' || closes);
  return true;
}

/** The name that ends before a separator, where it tells a secret. */
function namedBefore(text: string, separatorAt: number, separator: string): Named | undefined {
  const from = Math.max(0, separatorAt - MAX_NAME - MAX_ESCAPES - 6);
  const before = text.slice(from, separatorAt);
  if (!MAY_NAME.test(before) && !/[?&;]\w{1,9}$/.test(before)) return undefined;
  const closed = before.slice(0, AFTER_NAME.exec(before)?.index ?? before.length).replace(NUMBERED, '');
  const found = NAME.exec(closed);
  if (found === null) return undefined;
  const [name] = found;
  const start = from + found.index;
  const sides = {
    sign: text[start - 1] ?? '',
    after: text[separatorAt + 1] ?? ' ',
    closes: closed.length < before.length,
  };
  if (!separates(separator, sides)) return undefined;
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
  // A list behind a field's name mostly holds what is wrong with it, in words.
  if (gap.endsWith('[') && /\s/.test(deciding)) return undefined;
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
const SQL = /((?:identified\s{1,3}by|password)\s{1,3}|(?<![\w.])password\s?\(\s?)'([^'\n]{1,200})'/gi;
/** Python's, Go's and Erlang's pairs in a list: `('password', 'Xy12...')`; a list of fields has a word as the second. */
const FIRST_OF_TUPLE =
  /[([{]\s?(?:<<)?\\{0,7}["']?([A-Za-z][\w.-]{1,63})\\{0,7}["']?(?:>>)?,\s?(?:<<)?\\{0,7}["']/;
const END_OF_TUPLE = /\\{0,7}["'](?:>>)?\s?[)\]}]/;
const TUPLE = new RegExp(`(${FIRST_OF_TUPLE.source})([^"'\\\\\\n]{6,400})(?=${END_OF_TUPLE.source})`, 'g');
/** `machine x login y password z` of .netrc (https://everything.curl.dev/usingcurl/netrc.html). */
const NETRC = /(\blogin\s{1,3}[^\s]{1,100}\s{1,3}password\s{1,3})[^\s]{1,200}/g;
/** Redis' monitor and SMTP's dialogue (RFC 4954). */
const AUTH_COMMAND =
  /(\\{0,3}"AUTH\\{0,3}" (?:\\{0,3}"[^"]{1,64}" )?\\{0,3}")[^"]{1,200}(?=")|(\bAUTH (?:PLAIN|LOGIN) )[\w+/=]{8,}/g;
/** `"name": "DB_PASSWORD", "value": "x"` of manifests, and `<add key="Password" value="x"/>`. */
const FIELD_SIGN = /\\{0,7}["']?\s?[:=]\s{0,2}\\{0,7}["']?/.source;
const VALUE_FIELD = /\\{0,7}["']?,?\s{1,20}\\{0,7}["']?value|\\{0,7}["']?,\\{0,7}["']?value/.source;
const NAME_AND_VALUE = new RegExp(
  `(\\b(?:name|key)${FIELD_SIGN})([A-Za-z][\\w.-]{1,63})(${VALUE_FIELD})(${FIELD_SIGN})([^\\s"'\\\\<>]{1,400})`,
  'gi',
);
/** "using password Xy12... for", `:password "x"`, "requirepass x", "PASS x": a word with digits and letters of both cases. */
const SAID_NAME =
  /(?<![\w-])([\w.-]{0,40}(?:password|passwd|passphrase|secret|SecureString|pass|_pw))(?:\\{0,7}["'])?/;
const WHOSE = /(?: (?:for|of) (?:(?:the|user|account|role) ){0,2}[\w.@'"-]{1,64})?/;
const SAID = new RegExp(
  `(${SAID_NAME.source}${WHOSE.source}(?: is|:)? \\\\{0,7}["']?)([^\\s"'\\\\,;:/()[\\]]{8,128})`,
  'gi',
);
/** Letters of both cases and digits, or more changes between the two than names and hexadecimal ids have. */
const looksGenerated = (value: string): boolean =>
  /[A-Za-z]/.test(value) &&
  /\d/.test(value) &&
  ((/[a-z]/.test(value) && /[A-Z]/.test(value)) ||
    (/[g-z]/i.test(value) && !/[-.]/.test(value) && classChanges(value) >= 4));
/** `ENV DB_PASSWORD x`, `requirepass x`: a setting's name, which no sentence has, with no sign behind it. */
const SETTING = /^[\w.-]*\w[_-]?(?:password|passwd|passphrase|pass|pw)$/i;
const isSaid = (name: string, value: string): boolean =>
  // "secret NAME" is one of Kubernetes: its name has small letters alone.
  (!/secret$/i.test(name) || /[A-Z]/.test(value)) &&
  (/securestring$/i.test(name) || secretName(name) === 'password') &&
  (looksGenerated(value) || (SETTING.test(name) && /^[A-Za-z]*\d\w*$/.test(value)));
/** "A temporary password is generated for root@localhost: x": what a sentence about a password ends in. */
const ANNOUNCED = /(\bpass(?:word| ?phrase|code)\b[^\n:]{1,100}: ["']?)([^\s"',]{8,128})/gi;
/** A sign within letters and digits that no name holds there. */
const hasSign = (value: string): boolean => /[A-Za-z\d][!#$%&*;?^~][A-Za-z\d]/.test(value);
/** Names of errors and classes, which follow a colon, too. */
const CLASS_NAME = /(?:Exception|Error|Failure)\b|^(?:[A-Z][a-z]{2,}\d{0,3})+$/;
/** Dialogues of IMAP (RFC 9051, 6.2.3) and Redis (HELLO), `auth user:password` of HAProxy, "credentials: user / password". */
const BEFORE_LOGIN = anyOf(
  [
    /LOGIN ["']?[^\s"']{1,100}["']? ["']?/,
    /HELLO \d AUTH \S{1,100} /,
    /auth [\w.-]{1,64}:/,
    /(?:log ?in|credentials)(?: with| as| are|:)? [\w.@-]{1,64} ?\/ ?/,
  ],
  '',
);
const LOGIN = new RegExp(`(\\b(?:${BEFORE_LOGIN.source}))([^\\s"',;:/()[\\]]{8,128})`, 'g');
/** `ACL SETUSER app on >password`: https://redis.io/docs/latest/commands/acl-setuser/ */
const SET_USER = /(\bSETUSER\s[^\n>]{1,200}>)[^\s"'\\]{1,200}/gi;
/** An element with attributes, and a name and its value in elements of their own (XML-RPC, property lists). */
const ELEMENT = /(<(?:\w{1,20}:)?([A-Za-z][\w.-]{1,63})\s[^<>]{1,200}>)([^<>\s]{1,400})(?=<\/)/g;
const ELEMENTS =
  /(<(?:name|key)>([A-Za-z][\w.-]{1,63})<\/(?:name|key)>\s{0,10}<(?:value|string)>(?:<string>)?)([^<>\s]{1,400})(?=<\/)/gi;
/** More than a name in camel case has. */
const MANY_CHANGES = 8;
/** A table's row of a name and its value. */
const ROW = /(\|[ \t]{1,8}([A-Za-z][\w.-]{1,63})[ \t]{1,40}\|[ \t]{1,8})([^\s|]{6,200})(?=[ \t]{1,40}\|)/g;
/** Of CREATE USER and ALTER USER: https://dev.mysql.com/doc/refman/8.4/en/create-user.html, and Oracle's without quotes. */
const IDENTIFIED =
  /(\bidentified\s{1,3}(?:with\s{1,3}\S{1,64}\s{1,3})?(?:by|as)\s{1,3}(?:password\s{1,3})?\\{0,7}["']?)([^\s"'\\;,()]{6,128})/gi;
/** A driver's value in braces may hold any sign (https://learn.microsoft.com/en-us/sql/odbc/reference/syntax/sqldriverconnect-function). */
const ODBC = /((?:^|;)\s?(?:PWD|password)=)\{[^{}\n]{1,200}\}/gi;
/** PHP's traces print a constructor's arguments, the third of which is the password (https://www.php.net/manual/en/pdo.construct.php). */
const PHP_TRACE =
  /((?:PDO|mysqli)[\w:>-]{0,30}\((?:'[^'\n]{0,200}'|[^,'\n]{0,60}), '[^'\n]{0,64}', ')[^'\n]{1,200}/g;
/** "your verification code is 123456": of other codes nothing is said to be one that is entered once. */
const ONE_TIME =
  /((?:verification|one-time|confirmation|login|sms) (?:pass)?code(?: is|:)? )\d{4,8}(?![\w.])/gi;
/** Private members of a JSON Web Key (RFC 7518, 6). */
const JWK = /((?<!\w)\\{0,7}"(?:d|k|p|q|dp|dq|qi)\\{0,7}"\s?:\s?\\{0,7}")[\w-]{16,}/g;
/** ~/.pgpass, quoted by a message that names it (https://www.postgresql.org/docs/current/libpq-pgpass.html). */
const PGPASS = /((?<![\w.*-])[\w.*-]{1,128}:(?:\d{1,5}|\*):[\w*-]{1,64}:[\w*-]{1,64}:)[^\s:]{1,200}/g;

/** Replaces the values of secret names wherever a name stands before its value. */
export function redactKeyValues(text: string): string {
  const mayName = MAY_NAME.test(text);
  const whole = redactUnnamed(text);
  const pairs = mayName || /[?&]/.test(text) ? redactPairs(whole.replace(ODBC, `$1${REDACTED}`)) : whole;
  if (!mayName) return pairs;
  const spoken = pairs
    .replace(FLAG, secretPair)
    .replace(SQL, (whole, before: string, value: string) =>
      before.includes('(') && !looksSecret(value) ? whole : `${before}'${REDACTED}'`,
    )
    .replace(TUPLE, (whole, before: string, name: string, value: string) =>
      looksSecret(value) && isSecretOfFlag(name, value) ? `${before}${REDACTED}` : whole,
    )
    .replace(ELEMENT, secretPair)
    .replace(ELEMENTS, secretPair)
    .replace(ROW, (whole, before: string, name: string, value: string) =>
      looksGenerated(value) || classChanges(value) >= MANY_CHANGES
        ? secretPair(whole, before, name, value)
        : whole,
    )
    .replace(NAME_AND_VALUE, (whole, ...parts: string[]) => {
      const [first = '', name = '', second = '', sign = '', value = ''] = parts;
      return isSecretOfFlag(name, value) ? `${first}${name}${second}${sign}${REDACTED}` : whole;
    })
    .replace(SAID, (whole, before: string, name: string, value: string) =>
      isSaid(name, value) ? `${before}${REDACTED}` : whole,
    )
    .replace(ANNOUNCED, (whole, before: string, value: string) =>
      (looksGenerated(value) || hasSign(value)) && !CLASS_NAME.test(value) ? `${before}${REDACTED}` : whole,
    )
    .replace(IDENTIFIED, (whole, before: string, value: string) =>
      looksGenerated(value) || (before.startsWith('IDENT') && looksSecret(value))
        ? `${before}${REDACTED}`
        : whole,
    )

    .replace(NETRC, `$1${REDACTED}`)
    .replace(AUTH_COMMAND, (_, redis?: string, smtp?: string) => `${redis ?? smtp}${REDACTED}`);
  return spoken.includes('pgpass') ? spoken.replace(PGPASS, `$1${REDACTED}`) : spoken;
}

/** What stands before a value, its name, and the value: as it was, or without the value where the name is a secret's. */
const secretPair = (whole: string, before: string, name: string, value: string): string =>
  isSecretOfFlag(name, value) ? `${before}${REDACTED}` : whole;

/** What stands in its place without a name of a secret before it. */
function redactUnnamed(text: string): string {
  let out = text;
  if (out.includes('kty')) out = out.replace(JWK, `$1${REDACTED}`);
  if (/PDO|mysqli/.test(out)) out = out.replace(PHP_TRACE, `$1${REDACTED}`);
  if (/SETUSER/i.test(out)) out = out.replace(SET_USER, `$1${REDACTED}`);
  if (/log ?in |LOGIN |AUTH |auth |credentials/.test(out))
    out = out.replace(LOGIN, (all, before: string, value: string) =>
      looksGenerated(value) ? `${before}${REDACTED}` : all,
    );
  return out.includes('code ') || out.includes('code: ') ? out.replace(ONE_TIME, `$1${REDACTED}`) : out;
}

function isSecretOfFlag(flag: string, value: string): boolean {
  const kind = secretName(flag);
  if (kind === undefined || statesFact(value)) return false;
  if (/secret-?id$/i.test(flag)) return looksLikeKey(value);
  if (kind === 'password') return true;
  return kind === 'key' ? looksLikeKey(value) : looksSecret(value) || value.length >= 12;
}

const SCHEME = /\b(Bearer|Basic|Digest|Negotiate|Token)(\s{1,3})([\w.~+/=-]{8,})/gi;

/** `Bearer x`, `Basic x` (RFC 7235) outside a header; "Basic authentication" stays. */
export const redactAuthSchemes = (text: string): string =>
  text.replace(SCHEME, (whole, scheme: string, space: string, value: string) =>
    /\d|=$/.test(value) || classChanges(value) >= 4 ? `${scheme}${space}${REDACTED}` : whole,
  );
