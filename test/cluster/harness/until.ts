import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 500;

/** Polls until `check` answers something other than false or undefined; throws, with what was awaited, after `withinMs`. */
export const until = async <T>(
  what: string,
  check: () => Promise<T | false | undefined>,
  withinMs = 60_000,
): Promise<T> => {
  const end = Date.now() + withinMs;
  let last = '';
  for (;;) {
    try {
      const answer = await check();
      if (answer !== false && answer !== undefined) return answer;
    } catch (error) {
      last = error instanceof Error ? `: ${error.message}` : '';
    }
    if (Date.now() > end) throw new Error(`not within ${withinMs / 1000} s: ${what}${last}`);
    await sleep(POLL_MS);
  }
};
