import { describe, expect, it } from '@jest/globals';
import { METRICS, METRICS_NAMESPACE, type MetricName } from '../../../functions/contracts/metrics.ts';
import { embeddedMetrics } from '../../../functions/runtime/metrics.ts';

/** The lines that counting leaves in the log. */
function linesOf(count: (metrics: ReturnType<typeof embeddedMetrics>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  count(
    embeddedMetrics(
      'firstnote-test',
      () => 1_764_079_400_000,
      (line) => lines.push(line),
    ),
  );
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('own metrics', () => {
  it('are lines of the embedded metric format', () => {
    expect(linesOf((metrics) => metrics.count('SecondsToFirstNote', 3.2))).toEqual([
      {
        _aws: {
          Timestamp: 1_764_079_400_000,
          CloudWatchMetrics: [
            {
              Namespace: METRICS_NAMESPACE,
              Dimensions: [['Installation']],
              Metrics: [{ Name: 'SecondsToFirstNote', Unit: 'Seconds' }],
            },
          ],
        },
        Installation: 'firstnote-test',
        SecondsToFirstNote: 3.2,
      },
    ]);
  });

  it('are there for a part', () => {
    const [line] = linesOf((metrics) => metrics.count('Calls', 'made'));
    expect(line).toMatchObject({ Calls: 1, Outcome: 'made', Installation: 'firstnote-test' });
    expect(line?._aws).toMatchObject({
      CloudWatchMetrics: [{ Dimensions: [['Installation', 'Outcome']] }],
    });
  });

  it.each(Object.keys(METRICS) as MetricName[])('%s names each of its dimensions with a value', (name) => {
    const count = (metrics: ReturnType<typeof embeddedMetrics>) =>
      (metrics.count as (name: MetricName, part?: string) => void)(
        name,
        'by' in METRICS[name] ? 'x' : undefined,
      );
    const [line = {}] = linesOf(count);
    const { CloudWatchMetrics } = line._aws as { CloudWatchMetrics: { Dimensions: string[][] }[] };
    for (const dimension of CloudWatchMetrics.flatMap(({ Dimensions }) => Dimensions.flat()))
      expect(typeof line[dimension]).toBe('string');
  });
});
