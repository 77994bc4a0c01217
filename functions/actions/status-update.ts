import { readJson, writeJson } from '../clients/store/json.ts';
import type { StorePort } from '../clients/store/port.ts';
import type { Outlet, Told } from '../outlets/outlet.ts';
import { effectKey } from './files.ts';

export interface StatusUpdateContext {
  readonly store: StorePort;
  readonly outlet: Pick<Outlet, 'announce'>;
}

/**
 * Tells those who follow the incident. False where the account cannot: that is no fault. PagerDuty has no list of status updates, nor a log entry of one
 * (https://developer.pagerduty.com/api-reference), so there is nothing to look at: when its answer is lost, or a try
 * dies before it is written down, the same text is told twice rather than not at all. An intent would change nothing of
 * that, and no two tries run at a time: the state machine waits for each longer than its function may run.
 */
export async function postStatusUpdate(
  context: StatusUpdateContext,
  occurrence: Told,
  message: string,
): Promise<boolean> {
  const key = effectKey(occurrence.name, 'status-update');
  const told = await readJson<{ readonly value: boolean }>(context.store, key);
  if (told !== undefined) return told.value;
  const value = await context.outlet.announce(occurrence, message);
  await writeJson(context.store, key, { value });
  return value;
}
