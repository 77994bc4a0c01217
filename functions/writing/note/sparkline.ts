import type { Minute } from '../../model/log-summary.ts';

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const MINUTE_MS = 60_000;
/** A quarter of an hour: an onset and the time before it, on half of a phone's line. */
const SPARKLINE_MINUTES = 15;

/** Values as bars, scaled to the largest one; only a value of 0 has the lowest bar. */
export function sparkline(values: readonly number[]): string {
  const largest = Math.max(0, ...values);
  return values
    .map((value) => (value <= 0 ? 0 : Math.max(1, Math.round((value / largest) * (BARS.length - 1)))))
    .map((level) => BARS[level] ?? BARS[0])
    .join('');
}

/** 5xx a minute over the last minutes seen, a minute without lines as 0; '' when none is known. */
export function errorSparkline(minutes: readonly Minute[], most = SPARKLINE_MINUTES): string {
  const byStart = new Map(minutes.map((minute) => [Math.floor(Date.parse(minute.at) / MINUTE_MS), minute]));
  const starts = [...byStart.keys()].filter((start) => Number.isFinite(start));
  if (starts.length < 2) return '';
  const last = starts.reduce((a, b) => Math.max(a, b));
  const first = Math.max(
    starts.reduce((a, b) => Math.min(a, b)),
    last - most + 1,
  );
  return sparkline(
    Array.from({ length: last - first + 1 }, (_, index) => byStart.get(first + index)?.errors5xx ?? 0),
  );
}
