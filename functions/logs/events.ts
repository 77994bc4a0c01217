import { severityOf } from './levels.ts';
import type { LineGroups } from './line-groups.ts';
import type { PatternTable } from './patterns.ts';
import { causeMessage, continuationOf, isExceptionLine } from './traces.ts';

const ERROR = severityOf('error');
const NONE = -1;
/** anyhow and eyre number the causes under "Caused by:". */
const NUMBERED = /^\d{1,3}: /;
/** Microsoft.Extensions.Logging writes "fail: Category[0]" and the message on the next line. */
const CATEGORY_ONLY = /^[\w.`[\]]{1,200}\[\d{1,6}\]$/;
/** A message of more than a word that leads to what follows it. */
const ANNOUNCES = /^\S{1,80} .{0,500}:$/;
/** Rust's panic, since 1.73 in two lines (library/std/src/panicking.rs), has no head. */
const PANIC = /^thread '[^']{0,80}'.{0,40} panicked at \S{1,300}:\d{1,7}:\d{1,7}:$/;
/** Of SASL's reports of a supervisor and of a crash, what says why (lib/sasl/src/sasl_report.erl). */
const REASON = /^(?:reason|exception (?:error|exit|throw)): /i;

/**
 * One event at a time: its first line, and the trace that may follow. It is counted when the next one starts, under
 * the message of its deepest cause.
 */
export class Events {
  /** True while an event waits for what may follow it. */
  open = false;
  private template = NONE;
  private severity = 0;
  private time = Number.NaN;
  private hasHead = false;
  private hasException = false;
  /** The line only named a category: its message comes next. */
  wantsMessage = false;
  private inTraceback = false;
  /** The open event's trace has ended with its message ... */
  private isTold = false;
  /** ... and the next one belongs to it. */
  private isChained = false;
  /** "Caused by:" stood alone: the indented lines that follow are causes, the last one the deepest. */
  private wantsCauses = false;
  /** A message that ends in a colon: what it announces may stand in the next line. '' for none. */
  private announced = '';
  /** Its head stood alone: its first line of text is the message, and of a report the reason. */
  private wantsText = false;
  private isReport = false;
  /** Epoch ms of the head that stood alone on the line before, NaN for none. */
  headTime = Number.NaN;
  /** The number of the event, from 1. */
  private serial = 0;
  private readonly patterns: PatternTable;
  private readonly groups: LineGroups | undefined;

  /** `groups`, where there are some, learn the template of each event. */
  constructor(patterns: PatternTable, groups?: LineGroups) {
    this.patterns = patterns;
    this.groups = groups;
  }

  /** The number of the event that a line belongs to which was just taken; 0 when none is open. */
  get current(): number {
    return this.open ? this.serial : 0;
  }

  /** Starts an event whose template is known; `template` -1 for one that is no pattern. */
  start(template: number, severity: number, time: number, hasHead: boolean): void {
    this.flush();
    this.open = true;
    this.serial++;
    this.template = template;
    this.severity = severity;
    this.time = time;
    this.hasHead = hasHead;
    this.hasException = false;
    this.wantsMessage = false;
    this.inTraceback = false;
    this.isTold = false;
    this.isChained = false;
    this.wantsCauses = false;
    this.announced = '';
    this.wantsText = false;
    this.isReport = false;
    this.headTime = Number.NaN;
  }

  /** As `start`, with a message that is looked up; a line that names only its category waits for the next one. */
  startMessage(message: string, severity: number, time: number, hasHead: boolean): number {
    if (CATEGORY_ONLY.test(message)) {
      this.start(NONE, severity, time, hasHead);
      this.wantsMessage = true;
      return NONE;
    }
    const template = this.patterns.match(message);
    this.start(template, severity, time, hasHead);
    if (ANNOUNCES.test(message) && (hasHead ? !this.isHarmless() : PANIC.test(message)))
      this.announced = message;
    return template;
  }

  /**
   * As `start`, for a head alone on its line: the next line is its message, which is a pattern if it `isWanted`. One
   * without a level only gives the next line its time.
   */
  startHead(severity: number, time: number, isWanted: boolean): void {
    this.start(NONE, severity, time, true);
    this.wantsText = isWanted && severity > 0;
    this.headTime = time;
  }

  /** True while the message of the open event may stand, whole or in part, in the next line. */
  get isUnfinished(): boolean {
    return this.wantsMessage || this.wantsText || this.announced !== '' || !Number.isNaN(this.headTime);
  }

  /** True when a frame would change nothing. */
  takesFrame(): boolean {
    return this.open && !this.isUnfinished && !this.wantsCauses;
  }

  /** True when a line without time and level may belong to the open event. */
  mayTake(isException: boolean): boolean {
    return (
      this.open &&
      (this.inTraceback ||
        this.wantsText ||
        this.announced !== '' ||
        (isException && this.hasHead && !this.hasException))
    );
  }

  /**
   * True when the line belongs to the open event, and was taken. `isPlain`: it has no level and no time of its own;
   * `time` is then the runtime's, in epoch ms or NaN.
   */
  continue(content: string, isPlain: boolean, time: number): boolean {
    if (this.inTraceback) return this.traceback(content, isPlain);
    const kind = continuationOf(content);
    if (kind !== 'traceback' && !this.open) return false;
    if (this.wantsText && content.trim() !== '') return this.text(content.trim());
    const { announced } = this;
    this.announced = '';
    if (announced !== '' && kind === 'none' && isPlain && !isExceptionLine(content)) {
      this.cause(`${announced} ${content}`);
      return true;
    }
    switch (kind) {
      case 'traceback':
        this.startTraceback(time);
        return true;
      case 'cause':
        this.cause(causeMessage(content));
        return true;
      case 'causes':
        this.wantsCauses = true;
        return true;
      case 'chain':
        this.isChained = true;
        return true;
      case 'frame':
        this.frame(content.trim());
        return true;
      case 'none':
        return isPlain && this.exception(content);
    }
  }

  /** The first line below a head that stood alone. */
  private text(content: string): boolean {
    this.wantsText = false;
    this.headTime = Number.NaN;
    this.isReport = true;
    this.template = this.patterns.match(content);
    if (ANNOUNCES.test(content) && !this.isHarmless()) this.announced = content;
    return true;
  }

  /** Behind a harmless line, or a trace that is whole, it is an event of its own. */
  private startTraceback(time: number): void {
    if (!this.open || this.isHarmless() || (this.isTold && !this.isChained))
      this.start(NONE, 0, Number.isNaN(time) && this.open ? this.time : time, false);
    this.inTraceback = true;
    this.isChained = false;
  }

  /** An exception's own line behind a head that has none yet. */
  private exception(content: string): boolean {
    if (!this.hasHead || this.hasException || this.isHarmless() || !isExceptionLine(content)) return false;
    this.hasException = true;
    this.cause(content);
    return true;
  }

  /** An indented line: a place in the code, but where a message is due, or an exception stands (.NET). */
  private frame(content: string): void {
    if (this.wantsMessage || (this.isReport && REASON.test(content))) this.cause(content);
    else if (this.wantsCauses) this.cause(content.replace(NUMBERED, ''));
    else if (this.hasHead && !this.hasException && isExceptionLine(content)) {
      this.hasException = true;
      this.cause(content);
    }
  }

  /** Python: indented frames, then the exception at the line's start; "During handling" leads to a next trace. */
  private traceback(content: string, isPlain: boolean): boolean {
    if (content === '' || continuationOf(content) !== 'none') return true;
    if (!isPlain) return false;
    this.inTraceback = false;
    this.isTold = true;
    this.cause(content);
    return true;
  }

  /** The open event's program calls it information. */
  private isHarmless(): boolean {
    return this.hasHead && this.severity > 0 && this.severity < severityOf('warn');
  }

  /** A deeper cause takes the message's place. */
  private cause(message: string): void {
    this.wantsMessage = false;
    if (message === '' || this.isHarmless()) return;
    if (this.severity === 0) this.severity = ERROR;
    const explained = this.template;
    this.template = this.patterns.match(message);
    if (explained !== NONE && explained !== this.template)
      this.patterns.inheritPeers(this.template, explained);
  }

  /** Counts the open event. */
  flush(): void {
    if (this.open && this.template !== NONE) this.patterns.observe(this.template, this.time, this.severity);
    if (this.open) this.groups?.noteEvent(this.serial, this.template);
    this.open = false;
  }
}
