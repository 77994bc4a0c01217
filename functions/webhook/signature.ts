import { createHmac, timingSafeEqual } from 'node:crypto';

/** `unsigned`: no signature of version 1 at all; `forged`: none that one of our secrets makes. */
export type SignatureVerdict = 'valid' | 'unsigned' | 'forged';

/** One more than PagerDuty sends while a secret is rotated; a bound on the work that a stranger can ask for. */
const MAX_SIGNATURES = 8;
const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/**
 * Checks `X-PagerDuty-Signature`: `v1=HEX[, v1=HEX]`, each an HMAC-SHA256 of the raw body with a secret as given (not
 * base64-decoded); any match passes (https://developer.pagerduty.com/docs/verifying-webhook-signatures). The time it
 * takes does not depend on where two signatures differ.
 */
export function verifySignature(
  body: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
): SignatureVerdict {
  const given = (header ?? '')
    .split(',', MAX_SIGNATURES)
    .map((part) => part.trim())
    .filter((part) => part.startsWith('v1='))
    .map((part) => part.slice('v1='.length));
  if (given.length === 0) return 'unsigned';
  const candidates = given.filter((hex) => HEX_SHA256.test(hex)).map((hex) => Buffer.from(hex, 'hex'));
  let valid = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const right = createHmac('sha256', secret).update(body).digest();
    for (const candidate of candidates) valid = timingSafeEqual(right, candidate) || valid;
  }
  return valid ? 'valid' : 'forged';
}
