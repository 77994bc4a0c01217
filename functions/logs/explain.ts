import type { LogLevel } from '../model/log-summary.ts';
import { defined } from '../model/present.ts';
import { redact } from '../redaction/redact.ts';
import { isSet, Line, utf8 } from './line.ts';
import { hasTrace, messageOf } from './message.ts';
import { LineParser } from './parse.ts';
import { isoOf, PatternTable } from './patterns.ts';
import { Requests } from './requests.ts';
import { addRequest } from './requests-from-line.ts';
import { RuntimePrefix } from './runtime-prefix.ts';
import { statedLevel } from './statements.ts';
import { Unwrapper } from './wrappers/unwrapper.ts';

/** How one line was read. Nothing of it is shown unredacted. */
export interface Explanation {
  /** The line inside a collector's envelope or behind a tool's prefix; absent when it stands bare. */
  readonly unwrapped?: string;
  readonly format: string;
  /** RFC 3339 UTC; absent when the line has none. */
  readonly time?: string;
  /** What of the line is the time: a container runtime's stamp, or the line's own. */
  readonly timeFrom?: 'runtime' | 'line';
  readonly level: LogLevel;
  /** Why it has this level: the line says it, a trace in a field, or its words; absent when it is unknown. */
  readonly levelFrom?: 'line' | 'trace' | 'words';
  readonly message: string;
  readonly template: string;
  readonly request?: {
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly ms?: number;
    readonly client?: string;
  };
}

/** Says how the engine reads a line. `reference` (epoch ms) gives the year where a time has none. */
export function explainLine(text: string, reference: number): Explanation {
  const bytes = Buffer.from(`${text}\n`);
  const { end } = new Unwrapper().rewrite(bytes, 0, bytes.length - 1, true);
  const isWrapped = end !== bytes.length - 1;
  const prefix = new RuntimePrefix();
  const from = prefix.read(bytes, 0, end);
  const line = new Line();
  line.clear(bytes.toString('latin1', 0, end), from);
  new LineParser('auto').parse(line, Number.isNaN(prefix.time) ? reference : prefix.time);
  const hasRuntime = !Number.isNaN(prefix.time);
  const time = isoOf(hasRuntime ? prefix.time : line.time);
  const message = messageOf(line);
  return {
    ...(isWrapped ? { unwrapped: redact(bytes.toString('utf8', from, end)) } : {}),
    format: line.format,
    ...(time === '' ? {} : { time, timeFrom: hasRuntime ? ('runtime' as const) : ('line' as const) }),
    ...levelFrom(line, message),
    ...described(message),
    ...(line.isRequest ? { request: requestOf(line) } : {}),
  };
}

function levelFrom(line: Line, message: string): Pick<Explanation, 'level' | 'levelFrom'> {
  if (line.level !== 'unknown') return { level: line.level, levelFrom: 'line' };
  if (line.isRequest) return { level: 'unknown' };
  if (hasTrace(line)) return { level: 'error', levelFrom: 'trace' };
  const level = statedLevel(message);
  return level === 'unknown' ? { level } : { level, levelFrom: 'words' };
}

function described(message: string): Pick<Explanation, 'message' | 'template'> {
  if (message === '') return { message, template: '' };
  const patterns = new PatternTable();
  patterns.observe(patterns.match(message), Number.NaN, 0);
  return { message: redact(message), template: patterns.list()[0]?.template ?? '' };
}

function requestOf(line: Line): NonNullable<Explanation['request']> {
  const requests = new Requests();
  addRequest(requests, line);
  const [endpoint] = requests.endpointList();
  const ms = isSet(line.duration) ? Number(line.part(line.duration)) * line.durationUnit : undefined;
  const client = requests.clients.top(1).clients[0]?.client;
  return {
    method: endpoint?.method ?? '',
    path: endpoint?.path ?? '',
    status: Number(utf8(line.part(line.status))),
    ...defined({ ms, client: client === undefined ? undefined : redact(client) }),
  };
}
