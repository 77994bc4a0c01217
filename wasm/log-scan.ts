/**
 * The two inner loops of the log engine, in AssemblyScript (https://www.assemblyscript.org): each byte of a log passes
 * here, sixteen at a time, and everything that is rare is left to TypeScript. `npm run build:wasm` makes
 * functions/logs/scan/module.ts of it; a test holds the two together.
 *
 * `access` counts lines of the common and combined format with an IPv4 client. `shape` hashes any line with its
 * changing parts (words with a digit) left out, and notes where these are.
 *
 * Memory (bytes): fixed places, no allocation. The input ends with slack, since blocks of 16 are read beyond its end.
 */
const CLASSES: usize = 0x400;
const STATUS_PLACES: usize = 0x600;
/** 32 counts by method, then 4xx and 5xx, of the running minute. */
const MINUTE: usize = 0xa00;
/** Runs of a line's shape: start and end, u32 each. */
const RUNS: usize = 0x1000;
const MAX_RUNS: i32 = 120;
const METHOD_KEYS: usize = 0x1800;
const ROUTES: usize = 0x180000;
const ROUTE_MASK: u32 = 0x7fff;
const CELLS: usize = 0x200000;
const MAX_CELL: u32 = 0x2ffff;
const SHAPES: usize = 0x300000;
const SHAPE_MASK: u32 = 0xffff;
const CLIENTS: usize = 0x400000;
const CLIENTS_SPARE: usize = 0xc00000;
const MAX_CLIENT_SLOTS: u32 = 0x80000;

// biome-ignore-start lint/correctness/noPrecisionLoss: these are 64-bit integers here
const P1: u64 = 0x9e3779b97f4a7c15;
const P2: u64 = 0xc2b2ae3d27d4eb4f;
// biome-ignore-end lint/correctness/noPrecisionLoss: see above

/** New route: method's place, its number, path's place. Gives the endpoint's number, or -1. */
@external("host", "route") declare function route(method: i32, pathAt: usize): i32;
/** A client's first request: where the rest of the line is, for its agent. */
@external("host", "client") declare function newClient(address: u32, tail: usize, lineEnd: usize): void;
/** The number of a method that is not known yet, 0..31. */
@external("host", "method") declare function newMethod(start: usize, end: usize): i32;
/** Epoch seconds of a stamp's minute, or -1. */
@external("host", "minute") declare function minuteOf(at: usize): i32;
/** The running minute's counts are to be taken: another one starts. */
@external("host", "minuteEnds") declare function minuteEnds(minute: i32): void;
@external("host", "failure") declare function failure(endpoint: i32, status: i32, seconds: i32): void;
@external("host", "duration") declare function duration(endpoint: i32, seconds: f64): void;
/** A place for a status that was not seen yet, or -1. */
@external("host", "status") declare function newStatus(status: i32): i32;

export let lines: i32 = 0;
export let taken: i32 = 0;
export let first: i32 = 0x7fffffff;
export let last: i32 = 0;
export let clientCount: u32 = 0;
export let clientMask: u32 = 0xfff;
export let clientBase: usize = CLIENTS;
export let runCount: i32 = 0;
export let lineEnd: usize = 0;
export let shapeSlot: usize = 0;
let methodCount: i32 = 0;
let minute: i32 = 0;
let counted: i32 = -1;
let clock: u32 = 0;
let day: u32 = 0;
let rest: u32 = 0;
let year: u32 = 0;
let zone: u32 = 0;

/** Forgets everything: the tables are zero again. */
export function reset(): void {
  memory.fill(MINUTE, 0, 0x200);
  memory.fill(STATUS_PLACES, 0xff, 1000);
  memory.fill(ROUTES, 0, (<usize>ROUTE_MASK + 1) * 16);
  memory.fill(CELLS, 0, (<usize>MAX_CELL + 1) * 4);
  memory.fill(SHAPES, 0, (<usize>SHAPE_MASK + 1) * 16);
  memory.fill(clientBase, 0, (<usize>clientMask + 1) * 16);
  lines = 0;
  taken = 0;
  first = 0x7fffffff;
  last = 0;
  clientCount = 0;
  clientMask = 0xfff;
  clientBase = CLIENTS;
  memory.fill(clientBase, 0, (<usize>clientMask + 1) * 16);
  methodCount = 0;
  counted = -1;
  clock = 0;
}

/** The place of the next line break. There must be one. */
@inline function lineBreak(from: usize): usize {
  let at = from;
  let bits = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(10)));
  while (bits === 0) {
    at += 16;
    bits = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(10)));
  }
  return at + ctz(bits);
}

/** Mixes `n` bytes (0..16) into a hash. */
@inline function mix(hash: u64, at: usize, n: i32): u64 {
  const bits = n << 3;
  let low = load<u64>(at);
  let high: u64 = 0;
  if (n < 8) low &= ((<u64>1) << bits) - 1;
  else if (n < 16) high = load<u64>(at + 8) & (((<u64>1) << (bits - 64)) - 1);
  else high = load<u64>(at + 8);
  let h = (hash ^ low) * P1;
  h ^= h >>> 29;
  h = (h ^ high ^ <u64>n) * P2;
  return h ^ (h >>> 32);
}

/** Kinds of a segment, as in path-segments.ts. */
const LITERAL: i32 = 0;
const ID: i32 = 1;
const EMAIL: i32 = 2;
const TEXT: i32 = 3;
const NUMBERED: i32 = 4;
const DIGIT: i32 = 1;
const HEX_LOWER: i32 = 2;
const HEX_UPPER: i32 = 8;
const LETTERS: i32 = 2 | 4 | 8 | 16;
const DASH: i32 = 32;
const AT: i32 = 64;
const STOP: i32 = 256;

@inline function classOf(at: usize): i32 {
  return <i32>load<u16>(CLASSES + (<usize>load<u8>(at) << 1));
}

function closerLook(start: usize, end: usize): i32 {
  let turns = 0;
  let escapes = 0;
  let before = 0;
  for (let i = start; i < end; i++) {
    const c: u32 = load<u8>(i);
    if (c === 37) {
      escapes++;
      i += 2;
      before = 0;
      continue;
    }
    const k = classOf(i);
    const now = k === DIGIT ? 1 : (k & LETTERS) !== 0 ? 2 : 0;
    if (now !== 0 && before !== 0 && now !== before) turns++;
    before = now;
  }
  if (escapes >= 4) return TEXT;
  return end - start >= 8 && turns >= 3 ? ID : NUMBERED;
}

function segmentKind(start: usize, end: usize): i32 {
  let flags = 0;
  for (let i = start; i < end; i++) flags |= classOf(i);
  const length = end - start;
  if ((flags & (DIGIT | AT)) === 0 && length <= 64) return LITERAL;
  if (flags === DIGIT) return ID;
  if ((flags & AT) !== 0) return EMAIL;
  if (length > 128 || (flags & DIGIT) === 0) return TEXT;
  if (length >= 7 && ((flags & ~(DIGIT | HEX_LOWER | DASH)) === 0 || (flags & ~(DIGIT | HEX_UPPER | DASH)) === 0)) return ID;
  return closerLook(start, end);
}

@inline function inRange(v: v128, low: u8, high: u8): v128 {
  return i8x16.le_u(i8x16.sub(v, i8x16.splat(low)), i8x16.splat(high - low));
}

let pathEnd: usize = 0;

/** Hashes a path with its ids left out, and sets `pathEnd` to the byte that ends it. */
@inline function hashPath(start: usize, seed: u64): u64 {
  let h = seed;
  let at = start;
  for (;;) {
    const segment = at;
    const base = h;
    let plain = true;
    let stop: i32 = 0;
    for (;;) {
      const v = v128.load(at);
      stop = i8x16.bitmask(
        v128.or(
          v128.or(i8x16.eq(v, i8x16.splat(47)), i8x16.le_u(v, i8x16.splat(35))),
          i8x16.eq(v, i8x16.splat(63)),
        ),
      );
      // "!" (33) is no end: rare enough to be looked at byte by byte.
      const special = i8x16.bitmask(v128.or(inRange(v, 48, 57), v128.or(i8x16.eq(v, i8x16.splat(64)), i8x16.eq(v, i8x16.splat(33)))));
      const n = stop === 0 ? 16 : ctz(stop);
      if ((special & ((1 << n) - 1)) !== 0 || (stop !== 0 && load<u8>(at + n) === 33)) plain = false;
      if (!plain) break;
      h = mix(h, at, n);
      at += n;
      if (stop !== 0) break;
    }
    if (!plain || at - segment > 64) {
      at = segment;
      while ((classOf(at) & STOP) === 0) at++;
      const kind = segmentKind(segment, at);
      h = base;
      if (kind === LITERAL || kind === NUMBERED) {
        let i = segment;
        for (; at - i > 16; i += 16) h = mix(h, i, 16);
        h = mix(h, i, <i32>(at - i));
      } else h = (base ^ (<u64>256 + kind)) * P2;
    }
    if (load<u8>(at) !== 47) break;
    h = (h ^ 47) * P1;
    h ^= h >>> 31;
    at++;
  }
  pathEnd = at;
  return h;
}

/** The endpoint's number for a path, from the cache or from the host. */
@inline function endpointOf(pathAt: usize, method: i32): i32 {
  const h = hashPath(pathAt, (<u64>method + 1) * P2);
  const key = h | 1;
  const slot = ROUTES + <usize>((<u32>(h >>> 40)) & ROUTE_MASK) * 16;
  if (load<u64>(slot) === key) return load<i32>(slot, 8);
  const end = pathEnd;
  const endpoint = route(method, pathAt);
  pathEnd = end;
  store<u64>(slot, key);
  store<i32>(slot, endpoint, 8);
  return endpoint;
}

@inline function methodOf(start: usize, end: usize): i32 {
  const key = load<u32>(start) ^ <u32>(end - start);
  for (let i = 0; i < methodCount; i++) if (load<u32>(METHOD_KEYS + (i << 3)) === key) return load<i32>(METHOD_KEYS + (i << 3), 4);
  const method = newMethod(start, end);
  if (methodCount < 32) {
    store<u32>(METHOD_KEYS + (methodCount << 3), key);
    store<i32>(METHOD_KEYS + (methodCount << 3), method, 4);
    methodCount++;
  }
  return method;
}

/** Epoch seconds of "24/Nov/2026:14:03:22 +0000"; the minute is asked for only when it differs from the line before. */
@inline function stampOf(at: usize): i32 {
  const clock1 = load<u32>(at + 12);
  const rest1 = <u32>load<u8>(at + 16) | (<u32>load<u16>(at + 4) << 8);
  const day1 = load<u32>(at);
  const year1 = load<u32>(at + 7);
  const zone1 = load<u32>(at + 21);
  if (clock1 !== clock || rest1 !== rest || day1 !== day || year1 !== year || zone1 !== zone) {
    const found = minuteOf(at);
    if (found < 0) return -1;
    minute = found;
    clock = clock1;
    rest = rest1;
    day = day1;
    year = year1;
    zone = zone1;
  }
  const tens = <i32>load<u8>(at + 18) - 48;
  const ones = <i32>load<u8>(at + 19) - 48;
  return <u32>tens > 6 || <u32>ones > 9 ? -1 : minute + tens * 10 + ones;
}

const NO_FIT: f64 = -2;

/** A quoted number at the end ("0.123", rt="0.123") is a time for the parsers; an agent's version is none. */
function quotedTail(end: usize): f64 {
  let at = end;
  let c = load<u8>(at);
  while ((c >= 48 && c <= 57) || c === 46) c = load<u8>(--at);
  return c === 34 ? NO_FIT : -1;
}

/** The last field as seconds with a point, behind the agent's quote; -1 when the line ends with the bytes sent. */
function trailingSeconds(from: usize, end: usize): f64 {
  let at = end - 1;
  let value: f64 = 0;
  let scale: f64 = 1;
  let unit: f64 = 1;
  let hasPoint = false;
  for (; at >= from; at--) {
    const c = load<u8>(at);
    if (c >= 48 && c <= 57) {
      value += <f64>(c - 48) * scale;
      scale *= 10;
    } else if (c === 46 && !hasPoint) {
      hasPoint = true;
      unit = scale;
    } else break;
  }
  if (at < from) return hasPoint ? NO_FIT : -1;
  return load<u8>(at) === 32 && hasPoint && load<u8>(at - 1) === 34 ? value / unit : NO_FIT;
}

function growClients(): void {
  const old = clientBase;
  const oldMask = clientMask;
  clientBase = old === CLIENTS ? CLIENTS_SPARE : CLIENTS;
  clientMask = oldMask * 2 + 1;
  memory.fill(clientBase, 0, (<usize>clientMask + 1) * 16);
  for (let i: u32 = 0; i <= oldMask; i++) {
    const from = old + <usize>i * 16;
    if (load<u32>(from, 4) === 0) continue;
    let slot = (load<u32>(from) * 0x9e3779b1 >>> 12) & clientMask;
    while (load<u32>(clientBase + <usize>slot * 16, 4) !== 0) slot = (slot + 1) & clientMask;
    memory.copy(clientBase + <usize>slot * 16, from, 16);
  }
}

@inline function countClient(address: u32, status: i32, endpoint: i32, tail: usize, end: usize): void {
  let slot = (address * 0x9e3779b1 >>> 12) & clientMask;
  let place = clientBase + <usize>slot * 16;
  for (;;) {
    const n = load<u32>(place, 4);
    if (n === 0) {
      if (clientCount * 2 > clientMask) {
        if (clientMask + 1 >= MAX_CLIENT_SLOTS) return;
        growClients();
        slot = (address * 0x9e3779b1 >>> 12) & clientMask;
        place = clientBase + <usize>slot * 16;
        while (load<u32>(place, 4) !== 0) {
          slot = (slot + 1) & clientMask;
          place = clientBase + <usize>slot * 16;
        }
      }
      clientCount++;
      store<u32>(place, address);
      store<u32>(place, 1, 4);
      newClient(address, tail, end);
      break;
    }
    if (load<u32>(place) === address) {
      store<u32>(place, n + 1, 4);
      break;
    }
    slot = (slot + 1) & clientMask;
    place = clientBase + <usize>slot * 16;
  }
  if (status >= 400 && status < 500) store<u32>(place, load<u32>(place, 8) + 1, 8);
  if (load<u8>(SCANS + endpoint) !== 0) store<u32>(place, load<u32>(place, 12) + 1, 12);
}
/** By endpoint: 1 when only scanners ask for it. */
const SCANS: usize = 0x1400000;

/** Takes the line at `start`; gives the place of its line break, 0 when it is not of this form and nothing was counted. */
@inline function take(start: usize, limit: usize, from: i32, to: i32): usize {
  let at = start;
  let address: u32 = 0;
  let part: u32 = 0;
  let dots = 0;
  for (; ; at++) {
    const c: u32 = load<u8>(at);
    const d = c - 48;
    if (d <= 9) part = part * 10 + d;
    else if (c === 46) {
      if (part > 255) return 0;
      address = (address << 8) | part;
      part = 0;
      dots++;
    } else break;
  }
  if (dots !== 3 || part > 255 || at - start > 15) return 0;
  address = (address << 8) | part;
  // " - - ["
  const stamp = at + 6;
  if (load<u32>(at) !== 0x2d202d20 || load<u16>(at + 4) !== 0x5b20) return 0;
  if (stamp + 46 > limit || load<u32>(stamp + 26) << 8 !== 0x22205d00) return 0;
  const seconds = stampOf(stamp);
  if (seconds < 0) return 0;
  const methodAt = stamp + 29;
  at = methodAt;
  while (<u32>load<u8>(at) - 65 <= 25) at++;
  if (load<u16>(at) !== 0x2f20 || at - methodAt < 3 || at - methodAt > 7) return 0;
  const method = methodOf(methodAt, at);
  const endpoint = endpointOf(at + 1, method);
  if (endpoint < 0) return 0;
  at = pathEnd;
  // To the blank behind the query, at most to the line's end.
  for (;;) {
    const v = v128.load(at);
    const bits = i8x16.bitmask(v128.or(i8x16.le_u(v, i8x16.splat(32)), v128.or(i8x16.eq(v, i8x16.splat(34)), i8x16.eq(v, i8x16.splat(92)))));
    if (bits !== 0) {
      at += ctz(bits);
      break;
    }
    at += 16;
  }
  // ` HTTP/1.1" 200 ` or ` HTTP/2" 200 `
  if (load<u32>(at) !== 0x54544820 || load<u16>(at + 4) !== 0x2f50) return 0;
  at += load<u8>(at + 7) === 34 ? 7 : 9;
  if (load<u16>(at) !== 0x2022 || load<u8>(at + 5) !== 32) return 0;
  const a = <i32>load<u8>(at + 2) - 48;
  const b = <i32>load<u8>(at + 3) - 48;
  const c = <i32>load<u8>(at + 4) - 48;
  if (<u32>a > 9 || <u32>b > 9 || <u32>c > 9) return 0;
  const status = a * 100 + b * 10 + c;
  const tail = at + 6;
  const end = lineBreak(tail);
  const lastByte = load<u8>(end - 1);
  let took: f64 = -1;
  if (lastByte !== 34) took = lastByte === 45 ? -1 : trailingSeconds(tail, end);
  else if (<u32>load<u8>(end - 2) - 48 <= 9) took = quotedTail(end - 2);
  if (took === NO_FIT) return 0;
  let place = <i32>load<i8>(STATUS_PLACES + status);
  if (place < 0) {
    place = newStatus(status);
    if (place < 0) return 0;
    store<i8>(STATUS_PLACES + status, <i8>place);
  }
  if (seconds < from || seconds > to) return end;
  lines++;
  if (seconds < first) first = seconds;
  if (seconds > last) last = seconds;
  const cell = CELLS + ((<usize>endpoint << 4) + place) * 4;
  store<u32>(cell, load<u32>(cell) + 1);
  if (minute !== counted) {
    if (counted >= 0) minuteEnds(counted);
    counted = minute;
  }
  const count = MINUTE + (method << 2);
  store<u32>(count, load<u32>(count) + 1);
  if (status >= 400) {
    const failed = MINUTE + 128 + (status >= 500 ? 4 : 0);
    store<u32>(failed, load<u32>(failed) + 1);
    if (status >= 500 && status < 600) failure(endpoint, status, seconds);
  }
  countClient(address, status, endpoint, tail, end);
  if (took >= 0) duration(endpoint, took);
  return end;
}

/**
 * Counts lines from `start` on, up to the line break at `end`, and gives the start of the first one that is not of this
 * form, or end + 1. Lines before `from` or after `to` (epoch seconds) are taken, but not counted.
 */
export function access(start: usize, end: usize, from: i32, to: i32): usize {
  let at = start;
  while (at <= end) {
    const lineBreakAt = take(at, end, from, to);
    if (lineBreakAt === 0) return at;
    taken++;
    at = lineBreakAt + 1;
  }
  return at;
}

/** Hands the running minute's counts over. */
export function finish(): void {
  if (counted >= 0) minuteEnds(counted);
  counted = -1;
}

/**
 * Looks the line from `start` up by its shape. Gives what the host stored for it, -1 when it is new; `shapeSlot` is then
 * where to store it. `lineEnd` is its line break, `runCount` and RUNS tell where its words with digits are.
 */
export function shape(start: usize): i32 {
  let h: u64 = P1;
  let at = start;
  let runs = 0;
  for (;;) {
    const v = v128.load(at);
    const newline = i8x16.bitmask(i8x16.eq(v, i8x16.splat(10)));
    const digits = inRange(v, 48, 57);
    const alnum = v128.or(digits, inRange(v128.or(v, i8x16.splat(32)), 97, 122));
    const n = newline === 0 ? 16 : ctz(newline);
    const within = (1 << n) - 1;
    const d = i8x16.bitmask(digits) & within;
    const a = i8x16.bitmask(alnum);
    if (d === 0) {
      let count = n;
      if (n === 16 && (a & 0x8000) !== 0) {
        // A word goes on behind the block: it is looked at as a whole with the next one.
        const open = clz(~(a << 16));
        if (open < 16) count = 16 - open;
      }
      h = mix(h, at, count);
      at += count;
      if (newline !== 0) break;
      continue;
    }
    const digit = ctz(d);
    const gaps = ~a & ((1 << digit) - 1);
    const word = gaps === 0 ? 0 : 32 - clz(gaps);
    if (word > 0) h = mix(h, at, word);
    let end = at + digit + 1;
    while (isWord(load<u8>(end))) end++;
    if (runs < MAX_RUNS) {
      store<u32>(RUNS + (runs << 3), <u32>(at + word));
      store<u32>(RUNS + (runs << 3), <u32>end, 4);
      runs++;
    }
    h = (h ^ 0x1ff) * P2;
    at = end;
  }
  lineEnd = at;
  runCount = runs;
  const key = h | 1;
  shapeSlot = SHAPES + <usize>((<u32>(h >>> 36)) & SHAPE_MASK) * 16;
  if (load<u64>(shapeSlot) === key) return load<i32>(shapeSlot, 8);
  store<u64>(shapeSlot, key);
  store<i32>(shapeSlot, -1, 8);
  return -1;
}

@inline function isWord(c: u32): bool {
  return c - 48 <= 9 || (c | 32) - 97 <= 25;
}
