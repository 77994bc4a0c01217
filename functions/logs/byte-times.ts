import { timeAt } from './times.ts';

const two = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) - 48) * 10 + (bytes[at + 1] as number) - 48;
const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 48 && c <= 57;
/** The longest time stamp that any format has. */
const MAX_STAMP = 48;

/** Reads time stamps from bytes; the common forms without making a string. */
export class ByteTimes {
  private dayKey = -1;
  private dayMs = 0;

  /** Epoch ms of the stamp at a place, NaN when there is none. `end` is the line's end. */
  read(bytes: Buffer, at: number, end: number, reference: number): number {
    if (bytes[at + 4] === 45 && bytes[at + 7] === 45 && bytes[at + 13] === 58 && bytes[at + 16] === 58) {
      const ms = this.iso(bytes, at, end);
      if (!Number.isNaN(ms)) return ms;
    }
    const epoch = epochMs(bytes, at);
    if (!Number.isNaN(epoch)) return epoch;
    return (
      timeAt(bytes.toString('latin1', at, Math.min(end, at + MAX_STAMP)), 0, reference)?.ms ?? Number.NaN
    );
  }

  /** RFC 3339 with "Z", a numeric zone or none; other zones are left to the parsers. */
  private iso(bytes: Buffer, at: number, end: number): number {
    const key =
      (two(bytes, at) * 100 + two(bytes, at + 2)) * 10_000 + two(bytes, at + 5) * 100 + two(bytes, at + 8);
    if (key !== this.dayKey) {
      const day = timeAt(bytes.toString('latin1', at, at + 10).concat('T00:00:00Z'), 0, Number.NaN);
      if (day === undefined || Number.isNaN(day.ms)) return Number.NaN;
      this.dayKey = key;
      this.dayMs = day.ms;
    }
    const zone = fractionEnd(bytes, at + 19);
    return (
      this.dayMs +
      // MariaDB writes a blank for the hour's first digit.
      (bytes[at + 11] === 32 ? (bytes[at + 12] as number) - 48 : two(bytes, at + 11)) * 3_600_000 +
      two(bytes, at + 14) * 60_000 +
      two(bytes, at + 17) * 1000 +
      millisAt(bytes, at + 20, zone) -
      offsetAt(bytes, zone, end)
    );
  }
}

/** Where ".123" or ",123" ends. */
function fractionEnd(bytes: Uint8Array, start: number): number {
  if ((bytes[start] !== 46 && bytes[start] !== 44) || !isDigit(bytes[start + 1])) return start;
  let at = start + 1;
  while (isDigit(bytes[at])) at++;
  return at;
}

/** Of "123456" the first three. */
function millisAt(bytes: Uint8Array, start: number, end: number): number {
  let millis = 0;
  for (let at = start, scale = 100; at < end && scale >= 1; at++, scale /= 10)
    millis += ((bytes[at] as number) - 48) * scale;
  return millis;
}

/** ms; 0 where "Z" or no zone stands there, NaN where another zone does. */
function offsetAt(bytes: Uint8Array, at: number, end: number): number {
  const sign = bytes[at];
  if (sign === 43 || sign === 45) {
    if (!isDigit(bytes[at + 1]) || !isDigit(bytes[at + 4])) return Number.NaN;
    const minutesAt = bytes[at + 3] === 58 ? at + 4 : at + 3;
    return (two(bytes, at + 1) * 60 + two(bytes, minutesAt)) * (sign === 45 ? -60_000 : 60_000);
  }
  if (sign !== 32 || at + 1 >= end) return 0;
  const next = bytes[at + 1] as number;
  return next === 43 || next === 45 || isZone(bytes, at + 1) ? Number.NaN : 0;
}

/** A zone's letters (UTC, CEST, MSK, Z) and not a level's (INFO, WARN, ERROR). */
function isZone(bytes: Uint8Array, start: number): boolean {
  let at = start;
  while ((bytes[at] as number) >= 65 && (bytes[at] as number) <= 90) at++;
  const last = bytes[at - 1];
  return at > start && at - start <= 4 && (last === T || last === C || last === Z || last === K);
}
const T = 84;
const C = 67;
const Z = 90;
const K = 75;

/** A number of s, ms, µs or ns since 1970, as `timeOfField` reads it; NaN for anything else. */
function epochMs(bytes: Uint8Array, at: number): number {
  let value = 0;
  let digits = 0;
  let i = at;
  for (; isDigit(bytes[i]) && digits < 20; i++, digits++)
    if (digits < EXACT_DIGITS) value = value * 10 + (bytes[i] as number) - 48;
  const c = bytes[i];
  if (digits < 9 || c === 45 || c === 47 || c === 58) return Number.NaN;
  let millis = 0;
  if (c === 46) {
    for (let scale = 100; isDigit(bytes[++i]); scale = Math.floor(scale / 10))
      millis += ((bytes[i] as number) - 48) * scale;
  } else if (c !== 44 && c !== 125 && c !== 34 && c !== 32) return Number.NaN;
  if (value < 1e11) return value * 1000 + millis;
  return value < 1e14 ? value : Math.floor(value / 1000);
}
/** More do not fit a number exactly; of ns the first so many are µs. */
const EXACT_DIGITS = 16;
