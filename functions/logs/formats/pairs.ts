import { isSet, Line, set } from '../line.ts';
import { FieldSink } from './fields.ts';

/** A method and a status by name; most lines have neither. */
const METHOD = /(?:method|verb)=/i;
const STATUS = /(?:status|resp|code)=/i;
const PAIR =
  /(?<![\w.-])([A-Za-z][\w.-]{0,60})=(?:"((?:[^"\\]|\\.){0,4000})"|([^\s"'{}(),]{1,4000}(?: (?:ns|us|µs|Âµs|ms|s)(?![\w]))?))/g;
/** More pairs are data. */
const MAX_PAIRS = 40;

/**
 * Requests as pairs behind a head: Lograge (https://github.com/roidrage/lograge), kube-apiserver's httplog, tower_http's
 * spans. With a duration: without one the line may speak of another's request.
 */
export class PairsReader {
  private readonly sink = new FieldSink();
  private readonly found = new Line();

  /** Fills the line's request only; its time, level and message are its head's. */
  read(line: Line): boolean {
    const { text } = line;
    if (!METHOD.test(text) || !STATUS.test(text)) return false;
    const { found } = this;
    found.clear(text, line.from);
    this.sink.start(text);
    this.fields(text, line.from);
    if (!this.sink.finish(found, Number.NaN) || !found.isRequest || !isSet(found.path)) return false;
    if (!isSet(found.duration)) return false;
    for (const part of PARTS) set(line[part], found[part].start, found[part].end);
    line.durationUnit = found.durationUnit;
    line.isRequest = true;
    return true;
  }

  private fields(text: string, from: number): void {
    PAIR.lastIndex = from;
    for (let n = 0; n < MAX_PAIRS; n++) {
      const match = PAIR.exec(text);
      if (match === null) return;
      const [, name = '', quoted, bare = ''] = match;
      const end = PAIR.lastIndex - (quoted === undefined ? 0 : 1);
      this.sink.field(name, end - (quoted ?? bare).length, end, !/^[\d.]+$/.test(quoted ?? bare));
    }
  }
}

const PARTS = ['method', 'path', 'status', 'client', 'duration', 'agent'] as const;
