import { createHmac } from 'node:crypto';

/**
 * The value of `X-PagerDuty-Signature` for a raw body, as PagerDuty sends it with one active secret: `v1=` and the
 * HMAC-SHA256 in hex (https://developer.pagerduty.com/docs/verifying-webhook-signatures).
 */
export const signatureOf = (body: Uint8Array, secret: string): string =>
  `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
