import { MINUTE_STRIDE } from '../minutes.ts';
import type { Requests } from '../requests.ts';
import { timeAt } from '../times.ts';
import { CELL_STATUSES, giveBack, PLACES, type ScanHost, type ScanInstance, takeInstance } from './memory.ts';

/** "24/Nov/2026:14:03:22 +0000" */
const STAMP = 26;
/** Words of one client in the scanner's list: requests, address, 4xx, scans, agent's number. */
const CLIENT_WORDS = 5;

/** The inner loops of a reader, and what they counted. */
export class Scanner implements ScanHost {
  /** The scanner's memory. Input lies in it from `PLACES.input` on, and all places are places in it. */
  readonly bytes: Buffer;
  private readonly instance: ScanInstance;
  private readonly requests: Requests;
  private readonly statuses: number[] = [];

  constructor(requests: Requests) {
    this.requests = requests;
    this.instance = takeInstance(this);
    this.bytes = this.instance.bytes;
  }

  /** Counts access lines; gives the start of the first line that is none (see wasm/log-scan.ts). */
  access(start: number, end: number, from: number, to: number): number {
    return this.instance.exports.access(start, end, from, to);
  }

  /** What was stored for lines of this line's shape, -1 for nothing yet. */
  shape(start: number): number {
    return this.instance.exports.shape(start);
  }

  /** The line break of the line that was last given to `shape`. */
  get lineEnd(): number {
    return this.instance.exports.lineEnd.value;
  }

  /** Where lines of the last shape store their value. */
  get shapeSlot(): number {
    return this.instance.exports.shapeSlot.value;
  }

  store(slot: number, value: number): void {
    this.instance.words[(slot >> 2) + 2] = value;
  }

  get runCount(): number {
    return this.instance.exports.runCount.value;
  }

  /** Start and end of the n-th word with a digit in the line that was last given to `shape`. */
  runStart(n: number): number {
    return this.instance.words[(PLACES.runs >> 2) + n * 2] as number;
  }
  runEnd(n: number): number {
    return this.instance.words[(PLACES.runs >> 2) + n * 2 + 1] as number;
  }

  /** Hands over what was counted, and gives the memory back. */
  finish(): { taken: number; lines: number; first: number; last: number } {
    const { exports } = this.instance;
    exports.finish();
    this.drainCells();
    this.drainClients();
    const { taken, lines, first, last } = exports;
    const totals = { taken: taken.value, lines: lines.value, first: first.value, last: last.value };
    giveBack(this.instance);
    return totals;
  }

  private drainCells(): void {
    const { words } = this.instance;
    for (let endpoint = 0; endpoint < this.requests.endpoints.count; endpoint++)
      for (const [place, status] of this.statuses.entries()) {
        const n = words[(PLACES.cells >> 2) + endpoint * CELL_STATUSES + place] as number;
        if (n > 0) this.requests.addCount(endpoint, status, n);
      }
  }

  private drainClients(): void {
    const { words, exports } = this.instance;
    const { clients } = this.requests;
    const from = exports.listClients() >> 2;
    const end = from + exports.clientCount.value * CLIENT_WORDS;
    for (let at = from; at < end; at += CLIENT_WORDS) {
      const index = clients.findAddress((words[at + 1] as number) | 0);
      if (index < 0) continue;
      clients.addCounts(index, words[at] as number, words[at + 2] as number, words[at + 3] as number);
      clients.noteAgentNumber(index, (words[at + 4] as number) | 0);
    }
  }

  route(method: number, pathAt: number): number {
    const endpoint = this.requests.endpoints.find(this.bytes, pathAt, method);
    this.bytes[PLACES.scans + endpoint] = this.requests.isScan(endpoint) ? 1 : 0;
    return endpoint;
  }

  agent(start: number, end: number): number {
    return this.requests.clients.agentNumber(this.bytes.toString('latin1', start, end));
  }

  method(start: number, end: number): number {
    return this.requests.methods.find(this.bytes, start, end);
  }

  minute(at: number): number {
    const found = timeAt(this.bytes.toString('latin1', at, at + STAMP), 0, Number.NaN);
    this.running =
      found === undefined || found.end !== STAMP || !(found.ms >= 0) ? -1 : Math.floor(found.ms / 60_000);
    return this.running < 0 ? -1 : this.running * 60;
  }
  /** The minute of the line that is being read: it is asked for whenever it changes. */
  private running = -1;

  minuteEnds(minute: number): void {
    const counts = this.instance.words.subarray(PLACES.minute >> 2, (PLACES.minute >> 2) + MINUTE_STRIDE);
    this.requests.minutes.addAll(minute / 60, counts);
    counts.fill(0);
  }

  // biome-ignore lint/complexity/useMaxParams: WebAssembly passes numbers only
  failures(cell: number, minute: number, n: number, first: number, last: number): void {
    const status = this.statuses[cell % CELL_STATUSES] ?? 500;
    this.requests.noteFailures(Math.floor(cell / CELL_STATUSES), status, {
      minute: minute / 60,
      n,
      first,
      last,
    });
  }

  duration(endpoint: number, seconds: number): void {
    this.requests.latencies.add(endpoint, seconds * 1000, this.running);
  }

  status(status: number): number {
    if (this.statuses.length >= CELL_STATUSES) return -1;
    this.statuses.push(status);
    return this.statuses.length - 1;
  }
}
