import { isSet, type Line, type Span } from './line.ts';
import type { Reading, WorkLine } from './progress.ts';
import type { Scanner } from './scan/scanner.ts';
import { codesIn } from './templates/codes.ts';

/**
 * A place in a line that all lines of its shape share: the start of a word with a digit (`inRun`), or so many bytes
 * behind the end of one (run -1: behind the line's start).
 */
export interface Anchor {
  readonly run: number;
  readonly behind: number;
  readonly inRun: boolean;
}

export interface RequestPlan {
  readonly method: number;
  readonly path: Anchor;
  readonly status: Anchor;
  readonly duration: Anchor | undefined;
  readonly durationUnit: number;
  readonly client: Anchor | undefined;
  /** The agent ends at the next quote. */
  readonly agent: Anchor | undefined;
}

/** What such lines tell of work, with the places of their numbers. */
export interface WorkPlan {
  readonly isDone: boolean;
  readonly amount: Anchor | undefined;
  readonly waiting: { readonly name: string; readonly at: Anchor } | undefined;
}

/** The n-th word with a digit, and what it has to be. */
export interface FixedWord {
  readonly run: number;
  readonly text: string;
}

/** What the parsers found out about lines of one shape, so that the next of them need no parser. */
export interface Plan {
  readonly kind: 'event' | 'frame';
  readonly format: string;
  /** Template number, -1 when such lines are no pattern. */
  readonly template: number;
  readonly severity: number;
  readonly isPlain: boolean;
  readonly isException: boolean;
  /** The runtime's stamp is the time. */
  readonly hasPrefix: boolean;
  readonly time: Anchor | undefined;
  /** Words with digits that decide what the line is, a level, a status code: lines with others have their own plan. */
  readonly fixed: readonly FixedWord[];
  readonly request: RequestPlan | undefined;
  readonly work: WorkPlan | undefined;
  hits: number;
  next: Plan | undefined;
}

/** Plans by number, as the scanner stores them. */
export class Plans {
  private readonly plans: Plan[] = [];

  get(index: number): Plan | undefined {
    return this.plans[index];
  }

  /** Remembers a plan; of the same shape there may be one for each level and code, up to a bound. Gives what to store. */
  add(plan: Plan, before: number): number {
    if (this.plans.length >= MAX_PLANS) this.plans.length = 0;
    plan.next = before >= 0 ? this.get(before) : undefined;
    if (depth(plan) > MAX_OF_SHAPE) return before;
    this.plans.push(plan);
    return this.plans.length - 1;
  }

  get full(): boolean {
    return this.plans.length >= MAX_PLANS;
  }
}
const MAX_PLANS = 200_000;
const MAX_OF_SHAPE = 32;

function depth(plan: Plan): number {
  let n = 0;
  for (let p: Plan | undefined = plan; p !== undefined; p = p.next) n++;
  return n;
}

/** Where an anchor is in the line that the scanner looked at last, whose first byte is at `start`. */
export function placeOf(anchor: Anchor, scanner: Scanner, start: number): number {
  if (anchor.run < 0) return start + anchor.behind;
  return anchor.inRun ? scanner.runStart(anchor.run) : scanner.runEnd(anchor.run) + anchor.behind;
}

/** The anchor of a place; undefined inside a word with a digit, where lines of the same shape differ. */
function anchorOf(place: number, scanner: Scanner, start: number): Anchor | undefined {
  let run = -1;
  for (let i = 0; i < scanner.runCount && scanner.runStart(i) <= place; i++) run = i;
  if (run < 0) return { run, behind: place - start, inRun: false };
  if (scanner.runStart(run) === place) return { run, behind: 0, inRun: true };
  const behind = place - scanner.runEnd(run);
  return behind < 0 ? undefined : { run, behind, inRun: false };
}

const NO_ANCHOR = Symbol('none');
const optional = (span: Span, scanner: Scanner, start: number): Anchor | undefined | typeof NO_ANCHOR =>
  isSet(span) ? (anchorOf(start + span.start, scanner, start) ?? NO_ANCHOR) : undefined;

export interface Learned {
  readonly kind: Plan['kind'];
  readonly template: number;
  readonly severity: number;
  readonly isPlain: boolean;
  readonly isException: boolean;
  readonly hasPrefix: boolean;
  readonly method: number;
  /** Whether templates keep the numbers that say what happened. */
  readonly hasCodes: boolean;
  readonly work: WorkLine | undefined;
}

/** Makes a plan out of a line that the parsers have read; undefined when its parts cannot be found again. */
export function planOf(line: Line, scanner: Scanner, start: number, learned: Learned): Plan | undefined {
  const time = learned.hasPrefix ? undefined : optional(line.timeAt, scanner, start);
  const fixed = fixedWords(line, scanner, start, learned);
  if (time === NO_ANCHOR || fixed === undefined) return undefined;
  // A time without a place of its own cannot be found again.
  if (time === undefined && !learned.hasPrefix && !Number.isNaN(line.time)) return undefined;
  const request = line.isRequest ? requestPlan(line, scanner, start, learned.method) : undefined;
  if (line.isRequest && request === undefined) return undefined;
  const work = learned.work && workPlan(learned.work, scanner, start);
  if (learned.work && work === undefined) return undefined;
  const { kind, template, severity, isPlain, isException, hasPrefix } = learned;
  return {
    ...{ kind, template, severity, isPlain, isException, hasPrefix, time, fixed, request, work },
    format: line.format,
    hits: 0,
    next: undefined,
  };
}

/** Undefined where a number cannot be found again: lines of its shape are parsed each time. */
function workPlan(
  { isDone, amount, waiting }: WorkLine,
  scanner: Scanner,
  start: number,
): WorkPlan | undefined {
  const placed = (reading: Reading | undefined) => reading && anchorOf(start + reading.start, scanner, start);
  const [amountAt, waitingAt] = [placed(amount), placed(waiting)];
  if ((amount && !amountAt?.inRun) || (waiting && !waitingAt?.inRun)) return undefined;
  return {
    isDone,
    amount: amountAt,
    waiting: waiting && waitingAt && { name: waiting.name, at: waitingAt },
  };
}

/** More decide it: such lines are parsed each time. */
const MAX_FIXED = 8;
/** Bytes of a part that are looked at, as of a message. */
const MAX_PART = 4000;

/** Undefined when what decides cannot be found again. */
function fixedWords(
  line: Line,
  scanner: Scanner,
  start: number,
  { template, hasCodes }: Learned,
): readonly FixedWord[] | undefined {
  const places = isSet(line.levelAt) ? [line.levelAt.start] : [];
  if (hasCodes && template >= 0)
    for (const span of [line.message, line.error, line.stack, line.code])
      places.push(...codePlaces(line, span));
  const runs = new Set(places.map((place) => runOf(start + place, scanner)));
  if (runs.has(NO_RUN) || runs.size > MAX_FIXED) return undefined;
  return [...runs].map((run) => ({
    run,
    text: scanner.bytes.toString('latin1', scanner.runStart(run), scanner.runEnd(run)),
  }));
}

/** A field that is a code is one as a whole. */
function codePlaces(line: Line, span: Span): number[] {
  if (!isSet(span)) return [];
  if (span === line.code) return /\d/.test(line.part(span)) ? [span.start] : [];
  // What stands before a message in its field's name says nothing of its first number.
  return codesIn(line.text.slice(span.start, Math.min(span.end, span.start + MAX_PART))).map(
    (code) => span.start + code.end - 1,
  );
}

const NO_RUN = -1;
function runOf(place: number, scanner: Scanner): number {
  for (let i = 0; i < scanner.runCount && scanner.runStart(i) <= place; i++)
    if (place < scanner.runEnd(i)) return i;
  return NO_RUN;
}

function requestPlan(line: Line, scanner: Scanner, start: number, method: number): RequestPlan | undefined {
  const path = optional(line.path, scanner, start);
  const status = optional(line.status, scanner, start);
  const duration = optional(line.duration, scanner, start);
  const client = optional(line.client, scanner, start);
  const agent = optional(line.agent, scanner, start);
  if (
    path === NO_ANCHOR ||
    path === undefined ||
    status === NO_ANCHOR ||
    status === undefined ||
    duration === NO_ANCHOR ||
    client === NO_ANCHOR ||
    !status.inRun ||
    line.part(line.path)[0] !== '/' ||
    line.part(line.path).includes('\\') ||
    (client !== undefined && !/^[\d.]+$/.test(line.part(line.client)))
  )
    return undefined;
  return {
    method,
    path,
    status,
    duration,
    durationUnit: line.durationUnit,
    client,
    agent: agent === NO_ANCHOR ? undefined : agent,
  };
}
