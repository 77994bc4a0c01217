import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../functions/clients/kubernetes/port.ts';
import { readRangeAnswer } from '../../../functions/clients/prometheus/answer.ts';
import { createPrometheusClient, isPrometheusAddress } from '../../../functions/clients/prometheus/http.ts';
import type { PrometheusPort, RangeQuery, RangeSeries } from '../../../functions/clients/prometheus/port.ts';
import { DEFAULT_QUERIES } from '../../../functions/collectors/signal-queries.ts';
import { signals } from '../../../functions/collectors/signals.ts';
import { SIGNALS } from '../../../functions/model/evidence.ts';
import { contextWith, portWith, WINDOW } from '../../support/evidence-context.ts';

const series = (workload: string, namespace = 'shop'): RangeSeries => ({
  labels: { workload, namespace },
  points: [[1, 0.5]],
});
function prometheusWith(
  answer: (query: RangeQuery) => Answer<readonly RangeSeries[]>,
): PrometheusPort & { asked: RangeQuery[] } {
  const asked: RangeQuery[] = [];
  return {
    name: 'test',
    asked,
    queryRange: async (query) => {
      asked.push(query);
      return answer(query);
    },
    close: () => undefined,
  };
}
const collect = (
  prometheus: PrometheusPort,
  signalQueries?: Parameters<typeof contextWith>[0]['signalQueries'],
) => signals.collect(contextWith({ prometheus, ...(signalQueries ? { signalQueries } : {}) }));

describe('signals', () => {
  it('are one query each, over the window, for the target namespace', async () => {
    const prometheus = prometheusWith(() => ({ ok: true, value: [series('api')] }));
    const evidence = await collect(prometheus);
    expect(prometheus.asked).toHaveLength(SIGNALS.length);
    expect(prometheus.asked[0]).toMatchObject(WINDOW);
    expect(
      prometheus.asked.every(({ query }) => query.includes('"shop"') && !query.includes('$namespace')),
    ).toBe(true);
    expect(evidence).toMatchObject({ status: 'ok', window: WINDOW });
    expect(evidence.data).toHaveLength(SIGNALS.length);
  });

  it('are only those that a file of signals names', async () => {
    const prometheus = prometheusWith(() => ({
      ok: true,
      value: [series('api'), series('other', 'elsewhere')],
    }));
    const { data } = await collect(prometheus, { cpu: 'workload:cpu' });
    expect(prometheus.asked.map(({ query }) => query)).toEqual(['workload:cpu']);
    expect(data).toEqual([{ signal: 'cpu', namespace: 'shop', workload: 'api', points: [[1, 0.5]] }]);
  });

  it('say which of them could not be read', async () => {
    const prometheus = prometheusWith(({ query }) =>
      query === 'bad'
        ? { ok: false, failure: { kind: 'failed', message: 'parse error' } }
        : { ok: true, value: [series('api')] },
    );
    const evidence = await collect(prometheus, { cpu: 'bad', memory: 'good' });
    expect(evidence).toMatchObject({ status: 'truncated', detail: 'cpu not read: parse error' });
  });

  it('name the rule that the service proxy needs', async () => {
    const prometheus = prometheusWith(() => ({
      ok: false,
      failure: { kind: 'forbidden', status: 403, message: 'no' },
    }));
    expect(await collect(prometheus)).toMatchObject({
      status: 'forbidden',
      detail: 'needs get services/proxy',
    });
  });

  it('do not fail a triage when Prometheus cannot be reached', async () => {
    const prometheus = prometheusWith(() => ({
      ok: false,
      failure: { kind: 'unreachable', message: 'not there' },
    }));
    const evidence = await collect(prometheus);
    expect(evidence).toMatchObject({ status: 'failed', detail: 'not there' });
    expect(evidence.failure).toBeUndefined();
  });

  it('have a query each, with balanced brackets', () => {
    for (const query of Object.values(DEFAULT_QUERIES))
      for (const [open, close] of ['()', '{}', '[]'].map((pair) => pair.split('')))
        expect(query.split(open ?? '').length).toBe(query.split(close ?? '').length);
  });
});

describe('Prometheus', () => {
  it('is asked through the API server for service:NAMESPACE/NAME:PORT', async () => {
    const asked: string[] = [];
    const kubernetes = portWith({
      get: async (path) => {
        asked.push(path);
        return {
          ok: true,
          value: {
            status: 'success',
            data: {
              result: [
                {
                  metric: { workload: 'api' },
                  values: [
                    [1.5, '2'],
                    [3, 'NaN'],
                  ],
                },
              ],
            },
          },
        };
      },
    });
    const client = createPrometheusClient('service:monitoring/prometheus:9090', kubernetes);
    const answer = await client.queryRange({
      query: 'up',
      ...WINDOW,
      stepSeconds: 15,
      signal: new AbortController().signal,
    });
    expect(asked[0]).toMatch(
      /^\/api\/v1\/namespaces\/monitoring\/services\/prometheus:9090\/proxy\/api\/v1\/query_range\?query=up&/,
    );
    expect(answer).toEqual({ ok: true, value: [{ labels: { workload: 'api' }, points: [[1_500, 2]] }] });
  });

  it.each([
    ['http://prometheus:9090', true],
    ['https://prometheus.example/path', true],
    ['service:monitoring/https:prometheus:web', true],
    ['prometheus:9090', false],
    ['service:monitoring/../secrets:1', false],
    ['file:///etc/passwd', false],
  ])('takes the address %s: %s', (address, is) => {
    expect(isPrometheusAddress(address)).toBe(is);
  });

  it.each([undefined, null, 1, 'x', [], {}, { status: 'error', error: 'parse error' }])(
    'fails on the answer %j',
    (body) => {
      expect(readRangeAnswer(body).ok).toBe(false);
    },
  );
});
