/** How a product writes a request in a line of text, other than as `"METHOD path HTTP/x" status`. */
export interface RequestLayout {
  readonly format: string;
  /** Tried only on lines that hold one of these. */
  readonly marks: readonly string[];
  /**
   * Groups are named for the request's parts: method, path, status; where the line has them client, agent, duration, unit and
   * time. A time at the line's start needs no group. Flag `d`.
   */
  readonly pattern: RegExp;
  /** ms of one unit of the duration; undefined when the pattern names the unit. */
  readonly unit?: number;
}

/** Methods of RFC 9110 and 5789, and WebDAV's most common one. */
export const METHODS = 'GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE|PROPFIND';
/** A number with its unit. */
export const TOOK = String.raw`(?<duration>\d{1,12}(?:\.\d{1,9})?) ?(?<unit>ns|us|µs|Âµs|ms|msecs|millis(?:econds)?|micros(?:econds)?|s|m)`;
