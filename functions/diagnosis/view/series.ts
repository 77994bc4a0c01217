import type { Signal, SignalSeries } from '../../model/evidence.ts';
import type { ClusterView } from './view.ts';
import type { Workload } from './workloads.ts';

/** What one series shows: its usual level, its highest sustained level, and when it left the one for the other. */
export interface Shift {
  readonly series: SignalSeries;
  /** The median of what was measured before the rise. */
  readonly baseline: number;
  /** The highest median over SUSTAINED_MS. */
  readonly peak: number;
  /** ms; when the sustained level first passed half way from baseline to peak. */
  readonly since: number;
}

/** A level counts when it lasted this long: shorter peaks are garbage collections and single slow requests. */
const SUSTAINED_MS = 30_000;
/** Fewer points than this say nothing of a change. */
const MIN_POINTS = 8;

/** The series of one signal of a workload, under its own name or one of its pods'. */
export function seriesOf(view: ClusterView, workload: Workload, signal: Signal): SignalSeries | undefined {
  const names = new Set([workload.ref.name, ...workload.pods.map(({ metadata }) => metadata.name)]);
  return view.evidence
    .all('signals')
    .find(
      (series) =>
        series.signal === signal &&
        names.has(series.workload) &&
        (series.namespace === '' || series.namespace === workload.ref.namespace),
    );
}

/**
 * The rise of a series; undefined where it has too few points, or was as high from its start: then nothing is known of
 * the level before. Zeros are left out where they mean "no request".
 */
export function shiftOf(series: SignalSeries | undefined, zeroIsNone: boolean): Shift | undefined {
  if (!series) return undefined;
  const points = series.points.filter(([, value]) => Number.isFinite(value) && (!zeroIsNone || value > 0));
  if (points.length < MIN_POINTS) return undefined;
  const levels = points.map((_, index) => medianSince(points, index));
  const peak = Math.max(...levels);
  const low = medianOf(points.map(([, value]) => value).slice(0, MIN_BEFORE));
  const threshold = low + (peak - low) / 2;
  const index = levels.findIndex((level) => level >= threshold);
  if (index < MIN_BEFORE) return undefined;
  const baseline = medianOf(points.slice(0, index).map(([, value]) => value));
  return { series, baseline, peak, since: points[index]?.[0] ?? 0 };
}

/** Points before a rise that make a baseline. */
const MIN_BEFORE = 4;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The median of the points within SUSTAINED_MS from `index` on; -Infinity where the series ends before. */
function medianSince(points: readonly (readonly [number, number])[], index: number): number {
  const start = points[index]?.[0] ?? 0;
  const window: number[] = [];
  let end = start;
  for (let at = index; at < points.length; at += 1) {
    const point = points[at];
    if (!point || point[0] - start > SUSTAINED_MS) break;
    window.push(point[1]);
    end = point[0];
  }
  if (end - start < SUSTAINED_MS / 2) return Number.NEGATIVE_INFINITY;
  return medianOf(window);
}
