import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AlertBody, chooseAlert, readAlerts } from '../../../../functions/incidents/alert/alert.ts';
import { nameInTitle } from '../../../../functions/incidents/alert/title.ts';

const body = (details: unknown, more: Partial<AlertBody> = {}): AlertBody => ({
  summary: '[FIRING:1] FromSummary (api critical)',
  severity: 'critical',
  createdAt: '2026-11-25T14:03:20Z',
  details,
  links: [{ text: 'Runbook', url: 'https://wiki.example/x' }],
  ...more,
});
const firing = {
  labels: { alertname: 'High', severity: 'page', namespace: 'production' },
  annotations: { description: '5xx', value: '12.4 %' },
  startsAt: '2026-11-25T13:58:00Z',
  generatorURL: 'https://prometheus.example/graph',
};
const expected = {
  name: 'High',
  severity: 'page',
  labels: firing.labels,
  annotations: firing.annotations,
  startsAt: '2026-11-25T13:58:00Z',
  sourceUrl: 'https://prometheus.example/graph',
  value: '12.4 %',
};
const TEXT =
  'Labels:\n - alertname = High\n - severity = page\n - namespace = production\nAnnotations:\n - description = 5xx\n - value = 12.4 %\nSource: https://prometheus.example/graph\n';

describe('every shape of body', () => {
  it.each([
    ["Alertmanager's JSON", { firing: [firing], resolved: [], num_firing: 1 }],
    ['JSON as text', { firing: JSON.stringify([firing]) }],
    ['details as JSON text', JSON.stringify({ firing: [firing] })],
  ])('%s', (_, details) => {
    expect(readAlerts([body(details)], 'title')).toEqual([expected]);
  });

  it.each([
    ["Alertmanager's text", { firing: TEXT, num_firing: '1' }],
    ['text alone', TEXT],
  ])('%s, which has no start: the alert of PagerDuty has one', (_, details) => {
    expect(readAlerts([body(details)], 'title')).toEqual([{ ...expected, startsAt: '2026-11-25T14:03:20Z' }]);
  });

  it("flat details of one's own", () => {
    const details = {
      alertname: 'High',
      severity: 'page',
      region: 'eu',
      count: 3,
      url: 'https://x.example/',
    };
    expect(readAlerts([body(details)], 'title')).toEqual([
      expect.objectContaining({
        name: 'High',
        severity: 'page',
        labels: { alertname: 'High', severity: 'page', region: 'eu', url: 'https://x.example/' },
        sourceUrl: 'https://x.example/',
      }),
    ]);
  });

  it.each([undefined, null, '', 'The server is on fire', 7, [], {}, { firing: '' }, { firing: [] }])(
    'without an alert in it: %j takes what PagerDuty has',
    (details) => {
      expect(readAlerts([body(details)], 'title')).toEqual([
        expect.objectContaining({
          name: 'FromSummary',
          severity: 'critical',
          sourceUrl: 'https://wiki.example/x',
        }),
      ]);
    },
  );

  it('no body at all takes the title', () => {
    expect(readAlerts([], '[FIRING:3] High (api)')).toEqual([expect.objectContaining({ name: 'High' })]);
  });
});

it.each([
  ['[FIRING:1] DojoPoolAPIHighErrorRate (dojopool critical)', 'DojoPoolAPIHighErrorRate'],
  ['[Alerting] Latency', 'Latency'],
  ['A little bump (in the road)', 'A little bump (in the road)'],
  ['', ''],
])('the name in %j is %j', (title, name) => expect(nameInTitle(title)).toBe(name));

it('is not slowed down by a title of a megabyte', () => {
  expect(nameInTitle(`[FIRING:1] High${' '.repeat(1_000_000)}x`)).toMatch(/^High\s+x$/);
});

it('prefers the alert that the playbook is about', () => {
  const alerts = readAlerts(
    [body({ firing: [firing, { ...firing, labels: { alertname: 'RedisDown' } }] })],
    '',
  );
  expect(chooseAlert(alerts, ['RedisDown']).name).toBe('RedisDown');
  expect(chooseAlert(alerts, ['Other']).name).toBe('High');
});

it('never throws, never gives nothing, and holds text only', () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 3 }), fc.string(), (details, title) => {
      const alerts = readAlerts(
        details.map((detail) => body(detail)),
        title,
      );
      expect(alerts.length).toBeGreaterThan(0);
      for (const { labels, annotations, name } of alerts) {
        for (const value of [name, ...Object.values(labels), ...Object.values(annotations)]) {
          expect(typeof value).toBe('string');
        }
      }
    }),
  );
});
