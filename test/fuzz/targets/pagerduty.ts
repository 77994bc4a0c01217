import { pagerDutyAccount } from '../../../functions/clients/pagerduty/account.ts';
import { pagerDuty } from '../../../functions/clients/pagerduty/pagerduty.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { answering } from '../answering.ts';
import type { Target } from '../target.ts';

const AT = '2026-11-25T14:03:20Z';
const person = { id: 'PUSER', type: 'user_reference', summary: 'On-call' };
const ANSWERS: readonly [unknown, ...unknown[]] = [
  {
    incident: {
      id: 'Q1',
      title: 'High',
      html_url: 'https://example.pagerduty.com/incidents/Q1',
      status: 'triggered',
      urgency: 'high',
      created_at: AT,
      service: { id: 'P1' },
      escalation_policy: { id: 'PP' },
      assignments: [{ at: AT, assignee: person }],
      acknowledgements: [{ at: AT, acknowledger: person }],
      responders_requests: [
        {
          message: 'help',
          requested_at: AT,
          responder_request_targets: [{ responder_request_target: person }],
        },
      ],
    },
  },
  {
    alerts: [{ id: 'A', created_at: AT, body: { details: { firing: 'x', labels: { alertname: 'High' } } } }],
    more: false,
  },
  { notes: [{ id: 'N', content: 'x', created_at: AT, user: person }] },
  { note: { id: 'N', content: 'x', created_at: AT } },
  { oncalls: [{ user: person, escalation_level: 1 }], more: true },
  {
    escalation_policy: {
      id: 'PP',
      name: 'x',
      escalation_rules: [{ escalation_delay_in_minutes: 30, targets: [person] }],
    },
  },
  {
    log_entries: [
      { id: 'L', type: 'notify_log_entry', created_at: AT, user: person, channel: { type: 'phone' } },
    ],
    more: false,
  },
  { change_events: [{ summary: 'x', timestamp: AT, source: 'ci', links: [{ href: 'x' }] }], more: false },
  { abilities: ['teams'] },
  {
    service: { id: 'P1', name: 'API' },
    services: [{ id: 'P1', name: 'API' }],
    user: { ...person, role: 'user' },
  },
  {
    webhook_subscriptions: [
      {
        id: 'W',
        active: true,
        delivery_method: { url: 'x' },
        events: ['x'],
        filter: { type: 'service_reference', id: 'P1' },
      },
    ],
  },
  { error: { message: 'Not Found', code: 2_100, errors: ['x'] } },
];

/** Answers of PagerDuty: each call ends with an answer or a Failure. */
export const pagerduty: Target = {
  name: 'pagerduty',
  async open() {
    const server = await answering(ANSWERS);
    const access = { url: server.url, token: 'u+fuzz', from: 'fuzz@example.com' };
    const port = pagerDuty({ ...access, requesterId: 'PUSER', alertRetriesMs: [] });
    const account = pagerDutyAccount(access);
    const calls: readonly [() => Promise<unknown>, ...(() => Promise<unknown>)[]] = [
      () => port.incident('Q1'),
      () => port.alerts('Q1'),
      () => port.notes('Q1'),
      () => port.createNote('Q1', 'x'),
      () => port.updateNote('Q1', 'N', 'x'),
      () => port.onCalls('PP'),
      () => port.escalationPolicy('PP'),
      () => port.logEntries('Q1'),
      () => port.changeEvents('P1', AT, AT),
      () => port.abilities(),
      () => port.service('P1'),
      () => port.requestResponders('Q1', [{ type: 'user', id: 'PUSER' }], 'x'),
      () => account.user('PUSER'),
      () => account.subscriptions(),
      () => account.services(),
      () => account.ping('W'),
    ];
    return {
      async attempt(random) {
        server.arm(random);
        for (const call of [random.pick(calls), random.pick(calls)])
          await call().catch((error: unknown) => {
            if (!(error instanceof Failure)) throw error;
          });
      },
      close: server.close,
    };
  },
};
