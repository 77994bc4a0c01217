import { redact } from '../redaction/redact.ts';
import { utf8 } from './line.ts';
import {
  CLASSES,
  DIGIT,
  EMAIL,
  ID,
  isPlainName,
  LITERAL,
  NUMBERED,
  STOP,
  segmentKind,
  TEXT,
} from './path-segments.ts';

/** Endpoints beyond this are counted together, so that memory stays flat on a log of random paths. */
export const MAX_ENDPOINTS = 10_000;
/** A name with a number in it becomes a placeholder once it has taken more values than this at its place. */
const MAX_NUMBERED = 16;
/** Characters of a path that are shown. */
const MAX_SHOWN = 200;
const SLASH = 47;
const PLACEHOLDERS: Readonly<Record<number, string>> = { [ID]: ':id', [EMAIL]: ':email', [TEXT]: ':text' };

/** Values that "game-17" took at one place. */
interface Family {
  readonly values: Set<number>;
  readonly masked: string;
}
interface Part {
  readonly text: string;
  readonly family?: Family;
}
interface Known {
  readonly method: number;
  readonly parts: readonly Part[];
}

/** Both hashes of a route, and where it has its place by them. */
interface Place {
  readonly h1: number;
  readonly h2: number;
  readonly slot: number;
}

/** Odd multipliers: FNV-1a's prime, and one of MurmurHash3's constants. */
const P1 = 0x01000193;
const P2 = 0x85ebca6b | 0;

/**
 * Numbers the endpoints of a log: method and route, with placeholders for ids. Each byte of a path is looked at once;
 * two rolling hashes (64 bits) stand for the route so far, and a segment that turns out to be an id at its slash is
 * taken back and replaced by its placeholder. A string is made for a new endpoint only.
 */
export class EndpointTable {
  /** Where the last path ended: the index of the byte that stopped it. */
  end = 0;
  private size = 1024;
  private slots = new Int32Array(this.size).fill(-1);
  private hashes1 = new Int32Array(this.size);
  private hashes2 = new Int32Array(this.size);
  private readonly known: Known[] = [];
  private readonly families = new Map<number, Family>();

  get count(): number {
    return this.known.length;
  }

  /**
   * The number of the endpoint whose path starts at `start`. The path ends at the first ?, #, blank, quote or control
   * character: there must be one.
   */
  find(bytes: Uint8Array, start: number, method: number): number {
    if (this.pathFamilies.size > 0) this.pathFamilies.clear();
    let h1 = Math.imul(method + 17, P2);
    let h2 = Math.imul(method + 91, P1);
    let at = start;
    for (;;) {
      const segment = at;
      const base1 = h1;
      const base2 = h2;
      let flags = 0;
      let c = 0;
      for (;;) {
        c = bytes[at] as number;
        const k = CLASSES[c] as number;
        if (k === STOP) break;
        flags |= k;
        h1 = Math.imul(h1 ^ c, P1);
        h2 = Math.imul(h2 ^ c, P2);
        at++;
      }
      let kind = kindOf(bytes, segment, at, flags);
      if (kind === NUMBERED) kind = this.numbered(bytes, segment, at, base1);
      if (kind !== LITERAL) {
        h1 = Math.imul(base1 ^ (256 + kind), P2);
        h2 = Math.imul(base2 ^ (256 + kind), P1);
      }
      if (c !== SLASH) break;
      h1 = Math.imul((h1 ^ (h1 >>> 15)) + SLASH, P1);
      h2 = Math.imul((h2 ^ (h2 >>> 13)) + SLASH, P2);
      at++;
    }
    this.end = at;
    h1 ^= h1 >>> 16;
    const slot = this.slotOf(h1, h2);
    const index = this.slots[slot] as number;
    return index < 0 ? this.add(bytes, start, method, { h1, h2, slot }) : index;
  }

  /** Where the endpoint of these hashes is, or has its place. */
  private slotOf(h1: number, h2: number): number {
    let slot = (h1 ^ h2) & (this.size - 1);
    while ((this.slots[slot] as number) >= 0 && (this.hashes1[slot] !== h1 || this.hashes2[slot] !== h2))
      slot = (slot + 1) & (this.size - 1);
    return slot;
  }

  /** A numbered name is taken for what its family is by now; a new value is remembered. */
  private numbered(bytes: Uint8Array, start: number, end: number, base: number): number {
    let masked = base;
    let raw = 0;
    for (let i = start; i < end; i++) {
      const c = bytes[i] as number;
      raw = Math.imul(raw ^ c, P1);
      if (CLASSES[c] !== DIGIT) masked = Math.imul(masked ^ c, P2);
    }
    let family = this.families.get(masked);
    if (family === undefined) {
      if (this.families.size >= MAX_ENDPOINTS) return ID;
      const name = latin1(bytes, start, end);
      family = { values: new Set(), masked: utf8(name).replace(/\d+/g, ':id') };
      this.families.set(masked, family);
    }
    if (family.values.size <= MAX_NUMBERED) family.values.add(raw);
    this.pathFamilies.set(start, family);
    return family.values.size > MAX_NUMBERED ? masked | NUMBERED : LITERAL;
  }
  /** The families of the path that is being read, by the place of their segment. */
  private readonly pathFamilies = new Map<number, Family>();

  /** A new endpoint, whose path is from `start` to `this.end`. */
  private add(bytes: Uint8Array, start: number, method: number, { h1, h2, slot }: Place): number {
    const index = this.known.length;
    if (index >= MAX_ENDPOINTS) return this.other(method);
    this.known.push({ method, parts: this.parts(bytes, start, this.end) });
    this.slots[slot] = index;
    this.hashes1[slot] = h1;
    this.hashes2[slot] = h2;
    if (index * 2 > this.size) this.grow();
    return index;
  }

  private readonly others = new Map<number, number>();
  private other(method: number): number {
    const known = this.others.get(method);
    if (known !== undefined) return known;
    this.known.push({ method, parts: [{ text: '(other)' }] });
    this.others.set(method, this.known.length - 1);
    return this.known.length - 1;
  }

  private grow(): void {
    const { slots, hashes1, hashes2 } = this;
    this.size *= 4;
    this.slots = new Int32Array(this.size).fill(-1);
    this.hashes1 = new Int32Array(this.size);
    this.hashes2 = new Int32Array(this.size);
    for (let i = 0; i < slots.length; i++) {
      const index = slots[i] as number;
      if (index < 0) continue;
      const h1 = hashes1[i] as number;
      const h2 = hashes2[i] as number;
      let slot = (h1 ^ h2) & (this.size - 1);
      while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & (this.size - 1);
      this.slots[slot] = index;
      this.hashes1[slot] = h1;
      this.hashes2[slot] = h2;
    }
  }

  private parts(bytes: Uint8Array, start: number, end: number): Part[] {
    const parts: Part[] = [];
    let from = start;
    for (let i = start; i <= end && parts.length < MAX_SHOWN; i++) {
      if (i < end && bytes[i] !== SLASH) continue;
      let flags = 0;
      for (let j = from; j < i; j++) flags |= CLASSES[bytes[j] as number] as number;
      const text = PLACEHOLDERS[segmentKind(bytes, from, i, flags)] ?? utf8(latin1(bytes, from, i));
      const family = this.pathFamilies.get(from);
      parts.push(family === undefined ? { text } : { text, family });
      from = i + 1;
    }
    return parts;
  }

  /** Method number and route of an endpoint, redacted; several numbers may turn out to be one route. */
  describe(index: number): { method: number; path: string } {
    const { method, parts } = this.known[index] as Known;
    const path = parts
      .map(({ text, family }) =>
        family !== undefined && family.values.size > MAX_NUMBERED ? family.masked : text,
      )
      .join('/');
    const clean = redact(path);
    return { method, path: clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN)}...` : clean };
  }
}

/** As `segmentKind`, which need not look at most segments. */
function kindOf(bytes: Uint8Array, start: number, end: number, flags: number): number {
  if (flags === DIGIT) return ID;
  return isPlainName(flags, end - start) ? LITERAL : segmentKind(bytes, start, end, flags);
}

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, Math.min(end, start + MAX_SHOWN * 3)));
