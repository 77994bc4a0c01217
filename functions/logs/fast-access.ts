import type { Requests } from './requests.ts';
import { timeAt } from './times.ts';

const NEWLINE = 10;
const SPACE = 32;
const QUOTE = 34;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const OPEN = 91;
const CLOSE = 93;
const BACKSLASH = 92;
/** "24/Nov/2026:14:03:22 +0000" */
const STAMP = 26;
const MAX_AGENT = 300;

/**
 * The hot path: lines of the common and combined format with an IPv4 client, `a.b.c.d - - [time] "METHOD /path HTTP/x"
 * status ...`, with nothing behind the last quoted field or a time in seconds. Each byte is looked at about once and no
 * string is made. Whatever looks different in the least is left to the parsers; `take` then has counted nothing.
 */
export class FastAccess {
  /** Lines counted, and their first and last time, epoch seconds. */
  lines = 0;
  first = 0x7fffffff;
  last = 0;
  /** Lines taken, counted or not. */
  taken = 0;
  private minute = 0;
  private clock = -1;
  private rest = -1;
  private day = -1;
  private year = -1;
  private zone = -1;
  private readonly requests: Requests;

  constructor(requests: Requests) {
    this.requests = requests;
  }

  /**
   * Counts lines from `start` on and gives the start of the first one that is not of this form, or the place behind
   * `end`, which is the last line's line break. Lines before `from` or after `to` (epoch seconds) are taken, not counted.
   */
  run(bytes: Uint8Array, start: number, end: number, from: number, to: number): number {
    let at = start;
    while (at <= end) {
      const lineEnd = this.take(bytes, at, end, from, to);
      if (lineEnd < 0) return at;
      this.taken++;
      at = lineEnd + 1;
    }
    return at;
  }

  /** The place of the line break behind the line at `start`; -1 when it is not of this form and nothing was counted. */
  private take(bytes: Uint8Array, start: number, limit: number, from: number, to: number): number {
    let at = start;
    let address = 0;
    let part = 0;
    let dots = 0;
    for (; ; at++) {
      const c = bytes[at] as number;
      if (c === DOT) {
        if (part > 255) return -1;
        address = (address << 8) | part;
        part = 0;
        dots++;
      } else if (c >= 48 && c <= 57) part = part * 10 + c - 48;
      else break;
    }
    if (dots !== 3 || part > 255 || at - start > 15) return -1;
    address = (address << 8) | part;
    const stamp = at + 6;
    if (
      bytes[at] !== SPACE ||
      bytes[at + 1] !== DASH ||
      bytes[at + 2] !== SPACE ||
      bytes[at + 3] !== DASH ||
      bytes[at + 4] !== SPACE ||
      bytes[at + 5] !== OPEN ||
      bytes[stamp + STAMP] !== CLOSE ||
      bytes[stamp + STAMP + 2] !== QUOTE ||
      stamp + STAMP + 20 > limit
    )
      return -1;
    const seconds = this.read(bytes, stamp);
    if (seconds < 0) return -1;
    const methodAt = stamp + STAMP + 3;
    at = methodEnd(bytes, methodAt);
    if (at < 0 || bytes[at + 1] !== SLASH) return -1;
    const { requests } = this;
    const method = requests.method(bytes, methodAt, at);
    const endpoint = requests.endpoints.find(bytes, at + 1, method);
    at = requests.endpoints.end;
    let c = bytes[at] as number;
    while (c !== SPACE && c !== QUOTE && c !== NEWLINE && c !== BACKSLASH) c = bytes[++at] as number;
    // ` HTTP/1.1" 200 ` or ` HTTP/2" 200 `
    if (c !== SPACE || bytes[at + 1] !== 72 || bytes[at + 5] !== SLASH) return -1;
    at += bytes[at + 7] === QUOTE ? 7 : 9;
    if (bytes[at] !== QUOTE || bytes[at + 1] !== SPACE || bytes[at + 5] !== SPACE) return -1;
    const status = number3(bytes, at + 2);
    if (status < 0) return -1;
    const tail = at + 6;
    at = tail;
    while ((bytes[at] as number) !== NEWLINE) at++;
    const last = bytes[at - 1] as number;
    let duration = -1;
    if (last !== QUOTE) duration = last === DASH ? -1 : trailingSeconds(bytes, tail, at);
    else if (isDigit(bytes[at - 2] as number)) duration = quotedTail(bytes, at - 2);
    if (duration === NO_FIT) return -1;
    if (seconds < from || seconds > to) return at;
    this.lines++;
    if (seconds < this.first) this.first = seconds;
    if (seconds > this.last) this.last = seconds;
    const client = requests.clients.findAddress(address);
    if (client >= 0 && requests.clients.wantsAgent(client)) this.noteAgent(bytes, client, tail, at);
    requests.add(endpoint, method, status, seconds, client);
    if (duration >= 0) requests.addDuration(endpoint, duration * 1000);
    return at;
  }

  /** Epoch seconds of a stamp; the minute is worked out only when it differs from the line before. */
  private read(bytes: Uint8Array, at: number): number {
    // Everything down to the minute, and the zone.
    const clock = four(bytes, at + 12);
    const day = four(bytes, at);
    const year = four(bytes, at + 7);
    const zone = four(bytes, at + 21);
    const rest =
      (bytes[at + 16] as number) | ((bytes[at + 4] as number) << 8) | ((bytes[at + 5] as number) << 16);
    if (
      clock !== this.clock ||
      rest !== this.rest ||
      day !== this.day ||
      year !== this.year ||
      zone !== this.zone
    ) {
      const text = String.fromCharCode(...bytes.subarray(at, at + STAMP));
      const found = timeAt(text, 0, Number.NaN);
      if (found === undefined || found.end !== STAMP || Number.isNaN(found.ms)) return -1;
      this.minute = Math.floor(found.ms / 60_000) * 60;
      this.clock = clock;
      this.rest = rest;
      this.day = day;
      this.year = year;
      this.zone = zone;
    }
    const tens = (bytes[at + 18] as number) - 48;
    const ones = (bytes[at + 19] as number) - 48;
    return tens < 0 || tens > 6 || ones < 0 || ones > 9 ? -1 : this.minute + tens * 10 + ones;
  }

  /** The second quoted field behind the status. */
  private noteAgent(bytes: Uint8Array, client: number, from: number, end: number): void {
    let at = from;
    for (let quotes = 0; at < end && quotes < 3; at++) {
      if (bytes[at] === BACKSLASH) return;
      if (bytes[at] === QUOTE) quotes++;
    }
    let stop = at;
    while (stop < end && bytes[stop] !== QUOTE && bytes[stop] !== BACKSLASH) stop++;
    if (stop > at && bytes[stop] === QUOTE)
      this.requests.clients.noteAgentBytes(client, bytes, at, Math.min(stop, at + MAX_AGENT));
  }
}

const NO_FIT = -2;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

const four = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) |
  ((bytes[at + 1] as number) << 8) |
  ((bytes[at + 2] as number) << 16) |
  ((bytes[at + 3] as number) << 24);

/** The blank behind a method of 3 to 7 capital letters. */
function methodEnd(bytes: Uint8Array, start: number): number {
  if (bytes[start + 3] === SPACE && bytes[start] === 71 && bytes[start + 1] === 69) return start + 3;
  let at = start;
  while ((bytes[at] as number) >= 65 && (bytes[at] as number) <= 90) at++;
  return bytes[at] === SPACE && at - start >= 3 && at - start <= 7 ? at : -1;
}

function number3(bytes: Uint8Array, at: number): number {
  const a = (bytes[at] as number) - 48;
  const b = (bytes[at + 1] as number) - 48;
  const c = (bytes[at + 2] as number) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 && c >= 0 && c <= 9 ? a * 100 + b * 10 + c : -1;
}

/** A quoted number at the end ("0.123", rt="0.123") is a time for the parsers; an agent's version is none. */
function quotedTail(bytes: Uint8Array, end: number): number {
  let at = end;
  let c = bytes[at] as number;
  while ((c >= 48 && c <= 57) || c === DOT) c = bytes[--at] as number;
  return c === QUOTE ? NO_FIT : -1;
}

/** The last field as seconds with a point; NO_FIT for anything else but a plain number (bytes sent: no duration). */
function trailingSeconds(bytes: Uint8Array, from: number, end: number): number {
  let at = end - 1;
  let value = 0;
  let scale = 1;
  let unit = 1;
  let hasPoint = false;
  for (; at >= from; at--) {
    const c = bytes[at] as number;
    if (c >= 48 && c <= 57) {
      value += (c - 48) * scale;
      scale *= 10;
    } else if (c === DOT && !hasPoint) {
      hasPoint = true;
      unit = scale;
    } else break;
  }
  // Only behind the agent's quote is it a time; "status bytes" at the line's end is none.
  if (at >= from && bytes[at] !== SPACE) return NO_FIT;
  if (at < from) return hasPoint ? NO_FIT : -1;
  return hasPoint && bytes[at - 1] === QUOTE ? value / unit : NO_FIT;
}
