import { BlockList, isIPv4 } from 'node:net';
import type { PagePort } from '../clients/reach/port.ts';
import type { Fixes } from './fixes.ts';
import { fault, type Line, ok, unknown } from './line.ts';
import type { WebhookPort } from './ports.ts';

/** Where PagerDuty publishes what its webhooks come from: https://developer.pagerduty.com/docs/webhook-ips */
const publishedAt = (pagerDutyUrl: string): string => {
  const region = new URL(pagerDutyUrl).hostname.includes('.eu.') ? 'eu' : 'us';
  return `https://developer.pagerduty.com/ip-safelists/webhooks-${region}-service-region-json`;
};

/** ms: a network that lets nothing out to it must not cost the check its deadline, which would be a fault. */
const READ_MS = 5_000;

/** The addresses that PagerDuty publishes for an account's service region; undefined where they cannot be read. */
export async function publishedAddresses(
  pages: PagePort,
  pagerDutyUrl: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const soon = AbortSignal.any([signal, AbortSignal.timeout(READ_MS)]);
  const page = await pages.read(publishedAt(pagerDutyUrl), soon);
  const found = page?.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g)?.filter((each) => isIPv4(each)) ?? [];
  return found.length === 0 ? undefined : found;
}

/** Whether a webhook that lets in a list of addresses alone lets in all that PagerDuty publishes: such lists age. */
export async function checkAddresses(
  { letsIn = [], published }: Pick<WebhookPort, 'letsIn' | 'published'>,
  fixes: Fixes,
  signal: AbortSignal,
): Promise<Line> {
  const what = 'webhook addresses';
  const all = await published?.(signal);
  if (all === undefined)
    return unknown(what, 'not compared: the list that PagerDuty publishes cannot be read from here');
  const list = new BlockList();
  for (const each of letsIn) {
    const [address = '', bits = '32'] = each.split('/');
    list.addSubnet(address, Number(bits));
  }
  const shutOut = all.filter((address) => !list.check(address));
  if (shutOut.length === 0) return ok(what, `all ${all.length} that PagerDuty publishes are let in`);
  return fault(
    what,
    `PagerDuty also delivers from ${shutOut.join(', ')}, which is shut out`,
    fixes.addresses,
  );
}
