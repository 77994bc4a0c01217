/**
 * The time stamp that `kubectl logs --timestamps` and container runtimes put before a line:
 * `2025-11-21T12:36:34.123456789Z message`, in a node's own files followed by `stdout F ` (the CRI log format,
 * https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md).
 */
export class RuntimePrefix {
  /** Epoch ms. */
  time = Number.NaN;
  private lastDay = Number.NaN;
  private lastDayKey = -1;

  /** Where the content starts; `start` when there is no such stamp, and `time` is NaN then. */
  read(bytes: Uint8Array, start: number, end: number): number {
    this.time = Number.NaN;
    if (end - start < 21 || bytes[start + 4] !== 45 || bytes[start + 10] !== 84 || bytes[start + 13] !== 58)
      return start;
    const zoneAt = fractionEnd(bytes, start + 19);
    // Fewer than nine digits: an application's own stamp has three or six, and its head goes on behind it.
    if (zoneAt > start + 19 && zoneAt < start + 29 && bytes[zoneAt] !== 90) return start;
    const zoneLength = zoneLengthAt(bytes, zoneAt);
    const at = zoneAt + zoneLength;
    if (zoneLength === 0 || bytes[at] !== 32) return start;
    const day = this.day(bytes, start);
    if (Number.isNaN(day)) return start;
    this.time =
      day +
      two(bytes, start + 11) * 3_600_000 +
      two(bytes, start + 14) * 60_000 +
      two(bytes, start + 17) * 1000 +
      millisAt(bytes, start + 20, zoneAt) -
      (zoneLength === 1 ? 0 : offsetAt(bytes, zoneAt));
    return skipStream(bytes, at + 1, end);
  }

  private day(bytes: Uint8Array, start: number): number {
    const year = two(bytes, start) * 100 + two(bytes, start + 2);
    const key = (year * 100 + two(bytes, start + 5)) * 100 + two(bytes, start + 8);
    if (key !== this.lastDayKey) {
      this.lastDayKey = key;
      const month = two(bytes, start + 5);
      this.lastDay =
        year >= 1970 && year < 2200 && month >= 1 && month <= 12
          ? Date.UTC(year, month - 1, two(bytes, start + 8))
          : Number.NaN;
    }
    return this.lastDay;
  }
}

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 48 && c <= 57;
const two = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) - 48) * 10 + (bytes[at + 1] as number) - 48;

/** Where ".123456789" ends: at most nine digits. */
function fractionEnd(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== 46) return start;
  let at = start + 1;
  while (at < start + 10 && isDigit(bytes[at])) at++;
  return at;
}

/** Of "123456789" the first three, as far as there are any. */
function millisAt(bytes: Uint8Array, start: number, end: number): number {
  let millis = 0;
  for (let at = start; at < end && at < start + 3; at++) millis = millis * 10 + (bytes[at] as number) - 48;
  return millis;
}

/** "Z" or "+02:00"; 0 where there is neither. */
function zoneLengthAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 90) return 1;
  return (bytes[at] === 43 || bytes[at] === 45) && bytes[at + 3] === 58 ? 6 : 0;
}

const offsetAt = (bytes: Uint8Array, at: number): number =>
  (two(bytes, at + 1) * 60 + two(bytes, at + 4)) * 60_000 * (bytes[at] === 45 ? -1 : 1);

/** "stdout F " and "stderr P ". */
function skipStream(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < 9 || bytes[at] !== 115 || bytes[at + 1] !== 116 || bytes[at + 2] !== 100) return at;
  const tag = bytes[at + 7];
  return bytes[at + 6] === 32 && (tag === 70 || tag === 80) && bytes[at + 8] === 32 ? at + 9 : at;
}
