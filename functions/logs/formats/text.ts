import type { LogLevel } from '../../model/log-summary.ts';
import { levelOf } from '../levels.ts';
import { type Line, set } from '../line.ts';
import { timeAt } from '../times.ts';
import { readHead } from './head.ts';

/**
 * Lines of programs that write "time, level, where, message" as text, in whatever order: Spring and Logback, log4j,
 * Python logging, klog and glog, PostgreSQL, MySQL, Redis, nginx and Apache error logs, syslog, Hadoop, Go's log and
 * many more. The head is taken off part by part, as long as the parts look like those of a head; the rest is the
 * message.
 */
export function readText(line: Line, reference: number): void {
  line.format = namedFormat(line, reference) ?? readHead(line, reference);
}

type Reader = (line: Line, match: RegExpExecArray, reference: number) => void;
interface Shape {
  readonly format: string;
  readonly pattern: RegExp;
  readonly read: Reader;
}

const message = (line: Line, at: number): void => set(line.message, at, line.text.length);
const time = (line: Line, at: number, reference: number): void => {
  const found = timeAt(line.text, at, reference);
  if (found === undefined) return;
  set(line.timeAt, at, found.end);
  line.time = found.ms;
};
const LETTERS: Readonly<Record<string, LogLevel>> = { E: 'error', W: 'warn', I: 'info', F: 'fatal' };
/** Redis: . debug, - verbose, * notice, # warning (src/server.c, serverLogRaw). */
const REDIS_MARKS: Readonly<Record<string, LogLevel>> = {
  '.': 'debug',
  '-': 'info',
  '*': 'info',
  '#': 'warn',
};

/** Heads that mean more than their parts. Sticky at the line's content. */
const SHAPES: readonly Shape[] = [
  // https://github.com/kubernetes/klog: Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg; glog 0.5 writes the year before.
  {
    format: 'klog',
    pattern: /([EWIF])(?:\d{4}){1,2} \d\d:\d\d:\d\d\.\d{6} +\d+ ([\w./-]{1,120}:\d+\] )/y,
    read: (line, match, reference) => {
      line.level = LETTERS[match[1] ?? ''] ?? 'unknown';
      set(line.levelAt, line.from, line.from + 1);
      time(line, line.from + 1, reference);
      message(line, line.from + match[0].length);
    },
  },
  {
    // https://www.cockroachlabs.com/docs/stable/log-formats#format-crdb-v2; its sign is read as Latin-1.
    format: 'cockroach',
    pattern:
      /([EWIF])\d{6} \d\d:\d\d:\d\d\.\d{6} \d{1,9} (?:\d@)?[\w./-]{1,120}:\d{1,6} \u00e2\u008b\u00ae (?:\[[^\]]{0,200}\] )?(?:\d{1,9} {1,2})?/y,
    read: (line, match, reference) => {
      line.level = LETTERS[match[1] ?? ''] ?? 'unknown';
      set(line.levelAt, line.from, line.from + 1);
      time(line, line.from + 1, reference);
      message(line, line.from + match[0].length);
    },
  },
  {
    // java.util.logging.SimpleFormatter: time, class and method; level and message stand in the next line.
    format: 'java',
    pattern:
      /([A-Za-z\u0080-\u00ff]{3,9})\.? (\d{1,2}), (\d{4}),? (\d{1,2}:\d\d:\d\d)[^\w]{1,4}([AP])M (?:[\w$]{1,60}\.){1,10}[\w$]{1,80}(?: [\w$<>]{1,80})?$/y,
    read: (line, match) => {
      const [, month = '', day = '', year = '', clock = '', half = ''] = match;
      line.time = Date.parse(`${month.slice(0, 3)} ${day} ${year} ${clock} ${half}M UTC`);
      line.isHeadOnly = true;
    },
  },
  {
    // Erlang's error_logger and SASL (lib/kernel/src/error_logger_tty_h.erl): the report stands below.
    format: 'erlang',
    pattern:
      /=(ERROR|WARNING|INFO|NOTICE|CRITICAL|CRASH|SUPERVISOR|PROGRESS) REPORT==== (\d{1,2})-([A-Z][a-z]{2})-(\d{4})::(\d\d:\d\d:\d\d(?:\.\d{3})?)\d{0,3} ===$/y,
    read: (line, match) => {
      const [, kind = '', day = '', month = '', year = '', clock = ''] = match;
      line.level = levelOf(kind) ?? 'info';
      if (kind === 'CRASH' || kind === 'SUPERVISOR') line.level = 'error';
      line.time = Date.parse(`${day} ${month} ${year} ${clock} UTC`);
      line.isHeadOnly = true;
    },
  },
  {
    // Passenger (src/cxx_supportlib/LoggingKit/Implementation.cpp): "[ E time pid/thread file:line ]: ".
    format: 'passenger',
    pattern: /\[ ([CEWNID]) \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{4} [^\]]{1,160}:\d{1,6} \]: /y,
    read: (line, match, reference) => {
      line.level = levelOf(match[1] ?? '') ?? 'unknown';
      time(line, line.from + '[ E '.length, reference);
      message(line, line.from + match[0].length);
    },
  },
  {
    // Zabbix (src/libs/zbxlog/log.c): "%6li:%.4d%.2d%.2d:%.2d%.2d%.2d.%03ld ", process and local time.
    format: 'zabbix',
    pattern: / {0,5}\d{1,7}:(\d{4})(\d\d)(\d\d):(\d\d)(\d\d)(\d\d\.\d{3}) /y,
    read: (line, match) => {
      const [whole, year, month, day, hour, minute, second] = match;
      line.time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      set(line.timeAt, line.from + whole.indexOf(':') + 1, line.from + whole.length - 1);
      message(line, line.from + whole.length);
    },
  },
  {
    // Linux (kernel/printk/printk.c, print_time): seconds since the start.
    format: 'kernel',
    pattern: /(?:<\d{1,3}>)?\[ {0,6}\d{1,7}\.\d{6}\] (?=\D)/y,
    read: (line, match) => message(line, line.from + match[0].length),
  },
  {
    // Ruby's Logger (https://github.com/ruby/logger, formatter.rb): "%.1s, [%s #%d] %5s -- %s: %s".
    format: 'ruby',
    pattern: /[DIWEFA], \[(\d{4}-\d\d-\d\dT[\d:.]{8,15}) ?#\d{1,10}\] {1,2}([A-Z]{3,5}) -- [^:\n]{0,60}: /y,
    read: (line, match, reference) => {
      line.level = levelOf(match[2] ?? '') ?? 'unknown';
      time(line, line.text.indexOf('[', line.from) + 1, reference);
      message(line, line.from + match[0].length);
    },
  },
  {
    // https://docs.python.org/3/howto/logging.html: basicConfig without a format.
    format: 'python',
    pattern: /(CRITICAL|ERROR|WARNING|INFO|DEBUG):[\w.-]{1,100}:(?=\S)/y,
    read: (line, match) => {
      line.level = levelOf(match[1] ?? '') ?? 'unknown';
      message(line, line.from + match[0].length);
    },
  },
  {
    format: 'redis',
    pattern: /\d+:[XCSM] (\d{2} [A-Z][a-z]{2} (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{3})?) ([.*#-]) /y,
    read: (line, match, reference) => {
      line.level = REDIS_MARKS[match[2] ?? ''] ?? 'unknown';
      time(line, line.text.indexOf(' ', line.from) + 1, reference);
      message(line, line.from + match[0].length);
    },
  },
  // log_line_prefix is free (default '%m [%p] '): the severity with its two blanks is what all have in common.
  {
    format: 'postgresql',
    pattern:
      /(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z+\d-]{2,5})[^"]{0,120}?\b(PANIC|FATAL|ERROR|WARNING|LOG|STATEMENT|HINT|DETAIL|NOTICE|INFO|CONTEXT|DEBUG[1-5]?): {1,2}/y,
    read: (line, match, reference) => {
      line.level = levelOf((match[2] ?? '').replace(/\d$/, '')) ?? 'info';
      time(line, line.from, reference);
      message(line, line.from + match[0].length);
    },
  },
  {
    // https://www.postgresql.org/docs/current/runtime-config-logging.html: severity, SQLSTATE and message are fields 12 to 14.
    format: 'postgresql',
    pattern:
      /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [A-Z]{1,5},(?:(?:"(?:[^"]|""){0,200}"|[^",]{0,64}),){10}(PANIC|FATAL|ERROR|WARNING|LOG|NOTICE|INFO|DEBUG[1-5]?),([0-9A-Z]{5}),"((?:[^"]|""){0,4000})"/y,
    read: (line, match, reference) => {
      line.level = levelOf((match[1] ?? '').replace(/\d$/, '')) ?? 'info';
      time(line, line.from, reference);
      const end = line.from + match[0].length - 1;
      const start = end - (match[3] ?? '').length;
      set(line.message, start, end);
      // Class 00 is success (ISO/IEC 9075-2, 24.1).
      if (!match[2]?.startsWith('00')) set(line.code, start - 7, start - 2);
    },
  },
  {
    // https://docs.haproxy.org/3.0/configuration.html#8.2.2
    format: 'haproxy',
    pattern: /[\da-fA-F.:]{3,45}:\d{1,5} \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:.]{8,12})\] /y,
    read: (line, match, reference) => {
      time(line, line.text.indexOf('[', line.from) + 1, reference);
      message(line, line.from + match[0].length);
    },
  },
  {
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
    format: 'aws-nlb',
    pattern: /(?:tls|tcp) \d\.\d (\d{4}-\d\d-\d\dT[\d:.]{8,15}) (?=net\/)/y,
    read: (line, match, reference) => {
      time(line, line.text.indexOf(match[1] ?? '', line.from), reference);
      message(line, line.from + match[0].length);
    },
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html: what the platform itself says of a run that it ended.
    format: 'lambda',
    pattern:
      /(?:(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z) [\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12} (?=Task timed out after )|([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}) (?=Task timed out after )|RequestId: [\da-f-]{36} (?=Error: ))/y,
    read: (line, match, reference) => {
      line.level = 'error';
      time(line, line.from, reference);
      message(line, line.from + match[0].length);
    },
  },
  // https://dev.mysql.com/doc/refman/8.4/en/error-log-format.html
  {
    format: 'mysql',
    pattern:
      /(\d{4}-\d\d-\d\d[T ] ?\d{1,2}:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)? )?\d+ \[(System|Note|Warning|Error|ERROR)\] /y,
    read: (line, match, reference) => {
      line.level = levelOf(match[2] ?? '') ?? 'info';
      time(line, line.from, reference);
      message(line, line.from + match[0].length);
    },
  },
  // Supercomputers' RAS and syslog-ng logs: an alert's tag or a dash, epoch seconds, date and node before all else.
  {
    format: 'ras',
    pattern:
      /(?:-|[A-Z_]{2,24}) (\d{10}) \d{4}\.\d\d\.\d\d \S{1,64} \d{4}-\d\d-\d\d-[\d.]{8,20} \S{1,64} \w{1,20} \w{1,20} (INFO|WARNING|ERROR|FATAL|SEVERE|FAILURE) /y,
    read: (line, match) => {
      line.level = levelOf(match[2] ?? '') ?? 'unknown';
      epoch(line, match);
    },
  },
  // Event logs of clusters: an event's number, node, component and state, then epoch seconds and a flag.
  {
    format: 'ras',
    pattern: /\d{1,10} (?:[\w.:-]{1,40} ){1,5}(1\d{9}) (?:\d{1,3} )?/y,
    read: (line, match) => epoch(line, match),
  },
  {
    format: 'syslog',
    pattern:
      /(?:-|[A-Z_]{2,24}) (\d{10}) \d{4}\.\d\d\.\d\d \S{1,64} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \S{1,64} (?:[\w()./-]{1,64}(?:\[\d{1,8}\])?: )?/y,
    read: (line, match) => epoch(line, match),
  },
];

function epoch(line: Line, match: RegExpExecArray): void {
  const seconds = match[1] ?? '';
  const at = line.from + match[0].indexOf(seconds);
  set(line.timeAt, at, at + seconds.length);
  line.time = Number(seconds) * 1000;
  message(line, line.from + match[0].length);
}

function namedFormat(line: Line, reference: number): string | undefined {
  for (const { format, pattern, read } of SHAPES) {
    pattern.lastIndex = line.from;
    const match = pattern.exec(line.text);
    if (match === null) continue;
    read(line, match, reference);
    return format;
  }
  return undefined;
}
