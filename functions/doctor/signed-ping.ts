import { randomUUID } from 'node:crypto';
import { signatureOf } from '../core/signature.ts';

/**
 * Sends a webhook the event by which PagerDuty tests a subscription, signed; gives the status of the answer.
 * (https://developer.pagerduty.com/docs/webhooks-overview, pagey.ping)
 */
export const signedPing =
  (url: string, secret: string) =>
  async (signal: AbortSignal): Promise<number> => {
    const event = { id: randomUUID(), event_type: 'pagey.ping', resource_type: 'pagey', data: {} };
    const body = new TextEncoder().encode(JSON.stringify({ event }));
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-pagerduty-signature': signatureOf(body, secret) },
      body,
      signal,
    });
    await answer.arrayBuffer();
    return answer.status;
  };
