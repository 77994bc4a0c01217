import { Random } from '../../bench/random.ts';
import type { Bundle } from '../../functions/model/bundle.ts';
import type { CollectorName, EvidenceStatus } from '../../functions/model/evidence.ts';
import type { Playbook } from '../../functions/playbook/playbook.ts';
import { INCIDENTS } from '../golden/incidents.ts';
import { busyShop } from '../unit/diagnosis/mechanisms/busy-shop.ts';
import {
  ago,
  bundleOf,
  event,
  join,
  log,
  NAMESPACE,
  playbook,
} from '../unit/diagnosis/mechanisms/cluster.ts';

type Parts = Parameters<typeof bundleOf>[0];
type Raw = Record<string, unknown>;
type List = readonly [string, ...string[]];

/** What programs and drivers say of others and of themselves. */
const SAID: List = [
  'connect ECONNREFUSED 10.96.0.10:80',
  'sorry, too many clients already',
  'password authentication failed for user "app"',
  "Access denied for user 'app'@'10.0.0.1' (using password: YES)",
  "READONLY You can't write against a read only replica.",
  'OOM command not allowed when used memory > maxmemory',
  'getaddrinfo ENOTFOUND db.shop.svc.cluster.local',
  'getaddrinfo ENOTFOUND api.partner.example',
  'dial tcp 10.96.0.10:80: i/o timeout',
  'Connection is not available, request timed out after 30000ms',
  'certificate has expired',
  'x509: certificate signed by unknown authority',
  "TypeError: Cannot read properties of undefined (reading 'total')",
  'java.lang.OutOfMemoryError: Java heap space',
  'ENOSPC: no space left on device, write',
  'Error: Cannot find module express',
  'User: arn:aws:sts::111122223333:assumed-role/x is not authorized to perform: s3:GetObject',
  'pods is forbidden: User "system:serviceaccount:shop:default" cannot list resource "pods"',
  'request failed with status code 503',
  'upstream returned 401 Unauthorized',
  'too many requests, rate limit exceeded',
  'environment variable API_KEY is not set',
  'canceling statement due to lock timeout',
  'duration: 5123.456 ms  statement: SELECT 1',
];

/** Why a container waits, as the kubelet says it. */
const WAITING: readonly (readonly [string, string])[] = [
  ['CrashLoopBackOff', 'back-off 5m0s restarting failed container'],
  ['ImagePullBackOff', 'Back-off pulling image "x"'],
  ['ErrImagePull', 'failed to pull and unpack image: manifest unknown'],
  ['CreateContainerConfigError', 'secret "db" not found'],
  ['CreateContainerConfigError', "couldn't find key url in Secret shop/db"],
  ['RunContainerError', 'exec: "x": executable file not found in $PATH: unknown'],
];

const UNPLACED: List = [
  '0/2 nodes are available: 2 Insufficient cpu.',
  '0/2 nodes are available: 2 node(s) were unschedulable.',
  '0/2 nodes are available: 2 node(s) had untolerated taint {a: b}.',
  'pod has unbound immediate PersistentVolumeClaims',
];

const TOLD: readonly (readonly [string, string])[] = [
  ['Unhealthy', 'Readiness probe failed: connection refused'],
  ['Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 404'],
  ['Unhealthy', 'Liveness probe failed: FATAL: sorry, too many clients already'],
  ['Killing', 'Container main failed liveness probe, will be restarted'],
  ['FailedCreatePodSandBox', 'failed to assign an IP address to container'],
  ['FailedMount', 'MountVolume.SetUp failed for volume "d": configmap "gone" not found'],
  ['FailedAttachVolume', 'Multi-Attach error for volume "pvc-1"'],
];

/** What a pipeline or a person told PagerDuty; that it reads like ours must mean nothing. */
const ANNOUNCED: List = [
  'new hero image went live',
  'search-indexer: 3 -> 9 replicas',
  'Build 512 deployed',
  'rollout of revision 7 finished',
];

const STATUSES: readonly [EvidenceStatus, ...EvidenceStatus[]] = ['truncated', 'forbidden', 'timeout'];
const APPS: List = ['web', 'api', 'db', 'probe', 'zero', 'worker'];

const PLAYBOOK = playbook({
  dependencies: [
    { name: 'PostgreSQL', kind: 'database', service: 'db', port: 5432, database: 'shop', user: 'shop' },
  ],
  external: [
    {
      name: 'Partner',
      host: 'api.partner.example',
      port: 443,
      statusPage: 'https://status.partner.example',
    },
  ],
});

export interface Generated {
  readonly bundle: Bundle;
  readonly playbook: Playbook;
}

/** The bundle of a seed: the same in every run and on every machine. Faults of several kinds, whole and in part. */
export function generatedBundle(seed: number): Generated {
  const random = new Random(seed);
  const bases: readonly [Parts, ...Parts[]] = [
    busyShop,
    busyShop,
    ...Object.values(INCIDENTS).map(({ parts }) => parts),
  ];
  const fewer = thinned(random.pick(bases), random);
  const parts = join(changed(fewer, random), added(random));
  const statuses = random.next() < 0.2 ? { [random.pick(namesOf(parts))]: random.pick(STATUSES) } : {};
  const workload = { kind: 'Deployment', namespace: NAMESPACE, name: random.pick(APPS) };
  return {
    bundle: bundleOf(parts, random.next() < 0.6 ? { workload } : {}, statuses),
    playbook: random.next() < 0.5 ? PLAYBOOK : playbook(),
  };
}

const namesOf = (parts: Parts) => Object.keys(parts) as [CollectorName, ...CollectorName[]];

/** Without some of its objects. */
function thinned(parts: Parts, random: Random): Parts {
  const share = random.next() * 0.5;
  return Object.fromEntries(
    Object.entries(parts).map(([name, items]) => [name, items.filter(() => random.next() >= share)]),
  );
}

function changed(parts: Parts, random: Random): Parts {
  const entries = Object.entries(parts).map(([name, items]) => [
    name,
    items.map((item) => {
      if (random.next() > 0.3) return item;
      if (name === 'pods') return brokenPod(item as Raw, random);
      if (name === 'deployments') return changedDeployment(item as Raw, random);
      return item;
    }),
  ]);
  return Object.fromEntries(entries);
}

function brokenPod(pod: Raw, random: Random): Raw {
  const status = pod.status as Raw;
  if (random.next() < 0.3) {
    const conditions = [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: random.pick(UNPLACED) },
    ];
    const spec = { ...(pod.spec as Raw), nodeName: '' };
    return { ...pod, spec, status: { ...status, phase: 'Pending', conditions, containerStatuses: [] } };
  }
  const [reason, message] = WAITING[random.below(WAITING.length)] ?? [];
  const exitCode = random.below(2) * 136 + 1;
  const containerStatuses = [
    {
      name: 'main',
      ready: false,
      restartCount: random.below(6),
      state: { waiting: { reason, message } },
      lastState: { terminated: { exitCode, reason: 'Error', finishedAt: ago(random.below(600)) } },
    },
  ];
  const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: ago(random.below(600)) }];
  return { ...pod, status: { ...status, conditions, containerStatuses } };
}

function changedDeployment(deployment: Raw, random: Random): Raw {
  const spec = deployment.spec as Raw;
  if (random.next() < 0.3) return { ...deployment, spec: { ...spec, replicas: 0 } };
  return { ...deployment, spec: { ...spec, paused: random.next() < 0.5 } };
}

/** More of what happens: lines, events, scalings, revisions, announcements. */
function added(random: Random): Parts {
  const pod = (): string => `${random.pick(APPS)}-6d4cf56db6-aaaaa`;
  const logs = Array.from({ length: random.below(4) }, () =>
    log(
      { pod: random.next() < 0.2 ? 'db-0' : pod(), previous: random.next() < 0.2 },
      lines(random),
      peers(random),
    ),
  );
  const events = Array.from({ length: random.below(4) }, () => {
    const [reason = '', message = ''] = TOLD[random.below(TOLD.length)] ?? [];
    return event('Pod', pod(), reason, message);
  });
  return {
    logs,
    events: [...events, ...scalings(random)],
    changeevents: random.next() < 0.3 ? [announcement(random)] : [],
  };
}

const lines = (random: Random): Record<string, number> =>
  Object.fromEntries(
    Array.from({ length: 1 + random.below(3) }, () => [random.pick(SAID), 1 + random.below(90)]),
  );

const peers = (random: Random): readonly string[] =>
  random.next() < 0.5 ? [random.pick(['db:5432', 'api:80', 'api.partner.example:443'])] : [];

function scalings(random: Random): readonly Raw[] {
  if (random.next() < 0.6) return [];
  const name = random.pick(APPS);
  const at = ago(random.below(900));
  const message = `Scaled up replica set ${name}-6d4cf56db6 from ${random.below(5)} to 1`;
  return [
    event('Deployment', name, 'ScalingReplicaSet', message, {
      type: 'Normal',
      firstTimestamp: at,
      lastTimestamp: at,
    }),
  ];
}

const announcement = (random: Random): Raw => ({
  at: ago(random.below(1200)),
  summary: random.pick(ANNOUNCED),
  source: 'pipeline',
  url: '',
});
