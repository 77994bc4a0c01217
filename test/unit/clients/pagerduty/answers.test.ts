import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as answers from '../../../../functions/clients/pagerduty/answers.ts';

/** JSON whose keys are often the right ones, and whose values are often not. */
const KEYS = [
  'incident',
  'status',
  'assignments',
  'assignee',
  'at',
  'id',
  'alerts',
  'body',
  'details',
  'contexts',
  'notes',
  'note',
  'oncalls',
  'user',
  'escalation_policy',
  'escalation_rules',
  'log_entries',
  'change_events',
  'links',
  'pending_actions',
  'responder_requests',
  'responder_request_targets',
  'responder_request_target',
  'abilities',
  'service',
];
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { maxKeys: 6 }),
  ),
}));

describe('an answer of PagerDuty, whatever it holds', () => {
  it.each(Object.entries(answers))('%s never throws', (_, read) => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), tree), (answer) => {
        read(answer);
      }),
      { numRuns: 250 },
    );
  });
});

it('reads an incident with nulls where objects are documented', () => {
  const incident = answers.readIncident({
    incident: {
      id: 'Q1',
      status: 'triggered',
      assigned_via: null,
      assignments: null,
      pending_actions: [{ type: 'unacknowledge', at: 'x' }, null],
      escalation_policy: null,
      responder_requests: [
        {
          message: 'm',
          requested_at: 't',
          responder_request_targets: [{ responder_request_target: { id: 'P1' } }, { id: 'P2' }],
        },
      ],
    },
  });
  expect(incident).toEqual({
    id: 'Q1',
    title: '',
    url: '',
    status: 'triggered',
    urgency: '',
    createdAt: '',
    serviceId: '',
    escalationPolicyId: '',
    climbs: true,
    assignments: [],
    acknowledgements: [],
    responderRequests: [
      { targetId: 'P1', message: 'm', at: 't' },
      { targetId: 'P2', message: 'm', at: 't' },
    ],
  });
});

it('takes a status that it does not know for nobody having acted', () => {
  expect(answers.readIncident({ incident: { status: 'merged' } }).status).toBe('');
});
