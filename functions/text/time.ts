/** Milliseconds of an RFC 3339 time; undefined when it is none ('' and null dates of the API included). */
export function timeOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const ms = Date.parse(text);
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

/** The earliest of these times as it is written; undefined where none is one. */
export const earliestOf = (times: readonly (string | undefined)[]): string | undefined =>
  times
    .filter((time) => timeOf(time) !== undefined)
    .toSorted((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0))[0];

/** RFC 3339 UTC with seconds: "2026-11-25T13:58:12Z". */
export const isoTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

const DAY_MS = 86_400_000;

/** A time as the note shows it: "13:58:12Z", with its date when it is more than a day from `now`. */
export function clockText(ms: number, now: number): string {
  const text = isoTime(ms);
  return Math.abs(now - ms) < DAY_MS ? text.slice(11) : text.replace('T', ' ');
}

/** A length of time as people say it: "22 s", "4 min", "3 h", "3 d". */
export function durationText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
