import { latencyQuantile } from '../model/latency.ts';
import type { Endpoint } from '../model/log-summary.ts';
import { isScanPath } from './agents.ts';
import { ClientTable, ipv4 } from './clients.ts';
import { grown, MinuteCounts } from './counters.ts';
import { EndpointTable, MAX_ENDPOINTS } from './endpoints.ts';
import { Latencies } from './latencies.ts';
import { utf8 } from './line.ts';
import { MAX_METHODS, MethodTable } from './methods.ts';
import { MinuteTable } from './minutes.ts';

/** Statuses that a count has room for at first; more make it grow. */
const FIRST_STATUSES = 16;

interface MinuteFailures {
  /** Epoch seconds / 60. */
  readonly minute: number;
  readonly n: number;
  /** The first and last second of such, epoch s. */
  readonly first: number;
  readonly last: number;
}

/** Requests of a log, counted by endpoint and status, by minute and method, and by client. */
export class Requests {
  readonly endpoints = new EndpointTable();
  readonly clients = new ClientTable();
  readonly methods = new MethodTable();
  readonly minutes = new MinuteTable();
  readonly latencies = new Latencies();
  /** The place of a status (0..999) among those seen, -1 before. */
  private readonly statusPlace = new Int16Array(1000).fill(-1);
  private readonly statuses: number[] = [];
  private stride = FIRST_STATUSES;
  /** By endpoint, then by the place of the status. */
  private counts = new Uint32Array(1024 * FIRST_STATUSES);
  private readonly failures = new MinuteCounts();
  /** By endpoint: 0 not known yet, 1 no, 2 yes. */
  private readonly scanPaths = new Uint8Array(MAX_ENDPOINTS + MAX_METHODS);
  private readonly failureIndex = new Map<number, number>();
  private readonly failureSpans: { first: number; last: number }[] = [];
  total = 0;

  /** Counts one request; `time` in epoch seconds, -1 when unknown. */
  add(endpoint: number, method: number, status: number, time: number): void {
    this.addCount(endpoint, status, 1);
    if (time < 0) return;
    const minute = Math.floor(time / 60);
    this.minutes.add(minute, method, status);
    if (status >= 500 && status < 600)
      this.noteFailures(endpoint, status, { minute, n: 1, first: time, last: time });
  }

  /** Counts one request of a client, -1 when unknown. */
  addOfClient(client: number, endpoint: number, status: number): void {
    if (client >= 0) this.clients.addRequest(client, status, this.isScan(endpoint));
  }

  /** Requests of one endpoint and status that were counted elsewhere. */
  addCount(endpoint: number, status: number, n: number): void {
    this.total += n;
    const place = this.placeOf(status);
    const cell = endpoint * this.stride + place;
    if (cell >= this.counts.length) this.counts = grown(this.counts, (endpoint + 1) * this.stride);
    this.counts[cell] = (this.counts[cell] as number) + n;
  }

  private placeOf(status: number): number {
    const place = this.statusPlace[status] as number;
    return place < 0 ? this.newStatus(status) : place;
  }

  /** True when only scanners ask for this endpoint. */
  isScan(endpoint: number): boolean {
    if (this.scanPaths[endpoint] === 0)
      this.scanPaths[endpoint] = isScanPath(this.endpoints.describe(endpoint).path) ? 2 : 1;
    return this.scanPaths[endpoint] === 2;
  }

  /** Notes 5xx of one minute. */
  noteFailures(endpoint: number, status: number, { minute, n, first, last }: MinuteFailures): void {
    const key = endpoint * 100 + (status - 500);
    let index = this.failureIndex.get(key);
    if (index === undefined) {
      index = this.failureSpans.length;
      this.failureIndex.set(key, index);
      this.failureSpans.push({ first, last });
    }
    this.failures.addAll(index, minute, n);
    const span = this.failureSpans[index] as { first: number; last: number };
    if (last > span.last) span.last = last;
    if (first < span.first) span.first = first;
  }

  private newStatus(status: number): number {
    const place = this.statuses.length;
    this.statuses.push(status);
    this.statusPlace[status] = place;
    if (place < this.stride) return place;
    const wider = new Uint32Array(this.counts.length * 2);
    for (let i = 0; i < this.counts.length; i++)
      wider[Math.floor(i / this.stride) * this.stride * 2 + (i % this.stride)] = this.counts[i] as number;
    this.counts = wider;
    this.stride *= 2;
    return place;
  }

  /** The number of the client named by these bytes, -1 when it is none. */
  client(bytes: Uint8Array, start: number, end: number): number {
    const address = ipv4(bytes, start, end);
    if (address !== undefined) return this.clients.findAddress(address);
    if (end - start < 2 || end - start > 64) return -1;
    return this.clients.findName(utf8(String.fromCharCode(...bytes.subarray(start, end))));
  }

  byStatus(): Record<string, number> {
    const total = new Map<number, number>();
    for (let e = 0; e < this.endpoints.count; e++)
      for (const [status, n] of this.statusesOf(e)) total.set(status, (total.get(status) ?? 0) + n);
    return sortedRecord(total);
  }

  byMethod(): Record<string, number> {
    const total = new Map<string, number>();
    for (let e = 0; e < this.endpoints.count; e++) {
      const method = this.methods.nameOf(this.endpoints.describe(e).method);
      for (const [, n] of this.statusesOf(e)) total.set(method, (total.get(method) ?? 0) + n);
    }
    return Object.fromEntries([...total].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Endpoints that something was counted for: the hot path looks some up for lines that it then leaves to others. */
  private used(): number[] {
    return Array.from({ length: this.endpoints.count }, (_, index) => index).filter(
      (index) => this.statusesOf(index).length > 0,
    );
  }

  private statusesOf(endpoint: number): [number, number][] {
    return this.statuses.flatMap((status, place): [number, number][] => {
      const n = this.counts[endpoint * this.stride + place] ?? 0;
      return n === 0 ? [] : [[status, n]];
    });
  }

  /** One entry a table row; the same route may come more than once, and is merged by the caller. */
  endpointList(): Endpoint[] {
    return this.used().map((index) => {
      const { method, path } = this.endpoints.describe(index);
      const statuses = this.statusesOf(index);
      const latency = this.latencies.of(index);
      const latencyParts = this.latencies.partsOf(index);
      return {
        method: this.methods.nameOf(method),
        path,
        requests: count(statuses, 0, 999),
        errors5xx: count(statuses, 500, 599),
        errors4xx: count(statuses, 400, 499),
        p50: latencyQuantile(latency, 0.5),
        p95: latencyQuantile(latency, 0.95),
        byStatus: sortedRecord(new Map(statuses)),
        ...(latency.length === 0 ? {} : { latency }),
        ...(latencyParts.length === 0 ? {} : { latencyParts }),
      };
    });
  }

  /** The 5xx of each endpoint and status, with their times. */
  failureList(): {
    method: string;
    path: string;
    status: number;
    count: number;
    first: number;
    last: number;
    minutes: Record<string, number>;
  }[] {
    return this.used().flatMap((index) => {
      const { method, path } = this.endpoints.describe(index);
      return this.statusesOf(index)
        .filter(([status]) => status >= 500 && status < 600)
        .map(([status, n]) => {
          const key = index * 100 + (status - 500);
          const at = this.failureIndex.get(key) ?? -1;
          const span = this.failureSpans[at];
          return {
            method: this.methods.nameOf(method),
            path,
            status,
            count: n,
            first: span?.first ?? Number.NaN,
            last: span?.last ?? Number.NaN,
            minutes: at < 0 ? {} : this.failures.of(at),
          };
        });
    });
  }
}

const count = (statuses: readonly (readonly [number, number])[], from: number, to: number): number =>
  statuses.reduce((sum, [status, n]) => (status >= from && status <= to ? sum + n : sum), 0);

const sortedRecord = (counts: ReadonlyMap<number, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort((a, b) => a[0] - b[0]));
