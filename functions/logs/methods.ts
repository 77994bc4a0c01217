import { redact } from '../redaction/redact.ts';

/** Methods that are told apart; what comes after them is OTHER. */
export const MAX_METHODS = 32;
const OTHER_METHOD = MAX_METHODS - 1;
const MAX_METHOD = 20;
const MAX_METHOD_KEYS = 1000;

/** Numbers the request methods of a log. */
export class MethodTable {
  private readonly names: string[] = [];
  private readonly keys = new Map<number, number>();
  private lastKey = -1;
  private last = 0;

  /** The number of a method by its bytes. Its first four bytes and its length tell the known ones apart. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const key =
      ((bytes[start] as number) |
        ((bytes[start + 1] as number) << 8) |
        ((bytes[start + 2] as number) << 16) |
        ((bytes[start + 3] as number) << 24)) ^
      (end - start);
    if (key === this.lastKey) return this.last;
    const method = this.keys.get(key) ?? this.add(bytes, start, end, key);
    this.lastKey = key;
    this.last = method;
    return method;
  }

  private add(bytes: Uint8Array, start: number, end: number, key: number): number {
    const stop = Math.min(end, start + MAX_METHOD);
    const name =
      end > start ? redact(String.fromCharCode(...bytes.subarray(start, stop)).toUpperCase()) : '-';
    const known = this.names.indexOf(name);
    let method = known < 0 ? this.names.length : known;
    if (method >= OTHER_METHOD) {
      method = OTHER_METHOD;
      this.names[OTHER_METHOD] = 'OTHER';
    } else if (known < 0) this.names.push(name);
    if (this.keys.size < MAX_METHOD_KEYS) this.keys.set(key, method);
    return method;
  }

  nameOf(method: number): string {
    return this.names[method] ?? '-';
  }
}
