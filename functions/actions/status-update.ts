import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import { failureKind } from '../core/failure.ts';
import type { Occurrence } from '../core/incident.ts';
import { effectKey } from './files.ts';
import { type OnceContext, once } from './once.ts';

export interface StatusUpdateContext extends OnceContext {
  readonly pagerduty: Pick<PagerDutyPort, 'postStatusUpdate'>;
}

/**
 * Tells those who follow the incident. False where the account cannot (plan, permission, nobody subscribed): that is no
 * fault. PagerDuty has no list of status updates, nor a log entry of one
 * (https://developer.pagerduty.com/api-reference), so there is nothing to look at: when its answer is lost, or a try
 * dies before it is written down, the same text is told twice rather than not at all.
 */
export async function postStatusUpdate(
  context: StatusUpdateContext,
  occurrence: Pick<Occurrence, 'incidentId' | 'name'>,
  message: string,
): Promise<boolean> {
  return once<boolean>(context, {
    key: effectKey(occurrence.name, 'status-update'),
    look: async () => undefined,
    act: () =>
      context.pagerduty.postStatusUpdate(occurrence.incidentId, message).then(
        () => true,
        (error: unknown) => {
          const kind = failureKind(error);
          if (kind === 'abilityMissing' || kind === 'rejected') return false;
          throw error;
        },
      ),
  });
}
