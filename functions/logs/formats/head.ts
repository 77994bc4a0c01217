import type { LogLevel } from '../../model/log-summary.ts';
import { levelOf, levelOfNumber, levelOfWord } from '../levels.ts';
import { type Line, set } from '../line.ts';
import { timeAt } from '../times.ts';

/** A word in one of three cases, in brackets, before a sign or a blank. Which words are levels is the table's to say. */
const LEVEL_WORD =
  /([[(<|]?) {0,2}([A-Z]{3,13}|[A-Z]?[a-z]{2,12})(?:\[\d{1,6}\])? {0,8}([\])>|]|:(?= |$)|,(?= )|(?=[ \t]))/y;
const SINGLE_LEVEL = /([EWIDVF])(?=[ /|])|\[([EWIDVFNC])\]/y;
/** Telegraf: "E! [outputs.influxdb] text" (https://github.com/influxdata/wlog). */
const MARKED_LEVEL = /([EWID])!(?= \[)/y;
/** Monolog and Laravel: "app.ERROR: text" (https://github.com/Seldaek/monolog, LineFormatter). */
const CHANNEL_LEVEL = /[\w-]{1,60}\.(EMERGENCY|ALERT|CRITICAL|ERROR|WARNING|NOTICE|INFO|DEBUG):(?= )/y;
/** PHP's own errors (main/main.c, php_error_cb), with and without "PHP" before them. */
const PHP_LEVEL =
  /PHP (?:(?:Recoverable |Catchable )?(Fatal) error|(?:Parse|Core|Compile) (error)|(?:Core |Compile |User )?(Warning|Notice|Deprecated)): {1,2}/y;
/** Zig's std.log with a scope, and npm's lines (https://docs.npmjs.com/cli/v10/using-npm/logging). */
const SCOPED_LEVEL = /(error|warning|info|debug)\(\w{1,40}\): |npm (?:(ERR)!|(error|WARN|warn|notice)) /y;
/** Apache's error log: "[core:error]" (https://httpd.apache.org/docs/current/mod/core.html#errorlogformat). */
const MODULE_LEVEL = /\[\w{0,30}:(emerg|alert|crit|error|warn|notice|info|debug|trace)\d?\](?= )/y;
/** Celery: "[2026-11-24 14:03:22,123: ERROR/ForkPoolWorker-1]". */
const WORKER_LEVEL = /: ([A-Z]{4,8})\/(?=[\w-]{1,80}\])/y;
/** A process or the time since the start, before all else (NATS, linkerd). */
const COUNTED = /\[ {0,8}\d{1,9}(?:\.\d{1,9}s?)?\] {1,2}(?=[A-Z]{4,5} |\d{4}[/-]\d)/y;
/** RFC 3164, 4.1.1, and what programs write for systemd (sd-daemon(3)): facility times eight, and severity. */
const PRIORITY = /<(\d{1,3})>(?:1 (?=\d{4}-|- ))?/y;
/** Parts of a head that carry no message, anywhere in it. Sticky; tried in this order at each place. */
const BLANKS = /[ \t]+/y;
const PARTS: readonly RegExp[] = [
  BLANKS,
  // zap's console: the caller is a column between tabs.
  /[\w.@/-]{1,120}:\d{1,6}(?=\t)/y,
  // - and | between parts.
  /(?:-{1,3}|\||:)(?= )/y,
  // [thread], [main] with blanks and one nested pair, (pid), <unit>; not JSON.
  /\[[^[\]{}"]{0,200}(?:\[[^[\]{}"]{0,80}\][^[\]{}"]{0,80})?\]:?(?=[ \t[(]|$)/y,
  // A thread behind a logger in brackets (JBoss), Airflow's place in the code, ClickHouse's query, tracing's thread.
  /(?<=\] )\([\w .:#/-]{1,80}\)(?= )/y,
  /\{(?:[\w.-]{1,80}:\d{1,6}|[\da-f-]{0,40})\}(?= )/y,
  /ThreadId\(\d{1,9}\)(?= )/y,
  // Erlang's and Elixir's processes: <0.123.0>.
  /<\d{1,5}\.\d{1,9}\.\d{1,5}>(?= )/y,
];
/** pid, tid and line numbers: before the logger only. */
const NUMBER = /#?\d{1,10}(?=[ :])/y;
/** A place in the code before a dash: loguru's "app.cart:load:12 - ", log4j's "%c{1}:%L - ". */
const LOCATED = /[\w.$<>]{1,100}(?::[\w$<>]{1,80})?:\d{1,6} -(?= )/y;
/** A class and its method before the message (Tomcat): a capital tells it from a host. */
const METHOD_NAME = /[a-z][\w$]{0,40}(?:\.[a-z][\w$]{0,40}){0,8}\.[A-Z][\w$]{0,80}\.[\w$<>]{1,80}(?= )/y;
/** A logger: dotted name or Class$Inner, ending in a colon. One before the level and one behind it. An error's name or code is none. */
const NAMED =
  /(?![\w.$]{0,100}(?:Error|Exception):|[A-Z]{2,4}-\d{4,6}:|[A-Z]{2,9}0\d{3,5}[A-Z]?:)[\w$.@/#-]{1,100}(?:::[\w$]{1,60}){0,10}(?:\(\w{1,40}\))?(?:\[\d{1,8}\])?:(?= )/y;
/** Spans of Rust's tracing, before the logger: "request{method=GET}:http{}:". */
const SPANS = /(?:[\w-]{1,60}(?:\{[^{}]{0,300}\})?:){0,10}[\w-]{1,60}\{[^{}]{0,300}\}:(?= )/y;
/** The prefix of Go's log before the time, no level (https://pkg.go.dev/log#pkg-constants). */
const GO_PREFIX =
  /(?!(?:fatal|error|warn|warning|info|debug|trace): )[a-z][\w./-]{0,60}: (?=\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d)/y;
/** Metadata of Elixir's Logger and of Sidekiq, between time and level: "request_id=F1 ". */
const METADATA = /(?:[a-z_]{1,40}=[^\s"=]{1,100} ){1,8}(?=\[[a-z]{4,9}\] |[A-Z]{4,5}: )/y;
/** A program between the time and a dash ("[10.30 16:49:06] chrome.exe *64 - ", Python's "%(asctime)s - %(name)s - "). */
const DASHED = /[\w$.@/-]{1,80}(?: \*\d\d)? -(?= )/y;
/** A host between the time and the level, where a place in the code follows in brackets (timbre). */
const HOST = /[\w.-]{1,64} (?=(?:FATAL|ERROR|WARN|INFO|DEBUG|TRACE) \[[\w.$-]{1,100}:\d{1,6}\] )/y;
/** A column of a line whose columns stand between bars. */
const BARRED = /[\w$.@ -]{1,80}\|/y;
/** A component padded to a column, behind a level. */
const PADDED = /[A-Z][\w.]{0,30}(?= {2,}\S)/y;
/** A dotted logger without a colon (OpenStack, BGL's facility): only behind a level, and only one. */
const LOGGER = /[a-z][\w$]{0,40}(?:\.[\w$]{1,60}){1,8}(?= )/y;
/** A logger before " - " or " : " (log4j, Logback, Spring): behind the level and what else is in the head; log4net's context may follow. */
const BEFORE_DASH = /[\w$.@/[\]-]{1,100}(?: \[[^[\]]{0,80}\])?(?= {1,60}[-:] )/y;
/** Kafka's layout, "[%d] %p %m (%c)": the logger comes last. */
const LAST_LOGGER = / \([a-z][\w$]{0,40}(?:\.[\w$-]{1,60}){1,8}\)$/;
/** syslog's host and tag, only behind its kind of time stamp (RFC 3164, 4.1.2 and 4.1.3); macOS names the service behind the tag. */
const HOST_AND_TAG =
  / [\w.@:#/-]{1,64} (?:(?=-{3} )|(?:[\w./()@+-]{1,64}(?:\[\d{1,8}\])?|[\w./()@ +-]{1,64}\[\d{1,8}\]|[\w-]{1,40} [\d.]{1,20})(?: \([^()]{0,120}\))?: ?)/y;
const SYSLOG_TIME = /[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d/y;
/** Linux behind its tag (kernel/printk/printk.c, print_time): seconds since the start. */
const KERNEL_SECONDS = /\[ {0,6}\d{1,7}\.\d{6}\] /y;
const FILE_NAME = /[\w-]{1,60}\.log[\w.:-]{0,60} (?=\d{4}-)/y;
const MAX_PARTS = 20;

/**
 * Takes the head of a "time, level, where, message" line off part by part, as long as the parts look like those of a
 * head, and gives the format: `text` with a time, `syslog`, `console` with a level only.
 */
export function readHead(line: Line, reference: number): string {
  return new Head(line, reference).read();
}

class Head {
  private readonly line: Line;
  private readonly reference: number;
  private at: number;
  private hasTime = false;
  private hasLevel = false;
  private hasPriority = false;
  /** Names of loggers that were taken since the time or level. */
  private names = 0;
  private afterTime = false;
  private afterLevel = false;

  constructor(line: Line, reference: number) {
    this.line = line;
    this.reference = reference;
    // A collector's file name before the line.
    this.at = Math.max(
      line.from,
      matches(FILE_NAME, line.text, line.from),
      matches(COUNTED, line.text, line.from),
      matches(METADATA, line.text, line.from),
      matches(GO_PREFIX, line.text, line.from),
      matches(HOST, line.text, line.from),
    );
    this.priority();
  }

  /** The level of a line that names none itself. */
  private priority(): void {
    const { line } = this;
    const end = matches(PRIORITY, line.text, this.at);
    if (end <= this.at) return;
    line.level = levelOfNumber(Number.parseInt(line.text.slice(this.at + 1), 10) % SEVERITIES, 'syslog');
    set(line.levelAt, this.at + 1, line.text.indexOf('>', this.at));
    this.at = end;
    this.hasPriority = true;
  }

  read(): string {
    const { line } = this;
    const { text } = line;
    const isSyslog = matches(SYSLOG_TIME, text, this.at) > this.at;
    const tag = this.parts(isSyslog);
    if (tag > 0) return this.syslogMessage(tag);
    if (!this.hasTime && !this.hasLevel) {
      set(line.message, this.hasPriority ? this.at : line.from, text.length);
      return 'text';
    }
    const last = this.hasTime && this.hasLevel ? LAST_LOGGER.exec(text.slice(-200)) : null;
    set(line.message, Math.min(this.at, text.length), text.length - (last?.[0].length ?? 0));
    if (!this.hasTime) return 'console';
    return isSyslog ? 'syslog' : 'text';
  }

  /** Takes part after part up to the message; where syslog's tag ends if there is one, which ends the head, else 0. */
  private parts(isSyslog: boolean): number {
    const { text } = this.line;
    for (let parts = 0; parts < MAX_PARTS && this.at < text.length; parts++) {
      const hadTime = this.hasTime;
      if (!this.takePart(parts > 0)) return 0;
      const tag = isSyslog && !hadTime && this.hasTime ? matches(HOST_AND_TAG, text, this.at) : 0;
      if (tag > this.at) return tag;
    }
    return 0;
  }

  /** Takes a time, a level or another part; false where the message begins. */
  private takePart(inHead: boolean): boolean {
    if (!this.hasTime && this.time()) return true;
    if (!this.hasLevel && this.level(inHead)) return true;
    const end = this.part();
    if (end <= this.at) return false;
    this.at = end;
    return true;
  }

  private time(): boolean {
    const { line, at } = this;
    const { text } = line;
    const bracket = text.charCodeAt(at) === 91 ? 1 : 0;
    const found = timeAt(text, at + bracket, this.reference);
    if (found === undefined) return false;
    set(line.timeAt, at + bracket, found.end);
    line.time = found.ms;
    this.at = bracket === 1 ? this.bracketEnd(found.end) : found.end;
    const next = text.charCodeAt(this.at);
    if (next === 44 || next === 124) this.at++;
    this.hasTime = true;
    this.afterTime = true;
    return true;
  }

  /** Behind the bracket that the time opened; a level in it is taken ("[10:00:00 ERR]", "[2026-11-24T14:03:22Z WARN api]"). */
  private bracketEnd(at: number): number {
    const { line } = this;
    const start = matches(BLANKS, line.text, at) || at;
    const word = levelWord(line.text, start) ?? statedBy([WORKER_LEVEL], line.text, at);
    if (word !== undefined) {
      line.level = word.level;
      this.hasLevel = true;
    }
    return Math.max(at, line.text.indexOf(']', at) + 1);
  }

  private level(inHead: boolean): boolean {
    const { line, at, hasTime } = this;
    const word = levelWord(line.text, at) ?? statedBy(LEVELS_IN_WORDS, line.text, at);
    const found = word ?? (hasTime ? statedBy([SINGLE_LEVEL], line.text, at) : undefined);
    // "Error: connect refused" at a line's start is a message, "ERROR: x" and "ERROR [x] y" are heads.
    if (found === undefined || !(hasTime || inHead || isHeadWord(line.text, at, found.end))) return false;
    line.level = found.level;
    this.at = found.end;
    this.hasLevel = true;
    this.names = 0;
    this.afterTime = false;
    this.afterLevel = true;
    return true;
  }

  /** Where the part at this place ends. */
  private part(): number {
    const { at, hasTime, hasLevel } = this;
    const inHead = hasTime || hasLevel;
    const end = this.knownEnd(inHead);
    if (end > at) return end;
    if (!inHead || this.names > 0) return 0;
    const number = this.numberEnd();
    if (number > at) return number;
    const name = this.nameEnd();
    if (name > at) this.names++;
    return name;
  }

  /** Where a part ends that is known by its form alone. */
  private knownEnd(inHead: boolean): number {
    const { at } = this;
    const { text } = this.line;
    if (!inHead && text.charCodeAt(at) !== 32) return 0;
    for (const part of PARTS) {
      const end = matches(part, text, at);
      if (end <= at) continue;
      if (part !== BLANKS) this.afterLevel = false;
      return end;
    }
    return inHead && text.charCodeAt(at - 1) === 124 ? matches(BARRED, text, at) : 0;
  }

  /** Where a process's number, or what tells of a trace or a request, ends. */
  private numberEnd(): number {
    const { text } = this.line;
    return matches(NUMBER, text, this.at) || matches(this.hasLevel ? SPANS : METADATA, text, this.at);
  }

  /** Where the name of a logger, thread or place in the code ends. */
  private nameEnd(): number {
    const { at, hasLevel, afterTime, afterLevel } = this;
    const { text } = this.line;
    return (
      matches(LOCATED, text, at) ||
      matches(NAMED, text, at) ||
      (afterTime && (matches(DASHED, text, at) || matches(HOST, text, at))) ||
      (hasLevel &&
        (matches(BEFORE_DASH, text, at) || matches(PADDED, text, at) || matches(METHOD_NAME, text, at))) ||
      (hasLevel && afterLevel && matches(LOGGER, text, at)) ||
      0
    );
  }

  /** syslog's head ends with its tag; what follows may say how bad it is. */
  private syslogMessage(tagEnd: number): string {
    const { line } = this;
    const start = matches(KERNEL_SECONDS, line.text, tagEnd) || tagEnd;
    const word = levelWord(line.text, start);
    if (word !== undefined) line.level = word.level;
    const end = word?.end ?? start;
    const isHead = end > start && isHeadWord(line.text, start, end);
    set(line.message, isHead ? end + (line.text.charCodeAt(end) === 32 ? 1 : 0) : start, line.text.length);
    return 'syslog';
  }
}

interface Stated {
  readonly end: number;
  readonly level: LogLevel;
}
const LEVELS_IN_WORDS = [MARKED_LEVEL, CHANNEL_LEVEL, PHP_LEVEL, SCOPED_LEVEL, MODULE_LEVEL];
/** RFC 5424, 6.2.1. */
const SEVERITIES = 8;

/** The level that a word at this place is. In brackets or before a colon it may be one that sentences use too. */
function levelWord(text: string, at: number): Stated | undefined {
  LEVEL_WORD.lastIndex = at;
  const match = LEVEL_WORD.exec(text);
  if (match === null) return undefined;
  const [, open = '', word = '', close = ''] = match;
  const isClear = close !== '' && (open !== '' || (close !== ',' && word === word.toUpperCase()));
  const level = isClear ? levelOf(word) : levelOfWord(word);
  return level === undefined ? undefined : { end: LEVEL_WORD.lastIndex, level };
}

function statedBy(patterns: readonly RegExp[], text: string, at: number): Stated | undefined {
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const name = match?.slice(1).find((part) => part !== undefined);
    if (name !== undefined) return { end: pattern.lastIndex, level: levelOf(name) ?? 'unknown' };
  }
  return undefined;
}

const isHeadWord = (text: string, at: number, end: number): boolean => {
  const word = text.slice(at, end);
  return (
    word === word.toUpperCase() ||
    word.startsWith('[') ||
    /^(?:(?:info|warn|fail|crit|dbug|trce):|\w+\(\w+\): |npm |PHP )/.test(word)
  );
};

function matches(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}
