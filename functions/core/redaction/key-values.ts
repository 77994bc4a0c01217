import { classChanges, REDACTED } from './marker.ts';

/**
 * Names whose values are secret, and how far to trust the name: a password is always one, "token: expired" is prose.
 * The tail of the name is captured, since `secretName` and `token_count` name no secret.
 */
const KEY =
  /(pass(?:word|wd|phrase|code)|(?<![a-z])pwd|secret|token|api[_-]?key|(?:access|account|private|encryption|signing|auth|license|master|shared|service|webhook|routing|integration)[_-]?key|credentials?|authorization|(?<![a-z])auth(?=["'\\]{0,3}[:=])|(?:set-)?cookie|session[_-]?id|(?<![a-z])sess(?:ion)?(?=["'\\]{0,3}=)|(?<![a-z])(?:jwt|otp|pin|cvv|cvc|ssn|dsn)(?=["'\\]{0,3}[:=])|signature|(?<![a-z])(?:sig|pass)(?=["'\\]{0,3}[:=]))([\w.-]{0,24})(\\{0,4}(?:["']|%22)?\]?(?:\s{0,3}(?:=>|:=|==|[:=]|%3[ADad])\s{0,3}|<?>)(?:%22)?)/gi;
/** `--password hunter2`, and SQL's `PASSWORD 'hunter2'`. */
const FLAG =
  /(?<![\w-])(--?[\w-]{0,24}(?:password|passwd|secret|token|api-?key)[\w-]{0,12}[ \t]+)([^\s-]\S*)/gi;
const SQL = /((?:identified\s{1,3}by|password)\s{1,3})'[^'\n]{1,200}'/gi;

/** Tails of names that hold a name, number or date, not the secret itself. */
const HARMLESS_TAIL =
  /^[_.-]?(?:names?|count|counts|type|types|expir\w*|ttl|length|len|size|polic\w*|limits?|usage|used|files?|path|paths|urls?|uri|endpoint|version|refs?|keyref|namespace|kind|age|provider|issuer|status|state|error|errors|valid\w*|invalid\w*|required|enabled|disabled|manager|store|service|authority|class|field|reset|less|created|updated|rotat\w*|bucket|budget|s?per\w*|algorithm|method|header|scopes?|source|index|pos\w*|manager\w*|mount\w*|review\w*|controller|server)/i;
/** Values that state a fact about the secret instead of being it. */
const HARMLESS_VALUE =
  /^(?:true|false|null|nil|none|undefined|yes|no|missing|invalid|expired|empty|required|not|is|was|must|incorrect|wrong|failed|mismatch|authentication|unknown|unset|revoked|denied|rejected|unauthorized|the|a|an|for|of|in|and|or|with|could|cannot|unable|error|bad|malformed|too|should|does|has|\*+|<[\w -]+>|x{3,}|\[redacted\]|\$\{.*|\$\(.*)$/i;
/** The names that hold a secret whatever the value looks like. */
const ALWAYS = /^(?:pass|pwd|secret|authorization|(?:set-)?cookie|cvv|cvc|ssn|otp|pin)/i;

/** Not a word of prose: digits, several changes of case, or signs of an encoding. */
const looksSecret = (value: string): boolean =>
  value.length >= 6 && (/\d/.test(value) || /[=+/~!@#$%^&*]/.test(value) || classChanges(value) >= 4);

interface Value {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** The value that starts at `from`: a quoted one to its closing quote (also when the quotes are escaped), else a word. */
function valueAt(text: string, from: number, wholeLine: boolean): Value {
  let at = from;
  while (text.charCodeAt(at) === 92) at++;
  const quote = text[at];
  if (quote === '"' || quote === "'" || quote === '`') {
    const closing = text.slice(from, at + 1);
    return { start: at + 1, end: closingQuote(text, at + 1, closing), quoted: true };
  }
  let end = from;
  while (end < text.length && !isValueEnd(text.charCodeAt(end), wholeLine)) end++;
  return { start: from, end, quoted: false };
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

/** Space, quotes, comma, semicolon, &, brackets and < end a bare value; a header's value ends with its line or quote. */
function isValueEnd(code: number, wholeLine: boolean): boolean {
  if (code === 10 || code === 13 || code === 34) return true;
  if (wholeLine) return false;
  return (
    code <= 32 ||
    code === 39 ||
    code === 44 ||
    code === 59 ||
    code === 38 ||
    code === 41 ||
    code === 93 ||
    code === 125 ||
    code === 60 ||
    code === 92
  );
}

/** `Authorization: Bearer x` and cookies hold spaces. */
const HEADER = /^(?:authorization|(?:set-)?cookie)$/i;

const firstWord = (value: string): string => value.slice(0, 60).split(/[\s,;:]/, 1)[0] ?? '';

function isSecret(
  name: string,
  tail: string,
  separator: string,
  value: string,
  quoted: boolean,
  yaml: boolean,
) {
  if (value === '' || value.startsWith('[redacted') || HARMLESS_VALUE.test(firstWord(value))) return false;
  if (/^pwd$/i.test(name) && value.startsWith('/')) return false;
  if (HARMLESS_TAIL.test(tail)) return false;
  if (/^(?:tokens?|pass|pin|sess\w*)$/i.test(name) && /^[\d.,]+$/.test(value)) return false;
  if (quoted || yaml || ALWAYS.test(name))
    return ALWAYS.test(name) || looksSecret(value) || value.length >= 8;
  // "token: expired" in a sentence has a space after its colon; "token=abcdef" and "token:abcdef" have none.
  return separator.endsWith(' ') ? looksSecret(value) : looksSecret(value) || value.length >= 6;
}

/** Replaces the values of secret names in key=value, JSON, YAML, headers, query strings, XML, flags and SQL. */
export function redactKeyValues(text: string): string {
  let out = '';
  let done = 0;
  KEY.lastIndex = 0;
  for (let match = KEY.exec(text); match !== null; match = KEY.exec(text)) {
    const [whole, name = '', tail = '', separator = ''] = match;
    const from = match.index + whole.length;
    const value = valueAt(text, from, HEADER.test(name + tail));
    const shown = text.slice(value.start, value.end);
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    const yaml =
      separator.includes(':') &&
      (value.end === text.length || text[value.end] === '\n') &&
      match.index - lineStart < 60 &&
      /^\s*-?\s*[\w.-]*$/.test(text.slice(lineStart, match.index));
    if (!isSecret(name, tail, separator, shown, value.quoted, yaml)) continue;
    out += `${text.slice(done, value.start)}${REDACTED}`;
    done = value.end;
    KEY.lastIndex = Math.max(value.end, from);
  }
  const pairs = done === 0 ? text : out + text.slice(done);
  return pairs
    .replace(FLAG, (whole, flag: string, value: string) =>
      HARMLESS_VALUE.test(value) || value.startsWith(REDACTED) ? whole : `${flag}${REDACTED}`,
    )
    .replace(SQL, `$1'${REDACTED}'`);
}

const SCHEME = /\b(Bearer|Basic|Digest|Negotiate|Token)(\s{1,3}|%20)([\w.~+/=-]{8,})/gi;

/** `Bearer x`, `Basic x` (RFC 7235) outside a header; "Basic authentication" stays. */
export const redactAuthSchemes = (text: string): string =>
  text.replace(SCHEME, (whole, scheme: string, space: string, value: string) =>
    /\d|=$/.test(value) || classChanges(value) >= 4 ? `${scheme}${space}${REDACTED}` : whole,
  );
