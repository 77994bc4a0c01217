import { hasAnsi, stripAnsi } from './ansi.ts';
import { readAccess } from './formats/access.ts';
import { JsonReader } from './formats/json.ts';
import { LogfmtReader } from './formats/logfmt.ts';
import { PairsReader } from './formats/pairs.ts';
import { readMessageRequest, readProxy } from './formats/proxies.ts';
import { RailsReader } from './formats/rails.ts';
import { fillFromCarrier, unwrapSyslog } from './formats/syslog.ts';
import { readText } from './formats/text.ts';
import { W3cReader } from './formats/w3c.ts';
import { isSet, Line, set } from './line.ts';

/** The formats that `--format` takes; `auto` finds out line by line. */
export const FORMATS = ['auto', 'json', 'logfmt', 'access', 'text'] as const;
export type FormatName = (typeof FORMATS)[number];

const QUOTED_METHOD = /"[A-Z]{3,8} /;
const PAIR = /^[\w.@/-]{1,60}=/;

/** Finds the format of each line by itself: streams are mixed as soon as a proxy or a runtime writes into them too. */
export class LineParser {
  private readonly json = new JsonReader();
  private readonly logfmt = new LogfmtReader();
  private readonly pairs = new PairsReader();
  private readonly head = new Line();
  private readonly rails = new RailsReader();
  private readonly w3c = new W3cReader();
  private readonly only: FormatName;

  constructor(only: FormatName) {
    this.only = only;
  }

  /** Fills the line from its text. `reference` (epoch ms or NaN) gives the year where stamps have none. */
  parse(line: Line, reference: number): void {
    if (hasAnsi(line.text)) strip(line);
    const carrier = unwrapSyslog(line, reference);
    const isStructured = this.structured(line, reference);
    if (!isStructured && !this.request(line, reference)) readText(line, reference);
    if (!line.isRequest && this.allows('access') && !readMessageRequest(line) && !isStructured)
      this.pairs.read(line);
    if (carrier !== undefined) fillFromCarrier(line, carrier);
  }

  private allows(format: FormatName): boolean {
    return this.only === 'auto' || this.only === format;
  }

  private structured(line: Line, reference: number): boolean {
    const { text } = line;
    if (text.charCodeAt(line.from) === 123 && this.allows('json') && this.json.read(line, reference))
      return true;
    if (this.allows('json')) {
      // A JSON object behind a head ("api-1  | {...}", "INFO {...}").
      const brace = text.indexOf('{"', line.from);
      if (
        brace > line.from &&
        brace - line.from < MAX_HEAD &&
        text.charCodeAt(text.trimEnd().length - 1) === 125
      ) {
        const { from } = line;
        line.from = brace;
        if (this.json.read(line, reference) && (isSet(line.message) || line.isRequest)) {
          this.fillFromHead(line, from, reference);
          return true;
        }
        line.clear(text, from);
      }
    }
    return (
      this.allows('logfmt') &&
      PAIR.test(text.slice(line.from, line.from + 64)) &&
      this.logfmt.read(line, reference)
    );
  }

  /** What stands before an object says what the object does not: zap's console and Lambda's columns. */
  private fillFromHead(line: Line, from: number, reference: number): void {
    if (!Number.isNaN(line.time) && line.level !== 'unknown' && isSet(line.message)) return;
    const { head } = this;
    head.clear(line.text.slice(0, line.from), from);
    readText(head, reference);
    if (Number.isNaN(line.time)) {
      line.time = head.time;
      set(line.timeAt, head.timeAt.start, head.timeAt.end);
    }
    if (line.level === 'unknown') line.level = head.level;
    const isHead = !Number.isNaN(head.time) && head.level !== 'unknown';
    if (isHead && !isSet(line.message) && !isSet(line.error) && head.part(head.message).trim() !== '')
      set(line.message, head.message.start, head.message.end);
  }

  private request(line: Line, reference: number): boolean {
    if (!this.allows('access')) return false;
    const { text, from } = line;
    if (readProxy(line, reference) || this.w3c.read(line, reference)) return true;
    if (QUOTED_METHOD.test(text) || text.includes('] "')) {
      if (readAccess(line, reference)) return true;
      line.clear(text, from);
    }
    return this.rails.read(line, reference);
  }
}

/** A head before a JSON object is no longer than this. */
const MAX_HEAD = 120;

/** Colours (ECMA-48) are taken out; places in the text are those of the plain text from then on. */
function strip(line: Line): void {
  const head = line.text.slice(0, line.from);
  line.moved = true;
  line.text = head + stripAnsi(line.text.slice(line.from));
}
