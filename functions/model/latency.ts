/**
 * Durations in logarithmic buckets: 32 to the power of two, from 1 microsecond to 2^36 microseconds (19 h). A bucket's
 * middle is at most 1/64 of its value (1.6 %) away from any duration in it. Buckets of several logs add up exactly,
 * which quantiles do not.
 */
const STEPS = 32;
const OCTAVES = 36;
export const LATENCY_BUCKETS = STEPS * OCTAVES;

/** Counts by bucket, sorted by bucket; only buckets that hold something. */
export type LatencyCounts = readonly (readonly [bucket: number, count: number])[];

/** Fine buckets in a coarse one: four to the power of two, whose middle is at most 1/8 of its value away. */
const COARSE = 8;
export const PART_BUCKETS = LATENCY_BUCKETS / COARSE;

/** Durations of a stretch of time, in coarse buckets. */
export interface LatencyPart {
  /** The minute that it starts with, epoch seconds / 60, and how many it has. */
  readonly from: number;
  readonly minutes: number;
  readonly counts: LatencyCounts;
}

/** The coarse bucket that a bucket lies in. */
export const partBucket = (bucket: number): number => Math.floor(bucket / COARSE);

/** The shortest duration of a coarse bucket, ms. */
export function partBound(bucket: number): number {
  const fine = bucket * COARSE;
  const octave = Math.floor(fine / STEPS);
  return (2 ** octave * (1 + (fine % STEPS) / STEPS)) / 1000;
}

/** The quantile of several parts together, ms with two significant digits; null when they hold fewer than `atLeast`. */
export function partsQuantile(parts: readonly LatencyPart[], q: number, atLeast: number): number | null {
  // The middle of a coarse bucket, as a fraction of fine ones.
  const counts = mergeLatency(parts.map((part) => part.counts)).map(
    ([bucket, count]) => [bucket * COARSE + (COARSE - 1) / 2, count] as const,
  );
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const found = total < atLeast ? null : latencyQuantile(counts, q);
  return found === null ? null : Number(found.toPrecision(2));
}

/** The parts of several logs, those of the same time as one, oldest first. */
export function mergeParts(parts: readonly LatencyPart[]): readonly LatencyPart[] {
  const same = new Map<string, LatencyPart[]>();
  for (const part of parts) {
    const key = `${part.from} ${part.minutes}`;
    same.set(key, [...(same.get(key) ?? []), part]);
  }
  return [...same.values()]
    .flatMap((group) =>
      group.slice(0, 1).map((part) => ({ ...part, counts: mergeLatency(group.map(({ counts }) => counts)) })),
    )
    .sort((a, b) => a.from - b.from || a.minutes - b.minutes);
}

/** The bucket of a duration in ms; what is out of range falls into the first or last one. */
export function latencyBucket(ms: number): number {
  const micros = ms * 1000;
  if (!(micros >= 1)) return 0;
  // Above 2^31 the 32-bit operations below do not hold.
  if (micros >= 0x7fffffff) {
    const octave = Math.floor(Math.log2(micros));
    return Math.min(LATENCY_BUCKETS - 1, octave * STEPS + Math.floor((micros / 2 ** octave - 1) * STEPS));
  }
  const octave = 31 - Math.clz32(micros);
  return octave * STEPS + Math.floor((micros / (1 << octave) - 1) * STEPS);
}

/** The middle of a bucket, ms. */
function latencyOf(bucket: number): number {
  const octave = Math.floor(bucket / STEPS);
  return (2 ** octave * (1 + ((bucket % STEPS) + 0.5) / STEPS)) / 1000;
}

/** The duration that the share `q` (0..1) of all stays under or at, ms with three significant digits; null when empty. */
export function latencyQuantile(counts: LatencyCounts, q: number): number | null {
  let total = 0;
  for (const [, count] of counts) total += count;
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(q * total));
  let seen = 0;
  for (const [bucket, count] of counts) {
    seen += count;
    if (seen >= rank) return Number(latencyOf(bucket).toPrecision(3));
  }
  return null;
}

/** The sum of several logs' counts. */
export function mergeLatency(parts: readonly LatencyCounts[]): LatencyCounts {
  const sum = new Map<number, number>();
  for (const part of parts)
    for (const [bucket, count] of part) sum.set(bucket, (sum.get(bucket) ?? 0) + count);
  return [...sum].sort((a, b) => a[0] - b[0]);
}
