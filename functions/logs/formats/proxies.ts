import { REQUEST_LAYOUTS } from '../layouts/index.ts';
import { METHODS, type RequestLayout } from '../layouts/layout.ts';
import { MORGAN } from '../layouts/morgan.ts';
import { type Line, set } from '../line.ts';
import { timeAt, timeOfField } from '../times.ts';
import { UNITS } from './fields.ts';

/** Requests that put the status elsewhere than behind the quoted request (see layouts). */
export function readProxy(line: Line, reference: number): boolean {
  const content = line.from === 0 ? line.text : line.text.slice(line.from);
  const plain = content.length > MAX_CONTENT ? content.slice(0, MAX_CONTENT) : content;
  for (const shape of REQUEST_LAYOUTS) {
    if (!shape.marks.some((mark) => plain.includes(mark))) continue;
    const match = shape.pattern.exec(plain);
    if (match === null) continue;
    const time = fill(line, match, shape, line.from);
    readTime(line, time, reference);
    return true;
  }
  return false;
}

const MAX_CONTENT = 16_000;

/** A request that is all that a message says: "GET /x 200 12 ms" behind a logger's head or in its field. */
export function readMessageRequest(line: Line): boolean {
  const { start, end } = line.message;
  STARTS.lastIndex = start;
  if (!STARTS.test(line.text)) return false;
  const match = MORGAN.pattern.exec(line.text.slice(start, Math.min(end, start + MAX_CONTENT)));
  if (match === null) return false;
  const { format } = line;
  fill(line, match, MORGAN, start);
  line.format = format;
  return true;
}
const STARTS = new RegExp(`(?:${METHODS}) /`, 'y');

/** The match's parts; gives the place of the time that the layout names. */
function fill(
  line: Line,
  match: RegExpExecArray,
  shape: RequestLayout,
  offset: number,
): readonly [number, number] {
  const at = match.indices?.groups ?? {};
  const place = (name: string): readonly [number, number] => {
    const [start, end] = at[name] ?? [0, 0];
    return start === end ? [0, 0] : [start + offset, end + offset];
  };
  set(line.method, ...place('method'));
  set(line.path, ...place('path'));
  set(line.status, ...place('status'));
  set(line.client, ...place('client'));
  set(line.agent, ...place('agent'));
  if (!line.text.startsWith('-', place('duration')[0])) set(line.duration, ...place('duration'));
  line.durationUnit = shape.unit ?? UNITS[match.groups?.unit ?? ''] ?? 1;
  line.isRequest = true;
  line.format = shape.format;
  return place('time');
}

/** The time that the layout names, else one at the line's start. */
function readTime(line: Line, [start, end]: readonly [number, number], reference: number): void {
  if (end > start) {
    const text = line.text.slice(start, end).replace(' - ', ' ');
    line.time = timeOfField(text, reference);
    set(line.timeAt, start, end);
    return;
  }
  const at = line.from + (line.text[line.from] === '[' ? 1 : 0);
  const found = timeAt(line.text, at, reference);
  if (found === undefined) return;
  line.time = found.ms;
  set(line.timeAt, at, found.end);
}
