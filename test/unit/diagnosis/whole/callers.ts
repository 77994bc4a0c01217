import type { Minute } from '../../../../functions/model/log-summary.ts';
import { ago, app, join, log, podName, service } from '../mechanisms/cluster.ts';

type Raw = Record<string, unknown>;
type Parts = ReturnType<typeof join>;
type Options = NonNullable<Parameters<typeof app>[1]>;

/** An app that is set to call others, each by a variable of its own: `host:port`. */
export const calling = (name: string, to: readonly string[], options: Options = {}): Parts =>
  app(name, {
    ...options,
    container: {
      ...options.container,
      env: to.map((value, i) => ({ name: `UPSTREAM_${i}_ADDR`, value })),
    },
  });

/** An app behind a Service of its name and port. */
export const serving = (name: string, port = 80, options: Options = {}, more: Raw = {}): Parts =>
  join(
    app(name, {
      ...options,
      container: { ports: [{ containerPort: port === 80 ? 8080 : port }], ...options.container },
    }),
    { services: [service(name, { ports: [{ port, targetPort: port === 80 ? 8080 : port }], ...more })] },
  );

/** What an app logs: so many of each line, about these peers. */
export const says = (
  name: string,
  lines: Readonly<Record<string, number>>,
  peers: readonly string[] = [],
  more: Omit<Parameters<typeof log>[0], 'pod'> = {},
): Parts => ({ logs: [log({ pod: podName(name), ...more }, lines, peers)] });

/** Requests to an app, and how many of them fail: as many before the lines of `says` began as since; failures since alone. */
export const served = (requests: number, errors5xx = 0, path = '/') => ({
  endpoints: [
    {
      method: 'GET',
      path,
      requests,
      errors5xx,
      errors4xx: 0,
      p50: 5,
      p95: 9,
      byStatus: { 200: requests - errors5xx, 500: errors5xx },
    },
  ],
  minutes: [minute(540, Math.ceil(requests / 2)), minute(120, Math.floor(requests / 2), errors5xx)],
  requests,
});

const minute = (secondsAgo: number, requests: number, errors5xx = 0): Minute => ({
  at: ago(secondsAgo),
  requests,
  errors5xx,
  errors4xx: 0,
  byMethod: { GET: requests },
});
