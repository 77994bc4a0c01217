import { anyOf } from '../../text/any-of.ts';
import { endsInErrno, errnoEnd } from './masks.ts';

/**
 * Numbers that are what a message says: status codes, errors' codes, SQLSTATE, exit codes, errno, signals. "status code
 * 429" and "status code 503" are two failures, "took 429 ms" and "took 503 ms" are one. They are known by what stands
 * before and behind them, never by their value alone.
 */
const WORD = /(?<![\w.])(?:-?\d|[A-Za-z]{1,10}-?\d)[0-9A-Za-z]{0,9}(?![\w]|[.:/-]\d)/g;
/** Oracle, MySQL, MongoDB, Entra ID, DB2: codes by their shape. */
const VENDOR = /^(?:(?:ORA|TNS|PLS|DPY|DPI|MY)-\d{4,6}|E11000|AADSTS\d{4,7}|SQL\d{4,5}N)$/;
/** Apache httpd, JBoss, WebSphere, Hibernate: a product's letters and a number filled up with zeros, in front of the text it stands for. */
const MESSAGE_ID = /^[A-Z]{2,9}0\d{3,5}[A-Z]?$/;
const BEFORE_ID = /(?:^|: |["'\])] ?)$/;
/** Protocols, algorithms and encodings whose names hold a number: never one of many (IANA's registries name most of them). */
const STANDARD =
  /^(?:x509|h[23]c?|https?[23]|s3|ec2|md5|sha[1-3]|sha(?:224|256|384|512)|utf(?:8|16|32)|base(?:32|64)|oauth2|ed25519|ip[46]|i18n|l10n|k8s)$/i;
/** Letters, a v and one digit: IPv6, TLSv1, NFSv4. */
const VERSIONED = /^[A-Z][A-Za-z]{1,5}v\d$/;
/** Such names stand alone, not in a path, host or pair. */
const ALONE_BEFORE = /(?:^|[\s("'[,])$/;
const ALONE = /$|:?\s|[,;)"'\]]/y;
const NUMBER = /^(?:-?\d{1,5}|0x[0-9a-fA-F]{8})$/;
const STATUS = /^[1-5]\d\d$/;
/** ISO/IEC 9075-2, 24.1. */
const STATE = /^[0-9A-Z]{5}$/;
/** What joins a code to its name: `code=14`, `"status": 503`, `code (14)`, `error #5`. */
const JOINT = String.raw`\\?["']?\s{0,2}(?:=|:|=>|is|was)?\s{0,2}\\?["'(\[#]?`;
/** Names that only a code follows. */
const NAMED = new RegExp(
  `(?:status|code|errno|error n(?:umber|o\\.?)|exit|exited|exited with|signal|hresult|\\brc)${JOINT}$|(?:status|[a-z]Code)${JOINT}$`,
  'i',
);
/** PDO, pgx, JDBC, ODBC; MySQL writes "ERROR 1045 (28000)". */
const STATE_NAMED = /sql[ _-]?state\W{0,5}$|\berror \d{1,5} \($/i;
/** PDO: "SQLSTATE[HY000] [2002]", "SQLSTATE[42S02]: Base table or view not found: 1146". */
const DRIVER_CODE = /sqlstate\[\w{5}\](?: \[|: [^:]{1,60}: )$/i;
/** .NET and Python: "SocketException (111): ". */
const EXCEPTION = /[a-z](?:Exception|Error) \($/;
/** Words that a code may follow, or a number of things: then it is one only where no such thing follows. */
const MAYBE =
  /(?:\berror|\berr|\bhttp(?:\/\d(?:\.\d)?)?|\breturned|\banswered|\bresponded(?: with)?|\breplied(?: with)?|\breceived|\bgot|\bfailed(?: with)?|\bresponse)(?:[ (]|: ?| \(|=|\(| #|\[)$/i;
const ENDS =
  /$|\\?["'\])},.;:|]|\s+(?:for|from|on|in|at|to|when|while|after|by|during|status)\b|\s+[-(A-Z[|]/y;
/** RFC 9110, 15, and 6585. */
const PHRASES = anyOf(
  [
    /Bad Request/,
    /Unauthorized/,
    /Payment Required/,
    /Forbidden/,
    /Not Found/,
    /Method Not Allowed/,
    /Not Acceptable/,
    /Request Time-?out/,
    /Conflict/,
    /Gone/,
    /(?:Payload|Content|Request Entity|URI) Too (?:Large|Long)/,
    /Unsupported Media Type/,
    /Unprocessable/,
    /Too Many Requests/,
    /Internal Server Error/,
    /Not Implemented/,
    /Bad Gateway/,
    /Service (?:Temporarily )?Unavailable/,
    /Gateway Time-?out/,
  ],
  'i',
);
const PHRASE = new RegExp(`:? (?:${PHRASES.source})`, 'iy');
/** "Unauthorized (401)" */
const PHRASE_BEFORE = new RegExp(`(?:${PHRASES.source}) \\($`, 'i');
/** https://grpc.io/docs/guides/status-codes/: "14 UNAVAILABLE: ". */
const GRPC_NAME = / [A-Z][A-Z_]{4,20}: /y;
const MAX_BEFORE = 40;
/** More numbers are data. */
const MAX_WORDS = 60;

/** Where in a text such numbers stand, in order; `end` is exclusive. */
export function codesIn(text: string): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  WORD.lastIndex = 0;
  for (let n = 0; n < MAX_WORDS; n++) {
    const match = WORD.exec(text);
    if (match === null) break;
    const start = match.index;
    if (isCode(text, start, WORD.lastIndex)) found.push({ start, end: WORD.lastIndex });
  }
  return found;
}

function isCode(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end);
  if (VENDOR.test(word)) return true;
  const before = text.slice(Math.max(0, start - MAX_BEFORE), start);
  if (MESSAGE_ID.test(word)) return text.startsWith(': ', end) && BEFORE_ID.test(before);
  if (STANDARD.test(word) || VERSIONED.test(word)) return ALONE_BEFORE.test(before) && isAt(ALONE, text, end);
  return isNumberCode(text, start, end, before);
}

function isNumberCode(text: string, start: number, end: number, before: string): boolean {
  const word = text.slice(start, end);
  if (STATE.test(word) && STATE_NAMED.test(before)) return true;
  if (!NUMBER.test(word)) return false;
  if (NAMED.test(before) || DRIVER_CODE.test(before)) return true;
  if (MAYBE.test(before) && isAt(ENDS, text, end)) return true;
  const isClosed = text.startsWith(')', end);
  if (isClosed && EXCEPTION.test(before)) return true;
  if (STATUS.test(word) && (isAt(PHRASE, text, end) || (isClosed && PHRASE_BEFORE.test(before)))) return true;
  return isErrno(text, start, end, before) || (!STATUS.test(word) && isAt(GRPC_NAME, text, end));
}

/** "110: Connection timed out", APR's "(111)Connection refused", glog's "Address already in use [98]". */
function isErrno(text: string, start: number, end: number, before: string): boolean {
  if (text.startsWith(': ', end)) return errnoEnd(text, end + 2) > 0;
  if (text.startsWith(')', end) && text.startsWith('(', start - 1) && errnoEnd(text, end + 1) > 0)
    return true;
  return /[\])]/.test(text.charAt(end)) && endsInErrno(before);
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Stand for the digits of a code while a message is taken apart, so that it is no value to any rule (Unicode's private use). */
const ZERO = 0xe000;
const MARKED = /[\ue000-\ue009]/;
const ALL_MARKED = /[\ue000-\ue009]/g;

/** The text with the digits of its codes put as marks; of the same length. */
export function markCodes(text: string): string {
  let marked = '';
  let from = 0;
  for (const { start, end } of codesIn(text)) {
    marked += text.slice(from, start);
    marked += text.slice(start, end).replace(/\d/g, (digit) => String.fromCharCode(ZERO + Number(digit)));
    from = end;
  }
  return marked + text.slice(from);
}

export const hasCode = (token: string): boolean => MARKED.test(token);
/** The text with its digits again. */
export const unmarkCodes = (text: string): string =>
  text.replace(ALL_MARKED, (mark) => String(mark.charCodeAt(0) - ZERO));
