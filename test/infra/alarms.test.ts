import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { METRICS, METRICS_NAMESPACE, type MetricName } from '../../functions/contracts/metrics.ts';
import { isAllowed, type Statement } from './iam.ts';
import { ACCOUNT, REGION, resolved } from './intrinsics.ts';
import { resources, template } from './template.ts';

const INSTALLATION = 'firstnote-example';
const alarms = resources('AWS::CloudWatch::Alarm').map(({ properties }) => ({
  ...{ name: String(properties.AlarmName).replace(`${INSTALLATION}-`, ''), properties },
  section: /docs\/runbook\.md#([a-z-]+)$/.exec(String(properties.AlarmDescription))?.[1] ?? '',
}));
const actions = alarms.flatMap(({ name, properties }) =>
  (properties.AlarmActions as unknown[]).map((action) => ({
    name,
    topic: String(resolved(template, action)),
  })),
);

/** The policy of a topic: the default one, by which CloudWatch may publish, is gone once a template has its own. */
const policyOf = (topic: string): readonly Statement[] =>
  resources('AWS::SNS::TopicPolicy')
    .filter(({ properties }) => (resolved(template, properties.Topics) as string[]).includes(topic))
    .flatMap(({ properties }) => {
      const { Statement } = resolved(template, properties.PolicyDocument) as { Statement: Statement[] };
      return Statement;
    });
const publish = (topic: string, alarm: string, change: Readonly<Record<string, string>> = {}) =>
  isAllowed(policyOf(topic), {
    principal: 'cloudwatch.amazonaws.com',
    action: 'sns:Publish',
    resource: topic,
    context: {
      'aws:SourceAccount': ACCOUNT,
      'aws:SourceArn': `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${INSTALLATION}-${alarm}`,
      'aws:SecureTransport': 'true',
      ...change,
    },
  });

describe('an alarm', () => {
  it('has somebody to tell', () => {
    expect(alarms.length).toBeGreaterThan(10);
    for (const { properties } of alarms) expect(properties.AlarmActions).toHaveLength(1);
  });

  it.each(actions)('$name may be published to its topic by CloudWatch', ({ name, topic }) => {
    expect(publish(topic, name)).toBe(true);
  });

  it.each(actions)('$name lets nobody else publish there', ({ name, topic }) => {
    expect(publish(topic, name, { 'aws:SourceAccount': '999999999999' })).toBe(false);
    expect(publish(topic, name, { 'aws:SecureTransport': 'false' })).toBe(false);
    const foreign = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:of-somebody-else`;
    expect(publish(topic, name, { 'aws:SourceArn': foreign })).toBe(false);
  });

  it('reads one metric, without an expression', () => {
    expect(alarms.filter(({ properties }) => properties.MetricName === undefined)).toEqual([]);
  });

  it('on a failed or late triage comes within a minute or two, not when the timers have run', () => {
    for (const name of ['triage-failed', 'note-late', 'call-failed']) {
      const properties = alarms.find((alarm) => alarm.name === name)?.properties;
      expect(properties).toMatchObject({ Period: 60, EvaluationPeriods: 1, Namespace: METRICS_NAMESPACE });
    }
  });

  it('on a silent doctor comes when there was no look for two days', () => {
    const properties = alarms.find(({ name }) => name === 'doctor-silent')?.properties;
    expect(properties).toMatchObject({
      ...{ Period: 24 * 60 * 60, EvaluationPeriods: 2, Threshold: 1 },
      ...{ ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
    });
  });

  it('is not set off by a page with an expired link, nor by who sends what PagerDuty never would', () => {
    const read = JSON.stringify(alarms.map(({ properties }) => properties));
    for (const name of ['4xx', '4XXError', 'unsigned', 'tooLarge']) expect(read).not.toContain(`"${name}"`);
  });
});

describe('the runbook', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

  it('has a section for each alarm, which the alarm names, and for nothing else', () => {
    const sections = [...runbook.matchAll(/^## ([a-z-]+)$/gm)].map(([, name = '']) => name);
    expect([...new Set(alarms.map(({ section }) => section))].sort()).toEqual(sections.sort());
  });
});

/** The own metrics that alarms and dashboard read: name and dimensions. */
const readMetrics = (): readonly {
  name: string;
  dimensions: Readonly<Record<string, string>>;
  by: string;
}[] => {
  const ofAlarms = alarms
    .filter(({ properties }) => properties.Namespace === METRICS_NAMESPACE)
    .map(({ name, properties }) => ({
      name: String(properties.MetricName),
      dimensions: Object.fromEntries(
        (properties.Dimensions as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
      ),
      by: name,
    }));
  const body = JSON.parse(
    String(resolved(template, resources('AWS::CloudWatch::Dashboard')[0]?.properties.DashboardBody)),
  ) as { widgets: { properties: { metrics?: unknown[][] } }[] };
  const ofDashboard = body.widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .map((line) => line.filter((each): each is string => typeof each === 'string'))
    .filter(([namespace]) => namespace === METRICS_NAMESPACE)
    .map(([, name = '', ...pairs]) => ({
      name,
      dimensions: Object.fromEntries(
        pairs.flatMap((key, index) => (index % 2 === 0 ? [[key, pairs[index + 1] ?? '']] : [])),
      ),
      by: 'dashboard',
    }));
  return [...ofAlarms, ...ofDashboard];
};

describe('an own metric', () => {
  const functions = fileURLToPath(new URL('../../functions', import.meta.url));
  const text = (readdirSync(functions, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${functions}/${file}`, 'utf8'))
    .join('\n');

  it.each(Object.keys(METRICS))('%s is counted by some function', (name) => {
    expect(text).toMatch(new RegExp(`\\.count\\(\\s*'${name}'`));
  });
});

describe('an own metric that is read', () => {
  const read = readMetrics();

  it.each(read)(
    '$name by $by is one that a function writes, with the same dimensions',
    ({ name, dimensions }) => {
      const metric = METRICS[name as MetricName];
      const { Installation, ...others } = dimensions;
      expect(Installation).toBe(INSTALLATION);
      const [[dimension, value] = []] = Object.entries(others);
      expect(dimension).toBe('by' in metric ? metric.by.dimension : undefined);
      if ('by' in metric) expect(metric.by.values).toContain(value);
    },
  );

  it('stands on the dashboard, whichever it is', () => {
    const onDashboard = read.filter(({ by }) => by === 'dashboard').map(({ name }) => name);
    expect([...new Set(onDashboard)].sort()).toEqual(Object.keys(METRICS).sort());
  });
});
