import { LATENCY_BUCKETS, type LatencyCounts, latencyBucket } from '../core/logs/latency.ts';

/** Durations are kept one by one until there are enough of them to pay for their buckets. */
const FEW_DURATIONS = 32;

/** Durations by endpoint. */
export class Latencies {
  private readonly known: (number[] | Uint32Array | undefined)[] = [];

  add(endpoint: number, ms: number): void {
    const known = this.known[endpoint];
    const bucket = latencyBucket(ms);
    if (known === undefined) this.known[endpoint] = [bucket];
    else if (known instanceof Uint32Array) known[bucket] = (known[bucket] as number) + 1;
    else if (known.push(bucket) >= FEW_DURATIONS) {
      const buckets = new Uint32Array(LATENCY_BUCKETS);
      for (const b of known) buckets[b] = (buckets[b] as number) + 1;
      this.known[endpoint] = buckets;
    }
  }

  of(endpoint: number): LatencyCounts {
    const known = this.known[endpoint];
    if (known === undefined) return [];
    const counts = new Map<number, number>();
    if (known instanceof Uint32Array)
      known.forEach((n, bucket) => {
        if (n > 0) counts.set(bucket, n);
      });
    else for (const bucket of known) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    return [...counts].sort((a, b) => a[0] - b[0]);
  }
}
