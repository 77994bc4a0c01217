import { anyOf } from '../../../text/any-of.ts';

/** The last: what a team's own words around a plain HTTP client make of the status. */
const RATE_LIMIT = anyOf(
  [
    /rate.?limit(?:ed|ing)?/,
    /too many requests/,
    /(?:status|code|HTTP(?:\/[\d.]{1,3})?)\W{0,3}(?:code\W{0,3})?429\b/,
    /throttl(?:ed|ing)(?:Exception)?/,
    /quota exceeded for/,
    /SlowDown\b/,
    /\b(?:answered|returned|responded(?: with)?|replied(?: with)?|failed with)(?: an?)? 429\b/,
  ],
  'i',
);
/** client-go holds its own calls back, and says so (k8s.io/client-go/rest/request.go): nobody refuses anything. */
const OWN_THROTTLE = /client-side throttling|throttling request took|Waited for [\d.]+m?s/i;

/** Whether a line says that a rate limit or a quota of somebody refuses a call. */
export const isRefusedByRate = (text: string): boolean => RATE_LIMIT.test(text) && !OWN_THROTTLE.test(text);

/**
 * What says that an account has nothing left, and that waiting does not help: OpenAI (insufficient_quota,
 * https://platform.openai.com/docs/guides/error-codes), Anthropic (https://docs.anthropic.com/en/api/errors), Stripe,
 * Twilio, Google Cloud (BILLING_DISABLED), and HTTP's 402.
 */
const SPENT = anyOf(
  [
    /insufficient_quota/,
    /exceeded your current quota, please check your plan and billing/,
    /credit balance is too low/,
    /(?:insufficient|no|not enough|out of)[ _](?:account )?(?:credits?|funds|balance)\b/,
    /billing[ _](?:is |has been |hard[ _]limit|not[ _]active|disabled)/,
    /BILLING_DISABLED/,
    /\b402 Payment Required/,
    /(?:status code:?|answered|returned|responded with) 402\b/,
  ],
  'i',
);

/** Whether a line says that the caller's account has no credit or quota left. */
export const isSpent = (text: string): boolean => SPENT.test(text);
