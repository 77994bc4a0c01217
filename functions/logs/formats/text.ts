import type { LogLevel } from '../../core/log-summary.ts';
import { levelOf } from '../levels.ts';
import { type Line, set } from '../line.ts';
import { timeAt } from '../times.ts';

/**
 * Lines of programs that write "time, level, where, message" as text, in whatever order: Spring and Logback, log4j,
 * Python logging, klog and glog, PostgreSQL, MySQL, Redis, nginx and Apache error logs, syslog, Hadoop, Go's log and
 * many more. The head is taken off part by part, as long as the parts look like those of a head; the rest is the
 * message.
 */
export function readText(line: Line, reference: number): void {
  line.format = namedFormat(line, reference) ?? generic(line, reference);
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
  // https://github.com/kubernetes/klog: Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg
  {
    format: 'klog',
    pattern: /([EWIF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ ([\w./-]{1,120}:\d+\] )/y,
    read: (line, match, reference) => {
      line.level = LETTERS[match[1] ?? ''] ?? 'unknown';
      set(line.levelAt, line.from, line.from + 1);
      time(line, line.from + 1, reference);
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

const LEVEL_WORD =
  /[[(<|]? {0,2}(EMERG|emerg|ALERT|alert|CRITICAL|Critical|critical|CRIT|crit|FATAL|Fatal|fatal|PANIC|panic|SEVERE|SEVERE|ERROR|Error|error|ERRO|ERR|err|FAILURE|WARNING|Warning|warning|WARN|Warn|warn|WRN|NOTICE|notice|INFO|Info|info|INF|DEBUG|Debug|debug|DBG|TRACE|Trace|trace|VERBOSE|verbose|fail|dbug|trce|crit)(?:\[\d{1,6}\])? {0,2}(?:[\])>|]|:(?= |$)|,(?= )|(?= ))/y;
const SINGLE_LEVEL = /([EWIDVF])(?=[ /|])/y;
/** Parts of a head that carry no message. Sticky; tried in this order at each place. */
const PARTS: readonly RegExp[] = [
  /[ \t]+/y,
  // - and | between parts.
  /(?:-{1,3}|\||:)(?= )/y,
  // [thread], [main] with blanks and one nested pair, (pid), <unit>; not JSON.
  /\[[^[\]{}"]{0,80}(?:\[[^[\]{}"]{0,80}\][^[\]{}"]{0,80})?\]:?(?= |$)/y,
  // pid, tid and line numbers.
  /#?\d{1,10}(?=[ :])/y,
  // a logger: dotted name or Class$Inner, ending in a colon.
  /[\w$.@/-]{1,100}(?:\(\w{1,40}\))?(?:\[\d{1,8}\])?:(?= )/y,
];
/** A dotted logger without a colon (OpenStack, BGL's facility): only behind a level. */
const LOGGER = /[a-z][\w$]{0,40}(?:\.[\w$]{1,60}){1,8}(?= )/y;
/** syslog's host, only behind its kind of time stamp (RFC 3164, 4.1.2). */
const HOST = / [\w.@:#/-]{1,64} (?=[\w./()@ +-]{1,64}(?:\[\d{1,8}\])?:)/y;
const SYSLOG_TIME = /[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d/y;
const FILE_NAME = /[\w-]{1,60}\.log[\w.:-]{0,60} (?=\d{4}-)/y;
const MAX_PARTS = 12;

function generic(line: Line, reference: number): string {
  const { text } = line;
  // A collector's file name before the line.
  let at = Math.max(line.from, matches(FILE_NAME, text, line.from));
  let hasTime = false;
  let hasLevel = false;
  let parts = 0;
  const wasSyslog = matches(SYSLOG_TIME, text, at) > at;
  for (; parts < MAX_PARTS && at < text.length; parts++) {
    if (!hasTime) {
      const bracket = text.charCodeAt(at) === 91 ? 1 : 0;
      const found = timeAt(text, at + bracket, reference);
      if (found !== undefined) {
        set(line.timeAt, at + bracket, found.end);
        line.time = found.ms;
        at = found.end + (bracket === 1 ? Math.max(0, text.indexOf(']', found.end) + 1 - found.end) : 0);
        if (text.charCodeAt(at) === 44 || text.charCodeAt(at) === 124) at++;
        hasTime = true;
        if (wasSyslog) at = Math.max(at, matches(HOST, text, at));
        continue;
      }
    }
    if (!hasLevel) {
      const end = matches(LEVEL_WORD, text, at) || (hasTime ? matches(SINGLE_LEVEL, text, at) : 0);
      // "Error: connect refused" at a line's start is a message, "ERROR: x" and "ERROR [x] y" are heads.
      if (end > at && (hasTime || parts > 0 || isHeadWord(text, at, end))) {
        line.level = levelOf((LEVEL_NAME.exec(text.slice(at, end)) ?? [''])[0]) ?? 'unknown';
        at = end;
        hasLevel = true;
        continue;
      }
    }
    const end = nextPart(text, at, hasTime || hasLevel, hasLevel);
    if (end <= at) break;
    at = end;
  }
  if (!hasTime && !hasLevel) {
    message(line, line.from);
    return 'text';
  }
  message(line, Math.min(at, text.length));
  return hasTime ? (wasSyslog ? 'syslog' : 'text') : 'console';
}

const LEVEL_NAME = /[A-Za-z]+/;
const isHeadWord = (text: string, at: number, end: number): boolean => {
  const word = text.slice(at, end);
  return (
    word === word.toUpperCase() || word.startsWith('[') || /^(?:info|warn|fail|crit|dbug|trce):/.test(word)
  );
};

function nextPart(text: string, at: number, inHead: boolean, afterLevel: boolean): number {
  for (const part of PARTS) {
    const end = matches(part, text, at);
    if (end > at && (inHead || text.charCodeAt(at) === 32)) return end;
  }
  return afterLevel ? matches(LOGGER, text, at) : 0;
}

function matches(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}
