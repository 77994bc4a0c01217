import { type Line, type Span, set } from '../line.ts';
import { timeAt } from '../times.ts';

/**
 * W3C's extended format names its columns in a line of its own (https://www.w3.org/TR/WD-logfile.html): IIS
 * (https://learn.microsoft.com/windows/win32/http/w3c-logging), CloudFront
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html).
 */
export class W3cReader {
  /** The names of the columns, [] before they were named. */
  private columns: readonly string[] = [];

  /** True when the line names columns, or is a request in those that were named. */
  read(line: Line, reference: number): boolean {
    const { text, from } = line;
    if (text.charCodeAt(from) === HASH) return this.directive(line);
    if (this.columns.length === 0) return false;
    const content = text.slice(from);
    const separator = content.includes('\t') ? '\t' : ' ';
    const values = content.split(separator, MAX_COLUMNS + 1);
    if (values.length !== this.columns.length || !/^\d{4}-\d\d-\d\d$/.test(values[0] ?? '')) return false;
    let at = from;
    for (const [i, value] of values.entries()) {
      if (value !== '-') this.take(line, this.columns[i] as string, { start: at, end: at + value.length });
      at += value.length + 1;
    }
    // Date and time are the first two columns.
    const stamp = content.replace('\t', ' ');
    line.time = timeAt(stamp, 0, reference)?.ms ?? Number.NaN;
    set(line.timeAt, from, from + STAMP);
    line.isRequest = line.status.end > line.status.start && line.method.end > line.method.start;
    line.format = 'w3c';
    return line.isRequest;
  }

  private directive(line: Line): boolean {
    const match = DIRECTIVE.exec(line.text.slice(line.from, line.from + MAX_DIRECTIVE));
    if (match === null) return false;
    if (match[1] === 'Fields') this.columns = (match[2] ?? '').trim().split(/\s+/, MAX_COLUMNS);
    line.format = 'w3c';
    return true;
  }

  private take(line: Line, column: string, place: Span): void {
    const part = COLUMNS[column.toLowerCase()];
    if (part === undefined) return;
    // A client that a proxy stands before has a column of its own, behind the proxy's.
    const end =
      part === 'client' ? place.start + firstOf(line.text.slice(place.start, place.end)) : place.end;
    set(line[part], place.start, end);
    // IIS counts ms, CloudFront seconds with a fraction.
    if (part === 'duration')
      line.durationUnit = line.text.slice(place.start, place.end).includes('.') ? 1000 : 1;
  }
}

const firstOf = (addresses: string): number => /^[^,%]*/.exec(addresses)?.[0].length ?? 0;

const COLUMNS: Readonly<Record<string, 'method' | 'path' | 'status' | 'duration' | 'client' | 'agent'>> = {
  'cs-method': 'method',
  'cs-uri-stem': 'path',
  'sc-status': 'status',
  'time-taken': 'duration',
  'c-ip': 'client',
  'x-forwarded-for': 'client',
  'cs(user-agent)': 'agent',
};
const DIRECTIVE = /^#(Fields|Version|Software|Date|Start-Date|End-Date|Remark): {0,2}([^\n]{0,4000})/;
const MAX_DIRECTIVE = 4100;
const MAX_COLUMNS = 80;
const HASH = 35;
/** "2026-11-24 14:03:22" */
const STAMP = 19;
