import { isSet, type Line, set } from '../line.ts';
import { timeAt } from '../times.ts';
import { UNITS } from './fields.ts';

/** Method names of RFC 9110, WebDAV and PATCH; a request line begins with one. */
const REQUEST = /"(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE|PROPFIND|REPORT|PURGE) /g;
const STATUS = / (?:status: )?(\d{3})(?=[ ,"]|$)/y;
/** `host ident user [time] "anything" status`: a request that is no request (a TLS hello on a plain port). */
const MALFORMED =
  /^"?(\S{1,255}) \S{1,64} \S{1,64} \[([^\]]{10,40})\] "((?:[^"\\]|\\.){0,2000})" (\d{3})(?= |$)/;
const CLIENT = /"?([\w.:%-]{2,64}?)(?::\d{2,5})?(?=,? )/y;
/** Behind "name: " only where the name is a time's. */
const DECIMAL = /(?<=(?:time|took|duration|latency): |(?<!:)\s|["=])(\d{1,4}\.\d{1,9})(?=["\s,]|$)/g;
const WITH_UNIT = /(?<![\w.])(\d{1,9}(?:\.\d{1,9})?) ?(ns|us|µs|Âµs|ms|s)(?![\w])/y;
/** Envoy's default format: flags, then bytes received and sent, duration and upstream time (ms). */
const ENVOY =
  / \S{1,64} (?:[^"]{0,400}"[^"]{0,400}" )?(\d{1,12}) (\d{1,12}) (\d{1,9}) (?:\d{1,9}|-) "([^"]{0,400})" "([^"]{0,1000})"/y;

/**
 * Request lines of any server that writes them as Apache does, `"METHOD path HTTP/x" status`: common and combined
 * format, nginx with its times, Envoy and Istio, gunicorn, uvicorn, werkzeug, Traefik.
 * https://httpd.apache.org/docs/current/mod/mod_log_config.html, https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage
 */
export function readAccess(line: Line, reference: number): boolean {
  const { text } = line;
  REQUEST.lastIndex = line.from;
  const match = REQUEST.exec(text);
  if (match === null) return readMalformed(line, reference);
  const method = match[1] ?? '';
  const pathStart = match.index + method.length + 2;
  const quote = closingQuote(text, pathStart);
  STATUS.lastIndex = quote + 1;
  const status = STATUS.exec(text);
  if (status === null) return false;
  set(line.method, match.index + 1, match.index + 1 + method.length);
  set(line.path, pathStart, pathEnd(text, pathStart, quote));
  set(line.status, STATUS.lastIndex - 3, STATUS.lastIndex);
  readHead(line, match.index, reference);
  if (line.timeAt.start > line.from) preferHead(line, reference);
  readRest(line, line.status.end);
  line.isRequest = true;
  return true;
}

/** The path ends before " HTTP/"; a raw blank inside it belongs to it. */
function pathEnd(text: string, start: number, quote: number): number {
  const version = text.lastIndexOf(' HTTP/', quote);
  return version > start ? version : quote;
}

function closingQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) return i;
    if (code === 92) i++;
  }
  return text.length;
}

/** Client and time, before the request. */
function readHead(line: Line, requestAt: number, reference: number): void {
  const { text } = line;
  const bracket = timeBracket(text, line.from, requestAt);
  if (bracket >= 0) {
    const time = timeAt(text, bracket + 1, reference);
    if (time !== undefined) {
      set(line.timeAt, bracket + 1, time.end);
      line.time = time.ms;
    }
  }
  if (!isSet(line.timeAt)) readOtherTime(line, requestAt, reference);
  const isEnvoy = bracket === line.from && text.startsWith('] "', requestAt - 2);
  line.format = isEnvoy ? 'envoy' : 'access';
  if (isEnvoy) return;
  if (readOtherClient(line, bracket, requestAt)) return;
  let from = line.from;
  // uvicorn: "INFO:     10.0.0.1:54321 - "
  if (text.startsWith('INFO: ', from)) {
    from += 6;
    while (text.charCodeAt(from) === 32) from++;
    line.format = 'uvicorn';
  }
  CLIENT.lastIndex = from;
  const client = CLIENT.exec(text);
  if (client === null || CLIENT.lastIndex > requestAt) return;
  const at = client[0].startsWith('"') ? from + 1 : from;
  set(line.client, at, at + (client[1] ?? '').length);
}

/** A logger's head before the access line has the same second with its fraction. */
function preferHead(line: Line, reference: number): void {
  const head = timeAt(line.text, line.from, reference);
  if (head === undefined || !(head.ms > line.time && head.ms < line.time + 1000)) return;
  line.time = head.ms;
  set(line.timeAt, line.from, head.end);
}

/** The bracket before the request's time: a logger's head before the access line has brackets of its own; -1 for none. */
function timeBracket(text: string, from: number, requestAt: number): number {
  const head = text.slice(from, requestAt);
  const own = head.search(CLF_BRACKET);
  const at = own < 0 ? head.indexOf('[') : own;
  return at < 0 ? -1 : from + at;
}
const CLF_BRACKET = /\[\d\d\/[A-Z][a-z]{2}\/\d{4}[: ]/;

/** PHP-FPM's access log has its time without brackets, OpenStack's at the line's start. */
function readOtherTime(line: Line, requestAt: number, reference: number): void {
  const bare = line.text.slice(line.from, requestAt).search(BARE_TIME);
  const at = bare < 0 ? line.from : line.from + bare;
  const time = timeAt(line.text, at, reference);
  if (time === undefined || time.end > requestAt) return;
  set(line.timeAt, at, time.end);
  line.time = time.ms;
}
const BARE_TIME = /\d\d\/[A-Z][a-z]{2}\/\d{4}:/;

/** A virtual host stands before the client, or a whole head does; true when the client was found there. */
function readOtherClient(line: Line, bracket: number, requestAt: number): boolean {
  const { text } = line;
  const pattern =
    bracket > line.from && isSet(line.timeAt) && line.timeAt.start > line.from ? BEHIND_HOST : LAST;
  const head = text.slice(line.from, pattern === LAST ? requestAt : bracket);
  const match = pattern.exec(head);
  if (match === null) return false;
  const at = line.from + match.index + (match[1] ?? '').length;
  set(line.client, at, at + (match[2] ?? '').length);
  return true;
}
/** Apache's "vhost_combined" (https://httpd.apache.org/docs/current/mod/mod_log_config.html#examples). */
const BEHIND_HOST =
  /^([^"]{1,399}[^",] )((?:\d{1,3}\.){3}\d{1,3}|[\da-fA-F]{0,4}:[\da-fA-F:.]{2,41}?)(?::\d{1,5})? \S{1,64} \S{1,64} $/;
const LAST = /^([^"]{20,400} )((?:\d{1,3}\.){3}\d{1,3}) $/;

/** User agent and duration, after the status. */
function readRest(line: Line, from: number): void {
  const { text } = line;
  if (line.format === 'envoy') {
    ENVOY.lastIndex = from;
    const envoy = ENVOY.exec(text);
    if (envoy === null) return;
    const agentEnd = ENVOY.lastIndex - 1;
    const agentStart = agentEnd - (envoy[5] ?? '').length;
    set(line.agent, agentStart, agentEnd);
    const clientEnd = agentStart - 3;
    const clientStart = clientEnd - (envoy[4] ?? '').length;
    const first = text.slice(clientStart, clientEnd).split(',', 1)[0] ?? '';
    if (first !== '-') set(line.client, clientStart, clientStart + first.length);
    const durationEnd = text.lastIndexOf(' ', clientStart - 3);
    set(line.duration, durationEnd - (envoy[3] ?? '').length, durationEnd);
    return;
  }
  // "referer" "agent", or only one of them.
  const referer = text.indexOf('"', from);
  if (referer < 0) {
    readPlainDuration(line, from);
    return;
  }
  const refererEnd = closingQuote(text, referer + 1);
  const agent = text.startsWith(' "', refererEnd + 1) ? refererEnd + 3 : -1;
  const agentEnd = agent < 0 ? -1 : closingQuote(text, agent);
  if (agent >= 0 && agentEnd > agent) set(line.agent, agent, agentEnd);
  readForwarded(line, agentEnd);
  readPlainDuration(line, Math.max(refererEnd, agentEnd) + 1);
}

/** X-Forwarded-For behind the agent, as nginx's "main" format has it: the client that a proxy stands before. */
function readForwarded(line: Line, agentEnd: number): void {
  if (agentEnd < 0) return;
  FORWARDED.lastIndex = agentEnd + 1;
  const match = FORWARDED.exec(line.text);
  if (match === null) return;
  const at = agentEnd + 3;
  set(line.client, at, at + (match[1] ?? '').length);
}
const FORWARDED =
  / "((?:\d{1,3}\.){3}\d{1,3}|[\da-fA-F]{1,4}:[\da-fA-F:]{2,40})(?:, [\da-fA-F.:]{3,45}){0,20}"/y;

/** nginx writes seconds with a point (`0.123`, `rt=0.123`), Traefik "12ms"; a bare integer could be anything. */
function readPlainDuration(line: Line, from: number): void {
  PHP_FPM.lastIndex = from;
  const php = PHP_FPM.exec(line.text);
  if (php !== null) {
    const end = PHP_FPM.lastIndex;
    set(line.duration, end - (php[1] ?? '').length, end);
    line.durationUnit = 1;
    return;
  }
  DECIMAL.lastIndex = from;
  const decimal = DECIMAL.exec(line.text);
  if (decimal !== null && decimal[1] !== undefined) {
    const start = decimal.index + decimal[0].indexOf(decimal[1]);
    set(line.duration, start, start + decimal[1].length);
    line.durationUnit = 1000;
    return;
  }
  const last = line.text.lastIndexOf(' ');
  WITH_UNIT.lastIndex = last + 1;
  const unit = last < from ? null : WITH_UNIT.exec(line.text);
  if (unit === null) return;
  set(line.duration, last + 1, last + 1 + (unit[1] ?? '').length);
  line.durationUnit = UNITS[unit[2] ?? ''] ?? 1;
}

/** `%f %{milli}d %{kilo}M %C%%` (php-fpm's www.conf, access.format): ms, memory, and the processor's share. */
const PHP_FPM = / \/\S{1,300} (\d{1,9}\.\d{3})(?= \d{1,12} \d{1,4}\.\d\d%)/y;

function readMalformed(line: Line, reference: number): boolean {
  const content = line.text.slice(line.from, line.from + 2400);
  const match = MALFORMED.exec(content);
  if (match === null) return false;
  const [whole, client = '', , request = ''] = match;
  const time = timeAt(line.text, line.from + content.indexOf('[') + 1, reference);
  if (time === undefined) return false;
  line.time = time.ms;
  set(line.timeAt, line.from + content.indexOf('[') + 1, time.end);
  const start = line.from + (whole.startsWith('"') ? 1 : 0);
  set(line.client, start, start + client.length);
  const statusEnd = line.from + whole.length;
  set(line.status, statusEnd - 3, statusEnd);
  const requestEnd = statusEnd - 5;
  const requestStart = requestEnd - request.length;
  const word = /^([A-Z_-]{3,20}) (\S+)(?: HTTP\/\S+)?$/.exec(request);
  if (word !== null) {
    set(line.method, requestStart, requestStart + (word[1] ?? '').length);
    set(line.path, line.method.end + 1, line.method.end + 1 + (word[2] ?? '').length);
  }
  readRest(line, statusEnd);
  line.isRequest = true;
  line.format = 'access';
  return isSet(line.status);
}
