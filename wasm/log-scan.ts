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
/** By endpoint: 1 when only scanners ask for it. */
const SCANS: usize = 0x400000;
/** By cell: minute, count, first and last second of a 5xx, u32 each. */
const FAILURES: usize = 0x410000;
/**
 * Clients, in one of two places: tag and requests, u32 each. Every line touches one at random, so they are kept small
 * enough for a core's own cache; the rest of a client is touched now and then, and lies elsewhere.
 */
const CLIENTS: usize = 0x700000;
const CLIENTS_SPARE: usize = 0xb00000;
/** By client's place: address, 4xx, scans, agent's number, u32 each. */
const CLIENT_FACTS: usize = 0xf00000;
const CLIENT_FACTS_SPARE: usize = 0x1700000;
const FIRST_CLIENT_MASK: u32 = 0x3ff;
const MAX_CLIENT_SLOTS: u32 = 0x80000;
/** A cache of agents: hash u64, number u32. */
const AGENTS: usize = 0x4000;
const AGENT_MASK: u32 = 0x7ff;
/** Bytes of an agent that are looked at. */
const MAX_AGENT: usize = 300;
/** 17 masks of 16 bytes: the first n are ones. */
const MASKS: usize = 0x1a00;

// biome-ignore-start lint/correctness/noPrecisionLoss: these are 64-bit integers here
const P1: u64 = 0x9e3779b97f4a7c15;
const P2: u64 = 0xc2b2ae3d27d4eb4f;
// biome-ignore-end lint/correctness/noPrecisionLoss: see above

/** New route: method's place, its number, path's place. Gives the endpoint's number, or -1. */
@external("host", "route") declare function route(method: i32, pathAt: usize): i32;
/** The number of the agent in these bytes, -1 when there are too many. */
@external("host", "agent") declare function agentNumber(start: usize, end: usize): i32;
/** The number of a method that is not known yet, 0..31. */
@external("host", "method") declare function newMethod(start: usize, end: usize): i32;
/** Epoch seconds of a stamp's minute, or -1. */
@external("host", "minute") declare function minuteOf(at: usize): i32;
/** The running minute's counts are to be taken: another one starts. */
@external("host", "minuteEnds") declare function minuteEnds(minute: i32): void;
/** So many 5xx of a cell in one minute, with the first and last second of all so far. */
@external("host", "failures") declare function failures(cell: i32, minute: i32, n: i32, first: i32, last: i32): void;
@external("host", "duration") declare function duration(endpoint: i32, seconds: f64): void;
/** A place for a status that was not seen yet, or -1. */
@external("host", "status") declare function newStatus(status: i32): i32;

export let lines: i32 = 0;
export let taken: i32 = 0;
export let first: i32 = 0x7fffffff;
export let last: i32 = 0;
export let clientCount: u32 = 0;
let clientMask: u32 = FIRST_CLIENT_MASK;
let clientBase: usize = CLIENTS;
let clientFacts: usize = CLIENT_FACTS;
export let runCount: i32 = 0;
export let lineEnd: usize = 0;
export let shapeSlot: usize = 0;
let lastEndpoint: i32 = -1;
let methodCount: i32 = 0;
let minute: i32 = 0;
let counted: i32 = -1;
let clock: u32 = 0;
let day: u32 = 0;
let rest: u32 = 0;
let year: u32 = 0;
let zone: u32 = 0;

/** Forgets everything: the tables are zero again, as far as they were used. */
export function reset(): void {
  for (let n: usize = 0; n <= 16; n++) {
    memory.fill(MASKS + (n << 4), 0, 16);
    memory.fill(MASKS + (n << 4), 0xff, n);
  }
  memory.fill(MINUTE, 0, 0x200);
  memory.fill(STATUS_PLACES, 0xff, 1000);
  memory.fill(CELLS, 0, <usize>(lastEndpoint + 1) << 6);
  memory.fill(FAILURES, 0, <usize>(lastEndpoint + 1) << 8);
  memory.fill(AGENTS, 0, (<usize>AGENT_MASK + 1) << 4);
  if (routesUsed) memory.fill(ROUTES, 0, (<usize>ROUTE_MASK + 1) * 16);
  if (shapesUsed) memory.fill(SHAPES, 0, (<usize>SHAPE_MASK + 1) * 16);
  routesUsed = false;
  shapesUsed = false;
  lines = 0;
  taken = 0;
  first = 0x7fffffff;
  last = 0;
  lastEndpoint = -1;
  clientCount = 0;
  clientMask = FIRST_CLIENT_MASK;
  clientBase = CLIENTS;
  clientFacts = CLIENT_FACTS;
  memory.fill(clientBase, 0, (<usize>clientMask + 1) << 3);
  methodCount = 0;
  counted = -1;
  clock = 0;
}
let routesUsed = false;
let shapesUsed = false;

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

/** The first `n` bytes (0..16) at a place, the rest zero. */
@inline function head(at: usize, n: i32): v128 {
  return v128.and(v128.load(at), v128.load(MASKS + (<usize>n << 4)));
}

/** Mixes `n` bytes (0..16) into a hash, without a branch. */
@inline function mix(hash: u64, at: usize, n: i32): u64 {
  const bytes = head(at, n);
  let h = (hash ^ i64x2.extract_lane(bytes, 0)) * P1;
  h ^= h >>> 29;
  h = (h ^ i64x2.extract_lane(bytes, 1) ^ <u64>n) * P2;
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

/**
 * Hashes a path with its ids left out, and sets `pathEnd` to the byte that ends it. Names without a digit are hashed
 * sixteen bytes at a time, slashes and all; a segment with a digit, "@" or "!" is looked at on its own.
 */
@inline function hashPath(start: usize, seed: u64): u64 {
  let h = seed;
  let at = start;
  let lastSlash = start - 1;
  for (;;) {
    const v = v128.load(at);
    // "!" (33) is below "#" and ends nothing: it counts as special, not as an end.
    const stop = i8x16.bitmask(
      v128.or(
        v128.andnot(i8x16.le_u(v, i8x16.splat(35)), i8x16.eq(v, i8x16.splat(33))),
        i8x16.eq(v, i8x16.splat(63)),
      ),
    );
    const n = stop === 0 ? 16 : ctz(stop);
    const within = (1 << n) - 1;
    const special =
      i8x16.bitmask(
        v128.or(inRange(v, 48, 57), v128.or(i8x16.eq(v, i8x16.splat(64)), i8x16.eq(v, i8x16.splat(33)))),
      ) & within;
    const slashes = i8x16.bitmask(i8x16.eq(v, i8x16.splat(47))) & within;
    if (special === 0) {
      h = mix(h, at, n);
      if (slashes !== 0) lastSlash = at + 31 - clz(slashes);
      at += n;
      // A name that is longer than 64 bytes is data: looked at from its start.
      if (at - lastSlash > 65) {
        h = byBytes(lastSlash + 1, h);
        at = byBytesEnd;
        if (load<u8>(at) !== 47) break;
        continue;
      }
      if (stop !== 0) break;
      continue;
    }
    const before = slashes & ((1 << ctz(special)) - 1);
    const skip = before === 0 ? 0 : 32 - clz(before);
    if (skip > 0) {
      h = mix(h, at, skip);
      lastSlash = at + skip - 1;
    }
    h = segmentHash(lastSlash + 1, h);
    at = byBytesEnd;
    if (load<u8>(at) !== 47) break;
  }
  pathEnd = at;
  return h;
}

let byBytesEnd: usize = 0;

/** Mixes in a segment that has a digit, "@" or "!" somewhere; its first bytes may be in the hash already. */
@inline function segmentHash(segment: usize, hash: u64): u64 {
  let at = segment;
  let digits = 0;
  let others = 0;
  let notLower = 0;
  let notUpper = 0;
  let odd = 0;
  let turns = 0;
  // The last byte of the block before: a digit, a letter.
  let digitBefore = 0;
  let letterBefore = 0;
  let stop = 0;
  do {
    const v = v128.load(at);
    stop = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(v, i8x16.splat(47)), i8x16.le_u(v, i8x16.splat(35))),
        i8x16.eq(v, i8x16.splat(63)),
      ),
    );
    const n = stop === 0 ? 16 : ctz(stop);
    const within = (1 << n) - 1;
    const digit = inRange(v, 48, 57);
    const d = i8x16.bitmask(digit) & within;
    const dashed = v128.or(digit, i8x16.eq(v, i8x16.splat(45)));
    const l = i8x16.bitmask(inRange(v128.or(v, i8x16.splat(32)), 97, 122)) & within;
    digits |= d;
    others |= ~d & within;
    notLower |= ~i8x16.bitmask(v128.or(dashed, inRange(v, 97, 102))) & within;
    notUpper |= ~i8x16.bitmask(v128.or(dashed, inRange(v, 65, 70))) & within;
    odd |= i8x16.bitmask(v128.or(i8x16.eq(v, i8x16.splat(64)), i8x16.eq(v, i8x16.splat(37)))) & within;
    turns += popcnt((d & ((l << 1) | letterBefore)) | (l & ((d << 1) | digitBefore)));
    digitBefore = d >> 15;
    letterBefore = l >> 15;
    at += n;
  } while (stop === 0);
  const length = at - segment;
  if (digits === 0 || load<u8>(at) === 33 || odd !== 0 || length > 128) return byBytes(segment, hash);
  byBytesEnd = at;
  const isHex = length >= 7 && (notLower === 0 || notUpper === 0);
  if (others === 0 || isHex || (length >= 8 && turns >= 3)) return (hash ^ (<u64>256 + ID)) * P2;
  return literalHash(segment, at, hash);
}

@inline function literalHash(start: usize, end: usize, hash: u64): u64 {
  let h = hash;
  for (let i = start; i < end; i += 16) h = mix(h, i, end - i > 16 ? 16 : <i32>(end - i));
  return h;
}

/** As `segmentHash`, for any segment, a byte at a time. */
function byBytes(segment: usize, hash: u64): u64 {
  let at = segment;
  while ((classOf(at) & STOP) === 0) at++;
  byBytesEnd = at;
  const kind = segmentKind(segment, at);
  if (kind !== LITERAL && kind !== NUMBERED) return (hash ^ (<u64>256 + kind)) * P2;
  return literalHash(segment, at, hash);
}

/** The endpoint's number for a path, from the cache or from the host. */
@inline function endpointOf(pathAt: usize, method: i32): i32 {
  const h = hashPath(pathAt, (<u64>method + 1) * P2);
  const key = h | 1;
  const slot = ROUTES + <usize>((<u32>(h >>> 40)) & ROUTE_MASK) * 16;
  if (load<u64>(slot) === key) return load<i32>(slot, 8);
  routesUsed = true;
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

/** Where the search for a client starts: other bits of its hash than its tag. */
@inline function clientSlot(hash: u64): u32 {
  return <u32>(hash >>> 40) & clientMask;
}

/** The slot of a client, or the empty one that it gets. */
@inline function findClient(hash: u64): u32 {
  const tag = <u32>hash;
  let slot = clientSlot(hash);
  let client = load<u64>(clientBase + (<usize>slot << 3));
  while (<u32>client !== tag && client >>> 32 !== 0) {
    slot = (slot + 1) & clientMask;
    client = load<u64>(clientBase + (<usize>slot << 3));
  }
  return slot;
}

/** The bits of a hash that its slot is made of, and the agent's number above them. */
const SLOT_BITS: u32 = 0x7ffff;
const AGENT_SHIFT: u32 = 20;

function growClients(): void {
  const old = clientBase;
  const oldFacts = clientFacts;
  const oldMask = clientMask;
  clientBase = old === CLIENTS ? CLIENTS_SPARE : CLIENTS;
  clientFacts = old === CLIENTS ? CLIENT_FACTS_SPARE : CLIENT_FACTS;
  clientMask = oldMask * 2 + 1;
  memory.fill(clientBase, 0, (<usize>clientMask + 1) << 3);
  for (let i: u32 = 0; i <= oldMask; i++) {
    const client = load<u64>(old + (<usize>i << 3));
    if (client >>> 32 === 0) continue;
    const facts = oldFacts + (<usize>i << 4);
    const slot = findClient((<u64>(load<u32>(facts, 12) & SLOT_BITS) << 40) | (client & 0xffffffff));
    store<u64>(clientBase + (<usize>slot << 3), client);
    memory.copy(clientFacts + (<usize>slot << 4), facts, 16);
  }
}

/** An IPv4 address as a 32-bit number, 0 when a part of it is none. Its bytes are digits and three dots. */
function addressOf(start: usize, length: i32): u32 {
  let address: u32 = 0;
  let part: u32 = 0;
  for (let i: usize = start; i < start + length; i++) {
    const c: u32 = load<u8>(i);
    if (c === 46) {
      address = (address << 8) | part;
      part = 0;
    } else part = part * 10 + c - 48;
    if (part > 255) return 0;
  }
  return (address << 8) | part;
}

/** The number of the agent, the second quoted field from `tail` on; -1 when there is none, or it has an escape. */
function agentOf(tail: usize, end: usize): i32 {
  let at = tail;
  for (let quotes = 0; at < end && quotes < 3; at++) {
    const c = load<u8>(at);
    if (c === 92) return -1;
    if (c === 34) quotes++;
  }
  let stop = at;
  while (stop < end && load<u8>(stop) !== 34 && load<u8>(stop) !== 92) stop++;
  if (stop === at || load<u8>(stop) !== 34) return -1;
  if (stop > at + MAX_AGENT) stop = at + MAX_AGENT;
  const h = literalHash(at, stop, P1);
  const known = AGENTS + (<usize>((<u32>(h >>> 40)) & AGENT_MASK) << 4);
  if (load<u64>(known) === h) return load<i32>(known, 8);
  const number = agentNumber(at, stop);
  store<u64>(known, h);
  store<i32>(known, number, 8);
  return number;
}

/** Gives a new client its slot, -1 when there are too many. */
function newClient(hash: u64, at: usize, length: i32, tail: usize, end: usize): i32 {
  if (clientCount * 3 > clientMask * 2) {
    if (clientMask + 1 >= MAX_CLIENT_SLOTS) return -1;
    growClients();
  }
  clientCount++;
  const slot = findClient(hash);
  store<u32>(clientBase + (<usize>slot << 3), <u32>hash);
  const facts = clientFacts + (<usize>slot << 4);
  store<u32>(facts, addressOf(at, length));
  store<u64>(facts, 0, 4);
  store<u32>(facts, (<u32>agentOf(tail, end) << AGENT_SHIFT) | (<u32>(hash >>> 40) & SLOT_BITS), 12);
  return slot;
}

@inline function countClient(hash: u64, home: u32, entry: u64, status: i32, endpoint: i32, at: usize, length: i32, tail: usize, end: usize): void {
  let slot: i32 = <u32>entry === <u32>hash && entry >>> 32 !== 0 ? home : findClient(hash);
  let place = clientBase + (<usize>slot << 3);
  const n = load<u32>(place, 4);
  if (n === 0) {
    slot = newClient(hash, at, length, tail, end);
    if (slot < 0) return;
    place = clientBase + (<usize>slot << 3);
  }
  store<u32>(place, n + 1, 4);
  const facts = clientFacts + (<usize>slot << 4);
  if (status >= 400 && status < 500) store<u32>(facts, load<u32>(facts, 4) + 1, 4);
  if (load<u8>(SCANS + endpoint) !== 0) store<u32>(facts, load<u32>(facts, 8) + 1, 8);
}

/**
 * Puts the clients one behind the other, 20 bytes each: requests, address, 4xx, scans, agent's number (-1 for none).
 * Gives their place; there are `clientCount`, and the table is not to be used after.
 */
export function listClients(): usize {
  // Entries shrink from 8 bytes and 16 apart, so the place of the other table has room for them.
  const list = clientFacts === CLIENT_FACTS ? CLIENT_FACTS_SPARE : CLIENT_FACTS;
  let at = list;
  for (let slot: u32 = 0; slot <= clientMask; slot++) {
    const n = load<u32>(clientBase + (<usize>slot << 3), 4);
    if (n === 0) continue;
    const facts = clientFacts + (<usize>slot << 4);
    store<u32>(at, n);
    memory.copy(at + 4, facts, 12);
    store<i32>(at, load<i32>(facts, 12) >> AGENT_SHIFT, 16);
    at += 20;
  }
  return list;
}

/** Notes a 5xx; the host hears of it once a minute and cell. */
function countFailure(cell: i32, seconds: i32): void {
  const place = FAILURES + (<usize>cell << 4);
  const n = load<i32>(place, 4);
  const before = load<i32>(place);
  if (n !== 0 && before !== minute) failures(cell, before, n, load<i32>(place, 8), load<i32>(place, 12));
  store<i32>(place, minute);
  store<i32>(place, n !== 0 && before === minute ? n + 1 : 1, 4);
  const first = load<i32>(place, 8);
  if (first === 0 || seconds < first) store<i32>(place, seconds, 8);
  if (seconds > load<i32>(place, 12)) store<i32>(place, seconds, 12);
}

/** Takes the line at `start`; gives the place of its line break, 0 when it is not of this form and nothing was counted. */
@inline function take(start: usize, limit: usize, from: i32, to: i32): usize {
  const ip = v128.load(start);
  const blank = i8x16.bitmask(i8x16.eq(ip, i8x16.splat(32)));
  const length = blank === 0 ? 16 : ctz(blank);
  const dots = i8x16.bitmask(i8x16.eq(ip, i8x16.splat(46))) & ((1 << length) - 1);
  const ipDigits = i8x16.bitmask(inRange(ip, 48, 57)) & ((1 << length) - 1);
  // Three dots, none at the end, none beside another; the host says no to 1.2.3.999.
  if (popcnt(dots) !== 3 || (dots | ipDigits) !== (1 << length) - 1 || (dots & (dots << 1)) !== 0) return 0;
  if (length < 7 || length > 15 || (dots >> (length - 1)) !== 0) return 0;
  let at = start + length;
  const client = mix(P2, start, length);
  // Asked for now, the client's counts arrive from memory while the line is read.
  const slot = clientSlot(client);
  const entry = load<u64>(clientBase + (<usize>slot << 3));
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
  const cell = (endpoint << 4) + place;
  if (endpoint > lastEndpoint) lastEndpoint = endpoint;
  const cellAt = CELLS + (<usize>cell << 2);
  store<u32>(cellAt, load<u32>(cellAt) + 1);
  if (minute !== counted) {
    if (counted >= 0) minuteEnds(counted);
    counted = minute;
  }
  const count = MINUTE + (method << 2);
  store<u32>(count, load<u32>(count) + 1);
  if (status >= 400) {
    const failed = MINUTE + 128 + (status >= 500 ? 4 : 0);
    store<u32>(failed, load<u32>(failed) + 1);
    if (status >= 500 && status < 600) countFailure(cell, seconds);
  }
  countClient(client, slot, entry, status, endpoint, start, length, tail, end);
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

/** Hands over what is counted by minute. */
export function finish(): void {
  for (let cell = 0; cell < (lastEndpoint + 1) << 4; cell++) {
    const place = FAILURES + (<usize>cell << 4);
    const n = load<i32>(place, 4);
    if (n !== 0) failures(cell, load<i32>(place), n, load<i32>(place, 8), load<i32>(place, 12));
  }
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
  shapesUsed = true;
  store<u64>(shapeSlot, key);
  store<i32>(shapeSlot, -1, 8);
  return -1;
}

@inline function isWord(c: u32): bool {
  return c - 48 <= 9 || (c | 32) - 97 <= 25;
}
