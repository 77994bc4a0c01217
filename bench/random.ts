/** Looked up once: in jest's context a global costs more than what it does. */
const { floor, imul } = Math;

/** Numbers that are the same in every run (mulberry32, public domain). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** 0 <= x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return floor(this.next() * limit);
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  hex(digits: number): string {
    let out = '';
    while (out.length < digits) out += this.below(0x10000).toString(16).padStart(4, '0');
    return out.slice(0, digits);
  }
}
