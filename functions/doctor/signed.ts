import { randomUUID } from 'node:crypto';
import { signatureOf } from '../incidents/signature.ts';

/** Sends a webhook an event, signed as PagerDuty does; gives the status of the answer. */
export async function postSigned(
  { url, secret }: { readonly url: string; readonly secret: string },
  event: object,
  signal: AbortSignal,
): Promise<number> {
  const body = new TextEncoder().encode(JSON.stringify({ event }));
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-pagerduty-signature': signatureOf(body, secret) },
    body,
    signal,
  });
  await answer.body?.cancel();
  return answer.status;
}

/** The event by which PagerDuty tests a subscription (https://developer.pagerduty.com/docs/webhooks-overview, pagey.ping). */
export const signedPing =
  (url: string, secret: string) =>
  (signal: AbortSignal): Promise<number> =>
    postSigned(
      { url, secret },
      { id: randomUUID(), event_type: 'pagey.ping', resource_type: 'pagey', data: {} },
      signal,
    );
