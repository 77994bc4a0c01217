import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAlertText } from '../../../../functions/incidents/alert/text.ts';

const ALERTMANAGER = `Labels:
 - alertname = DojoPoolAPIHighErrorRate
 - severity = critical
Annotations:
 - description = ratio is 12% = too high
 - summary = first line
second line
Source: https://prometheus.example/graph?g0.expr=a%3Db
`;

describe('the text of an alert', () => {
  it("is Alertmanager's, split on the first equals sign", () => {
    expect(readAlertText(ALERTMANAGER)).toEqual([
      {
        labels: { alertname: 'DojoPoolAPIHighErrorRate', severity: 'critical' },
        annotations: { description: 'ratio is 12% = too high', summary: 'first line\nsecond line' },
        source: 'https://prometheus.example/graph?g0.expr=a%3Db',
        value: '',
      },
    ]);
  });

  it('holds several alerts', () => {
    const second = ALERTMANAGER.replace('DojoPoolAPIHighErrorRate', 'DojoPoolRedisDown');
    const names = readAlertText(`${ALERTMANAGER}${second}`).map(({ labels }) => labels.alertname);
    expect(names).toEqual(['DojoPoolAPIHighErrorRate', 'DojoPoolRedisDown']);
  });

  it("is Grafana's, with its value and links", () => {
    const text = `
Value: A=0.124, C=1
Labels:
 - alertname = High error rate
 - grafana_folder = API
Annotations:
 - summary = too many
Source: https://grafana.example/alerting/grafana/x/view
Silence: https://grafana.example/alerting/silence/new
Dashboard: https://grafana.example/d/x
`;
    expect(readAlertText(text)).toEqual([
      {
        labels: { alertname: 'High error rate', grafana_folder: 'API' },
        annotations: { summary: 'too many' },
        source: 'https://grafana.example/alerting/grafana/x/view',
        value: 'A=0.124, C=1',
      },
    ]);
  });

  it.each(['', 'The server is on fire', ' - alertname = outside of any section', '{"a":1}'])(
    'is not found in %j',
    (text) => expect(readAlertText(text)).toEqual([]),
  );
});

const key = fc.stringMatching(/^[a-z_][a-z0-9_]{0,12}$/);
/** Lines that neither look like an entry nor like a header, the first one without white space at its ends. */
const line = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((text) => !/[\r\n]/.test(text) && !/^\s*- |^[A-Z]\w+:/.test(text));
const value = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n').trimEnd());
const fields = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });

const written = (labels: Record<string, string>, annotations: Record<string, string>): string =>
  [
    'Labels:',
    ...Object.entries(labels).map(([name, text]) => ` - ${name} = ${text}`),
    'Annotations:',
    ...Object.entries(annotations).map(([name, text]) => ` - ${name} = ${text}`),
    'Source: https://x.example/',
    '',
  ].join('\n');

it('keeps a value that holds a Unicode line separator', () => {
  const labels = { a: 'one\u2028two' };
  expect(readAlertText(written(labels, {}))[0]?.labels).toEqual(labels);
});

it('reads back what a template wrote', () => {
  fc.assert(
    fc.property(fields, fields, (labels, annotations) => {
      expect(readAlertText(written(labels, annotations))).toEqual([
        { labels, annotations, source: 'https://x.example/', value: '' },
      ]);
    }),
  );
});
