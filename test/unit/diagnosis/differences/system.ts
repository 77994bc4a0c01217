import type { ContainerLog, Endpoint, LogPattern, Minute } from '../../../../functions/model/log-summary.ts';
import { ago, deployment, log, NAMESPACE, NOW, pod, replicaSet, service } from '../mechanisms/cluster.ts';

/** The minute, so many before the moment of the evidence, as logs key it. */
export const minuteKey = (minutesAgo: number): string =>
  String(Math.floor((Date.parse(NOW) - minutesAgo * 60_000) / 60_000));

/** Counts of the last minutes, the newest last. */
const minutesOf = (requests: number, failed: readonly number[]): readonly Minute[] =>
  failed.map((errors5xx, at) => ({
    at: ago((failed.length - at) * 60),
    requests,
    errors5xx,
    errors4xx: 0,
    byMethod: {},
  }));

/** Error lines of which so many came in each of the last minutes; the first of them at the start of its minute. */
export function lines(text: string, counts: readonly number[], more: Partial<LogPattern> = {}): LogPattern {
  const start = counts.findIndex((count) => count > 0);
  const from = counts.length - start;
  return {
    template: text,
    example: text,
    count: counts.reduce((sum, count) => sum + count, 0),
    first: ago(from * 60),
    last: ago(1),
    level: 'error',
    kind: 'other',
    peers: [],
    minutes: Object.fromEntries(
      counts.flatMap((count, at) => (count > 0 ? [[minuteKey(counts.length - at), count]] : [])),
    ),
    ...more,
  };
}

interface Told {
  /** Failed requests in each of the last minutes, of `requests` in each. */
  readonly failed?: readonly number[];
  readonly requests?: number;
  readonly patterns?: readonly LogPattern[];
  readonly endpoints?: readonly Endpoint[];
}

/** A pod's log of the last minutes. */
export function told(
  name: string,
  { failed = [], requests = 100, patterns = [], endpoints = [] }: Told,
): ContainerLog {
  const length = Math.max(failed.length, 8);
  const entry = log({
    pod: name,
    first: ago(length * 60),
    last: ago(1),
    minutes: minutesOf(requests, failed),
    requests: requests * failed.length,
    endpoints,
    patterns,
  });
  return { ...entry, seen: { from: ago(length * 60), to: ago(1) } };
}

export const endpoint = (path: string, requests: number, errors5xx: number): Endpoint => ({
  method: 'GET',
  path,
  requests,
  errors5xx,
  errors4xx: 0,
  p50: null,
  p95: null,
  byStatus: {},
});

/** A Deployment that calls others by URLs in its environment, with one pod. */
export const program = (name: string, calls: readonly string[] = []) => {
  const container = {
    env: calls.map((host, at) => ({ name: `CALLS_${at}_URL`, value: `http://${host}` })),
  };
  return {
    deployments: [deployment(name, { container })],
    replicasets: [replicaSet(name, { container })],
    pods: [pod(name, { container })],
    services: [service(name)],
  };
};

/** A Service that somebody changed by hand: targetPort 8080 -> `targetPort`. */
export const repointed = (name: string, secondsAgo: number, targetPort = 9443) => ({
  ...service(name, { ports: [{ port: 80, targetPort, protocol: 'TCP' }] }),
  metadata: {
    name,
    namespace: NAMESPACE,
    creationTimestamp: ago(86_400),
    lastApplied: { 'spec.ports[name=http].targetPort': '8080' },
    managedFields: [
      {
        manager: 'kubectl-patch',
        operation: 'Update',
        time: ago(secondsAgo),
        keys: ['spec.ports[port=80,protocol=TCP].targetPort'],
      },
    ],
  },
});
