import { ByteTimes } from './byte-times.ts';
import type { Events } from './events.ts';
import type { Progress } from './progress.ts';
import type { Requests } from './requests.ts';
import type { RuntimePrefix } from './runtime-prefix.ts';
import type { Scanner } from './scan/scanner.ts';
import type { Seen } from './seen.ts';
import {
  type Anchor,
  type FixedWord,
  type Plan,
  Plans,
  placeOf,
  type RequestPlan,
  type WorkPlan,
} from './shapes.ts';

interface Parts {
  readonly scanner: Scanner;
  readonly events: Events;
  readonly requests: Requests;
  readonly prefix: RuntimePrefix;
  readonly seen: Seen;
  readonly progress: Progress;
}

/** A line was counted, has to be parsed, or has to be parsed and its shape remembered. */
export type Outcome = 'counted' | 'parse' | 'learn';

/** Counts a line of a known shape by its plan, without parsing it. */
export class ShapeReader {
  readonly plans = new Plans();
  private readonly times = new ByteTimes();
  private readonly parts: Parts;
  private readonly from: number;
  private readonly to: number;

  /** `from` and `to` bound what is counted, epoch ms. */
  constructor(parts: Parts, from: number, to: number) {
    this.parts = parts;
    this.from = from;
    this.to = to;
  }

  /** Counts the line, or says what is to be done with it. `index` is what the scanner stored for its shape. */
  read(index: number, start: number, end: number, reference: number): Outcome {
    const { scanner, events } = this.parts;
    let plan = this.plans.get(index);
    while (plan !== undefined && !hasWords(scanner, plan.fixed)) plan = plan.next;
    if (plan === undefined) return 'learn';
    // Every doubling a line is parsed, so that a template sees more than its first message and its peers.
    plan.hits++;
    if ((plan.hits & (plan.hits - 1)) === 0) return 'parse';
    if (plan.kind === 'frame') return events.takesFrame() ? 'counted' : 'parse';
    if (plan.isPlain && events.mayTake(plan.isException)) return 'parse';
    return this.event(plan, start, end, reference) ? 'counted' : 'parse';
  }

  private event(plan: Plan, start: number, end: number, reference: number): boolean {
    const { scanner, events, prefix, seen } = this.parts;
    let time = Number.NaN;
    if (plan.hasPrefix) {
      prefix.read(scanner.bytes, start, end);
      time = prefix.time;
    } else if (plan.time !== undefined) {
      time = this.times.read(scanner.bytes, placeOf(plan.time, scanner, start), end, reference);
    }
    if (time < this.from || time > this.to) return true;
    if (plan.request !== undefined && !this.request(plan.request, start, end, time)) return false;
    if (plan.work !== undefined) this.work(plan.work, start, time);
    seen.note(plan.format, time);
    events.start(plan.template, plan.severity, time, !plan.isPlain);
    return true;
  }

  private work({ isDone, amount, waiting }: WorkPlan, start: number, time: number): void {
    const { scanner, progress } = this.parts;
    const valueAt = (place: Anchor): number => numberAt(scanner.bytes, placeOf(place, scanner, start));
    if (isDone && (amount === undefined || valueAt(amount) > 0)) progress.noteDone(time);
    if (waiting) progress.noteWaiting(progress.gauge(waiting.name), time, valueAt(waiting.at));
  }

  private request(plan: RequestPlan, start: number, end: number, time: number): boolean {
    const { scanner, requests } = this.parts;
    const { bytes } = scanner;
    const status = numberAt(bytes, placeOf(plan.status, scanner, start));
    if (!(status >= 0 && status <= 999)) return false;
    const client = this.client(plan, start, end);
    const endpoint = requests.endpoints.find(bytes, placeOf(plan.path, scanner, start), plan.method);
    if (requests.endpoints.end > end) return false;
    const seconds = Number.isNaN(time) ? -1 : Math.floor(time / 1000);
    requests.add(endpoint, plan.method, status, seconds);
    requests.addOfClient(client, endpoint, status);
    if (plan.duration !== undefined) {
      const duration = numberAt(bytes, placeOf(plan.duration, scanner, start)) * plan.durationUnit;
      if (duration >= 0)
        requests.latencies.add(endpoint, duration, seconds < 0 ? -1 : Math.floor(seconds / 60));
    }
    return true;
  }

  /** The number of the client that the line names, -1 where it names none; its agent is noted. */
  private client(plan: RequestPlan, start: number, end: number): number {
    if (plan.client === undefined) return -1;
    const { scanner, requests } = this.parts;
    const at = placeOf(plan.client, scanner, start);
    let stop = at;
    while (isAddress(scanner.bytes[stop])) stop++;
    const client = requests.client(scanner.bytes, at, stop);
    if (client >= 0 && plan.agent !== undefined && requests.clients.wantsAgent(client))
      this.agent(client, placeOf(plan.agent, scanner, start), end);
    return client;
  }

  private agent(client: number, at: number, end: number): void {
    const { scanner, requests } = this.parts;
    const limit = Math.min(end, at + MAX_AGENT);
    let stop = at;
    while (stop < limit && scanner.bytes[stop] !== QUOTE && scanner.bytes[stop] !== BACKSLASH) stop++;
    requests.clients.noteAgentBytes(client, scanner.bytes, at, stop);
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const MAX_AGENT = 300;

function hasWords(scanner: Scanner, fixed: readonly FixedWord[]): boolean {
  for (let n = 0; n < fixed.length; n++) if (!hasWord(scanner, fixed[n] as FixedWord)) return false;
  return true;
}

function hasWord(scanner: Scanner, { run, text }: FixedWord): boolean {
  const at = scanner.runStart(run);
  const { bytes } = scanner;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return scanner.runEnd(run) - at === text.length;
}

const isAddress = (c: number | undefined): boolean => c === 46 || (c !== undefined && c >= 48 && c <= 57);

/** A decimal number; NaN when there is none. */
function numberAt(bytes: Uint8Array, start: number): number {
  let at = start;
  let value = 0;
  for (; (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57; at++)
    value = value * 10 + (bytes[at] as number) - 48;
  if (at === start) return Number.NaN;
  if (bytes[at] !== 46) return value;
  let scale = 0.1;
  for (at++; (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57; at++, scale /= 10)
    value += ((bytes[at] as number) - 48) * scale;
  return value;
}
