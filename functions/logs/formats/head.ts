import type { LogLevel } from '../../model/log-summary.ts';
import { levelOf } from '../levels.ts';
import { type Line, set } from '../line.ts';
import { timeAt } from '../times.ts';

const LEVEL_WORD =
  /[[(<|]? {0,2}(EMERG|emerg|ALERT|alert|CRITICAL|Critical|critical|CRIT|crit|FATAL|Fatal|fatal|PANIC|panic|SEVERE|ERROR|Error|error|ERRO|ERR|err|FAILURE|WARNING|Warning|warning|WARN|Warn|warn|WRN|NOTICE|Notice|notice|INFO|Info|info|INF|DEBUG|Debug|debug|DBG|TRACE|Trace|trace|VERBOSE|verbose|fail|dbug|trce|crit)(?:\[\d{1,6}\])? {0,8}(?:[\])>|]|:(?= |$)|,(?= )|(?=[ \t]))/y;
const SINGLE_LEVEL = /([EWIDVF])(?=[ /|])/y;
/** Parts of a head that carry no message, anywhere in it. Sticky; tried in this order at each place. */
const BLANKS = /[ \t]+/y;
const PARTS: readonly RegExp[] = [
  BLANKS,
  // zap's console: the caller is a column between tabs.
  /[\w.@/-]{1,120}:\d{1,6}(?=\t)/y,
  // - and | between parts.
  /(?:-{1,3}|\||:)(?= )/y,
  // [thread], [main] with blanks and one nested pair, (pid), <unit>; not JSON.
  /\[[^[\]{}"]{0,80}(?:\[[^[\]{}"]{0,80}\][^[\]{}"]{0,80})?\]:?(?= |$)/y,
];
/** pid, tid and line numbers: before the logger only. */
const NUMBER = /#?\d{1,10}(?=[ :])/y;
/** A logger: dotted name or Class$Inner, ending in a colon. One before the level and one behind it. */
const NAMED = /[\w$.@/-]{1,100}(?:\(\w{1,40}\))?(?:\[\d{1,8}\])?:(?= )/y;
/** A program between the time and a dash ("[10.30 16:49:06] chrome.exe *64 - ", Python's "%(asctime)s - %(name)s - "). */
const DASHED = /[\w$.@/-]{1,80}(?: \*\d\d)? -(?= )/y;
/** A column of a line whose columns stand between bars. */
const BARRED = /[\w$.@ -]{1,80}\|/y;
/** A component padded to a column, behind a level. */
const PADDED = /[A-Z][\w.]{0,30}(?= {2,}\S)/y;
/** A dotted logger without a colon (OpenStack, BGL's facility): only behind a level, and only one. */
const LOGGER = /[a-z][\w$]{0,40}(?:\.[\w$]{1,60}){1,8}(?= )/y;
/** A logger before " - " or " : " (log4j, Logback, Spring): behind the level and what else is in the head. */
const BEFORE_DASH = /[\w$.@/[\]-]{1,100}(?= {1,60}[-:] )/y;
/** Kafka's layout, "[%d] %p %m (%c)": the logger comes last. */
const LAST_LOGGER = / \([a-z][\w$]{0,40}(?:\.[\w$-]{1,60}){1,8}\)$/;
/** syslog's host and tag, only behind its kind of time stamp (RFC 3164, 4.1.2 and 4.1.3); macOS names the service behind the tag. */
const HOST_AND_TAG =
  / [\w.@:#/-]{1,64} (?:(?=-{3} )|(?:[\w./()@+-]{1,64}(?:\[\d{1,8}\])?|[\w./()@ +-]{1,64}\[\d{1,8}\]|[\w-]{1,40} [\d.]{1,20})(?: \([^()]{0,120}\))?: ?)/y;
const SYSLOG_TIME = /[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d/y;
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
  /** Names of loggers that were taken since the time or level. */
  private names = 0;
  private afterTime = false;
  private afterLevel = false;

  constructor(line: Line, reference: number) {
    this.line = line;
    this.reference = reference;
    // A collector's file name before the line.
    this.at = Math.max(line.from, matches(FILE_NAME, line.text, line.from));
  }

  read(): string {
    const { line } = this;
    const { text } = line;
    const isSyslog = matches(SYSLOG_TIME, text, this.at) > this.at;
    for (let parts = 0; parts < MAX_PARTS && this.at < text.length; parts++) {
      if (!this.hasTime && this.time()) {
        const tag = isSyslog ? matches(HOST_AND_TAG, text, this.at) : 0;
        if (tag > this.at) return this.syslogMessage(tag);
        continue;
      }
      if (!this.hasLevel && this.level(parts > 0)) continue;
      const end = this.part();
      if (end <= this.at) break;
      this.at = end;
    }
    if (!this.hasTime && !this.hasLevel) {
      set(line.message, line.from, text.length);
      return 'text';
    }
    const last = this.hasTime && this.hasLevel ? LAST_LOGGER.exec(text.slice(-200)) : null;
    set(line.message, Math.min(this.at, text.length), text.length - (last?.[0].length ?? 0));
    if (!this.hasTime) return 'console';
    return isSyslog ? 'syslog' : 'text';
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
    const end = matches(LEVEL_WORD, line.text, start);
    if (end > start) {
      line.level = levelNamed(line.text, start, end);
      this.hasLevel = true;
    }
    return Math.max(at, line.text.indexOf(']', at) + 1);
  }

  private level(inHead: boolean): boolean {
    const { line, at, hasTime } = this;
    const end = matches(LEVEL_WORD, line.text, at) || (hasTime ? matches(SINGLE_LEVEL, line.text, at) : 0);
    // "Error: connect refused" at a line's start is a message, "ERROR: x" and "ERROR [x] y" are heads.
    if (end <= at || !(hasTime || inHead || isHeadWord(line.text, at, end))) return false;
    line.level = levelNamed(line.text, at, end);
    this.at = end;
    this.hasLevel = true;
    this.names = 0;
    this.afterTime = false;
    this.afterLevel = true;
    return true;
  }

  /** Where the part at this place ends. */
  private part(): number {
    const { at, hasTime, hasLevel } = this;
    const { text } = this.line;
    const inHead = hasTime || hasLevel;
    for (const part of PARTS) {
      const end = matches(part, text, at);
      if (end <= at || !(inHead || text.charCodeAt(at) === 32)) continue;
      if (part !== BLANKS) this.afterLevel = false;
      return end;
    }
    if (inHead && text.charCodeAt(at - 1) === 124) {
      const end = matches(BARRED, text, at);
      if (end > at) return end;
    }
    if (!inHead || this.names > 0) return 0;
    const number = matches(NUMBER, text, at);
    if (number > at) return number;
    const end =
      matches(NAMED, text, at) ||
      (this.afterTime ? matches(DASHED, text, at) : 0) ||
      (hasLevel
        ? matches(BEFORE_DASH, text, at) ||
          matches(PADDED, text, at) ||
          (this.afterLevel ? matches(LOGGER, text, at) : 0)
        : 0);
    if (end > at) this.names++;
    return end;
  }

  /** syslog's head ends with its tag; what follows may say how bad it is. */
  private syslogMessage(start: number): string {
    const { line } = this;
    const end = matches(LEVEL_WORD, line.text, start);
    if (end > start) line.level = levelNamed(line.text, start, end);
    const isHead = end > start && isHeadWord(line.text, start, end);
    set(line.message, isHead ? end + (line.text.charCodeAt(end) === 32 ? 1 : 0) : start, line.text.length);
    return 'syslog';
  }
}

const LEVEL_NAME = /[A-Za-z]+/;
const levelNamed = (text: string, at: number, end: number): LogLevel =>
  levelOf((LEVEL_NAME.exec(text.slice(at, end)) ?? [''])[0]) ?? 'unknown';
const isHeadWord = (text: string, at: number, end: number): boolean => {
  const word = text.slice(at, end);
  return (
    word === word.toUpperCase() || word.startsWith('[') || /^(?:info|warn|fail|crit|dbug|trce):/.test(word)
  );
};

function matches(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}
