/** Grows to hold `needed` numbers, at least doubling, so that adding one by one stays linear. */
export function grown(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  if (needed <= array.length) return array;
  const bigger = new Uint32Array(Math.max(needed, array.length * 2));
  bigger.set(array);
  return bigger;
}

/** Counts by minute for many things at once: the running minute in typed arrays, finished minutes in maps. */
export class MinuteCounts {
  private current = new Uint32Array(256);
  private counts = new Uint32Array(256);
  private readonly done: (Map<number, number> | undefined)[] = [];

  /** `minute` is epoch seconds / 60. */
  add(index: number, minute: number): void {
    if (index >= this.current.length) {
      this.current = grown(this.current, index + 1);
      this.counts = grown(this.counts, index + 1);
    }
    if (this.current[index] !== minute) this.turn(index, minute);
    this.counts[index] = (this.counts[index] as number) + 1;
  }

  /** Adds `n` at once. */
  addAll(index: number, minute: number, n: number): void {
    this.add(index, minute);
    this.counts[index] = (this.counts[index] as number) + n - 1;
  }

  private turn(index: number, minute: number): void {
    const count = this.counts[index] as number;
    if (count > 0) {
      let map = this.done[index];
      if (map === undefined) {
        map = new Map();
        this.done[index] = map;
      }
      const before = this.current[index] as number;
      if (map.has(before) || map.size < MAX_MINUTES) map.set(before, (map.get(before) ?? 0) + count);
    }
    this.current[index] = minute;
    this.counts[index] = 0;
  }

  /** Counts by minute, sorted. */
  of(index: number): Record<string, number> {
    if (index >= this.current.length) return {};
    this.turn(index, 0);
    return Object.fromEntries([...(this.done[index] ?? [])].sort((a, b) => a[0] - b[0]));
  }
}
/** Four days of minutes; later ones are not told apart from none, so that memory stays flat. */
const MAX_MINUTES = 5760;
