import { isSet, type Line, type Span, unescapeJson } from './line.ts';
import type { Requests } from './requests.ts';

/** Bytes of a path, method or client that are looked at. */
const SCRATCH_BYTES = 16 * 1024;
const NEWLINE = 10;
const BLANK = 32;
const scratch = Buffer.alloc(SCRATCH_BYTES);
const ABSOLUTE = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^/?#]{0,300}/i;
const MAX_AGENT = 300;
/** The path of a request that another line names. */
const UNKNOWN_PATH = '*';

/** Counts the request that a parser found in a line; gives its method's number. */
export function addRequest(requests: Requests, line: Line): number {
  const status = Number(line.part(line.status));
  const methodEnd = scratch.write(text(line, line.method).toUpperCase(), 0, 'latin1');
  scratch[methodEnd] = BLANK;
  const method = requests.methods.find(scratch, 0, methodEnd);
  const path = text(line, line.path).replace(ABSOLUTE, '');
  const shown = isSet(line.path) ? path || '/' : UNKNOWN_PATH;
  const pathEnd = scratch.write(shown.slice(0, SCRATCH_BYTES - 1), 0, 'latin1');
  scratch[pathEnd] = NEWLINE;
  const endpoint = requests.endpoints.find(scratch, 0, method);
  const duration = isSet(line.duration) ? Number(line.part(line.duration)) * line.durationUnit : Number.NaN;
  const client = isSet(line.client) ? requests.client(scratch, 0, clientEnd(line)) : -1;
  if (client >= 0 && isSet(line.agent) && requests.clients.wantsAgent(client))
    requests.clients.noteAgent(client, text(line, line.agent).slice(0, MAX_AGENT));
  const time = Number.isNaN(line.time) ? -1 : Math.floor(line.time / 1000);
  requests.add(endpoint, method, status, time);
  requests.addOfClient(client, endpoint, status);
  if (duration >= 0) requests.latencies.add(endpoint, duration, time < 0 ? -1 : Math.floor(time / 60));
  return method;
}

const text = (line: Line, span: Span): string =>
  line.escaped ? unescapeJson(line.part(span)) : line.part(span);

/** An address without its port; of a list (X-Forwarded-For) the first. */
function clientEnd(line: Line): number {
  const first = text(line, line.client).split(',', 1)[0]?.trim() ?? '';
  return scratch.write(first.replace(/^\[([\da-fA-F:]+)\](?::\d+)?$|^([^:]+):\d{1,5}$/, '$1$2'), 0, 'latin1');
}
