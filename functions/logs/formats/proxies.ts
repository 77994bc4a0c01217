import { type Line, set } from '../line.ts';
import { timeAt } from '../times.ts';
import { UNITS } from './fields.ts';

const METHODS = 'GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE|PROPFIND';

interface Shape {
  readonly format: string;
  /** Tried only on lines that hold one of these. */
  readonly marks: readonly string[];
  readonly pattern: RegExp;
  /** ms of one unit of the duration; undefined when the pattern names the unit. */
  readonly unit?: number;
}

/** Request lines that put the status elsewhere than behind the quoted request. Groups are named for the line's parts. */
const SHAPES: readonly Shape[] = [
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
  {
    format: 'aws-alb',
    marks: [' "'],
    pattern: new RegExp(
      `^(?:http|https|h2|grpcs|ws|wss) (?<time>\\S{20,35}) \\S+ (?<client>[\\w.:]+?):\\d+ \\S+ -?[\\d.]+ (?<duration>-?[\\d.]+) -?[\\d.]+ (?<status>\\d{3}) \\S+ \\d+ \\d+ "(?<method>${METHODS}|-) (?<path>\\S{0,8000}) [^"]{0,20}" "(?<agent>[^"]{0,1000})"`,
      'd',
    ),
    unit: 1000,
  },
  // https://docs.haproxy.org/3.0/configuration.html#8.2.3 (times Tq/Tw/Tc/Tr/Ta, ms). Captured headers, or a dash in the
  // termination state ("----", "SC--", "--VN"), tell such lines from others.
  {
    format: 'haproxy',
    marks: ['} "', '-- ', ' --'],
    pattern: new RegExp(
      `(?<client>[\\da-fA-F.:]{3,45}):\\d{1,5} \\[(?<time>[^\\]]{10,40})\\] \\S{1,200} \\S{1,200} -?\\d+/-?\\d+/-?\\d+/-?\\d+/\\+?(?<duration>\\d+) (?<status>\\d{3}) [^"]{0,1000}"(?<method>${METHODS}) (?<path>[^" ]{0,8000})`,
      'd',
    ),
    unit: 1,
  },
  // https://github.com/gin-gonic/gin/blob/master/logger.go
  {
    format: 'gin',
    marks: ['[GIN]'],
    pattern: new RegExp(
      `^\\[GIN\\] (?<time>\\d{4}/\\d\\d/\\d\\d - \\d\\d:\\d\\d:\\d\\d) \\| +(?<status>\\d{3}) \\| +(?<duration>[\\d.]+)(?<unit>ns|µs|Âµs|us|ms|s|m)\\S{0,12} \\| +(?<client>[\\w.:]+) \\| +(?<method>${METHODS}) +"?(?<path>[^"\\s]{1,8000})`,
      'd',
    ),
  },
  // morgan's "dev" and "tiny", and many like them: GET /x 200 12.3 ms - 12
  {
    format: 'morgan',
    marks: [' '],
    pattern: new RegExp(
      `^(?:\\S{1,40} ){0,3}?(?<method>${METHODS}) (?<path>/\\S{0,8000}) (?<status>[1-5]\\d\\d)(?: [\\d-]+ -)? (?<duration>\\d+(?:\\.\\d+)?) ?(?<unit>ms|s|us|µs|Âµs)(?:\\s|$)`,
      'd',
    ),
  },
];

/** AWS load balancers, HAProxy, Gin and morgan. */
export function readProxy(line: Line, reference: number): boolean {
  const content = line.from === 0 ? line.text : line.text.slice(line.from);
  const plain = content.length > MAX_CONTENT ? content.slice(0, MAX_CONTENT) : content;
  for (const shape of SHAPES) {
    if (!shape.marks.some((mark) => plain.includes(mark))) continue;
    const match = shape.pattern.exec(plain);
    if (match === null) continue;
    fill(line, match, shape, reference);
    return true;
  }
  return false;
}

const MAX_CONTENT = 16_000;

function fill(line: Line, match: RegExpExecArray, shape: Shape, reference: number): void {
  const at = match.indices?.groups ?? {};
  const place = (name: string): readonly [number, number] => {
    const [start, end] = at[name] ?? [0, 0];
    return start === end ? [0, 0] : [start + line.from, end + line.from];
  };
  set(line.method, ...place('method'));
  set(line.path, ...place('path'));
  set(line.status, ...place('status'));
  set(line.client, ...place('client'));
  set(line.agent, ...place('agent'));
  if (!line.text.startsWith('-', place('duration')[0])) set(line.duration, ...place('duration'));
  line.durationUnit = shape.unit ?? UNITS[match.groups?.unit ?? ''] ?? 1;
  const [start, end] = place('time');
  if (end > start) {
    const text = line.text.slice(start, end).replace(' - ', ' ');
    line.time = timeAt(text, 0, reference)?.ms ?? Number.NaN;
    set(line.timeAt, start, end);
  }
  line.isRequest = true;
  line.format = shape.format;
}
