import { grown } from './counters.ts';
import { utf8 } from './line.ts';

/** Clients beyond this are not told apart: memory stays flat. */
const MAX_CLIENTS = 1 << 18;
/** Names (IPv6, host names) are kept as strings: fewer. */
const MAX_NAMES = 50_000;
const MAX_AGENTS = 2000;

export interface ClientCount {
  readonly client: string;
  readonly requests: number;
  readonly errors4xx: number;
  readonly scans: number;
  readonly agent: string;
}

/** Requests by client. An IPv4 address is its own key, a number: no string is made for it. */
export class ClientTable {
  private size = 1 << 12;
  private slots = new Int32Array(this.size).fill(-1);
  private addresses = new Int32Array(this.size);
  private requests = new Uint32Array(this.size);
  private failures = new Uint32Array(this.size);
  private scans = new Uint32Array(this.size);
  /** One more than the agent's number; 0 for none. */
  private agents = new Uint32Array(this.size);
  private readonly agentNames: string[] = [];
  private readonly agentNumbers = new Map<string, number>();
  private readonly names = new Map<string, number>();
  private readonly nameOf = new Map<number, string>();
  private count = 0;

  /** The client's number, -1 when there are too many. `address` is an IPv4 address as a 32-bit number. */
  findAddress(address: number): number {
    let slot = (Math.imul(address, 0x9e3779b1) >>> 7) & (this.size - 1);
    for (;;) {
      const index = this.slots[slot] as number;
      if (index < 0) return this.add(address, slot);
      if (this.addresses[index] === address) return index;
      slot = (slot + 1) & (this.size - 1);
    }
  }

  /** The number of a client that is no IPv4 address. */
  findName(name: string): number {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    if (this.names.size >= MAX_NAMES) return -1;
    const index = this.next();
    this.names.set(name, index);
    this.nameOf.set(index, name);
    return index;
  }

  /** True when the client's agent should be noted with this request. */
  wantsAgent(index: number): boolean {
    return this.requests[index] === 0 && this.agents[index] === 0;
  }

  /** As `noteAgent`; a string is made for a new agent only. */
  noteAgentBytes(index: number, bytes: Uint8Array, start: number, end: number): void {
    let hash = 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    let number = this.agentHashes.get(hash);
    if (number === undefined) {
      number = this.agentNumber(String.fromCharCode(...bytes.subarray(start, end)));
      if (number >= 0) this.agentHashes.set(hash, number);
    }
    this.noteAgentNumber(index, number);
  }
  private readonly agentHashes = new Map<number, number>();

  noteAgent(index: number, agent: string): void {
    this.noteAgentNumber(index, this.agentNumber(agent));
  }

  /** Notes an agent by its number; -1 notes nothing. */
  noteAgentNumber(index: number, number: number): void {
    if (number >= 0) this.agents[index] = number + 1;
  }

  /** The number of an agent, -1 when there are too many. */
  agentNumber(agent: string): number {
    const known = this.agentNumbers.get(agent);
    if (known !== undefined) return known;
    if (this.agentNames.length >= MAX_AGENTS) return -1;
    this.agentNames.push(agent);
    this.agentNumbers.set(agent, this.agentNames.length - 1);
    return this.agentNames.length - 1;
  }

  addRequest(index: number, status: number, scan: boolean): void {
    this.requests[index] = (this.requests[index] as number) + 1;
    if (status >= 400 && status < 500) {
      this.failures[index] = (this.failures[index] as number) + 1;
    }
    if (scan) this.scans[index] = (this.scans[index] as number) + 1;
  }

  /** As `addRequest`, for requests that were counted elsewhere. */
  addCounts(index: number, requests: number, errors4xx: number, scans: number): void {
    this.requests[index] = (this.requests[index] as number) + requests;
    this.failures[index] = (this.failures[index] as number) + errors4xx;
    this.scans[index] = (this.scans[index] as number) + scans;
  }

  private add(address: number, slot: number): number {
    if (this.count >= MAX_CLIENTS) return -1;
    const index = this.next();
    this.addresses[index] = address;
    this.slots[slot] = index;
    if (this.count * 2 > this.size) this.rehash();
    return index;
  }

  private next(): number {
    const index = this.count++;
    if (index >= this.requests.length) {
      this.addresses = new Int32Array(grown(new Uint32Array(this.addresses.buffer), index + 1).buffer);
      this.requests = grown(this.requests, index + 1);
      this.failures = grown(this.failures, index + 1);
      this.scans = grown(this.scans, index + 1);
      this.agents = grown(this.agents, index + 1);
    }
    return index;
  }

  private rehash(): void {
    this.size *= 2;
    this.slots = new Int32Array(this.size).fill(-1);
    for (let index = 0; index < this.count; index++) {
      if (this.nameOf.has(index)) continue;
      let slot = (Math.imul(this.addresses[index] as number, 0x9e3779b1) >>> 7) & (this.size - 1);
      while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & (this.size - 1);
      this.slots[slot] = index;
    }
  }

  /** Clients, busiest first, at most `limit`, and those with the most failures and scans. */
  top(limit: number): { total: number; clients: ClientCount[] } {
    const weights = new Uint32Array(this.count);
    for (let i = 0; i < this.count; i++)
      weights[i] = (this.requests[i] as number) + (this.failures[i] as number) + (this.scans[i] as number);
    // Sorting numbers in a typed array is far cheaper than sorting all clients: only those at the top are then sorted.
    const least = this.count <= limit ? 0 : (weights.slice().sort()[this.count - limit] as number);
    const order: number[] = [];
    for (let i = 0; i < this.count; i++) if ((weights[i] as number) >= least) order.push(i);
    const address = (i: number): number => (this.addresses[i] as number) >>> 0;
    // Equally busy ones by address: the order in which they came is not kept by the scanner.
    order.sort((a, b) => (weights[b] as number) - (weights[a] as number) || address(a) - address(b) || a - b);
    const clients = order.slice(0, limit).map((i) => this.describe(i));
    clients.sort((a, b) => b.requests - a.requests || (a.client < b.client ? -1 : 1));
    return { total: this.count, clients };
  }

  private describe(index: number): ClientCount {
    const a = this.addresses[index] as number;
    const address = `${a >>> 24}.${(a >>> 16) & 255}.${(a >>> 8) & 255}.${a & 255}`;
    return {
      client: this.nameOf.get(index) ?? address,
      requests: this.requests[index] as number,
      errors4xx: this.failures[index] as number,
      scans: this.scans[index] as number,
      agent: utf8(this.agentNames[(this.agents[index] as number) - 1] ?? ''),
    };
  }
}

/** An IPv4 address as a 32-bit number, undefined when the bytes are no such address. */
export function ipv4(bytes: Uint8Array, start: number, end: number): number | undefined {
  let address = 0;
  let part = 0;
  let dots = 0;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const c = bytes[i] as number;
    if (c === 46) {
      if (digits === 0 || part > 255) return undefined;
      address = (address << 8) | part;
      dots++;
      part = 0;
      digits = 0;
    } else if (c >= 48 && c <= 57 && digits < 3) {
      part = part * 10 + c - 48;
      digits++;
    } else return undefined;
  }
  return dots === 3 && digits > 0 && part <= 255 ? (address << 8) | part : undefined;
}
