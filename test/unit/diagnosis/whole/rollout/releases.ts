import { rollout } from '../../../../../functions/diagnosis/mechanisms/rollout/rollout.ts';
import { ago, deployment, log, pod, podName, replicaSet } from '../../mechanisms/cluster.ts';
import { each } from '../parts.ts';
import type { Cases } from '../whole.ts';

const OLD = '6d4cf56db6';
const NEW = '7f5b9c8d44';
/** When the newest revision was rolled out, seconds ago; its failures begin a minute later. */
const ROLLED = 180;
const OWN = 'TypeError: x is undefined';
const OTHERS = 'TypeError: y is undefined';

/** A minute that begins so many seconds ago. */
const minute = (seconds: number, requests = 100, errors5xx = 0) => ({
  at: ago(seconds),
  requests,
  errors5xx,
  errors4xx: 0,
  byMethod: {},
});
type Minute = ReturnType<typeof minute>;

const endpoint = (requests: number, errors5xx: number) => ({
  method: 'POST',
  path: '/scores',
  requests,
  errors5xx,
  errors4xx: 0,
  p50: null,
  p95: null,
  byStatus: {},
});

const leaving = (entry: object) => {
  const { metadata } = entry as { metadata: object };
  return { ...entry, metadata: { ...metadata, deletionTimestamp: ago(150) } };
};

const sets = [
  replicaSet('api', { hash: OLD, revision: 41, container: { image: 'api:41' } }),
  replicaSet('api', { hash: NEW, revision: 42, container: { image: 'api:42' }, created: ago(ROLLED) }),
];
const newLog = (lines: Readonly<Record<string, number>> = { [OWN]: 60 }, failed = 60) =>
  log(
    {
      pod: `api-${NEW}-bbbbb`,
      requests: 100,
      endpoints: [endpoint(100, failed)],
      minutes: [minute(120, 100, failed)],
    },
    lines,
  );
const newPod = pod('api', { hash: NEW, suffix: 'bbbbb' });
const base = {
  deployments: [deployment('api', { replicas: 1, container: { image: 'api:42' } })],
  replicasets: sets,
  pods: [leaving(pod('api', { hash: OLD })), newPod],
  logs: [newLog()],
};

/** The pods of the older revision are on their way out, and logged these minutes. */
const logged = (minutes: readonly Minute[]) => ({
  ...base,
  logs: [
    log({ pod: podName('api'), requests: 500, endpoints: [endpoint(500, 0)], minutes: [...minutes] }),
    newLog(),
  ],
});

const OLD_MINUTES: Readonly<Record<string, readonly Minute[]>> = {
  'a minute that begins ten minutes before it counts': [minute(ROLLED + 600, 30), minute(240)],
  'a minute that begins a second earlier does not': [minute(ROLLED + 601, 30), minute(240)],
  'a minute that ends with it counts': [minute(300), minute(240, 30)],
  'a minute that ends a second later does not': [minute(300), minute(239, 30)],
  'fifty requests tell': [minute(240, 50)],
  'forty-nine do not': [minute(240, 49)],
  'two minutes of silence before it leave no room for an outage': [minute(ROLLED + 180)],
  'a second more does': [minute(ROLLED + 181)],
  'a minute without a request is silence': [minute(ROLLED + 181), minute(240, 0)],
  'a minute with one request is none': [minute(ROLLED + 181), minute(240, 1)],
  'one of a hundred failed, and it was well': [minute(240, 100, 1)],
  'two of a hundred failed': [minute(240, 100, 2)],
  'two of the last hundred failed, after many that did not': [minute(300, 900), minute(240, 100, 2)],
  'two of an earlier hundred failed, and none since': [minute(360, 100, 2), minute(300, 100), minute(240)],
};

/** Prometheus' success ratio: seconds ago, and the value there. */
const seen = (points: readonly (readonly [number, number])[]) => ({
  ...base,
  signals: [
    {
      signal: 'success' as const,
      namespace: 'shop',
      workload: 'api',
      points: points.map(([seconds, value]) => [Date.parse(ago(seconds)), value] as const),
    },
  ],
});
const well = (value = 1, last = 210) =>
  [
    [400, value],
    [350, 1],
    [300, 1],
    [last, 1],
  ] as const;
const POINTS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  'four points before it tell': [...well(), [120, 0.6]],
  'three do not': [...well().slice(1), [120, 0.6]],
  'a point at the rollout is before it': [...well(1, ROLLED), [120, 0.6]],
  'a point ten minutes before it counts': [[ROLLED + 600, 1], ...well(), [120, 0.6]],
  'a point a second earlier does not': [[ROLLED + 601, 1], ...well(), [120, 0.6]],
  'a point that is no number is none': [[380, Number.NaN], ...well(), [120, 0.6], [60, Number.NaN]],
  'the last of them is two minutes older': [[500, 1], ...well(1, ROLLED + 120).slice(0, 4), [120, 0.6]],
  'the last of them is a second older than that': [[500, 1], ...well(1, ROLLED + 121), [120, 0.6]],
  'one of a hundred failed by Prometheus': [...well(0.99), [120, 0.6]],
  'more than one of a hundred did': [...well(0.989), [120, 0.6]],
  'five of a hundred fail since': [...well(), [120, 0.95], [60, 1]],
  'fewer than five do': [...well(), [120, 0.951], [60, 1]],
  'nothing was seen since': well(),
};

/** A pod of the older revision runs on, and is not asked what fails. */
const idle = (name: string, ready: boolean) => pod('api', { hash: OLD, suffix: name, ready });

export const releases: Cases = {
  ...each(Object.entries(OLD_MINUTES), ([name, minutes]) => [name, [rollout, logged(minutes)]]),
  ...each(Object.entries(POINTS), ([name, points]) => [name, [rollout, seen(points)]]),
  'nothing is left of the older revision': [rollout, { ...base, pods: [newPod] }],
  'two older pods say nothing, one of them ready': [
    rollout,
    { ...base, pods: [idle('aaaaa', true), idle('ccccc', false), newPod] },
  ],
  'the first revision has none to be compared with': [
    rollout,
    { ...base, replicasets: sets.slice(1), pods: [newPod] },
  ],
  'the newest revision has no pod': [rollout, { ...base, pods: base.pods.slice(0, 1) }],
  'what it says most is quoted': [rollout, { ...base, logs: [newLog({ [OWN]: 40, [OTHERS]: 20 })] }],
  'failed requests of which no line tells': [rollout, { ...base, logs: [newLog({})] }],
};
