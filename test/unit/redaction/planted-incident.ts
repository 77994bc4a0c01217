import type { Occurrence } from '../../../functions/incidents/incident.ts';
import { readWebhook } from '../../../functions/incidents/occurrence/occurrence.ts';
import type { Planter } from './planter.ts';

const AT = '2026-11-25T13:58:00Z';

/** The shapes in which a monitoring tool hands an alert to PagerDuty. */
export function alertDetails(p: Planter, kind: string): Record<string, unknown> {
  const url = (channel: string): string => `https://prometheus.example.com${p.path(kind, channel)}`;
  return {
    json: {
      firing: [
        {
          labels: {
            severity: p.text(kind, 'alert severity'),
            instance: p.text(kind, 'alert label'),
            [p.text(kind, 'alert label name')]: 'x',
          },
          annotations: { summary: p.text(kind, 'alert annotation') },
          startsAt: AT,
          generatorURL: url('alert source URL'),
        },
      ],
    },
    text: {
      firing: [
        `Value: ${p.text(kind, 'alert value').replace(/\n/g, ' ')}`,
        'Labels:',
        ` - alertname = Api`,
        ` - instance = ${p.text(kind, 'alert text label')}`,
        'Annotations:',
        ` - summary = ${p.text(kind, 'alert text annotation')}`,
        `Source: ${url('alert text source')}`,
      ].join('\n'),
    },
    flat: {
      alertname: p.text(kind, 'alert name'),
      severity: p.text(kind, 'alert flat severity'),
      value: p.text(kind, 'alert flat value'),
      url: url('alert flat URL'),
    },
    // Without an address of its own: the alert's link stands in for it.
    bare: { alertname: 'Api' },
  };
}

/** The event of an incident whose title holds a kind. */
export const openedEvent = (p: Planter, kind: string): object => ({
  id: 'E1',
  event_type: 'incident.triggered',
  resource_type: 'incident',
  occurred_at: AT,
  data: {
    id: 'Q1ABCDEFGH',
    type: 'incident',
    title: p.text(kind, 'incident title'),
    html_url: 'https://example.pagerduty.com/incidents/Q1',
    status: 'triggered',
    urgency: 'high',
    created_at: AT,
    service: { id: 'PSERVICE', summary: 'Shop' },
  },
});

/** That incident, as the webhook reads it. */
export function occurrenceOf(p: Planter, kind: string): Occurrence {
  const webhook = readWebhook({ event: openedEvent(p, kind) });
  if (webhook.kind !== 'triage') throw new Error(`the webhook is not read: ${webhook.kind}`);
  return webhook.occurrence;
}
