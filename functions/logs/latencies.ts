import {
  LATENCY_BUCKETS,
  type LatencyCounts,
  type LatencyPart,
  latencyBucket,
  mergeParts,
  PART_BUCKETS,
  partBucket,
} from '../model/latency.ts';

/** Durations are kept one by one until there are enough of them to pay for their buckets. */
const FEW_DURATIONS = 32;
/** Endpoints whose durations are kept by time as well, 18 KB each: the first ones that are asked for often. */
const MAX_TIMED = 500;
/** Stretches of time that durations are told apart by; where more passes, they become twice as long. */
const MAX_PARTS = 32;

interface Many {
  readonly buckets: Uint32Array;
  /** By part, then by coarse bucket; undefined for endpoints beyond MAX_TIMED. */
  readonly parts: Uint32Array | undefined;
}

/** Durations by endpoint, and by endpoint and time. */
export class Latencies {
  private readonly known: (number[] | Many | undefined)[] = [];
  private timed = 0;
  /** The first minute that was seen, -1 before; and how many minutes a part has: 2 to the power of this. */
  private base = -1;
  private width = 0;

  /** Counts one duration, ms; `minute` in epoch seconds / 60, -1 when unknown. */
  add(endpoint: number, ms: number, minute: number): void {
    const known = this.known[endpoint];
    const bucket = latencyBucket(ms);
    if (this.base < 0) this.base = minute;
    if (known === undefined) this.known[endpoint] = [bucket, minute];
    else if (!Array.isArray(known)) this.count(known, bucket, minute);
    else if (known.push(bucket, minute) >= FEW_DURATIONS * 2) this.known[endpoint] = this.many(known);
  }

  private many(few: readonly number[]): Many {
    const parts = this.timed < MAX_TIMED ? new Uint32Array(MAX_PARTS * PART_BUCKETS) : undefined;
    if (parts) this.timed += 1;
    const many = { buckets: new Uint32Array(LATENCY_BUCKETS), parts };
    for (let i = 0; i < few.length; i += 2) this.count(many, few[i] as number, few[i + 1] as number);
    return many;
  }

  private count({ buckets, parts }: Many, bucket: number, minute: number): void {
    buckets[bucket] = (buckets[bucket] as number) + 1;
    if (parts === undefined || minute < 0) return;
    let part = (minute - this.base) >> this.width;
    // Lines of several writers come a little out of order; what is older than the first is left out.
    if (part < 0) return;
    while (part >= MAX_PARTS) {
      this.widen();
      part = (minute - this.base) >> this.width;
    }
    const cell = part * PART_BUCKETS + partBucket(bucket);
    parts[cell] = (parts[cell] as number) + 1;
  }

  /** Two parts become one, for every endpoint. */
  private widen(): void {
    this.width += 1;
    for (const known of this.known) {
      if (known === undefined || Array.isArray(known) || known.parts === undefined) continue;
      const { parts } = known;
      for (let part = 0; part < MAX_PARTS; part++)
        for (let b = 0; b < PART_BUCKETS; b++) {
          const n = parts[part * PART_BUCKETS + b] as number;
          parts[part * PART_BUCKETS + b] = 0;
          const cell = (part >> 1) * PART_BUCKETS + b;
          parts[cell] = (parts[cell] as number) + n;
        }
    }
  }

  of(endpoint: number): LatencyCounts {
    const known = this.known[endpoint];
    if (known === undefined) return [];
    const counts = new Map<number, number>();
    if (Array.isArray(known))
      for (let i = 0; i < known.length; i += 2)
        counts.set(known[i] as number, (counts.get(known[i] as number) ?? 0) + 1);
    else
      known.buckets.forEach((n, bucket) => {
        if (n > 0) counts.set(bucket, n);
      });
    return [...counts].sort((a, b) => a[0] - b[0]);
  }

  /** As `partsOf`, by minutes where there are few durations; [] where none came with a time. */
  everyPartOf(endpoint: number): readonly LatencyPart[] {
    const known = this.known[endpoint];
    if (!Array.isArray(known)) return this.partsOf(endpoint);
    const parts = Array.from({ length: known.length / 2 }, (_, i): LatencyPart => {
      const [bucket, from] = [known[i * 2] as number, known[i * 2 + 1] as number];
      return { from, minutes: 1, counts: [[partBucket(bucket), 1]] };
    });
    return mergeParts(parts.filter(({ from }) => from >= 0));
  }

  /** Oldest first; [] where too few durations came with a time. */
  partsOf(endpoint: number): readonly LatencyPart[] {
    const known = this.known[endpoint];
    if (known === undefined || Array.isArray(known) || known.parts === undefined) return [];
    const { parts } = known;
    return Array.from({ length: MAX_PARTS }, (_, part) => ({
      from: this.base + (part << this.width),
      minutes: 1 << this.width,
      counts: Array.from({ length: PART_BUCKETS }, (_, b): readonly [number, number] => [
        b,
        parts[part * PART_BUCKETS + b] as number,
      ]).filter(([, n]) => n > 0),
    })).filter(({ counts }) => counts.length > 0);
  }
}
