import type { Recording } from '../recordings/recording.ts';

/** A recording is about minutes, its logs about hours: times further off than this are not of the recorded incident. */
const NEAR_MS = 400 * 24 * 3_600_000;

/**
 * The same recording as though it were made at another time: every time in it is moved by the same span, in whole
 * seconds, so that an incident of today can be told from it. Moved are times as the API and programs write them: RFC
 * 3339 with "T" or a space, "25 Nov 2026 13:58:09" (Redis), and epoch milliseconds; what lies more than a year off
 * stays.
 */
export function shiftRecording(recording: Recording, toMs: number): Recording {
  const fromMs = Date.parse(recording.recordedAt);
  const byMs = Math.floor((toMs - fromMs) / 1000) * 1000;
  return shiftAll(recording, (text) => shiftText(text, fromMs, byMs)) as Recording;
}

/** The same value with every text in it changed. */
function shiftAll(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((entry) => shiftAll(entry, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shiftAll(entry, change)]));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const RFC3339 = /\b(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d:\d\d)/g;
const DAY_MONTH = new RegExp(`\\b(\\d\\d) (${MONTHS.join('|')}) (\\d{4}) (\\d\\d:\\d\\d:\\d\\d)`, 'g');
/** Thirteen digits that are no part of a longer number or word. */
const EPOCH_MS = /(?<![\w.-])1\d{12}(?![\w.-])/g;

function shiftText(text: string, aroundMs: number, byMs: number): string {
  const moved = (ms: number, otherwise: string, write: (at: Date) => string): string =>
    Math.abs(ms - aroundMs) <= NEAR_MS ? write(new Date(ms + byMs)) : otherwise;
  return text
    .replaceAll(RFC3339, (found, day: string, separator: string, time: string) =>
      moved(Date.parse(`${day}T${time}Z`), found, (at) =>
        at.toISOString().slice(0, 19).replace('T', separator),
      ),
    )
    .replaceAll(DAY_MONTH, (found) => moved(Date.parse(`${found} UTC`), found, writeDayMonth))
    .replaceAll(EPOCH_MS, (found) => moved(Number(found), found, (at) => String(at.getTime())));
}

function writeDayMonth(at: Date): string {
  const [, day = '', month = '', year = '', time = ''] = at.toUTCString().split(' ');
  return `${day} ${month} ${year} ${time}`;
}
