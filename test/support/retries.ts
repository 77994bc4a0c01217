import type { Retrier } from '../../infra/asl.ts';

/** Seconds of waiting before the given retry (0 the first), when no jitter shortens it. */
export function delayOf(retrier: Retrier, retry: number): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  return Math.min(IntervalSeconds * BackoffRate ** retry, MaxDelaySeconds);
}

/** The retrier that an error comes to: the first that names it. */
export const retrierOf = (retriers: readonly Retrier[], error: string): Retrier | undefined =>
  retriers.find(({ ErrorEquals }) => ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL'));

/**
 * Seconds that are waited in all when every try fails at once. FULL jitter draws each wait evenly from nothing to its
 * whole length, so the sum lies evenly around its half: that is the median.
 */
export function waitsOf(retriers: readonly Retrier[], error: string): { median: number; longest: number } {
  const retrier = retrierOf(retriers, error);
  if (retrier === undefined) return { median: 0, longest: 0 };
  const longest = Array.from({ length: retrier.MaxAttempts }, (_, retry) => delayOf(retrier, retry)).reduce(
    (sum, seconds) => sum + seconds,
    0,
  );
  return { median: retrier.JitterStrategy === 'FULL' ? longest / 2 : longest, longest };
}

/** What a try came to, and how long it took, seconds; `error` as the state machine knows it. */
export interface Tried {
  readonly seconds: number;
  readonly error?: string;
}

/** A task's tries in a virtual clock, as Step Functions makes them: each retrier counts its own. */
export async function runTries(
  retriers: readonly Retrier[],
  attempt: (atSeconds: number, number: number) => Tried | Promise<Tried>,
  { startSeconds = 0, random = () => 1 }: { startSeconds?: number; random?: () => number } = {},
): Promise<{ readonly endedAt: number; readonly tries: number; readonly error?: string }> {
  const used = new Map<Retrier, number>();
  let now = startSeconds;
  for (let tries = 1; ; tries += 1) {
    const { seconds, error } = await attempt(now, tries);
    now += seconds;
    if (error === undefined) return { endedAt: now, tries };
    const retrier = retrierOf(retriers, error);
    const before = retrier === undefined ? 0 : (used.get(retrier) ?? 0);
    if (retrier === undefined || before >= retrier.MaxAttempts) return { endedAt: now, tries, error };
    used.set(retrier, before + 1);
    now += delayOf(retrier, before) * (retrier.JitterStrategy === 'FULL' ? random() : 1);
  }
}
