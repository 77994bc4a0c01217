/** A webhook that was not taken. */
export interface Refusal {
  readonly status: number;
  readonly why: string;
  /** The address that it came from. */
  readonly from: string;
}

/** Lines in a minute: a stranger must not scroll away what the terminal says of incidents. */
const MAX_LINES = 5;
const MINUTE_MS = 60_000;

/** Prints each refused webhook on a line, a few a minute, and then how many more there were. `now` is epoch ms. */
export function refusalPrinter(print: (line: string) => void, now: () => number): (refusal: Refusal) => void {
  let since = 0;
  let count = 0;
  return ({ status, why, from }) => {
    const at = now();
    if (at - since >= MINUTE_MS) {
      if (count > MAX_LINES) print(`${count - MAX_LINES} more webhooks were refused`);
      since = at;
      count = 0;
    }
    count += 1;
    const clock = new Date(at).toISOString().slice(11, 19);
    if (count <= MAX_LINES) print(`${clock}Z a webhook from ${from} was refused with ${status}: ${why}`);
  };
}
