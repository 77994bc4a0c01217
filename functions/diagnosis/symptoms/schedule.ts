const MINUTE_MS = 60_000;
const HOUR = 60;

/**
 * The longest time between two starts of a schedule that is the same in every hour, ms; undefined for one that names
 * hours, days or months: nobody misses its runs at other times. The format is cron's five fields
 * (https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax).
 */
export function everyMsOf(schedule: string): number | undefined {
  if (schedule === '@hourly') return HOUR * MINUTE_MS;
  const [minutes = '', ...others] = schedule.trim().split(/\s+/);
  if (others.length !== 4 || others.some((field) => field !== '*')) return undefined;
  const starts = minutesOf(minutes);
  const [first] = starts;
  if (first === undefined) return undefined;
  const gaps = starts.map((minute, at) => (starts[at + 1] ?? first + HOUR) - minute);
  return Math.max(...gaps) * MINUTE_MS;
}

/** The minutes of an hour that a field names, sorted; [] where it is none. */
function minutesOf(field: string): readonly number[] {
  const parts = field
    .split(',')
    .map((part) => /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part));
  const found = parts.flatMap((part) => {
    if (!part) return [Number.NaN];
    const [, from, to, step] = part;
    const start = Number(from ?? 0);
    const end =
      from === undefined || (to === undefined && step !== undefined) ? HOUR - 1 : Number(to ?? from);
    const by = Number(step ?? 1);
    return by > 0 ? minutesIn(start, Math.min(end, HOUR - 1), by) : [Number.NaN];
  });
  return found.some(Number.isNaN) ? [] : [...new Set(found)].toSorted((a, b) => a - b);
}

const minutesIn = (start: number, end: number, by: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.floor((end - start) / by) + 1) }, (_, at) => start + at * by);
