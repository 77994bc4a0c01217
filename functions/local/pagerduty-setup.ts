import { pagerDutyAccount } from '../clients/pagerduty/account.ts';
import type { PagerDutySetup } from '../doctor/ports.ts';
import { signedPing } from '../doctor/signed.ts';

/** An account, as the environment of a process names it (PAGERDUTY_API_URL, _TOKEN, _FROM, _USER_ID). */
export interface NamedAccount {
  readonly url: string;
  readonly token: string;
  readonly from: string;
  readonly user: string;
}

/** What the doctor looks at in an account; `secret` is that of the webhook, and only with it is one knocked at. */
export function pagerDutySetup(
  { url, token, from, user }: NamedAccount,
  webhook?: { readonly url: string; readonly secret: string | undefined },
): PagerDutySetup {
  const account = pagerDutyAccount({ url, token, from });
  if (webhook === undefined) return { account, url, from, user };
  const ping = webhook.secret ? { ping: signedPing(webhook.url, webhook.secret) } : {};
  return { account, url, from, user, webhook: { url: webhook.url, ...ping } };
}
