import type { Random } from '../../../bench/random.ts';
import { signatureOf } from '../../../functions/incidents/signature.ts';
import { defaultPlaybook } from '../../../functions/playbook/playbook.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import type { Execution } from '../../../functions/webhook/execution.ts';
import { createHandler } from '../../../functions/webhook/handler.ts';
import type { WebhookRequest } from '../../../functions/webhook/receive.ts';
import { mutatedJson, mutatedText } from '../mutate.ts';
import { Breach, type Target } from '../target.ts';

const SECRET = 'whsec-fuzz';

const event = (event_type: string, more: object = {}) => ({
  event: {
    id: '01E',
    event_type,
    resource_type: 'incident',
    occurred_at: '2026-11-25T14:30:00Z',
    data: {
      id: 'Q1ABC',
      type: 'incident',
      title: 'High',
      html_url: 'https://example.pagerduty.com/incidents/Q1ABC',
      created_at: '2026-11-25T14:03:20Z',
      service: { id: 'P1', summary: 'API' },
      urgency: 'high',
      assignees: [{ id: 'PUSER' }],
      ...more,
    },
  },
});
const EVENTS: readonly [object, ...object[]] = [
  event('incident.triggered'),
  event('incident.resolved', { resolved_at: '2026-11-25T14:29:59Z' }),
  event('incident.unacknowledged'),
  event('incident.reopened'),
  event('incident.acknowledged'),
  event('pagey.ping', { message: 'Hello', type: 'ping' }),
];
const SEEN = EVENTS.map((one) => JSON.stringify(one));
const sign = (body: Uint8Array): string => signatureOf(body, SECRET);
/** What somebody has who has read deliveries, but has no secret. */
const SEEN_SIGNATURES = SEEN.map((body) => sign(Buffer.from(body))) as [string, ...string[]];

const forgedHeader = (random: Random): string =>
  random.pick<() => string>([
    () => random.pick(SEEN_SIGNATURES),
    () => mutatedText(SEEN_SIGNATURES, random),
    () => SEEN_SIGNATURES.join(', '),
    () => `v1=${''.padEnd(64, '0')}`,
  ])();

/** The same bytes in one of the ways that an API hands them over. */
function handedOver(body: Buffer, signature: string | undefined, random: Random): WebhookRequest {
  const name = random.pick(['x-pagerduty-signature', 'X-PagerDuty-Signature']);
  return {
    headers: signature === undefined ? random.pick([null, {}]) : { [name]: signature },
    body: body.toString('base64'),
    isBase64Encoded: true,
    ...random.pick([{}, { requestContext: { identity: { sourceIp: '192.0.2.1' } } }]),
  };
}

export const webhook: Target = {
  name: 'webhook',
  open() {
    const started: Execution[] = [];
    const handler = createHandler(async () => ({
      now: () => 0,
      logger: silentLogger,
      metrics: silentMetrics,
      secrets: async () => [SECRET, 'whsec-older'],
      start: async (execution) => {
        started.push(execution);
        return 'started';
      },
      playbooks: async () => [{ ...defaultPlaybook({ namespace: 'shop' }), name: 'API', services: ['P1'] }],
      minuteMs: 60_000,
      mode: async () => 'full' as const,
    }));
    const post = async (request: WebhookRequest): Promise<number> => {
      const answer = await handler(request, {});
      if (answer.statusCode >= 500) throw new Breach('5xx', `${answer.statusCode} ${answer.body}`);
      if (/\.m?[tj]s:\d|\n/.test(answer.body)) throw new Breach('stack', answer.body);
      return answer.statusCode;
    };
    return {
      async attempt(random) {
        started.length = 0;
        const body = Buffer.from(mutatedJson(EVENTS, random));
        if (random.next() < 0.6) {
          await post(handedOver(body, sign(body), random));
          for (const { name } of started)
            if (!/^[\w-]{1,80}$/.test(name)) throw new Breach('crash', `no name of an execution: ${name}`);
          return;
        }
        // A delivery played back byte for byte is no forgery.
        if (SEEN.includes(body.toString('utf8'))) return;
        const header = random.next() < 0.1 ? undefined : forgedHeader(random);
        const status = await post(handedOver(body, header, random));
        if (status < 400 || started.length > 0) throw new Breach('forgery', `${status} for ${header}`);
      },
    };
  },
};
