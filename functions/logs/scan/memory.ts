import { CLASSES } from '../path-segments.ts';
import { LOG_SCAN_WASM } from './module.ts';

/** Places in the scanner's memory; the same as in wasm/log-scan.ts. */
export const PLACES = {
  classes: 0x400,
  minute: 0xa00,
  runs: 0x1000,
  input: 0x10000,
  inputEnd: 0x17ff00,
  cells: 0x200000,
  scans: 0x400000,
} as const;
/** Statuses that a cell row has room for. */
export const CELL_STATUSES = 16;

/** What the scanner asks of its user. */
export interface ScanHost {
  route(method: number, pathAt: number): number;
  agent(start: number, end: number): number;
  method(start: number, end: number): number;
  minute(at: number): number;
  minuteEnds(minute: number): void;
  failures(cell: number, minute: number, n: number, first: number, last: number): void;
  duration(endpoint: number, seconds: number): void;
  status(status: number): number;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly reset: () => void;
  readonly access: (start: number, end: number, from: number, to: number) => number;
  readonly finish: () => void;
  readonly shape: (start: number) => number;
  readonly lines: { readonly value: number };
  readonly taken: { readonly value: number };
  readonly first: { readonly value: number };
  readonly last: { readonly value: number };
  readonly clientCount: { readonly value: number };
  readonly listClients: () => number;
  readonly runCount: { readonly value: number };
  readonly lineEnd: { readonly value: number };
  readonly shapeSlot: { readonly value: number };
}

/** One instance with its memory; a host is set while a reader uses it. */
export interface ScanInstance {
  readonly exports: Exports;
  readonly bytes: Buffer;
  readonly words: Uint32Array;
  host: ScanHost | undefined;
}

/** The part of WebAssembly that is used; TypeScript declares it for browsers only. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}
const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

let module: object | undefined;
/** Instances that no reader uses: each holds 31 MiB of address space, so they are used again. */
const idle: ScanInstance[] = [];
const MAX_IDLE = 16;

/** An instance that is as new. */
export function takeInstance(host: ScanHost): ScanInstance {
  const instance = idle.pop() ?? makeInstance();
  instance.host = host;
  return instance;
}

/** Gives an instance back; its user must not touch it any more. */
export function giveBack(instance: ScanInstance): void {
  instance.host = undefined;
  if (idle.length >= MAX_IDLE) return;
  instance.exports.reset();
  idle.push(instance);
}

function makeInstance(): ScanInstance {
  module ??= new wasm.Module(Buffer.from(LOG_SCAN_WASM, 'base64'));
  const of = (): ScanHost => {
    if (instance.host === undefined) throw new Error('the scanner was used after it was given back');
    return instance.host;
  };
  const host: ScanHost = {
    route: (method, pathAt) => of().route(method, pathAt),
    agent: (start, end) => of().agent(start, end),
    method: (start, end) => of().method(start, end),
    minute: (at) => of().minute(at),
    minuteEnds: (minute) => of().minuteEnds(minute),
    // biome-ignore lint/complexity/useMaxParams: WebAssembly passes numbers only
    failures: (cell, minute, n, first, last) => of().failures(cell, minute, n, first, last),
    duration: (endpoint, seconds) => of().duration(endpoint, seconds),
    status: (status) => of().status(status),
  };
  // The module is made from this repository's own source: its exports are known.
  const exports = new wasm.Instance(module, { host }).exports as Exports;
  const { buffer } = exports.memory;
  const instance: ScanInstance = {
    exports,
    bytes: Buffer.from(buffer),
    words: new Uint32Array(buffer),
    host: undefined,
  };
  new Uint16Array(buffer, PLACES.classes, CLASSES.length).set(CLASSES);
  exports.reset();
  return instance;
}
