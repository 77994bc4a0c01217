import { levelOfNumber } from '../levels.ts';
import { type Line, set } from '../line.ts';
import { timeAt } from '../times.ts';
import { isExceptionLine } from '../traces.ts';

/** RFC 5424, 6: priority, version, time, host, program, process, message's id, structured data, message (a BOM before it). */
const RFC5424 =
  /<(\d{1,3})>1 (\d{4}-\S{15,30}|-) \S{1,255} \S{1,48} \S{1,128} \S{1,32} (?:-|(?:\[(?:[^\]\\"]|\\.|"(?:[^"\\]|\\.)*"){1,2000}\])+)(?: (?:ï»¿)?|$)/y;
/** RFC 3164, 4.1, rsyslog's and journald's with a full date: time, host, tag. */
const RFC3164 =
  /(?:<(\d{1,3})>)?([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,6})?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)) [\w.:-]{1,255} [\w./()@+-]{1,64}(?:\[\d{1,8}\])?: /y;
/** What a program's own layout starts with: JSON, a time, a client and its request, fields. */
const OWN =
  /\{"|\[?\d{4}[-/]\d\d[-/]\d\d[T ]|\S{2,64} \S{1,64} \S{1,64} \[\d\d\/|[EWIF]\d{4} \d\d:|\w{1,20}=\S{1,200} \w{1,20}=/y;
/** RFC 5424, 6.2.1: eight severities a facility. */
const SEVERITIES = 8;

/** What syslog says of a line that it carries. */
export interface Carrier {
  /** Epoch ms, NaN when it has none. */
  readonly time: number;
  readonly timeStart: number;
  readonly timeEnd: number;
  /** Where the priority's digits are; both 0 when there is none. */
  readonly priorityStart: number;
  readonly priorityEnd: number;
}

/**
 * Moves the line's start behind the head of a syslog line that carries a program's own layout, or a part of a trace.
 * Undefined for others: their head is taken off with their text.
 */
export function unwrapSyslog(line: Line, reference: number): Carrier | undefined {
  const { text, from } = line;
  const first = text.charCodeAt(from);
  // "<", a capital of a month, or a digit of a year.
  if (first !== 60 && !(first >= 65 && first <= 90) && !(first >= 49 && first <= 57)) return undefined;
  const match = exec(RFC5424, text, from) ?? exec(RFC3164, text, from);
  if (match === null) return undefined;
  const [whole, priority = '', stamp = ''] = match;
  const inner = from + whole.length;
  const is5424 = text.startsWith('1 ', from + priority.length + 2) && priority !== '';
  if (!is5424 && exec(OWN, text, inner) === null && !isOfTrace(text.slice(inner))) return undefined;
  const timeStart = text.indexOf(stamp, from + (is5424 ? priority.length + 4 : 0));
  line.from = inner;
  return {
    time: timeAt(text, timeStart, reference)?.ms ?? Number.NaN,
    timeStart,
    timeEnd: timeStart + stamp.length,
    priorityStart: priority === '' ? 0 : from + 1,
    priorityEnd: priority === '' ? 0 : from + 1 + priority.length,
  };
}

/** Blanks before a message are no sign of a trace here: the kernel pads its own lines. */
const isOfTrace = (inner: string): boolean => TRACE.test(inner) || isExceptionLine(inner);
const TRACE =
  /^(?:\s{1,8}(?:at \S|File "|\.\.\. \d)|Caused by: |Traceback \(most recent|During handling of the above)/;

/** What the line itself does not say is syslog's. */
export function fillFromCarrier(line: Line, carrier: Carrier): void {
  const content = line.text.slice(line.from);
  const isBare = line.format === 'text' && Number.isNaN(line.time);
  if (Number.isNaN(line.time)) line.time = carrier.time;
  // A part of a trace has no time of its own, or it would be an event.
  if (isBare && isOfTrace(content)) return;
  if (isBare) line.format = 'syslog';
  if (line.timeAt.end === 0 && carrier.timeEnd > carrier.timeStart)
    set(line.timeAt, carrier.timeStart, carrier.timeEnd);
  if (line.level !== 'unknown' || carrier.priorityEnd === 0) return;
  const priority = Number(line.text.slice(carrier.priorityStart, carrier.priorityEnd));
  line.level = levelOfNumber(priority % SEVERITIES, 'syslog');
  set(line.levelAt, carrier.priorityStart, carrier.priorityEnd);
}

function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
