import { fixesFor } from './fixes.ts';
import { fault, type Line, ok, unknown } from './line.ts';
import type { DoctorPorts } from './ports.ts';

/**
 * ms that two clocks may differ: a change is blamed for an error that began within seconds of it. A Date header is to
 * the second, and an answer takes a moment.
 */
const MAX_SKEW_MS = 10_000;

/** How far a server's clock and ours are apart. */
export async function skewLine(
  what: string,
  server: Parameters<DoctorPorts['serverTime']>[0],
  { serverTime, now, place }: Pick<DoctorPorts, 'serverTime' | 'now' | 'place'>,
  signal: AbortSignal,
): Promise<Line[]> {
  const theirs = await serverTime(server, signal).catch(() => undefined);
  if (theirs === undefined) return [unknown(what, 'not checked: its answer names no time')];
  const skew = theirs - now();
  const seconds = Math.round(Math.abs(skew) / 1_000);
  if (Math.abs(skew) <= MAX_SKEW_MS) return [ok(what, `within ${MAX_SKEW_MS / 1_000} s of ours`)];
  const direction = skew > 0 ? 'ahead of' : 'behind';
  return [fault(what, `${seconds} s ${direction} ours`, fixesFor(place).clock)];
}
