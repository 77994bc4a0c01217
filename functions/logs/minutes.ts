import type { Minute } from '../model/log-summary.ts';
import { grown } from './counters.ts';
import { MAX_METHODS } from './methods.ts';

const MAX_MINUTES = 20_000;
const FAILED_4XX = MAX_METHODS;
const FAILED_5XX = MAX_METHODS + 1;
/** Counts of a minute: by method, then 4xx and 5xx. */
export const MINUTE_STRIDE = MAX_METHODS + 2;

/** Requests by minute (epoch seconds / 60) and method. */
export class MinuteTable {
  private readonly index = new Map<number, number>();
  private readonly list: number[] = [];
  private counts = new Uint32Array(64 * MINUTE_STRIDE);
  private last = -1;
  private lastAt = -1;

  add(minute: number, method: number, status: number): void {
    if (!this.open(minute)) return;
    this.bump(this.lastAt + method, 1);
    if (status >= 400) this.bump(this.lastAt + (status >= 500 ? FAILED_5XX : FAILED_4XX), 1);
  }

  /** A minute's counts that were counted elsewhere. */
  addAll(minute: number, counts: Uint32Array): void {
    if (!this.open(minute)) return;
    for (let i = 0; i < MINUTE_STRIDE; i++) this.bump(this.lastAt + i, counts[i] as number);
  }

  private bump(cell: number, n: number): void {
    this.counts[cell] = (this.counts[cell] as number) + n;
  }

  /** Makes a minute the running one; false when there are too many. */
  private open(minute: number): boolean {
    if (minute === this.last) return true;
    let at = this.index.get(minute);
    if (at === undefined) {
      if (this.list.length >= MAX_MINUTES) return false;
      at = this.list.length;
      this.index.set(minute, at);
      this.list.push(minute);
      this.counts = grown(this.counts, (at + 1) * MINUTE_STRIDE);
    }
    this.last = minute;
    this.lastAt = at * MINUTE_STRIDE;
    return true;
  }

  /** Oldest first. */
  describe(methodName: (method: number) => string): Minute[] {
    return this.list
      .map((minute, index): [number, number] => [minute, index * MINUTE_STRIDE])
      .sort((a, b) => a[0] - b[0])
      .map(([minute, at]) => {
        const byMethod: Record<string, number> = {};
        let requests = 0;
        for (let m = 0; m < MAX_METHODS; m++) {
          const n = this.counts[at + m] ?? 0;
          if (n > 0) byMethod[methodName(m)] = n;
          requests += n;
        }
        return {
          at: new Date(minute * 60_000).toISOString().replace('.000Z', 'Z'),
          requests,
          errors5xx: this.counts[at + FAILED_5XX] ?? 0,
          errors4xx: this.counts[at + FAILED_4XX] ?? 0,
          byMethod,
        };
      });
  }
}
