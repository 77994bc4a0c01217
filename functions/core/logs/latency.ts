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
export function latencyOf(bucket: number): number {
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
