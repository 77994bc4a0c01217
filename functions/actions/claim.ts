import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import type { StorePort } from '../clients/store/port.ts';
import type { OccurrenceLink } from '../incidents/occurrence/plan.ts';
import type { Target } from '../model/report.ts';
import { claimKey } from './files.ts';
import { releaseLease, takeLease } from './lease.ts';

/** ms: as long as a triage still describes what is going on; after that a new incident is worth a new one. */
const CLAIM_MS = 60 * 60_000;

export interface ClaimContext {
  readonly store: StorePort;
  readonly pagerduty: Pick<PagerDutyPort, 'incident'>;
  readonly now: () => number;
}

/**
 * Claims a target for an occurrence: of a storm of incidents one gets it, and the others learn which. A claim whose
 * incident is resolved or was reopened is void, since what happens to the target now is something new.
 */
export async function claimTarget(
  context: ClaimContext,
  target: Target,
  occurrence: OccurrenceLink,
): Promise<OccurrenceLink> {
  const key = claimKey(target);
  const claim = { holder: occurrence.name, value: occurrence, now: context.now(), forMs: CLAIM_MS };
  const first = await takeLease(context.store, key, claim);
  if (first.held || !(await isVoid(context, first.value, occurrence))) return first.value;
  await releaseLease(context.store, key, first.value.name);
  return (await takeLease(context.store, key, claim)).value;
}

/** Frees the target for the next incident. */
export const releaseTarget = (store: StorePort, target: Target, occurrence: string): Promise<void> =>
  releaseLease(store, claimKey(target), occurrence);

/** When PagerDuty cannot say, the claim stands: a link to a triage is better than a second one in a storm. */
async function isVoid(
  { pagerduty }: ClaimContext,
  holder: OccurrenceLink,
  next: OccurrenceLink,
): Promise<boolean> {
  if (holder.incidentId === next.incidentId) return true;
  return pagerduty.incident(holder.incidentId).then(
    (incident) => incident.status === 'resolved',
    () => false,
  );
}
