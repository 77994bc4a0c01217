import { severityOf } from './levels.ts';
import type { PatternTable } from './patterns.ts';
import { causeMessage, continuationOf, isExceptionLine } from './traces.ts';

const ERROR = severityOf('error');
const NONE = -1;
/** Microsoft.Extensions.Logging writes "fail: Category[0]" and the message on the next line. */
const CATEGORY_ONLY = /^[\w.`[\]]{1,200}\[\d{1,6}\]$/;

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
  private readonly patterns: PatternTable;

  constructor(patterns: PatternTable) {
    this.patterns = patterns;
  }

  /** Starts an event whose template is known; `template` -1 for one that is no pattern. */
  start(template: number, severity: number, time: number, hasHead: boolean): void {
    this.flush();
    this.open = true;
    this.template = template;
    this.severity = severity;
    this.time = time;
    this.hasHead = hasHead;
    this.hasException = false;
    this.wantsMessage = false;
    this.inTraceback = false;
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
    return template;
  }

  /** True when a frame would change nothing. */
  takesFrame(): boolean {
    return this.open && !this.wantsMessage;
  }

  /** True when a line without time and level may belong to the open event. */
  mayTake(isException: boolean): boolean {
    return this.open && (this.inTraceback || (isException && this.hasHead && !this.hasException));
  }

  /** True when the line belongs to the open event, and was taken. `isPlain`: it has no time and no level of its own. */
  continue(content: string, isPlain: boolean): boolean {
    if (this.inTraceback) return this.traceback(content, isPlain);
    const kind = continuationOf(content);
    if (kind === 'traceback') {
      // Behind a harmless line it is an event of its own, at that line's time.
      if (!this.open || this.isHarmless()) this.start(NONE, 0, this.open ? this.time : Number.NaN, false);
      this.inTraceback = true;
      return true;
    }
    if (!this.open) return false;
    switch (kind) {
      case 'cause':
        this.cause(causeMessage(content));
        return true;
      case 'frame':
        if (this.wantsMessage) this.cause(content.trim());
        return true;
      case 'none':
        if (!this.hasHead || this.hasException || !isPlain || this.isHarmless()) return false;
        if (!isExceptionLine(content)) return false;
        this.hasException = true;
        this.cause(content);
        return true;
    }
  }

  /** Python: indented frames, then the exception at the line's start; "During handling" leads to a next trace. */
  private traceback(content: string, isPlain: boolean): boolean {
    if (content === '' || continuationOf(content) !== 'none') return true;
    if (!isPlain) return false;
    this.inTraceback = false;
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
    this.template = this.patterns.match(message);
  }

  /** Counts the open event. */
  flush(): void {
    if (this.open && this.template !== NONE) this.patterns.observe(this.template, this.time, this.severity);
    this.open = false;
  }
}
