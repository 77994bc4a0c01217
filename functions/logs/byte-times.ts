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
    let rest = at + 19;
    let millis = 0;
    if ((bytes[rest] === 46 || bytes[rest] === 44) && isDigit(bytes[rest + 1])) {
      let scale = 100;
      for (rest++; isDigit(bytes[rest]); rest++, scale = Math.floor(scale / 10))
        millis += ((bytes[rest] as number) - 48) * scale;
    }
    const zone = bytes[rest];
    let offset = 0;
    if (zone === 43 || zone === 45) {
      if (!isDigit(bytes[rest + 1]) || !isDigit(bytes[rest + 4])) return Number.NaN;
      const minutesAt = bytes[rest + 3] === 58 ? rest + 4 : rest + 3;
      offset = (two(bytes, rest + 1) * 60 + two(bytes, minutesAt)) * (zone === 45 ? -60_000 : 60_000);
    } else if (zone === 32 && rest + 1 < end) {
      const next = bytes[rest + 1] as number;
      if (next === 43 || next === 45 || isZone(bytes, rest + 1)) return Number.NaN;
    }
    return (
      this.dayMs +
      // MariaDB writes a blank for the hour's first digit.
      (bytes[at + 11] === 32 ? (bytes[at + 12] as number) - 48 : two(bytes, at + 11)) * 3_600_000 +
      two(bytes, at + 14) * 60_000 +
      two(bytes, at + 17) * 1000 +
      millis -
      offset
    );
  }
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
