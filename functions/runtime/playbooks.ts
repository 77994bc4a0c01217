import type { StorePort } from '../clients/store/port.ts';
import { INDEX_KEY } from '../contracts/store.ts';
import { Failure } from '../model/failure.ts';
import { readPlaybookIndex } from '../playbook/compiled.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Runtime } from './middleware.ts';

/** ms that the playbooks are kept: a push takes effect within this time, and a storm does not read once an incident. */
const KEEP_MS = 30_000;

/** ms that a newer index is waited for where an older one is known: the webhook has 5 s for everything. */
const PATIENCE_MS = 1_000;

/** The playbooks of the installation, as they were at most half a minute ago. */
export type PlaybookSource = () => Promise<readonly Playbook[]>;

/**
 * The playbooks that were pushed into the store. A faulty one is left out alone, logged and counted. While the index
 * cannot be read, the last one that could stands.
 * @throws Failure when none could be read yet: `invalid` when what is there is no index.
 */
export function storedPlaybooks(
  store: Pick<StorePort, 'get'>,
  { now, logger, metrics }: Runtime,
  patienceMs = PATIENCE_MS,
): PlaybookSource {
  let last: readonly Playbook[] | undefined;
  let askedAt = 0;

  const read = async (): Promise<readonly Playbook[]> => {
    const stored = await store.get(INDEX_KEY);
    if (stored === undefined) return [];
    const index = readPlaybookIndex(stored.body);
    if (!index.ok) throw new Failure('invalid', `store: ${INDEX_KEY} ${index.why}; push the playbooks again`);
    for (const { name, why } of index.disabled) {
      logger.error('a playbook is disabled; push it again', { playbook: name, why });
      metrics.count('PlaybooksDisabled');
    }
    return index.entries.map(({ playbook }) => playbook);
  };

  return async () => {
    if (last !== undefined && now() - askedAt < KEEP_MS) return last;
    askedAt = now();
    const known = last;
    last =
      known === undefined
        ? await read()
        : await within(patienceMs, read()).catch((error: Error) => {
            logger.warn('the playbooks cannot be read; the last ones stand', { why: error.message });
            return known;
          });
    return last;
  };
}

/** What was asked for, or a Failure once the time is over; an answer that comes later is dropped. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure('retryLater', `no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
  }
}
