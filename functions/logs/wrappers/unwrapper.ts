import type { Unwrap } from '../reader.ts';
import { MAX_LINE } from '../splitter.ts';
import { timeOfField } from '../times.ts';
import { openEnvelope, type Unwrapped } from './envelopes.ts';
import { peel, prefixOf } from './prefixes.ts';
import { stampOf } from './stamps.ts';

const NEWLINE = 10;
const BRACE = 123;
/** Lines of a block that are looked at for a wrapper: its first, and as many spread over the rest. */
const PROBES = 8;
/** After so many blocks without one, a look at a block's first line has to do: looking costs what counting does. */
const SURE = 4;
/** A prefix that other lines may have by chance has to be on so many. */
const MIN_ALIKE = 2;
/** Bytes that a text prefix has at most. */
const MAX_PREFIX = 2500;
/** Bytes of parts that wait for the line's end. */
const MAX_HELD = MAX_LINE / 2;
/** CRI: "STAMP stdout F ", with a stamp of any precision (see runtime-prefix.ts). */
const CRI = /^\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d) (stdout|stderr) ([FP]) /;
const MAX_CRI = 60;

/**
 * Takes lines out of what collectors and tools wrap them in. A wrapped line becomes what `kubectl logs --timestamps`
 * shows of it: the time, a severity as `<3>` where the collector has one, and the line. That is never longer, so it is
 * written where the wrapped line stood, and all that reads logs behind a runtime's stamp goes on as before.
 */
export class Unwrapper implements Unwrap {
  /** The tool's prefix that lines had last, -1 for none. */
  private prefix = -1;
  /** Blocks in a row without a wrapped line. */
  private bareBlocks = 0;
  /** The stream whose line was cut and goes on in the next one. */
  private cutStream = '';

  /** Rewrites the block of whole lines. Of one that is not the last, the parts of a line whose end is not in it are left. */
  rewrite(bytes: Buffer, start: number, last: number, isLast: boolean): ReturnType<Unwrap['rewrite']> {
    if (!this.isWrapped(bytes, start, last)) return { end: last, taken: last };
    const end = isLast ? last : wholeEnd(bytes, start, last);
    this.cutStream = '';
    let out = start;
    for (let at = start; at <= end; ) {
      const lineEnd = bytes.indexOf(NEWLINE, at);
      out = this.line(bytes, at, lineEnd, out);
      at = lineEnd + 1;
    }
    // Its rest is nowhere.
    if (this.cutStream !== '') bytes[out++] = NEWLINE;
    return { end: out - 1, taken: end };
  }

  private isWrapped(bytes: Buffer, start: number, end: number): boolean {
    const isFound = this.finds(bytes, start, end, this.bareBlocks < SURE ? PROBES : 1);
    this.bareBlocks = isFound ? 0 : this.bareBlocks + 1;
    return isFound;
  }

  private finds(bytes: Buffer, start: number, end: number, count: number): boolean {
    const alike = new Map<number, number>();
    for (const at of probes(bytes, start, end, count)) {
      const lineEnd = bytes.indexOf(NEWLINE, at);
      if (bytes[at] === BRACE) {
        if (openEnvelope(bytes.toString('utf8', at, lineEnd)) !== undefined) return true;
      } else if (this.isPrefixed(bytes.toString('latin1', at, Math.min(lineEnd, at + MAX_PREFIX)), alike))
        return true;
    }
    return false;
  }

  /** `alike`: how many lines had each prefix so far. */
  private isPrefixed(text: string, alike: Map<number, number>): boolean {
    if (CRI.exec(text)?.[2] === 'P') return true;
    const { index, isClear } = prefixOf(text);
    if (index < 0) return false;
    const lines = (alike.get(index) ?? 0) + 1;
    alike.set(index, lines);
    if (!isClear && lines < MIN_ALIKE && index !== this.prefix) return false;
    this.prefix = index;
    return true;
  }

  /** Writes one line; gives where the next one goes. */
  private line(bytes: Buffer, start: number, end: number, out: number): number {
    const first = bytes[start] as number;
    if (first === BRACE) {
      const opened = openEnvelope(bytes.toString('utf8', start, end));
      if (opened !== undefined) return this.write(bytes, opened, { start, end, out });
    } else if (first >= 48 && first <= 57) {
      const cri = CRI.exec(bytes.toString('latin1', start, Math.min(end, start + MAX_CRI)));
      if (cri !== null) return this.cri(bytes, cri, { start, end, out });
    }
    const text = bytes.toString('latin1', start, Math.min(end, start + MAX_PREFIX));
    const peeled = peel(this.prefix, text) ?? this.other(text);
    if (peeled === undefined) return copy(bytes, start, end, out);
    const time =
      peeled.stamp === undefined ? Number.NaN : timeOfField(text.slice(...peeled.stamp), Number.NaN);
    const stamp = stampOf(time);
    const inner = start + peeled.at;
    if (stamp.length > inner - out) return copy(bytes, start, end, out);
    const opened = bytes[inner] === BRACE ? openEnvelope(bytes.toString('utf8', inner, end)) : undefined;
    if (opened !== undefined)
      return this.write(bytes, Number.isNaN(opened.time) ? { ...opened, time } : opened, { start, end, out });
    bytes.write(stamp, out, 'latin1');
    return copy(bytes, inner, end, out + stamp.length);
  }

  private other(text: string): ReturnType<typeof peel> {
    const { index, isClear } = prefixOf(text);
    return isClear ? peel(index, text) : undefined;
  }

  /** Parts of a line of one stream follow each other. */
  private cri(bytes: Buffer, match: RegExpExecArray, place: Place): number {
    const [head, stream = '', tag] = match;
    const isNext = this.cutStream === stream;
    let { out } = place;
    if (this.cutStream !== '' && !isNext) bytes[out++] = NEWLINE;
    this.cutStream = tag === 'P' ? stream : '';
    out = copy(bytes, isNext ? place.start + head.length : place.start, place.end, out);
    return tag === 'P' ? out - 1 : out;
  }

  private write(bytes: Buffer, { line, time, severity, isPart }: Unwrapped, place: Place): number {
    const isNext = this.cutStream === DOCKER;
    this.cutStream = isPart === true ? DOCKER : '';
    const level = severity === undefined || line.startsWith('{') ? '' : `<${severity}>`;
    const text = isNext ? line : `${stampOf(time)}${level}${line}`;
    const length = Buffer.byteLength(text);
    // What was no UTF-8 may have become longer.
    if (length > place.end - place.out) return copy(bytes, place.start, place.end, place.out);
    bytes.write(text, place.out, 'utf8');
    const out = place.out + length;
    if (isPart === true) return out;
    bytes[out] = NEWLINE;
    return out + 1;
  }
}

/** The last line break that no part of a cut line is before. */
function wholeEnd(bytes: Buffer, start: number, last: number): number {
  let end = last;
  while (end > start && last - end < MAX_HELD) {
    const at = bytes.lastIndexOf(NEWLINE, end - 1) + 1;
    if (!isPart(bytes, Math.max(start, at), end)) return end;
    if (at <= start) break;
    end = at - 1;
  }
  // More parts than can wait for their end.
  return last;
}

function isPart(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] !== BRACE)
    return CRI.exec(bytes.toString('latin1', start, Math.min(end, start + MAX_CRI)))?.[2] === 'P';
  return openEnvelope(bytes.toString('utf8', start, end))?.isPart === true;
}

/** Where the lines start that are looked at. */
function probes(bytes: Buffer, start: number, end: number, count: number): number[] {
  const places: number[] = [];
  let at = start;
  for (let n = 0; n < count && at <= end; n++) {
    places.push(at);
    at = bytes.indexOf(NEWLINE, at) + 1;
  }
  const first = at;
  for (let n = 1; n < count && first <= end; n++) {
    at = bytes.indexOf(NEWLINE, first + Math.floor(((end - first) * n) / count)) + 1;
    if (at > 0 && at <= end) places.push(at);
  }
  return places;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly out: number;
}
const DOCKER = 'docker';

/** The line with its line break. */
function copy(bytes: Buffer, start: number, end: number, out: number): number {
  if (out !== start) bytes.copyWithin(out, start, end);
  const next = out + end - start;
  bytes[next] = NEWLINE;
  return next + 1;
}
