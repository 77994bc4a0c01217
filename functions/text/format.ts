/** How numbers and times are written everywhere that a person reads them. Times in UTC, with seconds. */

/** 11540 -> "11,540". */
export const thousands = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Share of a whole: "61 %", "1.3 %", "0.02 %"; "0 %" only for nothing at all, "100 %" only for all. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return '0 %';
  const value = (100 * part) / whole;
  if (value === 0 || value === 100) return `${value} %`;
  if (value < 0.01) return '< 0.01 %';
  if (value < 1) return `${value.toFixed(2)} %`;
  if (value < 10) return `${value.toFixed(1)} %`;
  return value > 99 ? '> 99 %' : `${Math.round(value)} %`;
}

/** Milliseconds as a reader wants them: "35 ms", "0.12 s", "5.0 s", "2 min 5 s", "3 h 20 min", "3 d". */
export function duration(ms: number): string {
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return join(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  if (minutes < 48 * 60) return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  return `${Math.round(minutes / (24 * 60))} d`;
}

const join = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;

/** "14:03:22Z" of an RFC 3339 time; "unknown time" when it is none. */
export function clock(at: string): string {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? 'unknown time' : `${new Date(ms).toISOString().slice(11, 19)}Z`;
}

/** "2026-11-25 14:03:22Z", for times that may lie days back. */
export function dateAndClock(at: string): string {
  const ms = Date.parse(at);
  return Number.isNaN(ms)
    ? 'unknown time'
    : `${new Date(ms).toISOString().slice(0, 10)} ${new Date(ms).toISOString().slice(11, 19)}Z`;
}

/** "14:03:22Z" on the day of `reference`, else with its date. */
export const clockNear = (at: string, reference: string): string =>
  at.slice(0, 10) === reference.slice(0, 10) ? clock(at) : dateAndClock(at);

/** "61 MiB", "1.2 GiB". */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let amount = value;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount < 10 && unit > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[unit] ?? ''}`;
}

/** "2 of 3 pods", "1 of 1 pod". */
export const share = (some: number, all: number, noun: string): string =>
  `${thousands(some)} of ${plural(all, noun)}`;

/** "1 pod", "2 pods". */
export const plural = (count: number, noun: string): string =>
  `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`;

/** "once", "3 times". */
export const timesText = (count: number): string => (count === 1 ? 'once' : `${thousands(count)} times`);
