import type { Plant } from './planter.ts';

/** A secret that came through: into which output. */
export interface Leak extends Plant {
  readonly output: string;
}
/** A secret's shortest part that counts as leaked, characters; of digits alone, which other numbers hold, all of them. */
const WINDOW = 6;
/** Of a hexadecimal one, whose shorter parts stand in ids by chance: in 12 MB of outputs there are some. */
const HEX_WINDOW = 9;
function windowsOf(secret: string): string[] {
  const length = /^[\da-f-]+$/.test(secret) ? HEX_WINDOW : WINDOW;
  if (/^[\d ]+$/.test(secret) || secret.length <= length) return [secret];
  const all = Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length));
  return all.filter((window) => /\D/.test(window));
}

/** Looked up once: in jest's context each look at a global costs more than the multiplication. */
const { imul } = Math;
/** Bits, a megabyte of them: a cache holds it, and one place in fifty is looked up for nothing. */
const BUCKETS = 1 << 23;
const hashed = (hash: number, code: number): number => (imul(hash, 31) + code) | 0;

/** Whether one of these words may begin there: by a rolling hash, a tenth of the time of looking each place up. */
class Sieve {
  private readonly buckets = new Uint8Array(BUCKETS / 8);
  private readonly gone: number;
  readonly length: number;
  constructor(length: number) {
    this.length = length;
    this.gone = Array.from({ length }).reduce<number>((power) => imul(power, 31), 1);
  }
  add(word: string): void {
    const bucket = [...word].reduce((hash, sign) => hashed(hash, sign.charCodeAt(0)), 0) & (BUCKETS - 1);
    this.buckets[bucket >> 3] = (this.buckets[bucket >> 3] ?? 0) | (1 << (bucket & 7));
  }
  placesIn(text: string): number[] {
    const places: number[] = [];
    let hash = 0;
    for (let end = 0; end < text.length; end++) {
      hash = hashed(hash, text.charCodeAt(end));
      const start = end - this.length;
      if (start >= 0) hash = (hash - imul(this.gone, text.charCodeAt(start))) | 0;
      const bucket = hash & (BUCKETS - 1);
      const mayBegin = ((this.buckets[bucket >> 3] ?? 0) >> (bucket & 7)) & 1;
      if (start >= -1 && mayBegin === 1) places.push(start + 1);
    }
    return places;
  }
}

/** The secrets of which a part stands in an output, with every such output; a part that two secrets share tells nothing. */
export function leaksIn(planted: readonly Plant[], outputs: Readonly<Record<string, string>>): Leak[] {
  const owners = new Map<string, Plant | 'several'>();
  for (const plant of planted)
    for (const window of windowsOf(plant.secret)) {
      const known = owners.get(window);
      owners.set(window, known === undefined || known === plant ? plant : 'several');
    }
  const sieves = new Map<number, Sieve>();
  for (const word of owners.keys()) {
    const sieve = sieves.get(word.length) ?? new Sieve(word.length);
    sieves.set(word.length, sieve);
    sieve.add(word);
  }
  const leaks: Leak[] = [];
  for (const [output, text] of Object.entries(outputs)) {
    const found = new Set<Plant>();
    for (const sieve of sieves.values())
      for (const at of sieve.placesIn(text)) {
        const plant = owners.get(text.slice(at, at + sieve.length));
        if (plant !== undefined && plant !== 'several') found.add(plant);
      }
    leaks.push(...[...found].map((plant) => ({ ...plant, output })));
  }
  return leaks;
}
