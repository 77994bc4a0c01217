import { createKubernetesClient } from '../../../functions/clients/kubernetes/http.ts';
import { createPrometheusClient } from '../../../functions/clients/prometheus/http.ts';
import { accessTo } from '../../support/recording.ts';
import { answering } from '../answering.ts';
import { Breach, type Target } from '../target.ts';

const ANSWERS: readonly [unknown, ...unknown[]] = [
  {
    status: 'success',
    data: {
      resultType: 'matrix',
      result: [
        {
          metric: { __name__: 'up', job: 'api' },
          values: [
            [1_795_615_400, '1'],
            [1_795_615_460.5, 'NaN'],
            [1_795_615_520, '+Inf'],
          ],
        },
      ],
    },
  },
  { status: 'error', errorType: 'bad_data', error: 'parse error' },
];

/** Answers of Prometheus, or of what says that it is one. */
export const prometheus: Target = {
  name: 'prometheus',
  async open() {
    const server = await answering(ANSWERS);
    const kubernetes = createKubernetesClient(accessTo(server.url));
    const clients = [
      createPrometheusClient(server.url, kubernetes),
      createPrometheusClient('service:monitoring/prometheus:9090', kubernetes),
    ] as const;
    return {
      async attempt(random) {
        server.arm(random);
        const { signal } = new AbortController();
        const query = {
          query: 'up',
          from: '2026-11-25T14:00:00Z',
          to: '2026-11-25T14:30:00Z',
          stepSeconds: 60,
        };
        const answer = await random.pick(clients).queryRange({ ...query, signal });
        const points = answer.ok ? answer.value.flatMap((series) => series.points) : [];
        if (!points.flat().every(Number.isFinite)) throw new Breach('crash', 'a point that is no number');
      },
      async close() {
        for (const client of clients) client.close();
        kubernetes.close();
        await server.close();
      },
    };
  },
};
