import type { Random } from '../../bench/random.ts';
import { loopback } from '../support/loopback.ts';
import { mutatedJson } from './mutate.ts';

/** 429 is tried again after a pause, which is the clients' business and not this one's. */
const STATUSES = [200, 200, 200, 200, 200, 201, 400, 401, 403, 404, 500, 503] as const;

/** A server that answers with what it was armed with, the last answer again and again. */
export async function answering(documents: readonly [unknown, ...unknown[]]) {
  let next = { status: 200, body: '' };
  const server = await loopback(() => next);
  return {
    url: server.url,
    arm(random: Random): void {
      server.seen.length = 0;
      next = { status: random.pick(STATUSES), body: mutatedJson(documents, random) };
    },
    close: server.close,
  };
}
