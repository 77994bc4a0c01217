import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readWebhook } from '../../../../functions/incidents/occurrence/occurrence.ts';

const data = {
  id: 'Q1ABCDEFGH',
  title: 'High',
  html_url: 'https://example.pagerduty.com/incidents/Q1ABCDEFGH',
  urgency: 'high',
  created_at: '2026-11-25T14:03:20Z',
  service: { id: 'PSERVICE', summary: 'API' },
};
const event = (type: string, more: object = {}) => ({
  event: {
    id: '01EVENT',
    event_type: type,
    occurred_at: '2026-11-25T14:30:00.500Z',
    data: { ...data, ...more },
  },
});
const EPOCH = Date.parse('2026-11-25T14:03:20Z') / 1_000;

describe('a webhook', () => {
  it('asks for a triage of what was triggered', () => {
    expect(readWebhook(event('incident.triggered'))).toEqual({
      kind: 'triage',
      occurrence: {
        incidentId: 'Q1ABCDEFGH',
        name: `Q1ABCDEFGH-${EPOCH}`,
        serviceId: 'PSERVICE',
        title: 'High',
        url: data.html_url,
        urgency: 'high',
        createdAt: '2026-11-25T14:03:20.000Z',
      },
    });
  });

  it('of a reopened incident asks for another occurrence, whose time begins then', () => {
    const reopened = { reopened_at: '2026-11-25T15:00:00+01:00' };
    const read = readWebhook(event('incident.reopened', reopened));
    expect(read).toMatchObject({
      kind: 'triage',
      occurrence: {
        name: `Q1ABCDEFGH-${Date.parse('2026-11-25T14:00:00Z') / 1_000}`,
        createdAt: '2026-11-25T14:00:00.000Z',
        reopenedAt: '2026-11-25T14:00:00.000Z',
      },
    });
    const resolved = readWebhook(event('incident.resolved', reopened));
    expect(resolved).toMatchObject({
      kind: 'recovery',
      occurrence: { name: 'occurrence' in read && read.occurrence.name },
    });
  });

  it('asks for a recovery of what was resolved', () => {
    expect(readWebhook(event('incident.resolved'))).toMatchObject({
      kind: 'recovery',
      name: `Q1ABCDEFGH-${EPOCH}-resolved-01EVENT`,
      resolvedAt: '2026-11-25T14:30:00.500Z',
    });
  });

  it('asks for timers anew when the acknowledgement lapsed, counted from then', () => {
    expect(readWebhook(event('incident.unacknowledged'))).toMatchObject({
      kind: 'lapse',
      name: `Q1ABCDEFGH-${EPOCH}-lapsed-01EVENT`,
      lapsedAt: '2026-11-25T14:30:00.500Z',
      occurrence: { name: `Q1ABCDEFGH-${EPOCH}` },
    });
  });

  it('that does not say when the acknowledgement lapsed asks for nothing: all would be called at once', () => {
    const { event: lapsed } = event('incident.unacknowledged');
    expect(readWebhook({ event: { ...lapsed, occurred_at: null } })).toMatchObject({ kind: 'unreadable' });
  });

  it.each(['incident.annotated', 'incident.acknowledged', 'service.updated', 'incident.of.tomorrow'])(
    'of the type %s has nothing to do',
    (type) => expect(readWebhook(event(type))).toEqual({ kind: 'ignored', type }),
  );

  it('knows the test of a subscription', () => {
    expect(readWebhook({ event: { event_type: 'pagey.ping', data: { type: 'ping' } } })).toEqual({
      kind: 'ping',
    });
  });

  it('does with nulls and missing keys', () => {
    const bare = {
      event: {
        event_type: 'incident.triggered',
        occurred_at: '2026-11-25T14:03:20Z',
        data: { id: 'Q1', service: null, reopened_at: null },
      },
    };
    expect(readWebhook(bare)).toMatchObject({
      kind: 'triage',
      occurrence: { name: `Q1-${EPOCH}`, serviceId: '', title: '' },
    });
  });

  it.each([
    ['no event', {}],
    ['a list', []],
    ['null', null],
    ['no id', event('incident.triggered', { id: '' })],
    ['an id that is a path', event('incident.triggered', { id: '../x' })],
    ['no time', { event: { event_type: 'incident.triggered', data: { id: 'Q1' } } }],
    [
      'a time out of reach',
      { event: { event_type: 'incident.triggered', data: { id: 'Q1', created_at: '9999-01-01T00:00:00Z' } } },
    ],
  ])('is unreadable with %s', (_, body) => expect(readWebhook(body).kind).toBe('unreadable'));

  it('of any shape never throws, and names only executions that Step Functions takes', () => {
    const anyEvent = fc.record({
      event: fc.record({
        id: fc.string(),
        event_type: fc.constantFrom('incident.triggered', 'incident.resolved', 'incident.reopened', 'x'),
        occurred_at: fc.oneof(
          fc.anything(),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        data: fc.oneof(
          fc.anything(),
          fc.record({
            id: fc.oneof(fc.string(), fc.constant('Q1ABC')),
            created_at: fc.anything(),
            reopened_at: fc.anything(),
          }),
        ),
      }),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), anyEvent), (body) => {
        const read = readWebhook(body);
        const names = [
          ...(read.kind === 'recovery' ? [read.name] : []),
          ...(read.kind === 'triage' ? [read.occurrence.name] : []),
        ];
        for (const name of names) expect(name).toMatch(/^[\w-]{1,80}$/);
      }),
    );
  });
});
