/** What was seen of a log: lines by format, and the first and last time. */
export class Seen {
  readonly formats = new Map<string, number>();
  /** Epoch ms. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;

  note(format: string, time: number, lines = 1): void {
    this.formats.set(format, (this.formats.get(format) ?? 0) + lines);
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }
}
