import {
  deployment,
  event,
  type join,
  log,
  NOW,
  node,
  pod,
  podName,
  replicaSet,
  service,
} from '../mechanisms/cluster.ts';
import type { Cases } from './whole.ts';

type Raw = Record<string, unknown>;
type Parts = ReturnType<typeof join>;
type PodOptions = NonNullable<Parameters<typeof pod>[1]>;

/** A Deployment of as many pods as are described, with the suffixes a, b, c ..., and a Service that a caller calls. */
export function several(
  name: string,
  pods: readonly PodOptions[],
  options: NonNullable<Parameters<typeof deployment>[1]> = {},
): Parts {
  const ready = pods.filter((one) => one.ready ?? true).length;
  return {
    deployments: [
      deployment(name, { replicas: pods.length, ready, ...options }),
      deployment('caller', { container: { env: [{ name: 'TO', value: `http://${name}:80` }] } }),
    ],
    replicasets: [replicaSet(name), replicaSet('caller')],
    pods: [...pods.map((one, i) => pod(name, { suffix: suffix(i), ...one })), pod('caller')],
    services: [service(name)],
    nodes: [node('node-1'), node('node-2')],
  };
}

/** The suffix of the n-th pod. */
const suffix = (n: number): string => 'abcdefgh'.charAt(n).repeat(5);
export const nth = (name: string, n: number): string => podName(name, suffix(n));

/** An event of the n-th pod. */
export const said = (name: string, n: number, reason: string, message: string, more: Raw = {}): Raw =>
  event('Pod', nth(name, n), reason, message, more);

/** The log of the n-th pod. */
export const logOf = (
  name: string,
  n: number,
  options: Omit<Parameters<typeof log>[0], 'pod'> = {},
  lines: Readonly<Record<string, number>> = {},
  peers: readonly string[] = [],
) => log({ pod: nth(name, n), ...options }, lines, peers);

/** A state of the one container: it waits for this. */
export const waits = (reason: string, message = '', more: Raw = {}): PodOptions => ({
  ready: false,
  state: { ready: false, state: { waiting: { reason, message } }, ...more },
});

/** It ended so. */
export const ended = (exitCode: number, more: Raw = {}, state: Raw = {}): PodOptions => ({
  ready: false,
  state: {
    ready: false,
    restartCount: 3,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode, reason: 'Error', ...more } },
    ...state,
  },
});

/** A pod that waits, before and after the kubelet is at it. */
export const pending = { ready: false, phase: 'Pending' };
export const creating = {
  ...pending,
  state: { ready: false, state: { waiting: { reason: 'ContainerCreating' } } },
};
/** The limit of memory of the one container. */
export const limits = (memory: string, more: object = {}) => ({
  container: { resources: { limits: { memory } }, ...more },
});

/** A signal of a workload, a point every five seconds until now. */
export const series = (signal: string, workload: string, values: readonly number[], more: Raw = {}) => ({
  signal,
  namespace: 'shop',
  workload,
  points: values.map((value, i) => [Date.parse(NOW) - (values.length - i) * 5000, value] as const),
  ...more,
});
/** 20 points of one level, then 20 of another. */
export const rise = (low: number, high: number): readonly number[] => [
  ...Array<number>(20).fill(low),
  ...Array<number>(20).fill(high),
];

/** Cases by what differs between them. */
export const each = <Item>(
  items: readonly Item[],
  caseOf: (item: Item) => readonly [string, Cases[string]],
): Cases => Object.fromEntries(items.map(caseOf));
