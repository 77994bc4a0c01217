import type { Analyzer } from '../../../../functions/diagnosis/analysis/analyzer.ts';
import { buildView, type ClusterView } from '../../../../functions/diagnosis/view/view.ts';
import { EMPTY_SUMMARY } from '../../../../functions/logs/figures/merge.ts';
import type { Bundle } from '../../../../functions/model/bundle.ts';
import { commandText } from '../../../../functions/model/command/command.ts';
import type { CollectorName, Evidence, EvidenceSet } from '../../../../functions/model/evidence.ts';
import type { Finding } from '../../../../functions/model/finding.ts';
import type { ContainerLog, LogPattern, LogSummary } from '../../../../functions/model/log-summary.ts';
import type { Target } from '../../../../functions/model/report.ts';
import type { Playbook } from '../../../../functions/playbook/playbook.ts';
import { playbookSchema } from '../../../../functions/playbook/schema.ts';
import { OBJECTS } from '../../../../functions/recordings/evidence-shape.ts';
import { type Written, written } from '../../../support/written.ts';

/** The moment of every test's evidence. */
export const NOW = '2026-11-25T14:00:00Z';
export const ago = (seconds: number): string => new Date(Date.parse(NOW) - seconds * 1000).toISOString();
export const NAMESPACE = 'shop';
const HASH = '6d4cf56db6';

type Parts = { readonly [Name in CollectorName]?: readonly unknown[] };
type Raw = Record<string, unknown>;

const SCHEMAS: { readonly [Name in CollectorName]?: { readonly parse: (value: unknown) => unknown } } =
  OBJECTS;

/** The first command that a finding proposes, as text. */
export function commandOf(finding: Pick<Finding, 'actions'> | undefined): string | undefined {
  const command = finding?.actions[0]?.command;
  return command && commandText(command);
}

/** Evidence of these lists, each read whole; what is not given was not asked for. */
export function evidenceOf(
  parts: Parts,
  statuses: Partial<Record<CollectorName, Evidence['status']>> = {},
): EvidenceSet {
  const names = [...new Set([...Object.keys(parts), ...Object.keys(statuses)])] as CollectorName[];
  return Object.fromEntries(
    names.map((name) => {
      const items = (parts[name] ?? []).map((item) => SCHEMAS[name]?.parse(item) ?? item);
      const status = statuses[name] ?? (items.length > 0 ? 'ok' : 'empty');
      const read = ['ok', 'empty', 'truncated'].includes(status);
      return [name, { collector: name, status, detail: '', ms: 1, ...(read ? { data: items } : {}) }];
    }),
  ) as EvidenceSet;
}

export const bundleOf = (parts: Parts, target: Partial<Target> = {}, statuses = {}): Bundle => ({
  version: '1',
  generatedAt: NOW,
  target: { cluster: 'test', namespace: NAMESPACE, ...target },
  window: { from: ago(3600), to: NOW },
  evidence: evidenceOf(parts, statuses),
  timings: { total: 1 },
});

export const playbook = (more: Raw = {}): Playbook =>
  playbookSchema.parse({ version: 1, name: 'test', target: { namespace: NAMESPACE }, ...more });

export const viewOf = (parts: Parts, target: Partial<Target> = {}): ClusterView =>
  buildView(bundleOf(parts, target), playbook());

export const findingsOf = (
  analyzer: Analyzer,
  parts: Parts,
  target: Partial<Target> = {},
): readonly Written[] => {
  const view = viewOf(parts, target);
  return written(analyzer.analyze(view), view.now);
};

/** "cause kind/name strength" of every finding, the short form that tests compare. */
export const short = (
  findings: readonly Pick<Finding, 'cause' | 'object' | 'strength'>[],
): readonly string[] =>
  findings.map(({ cause, object, strength }) => `${cause} ${object.kind}/${object.name} ${strength}`).sort();

export const container = (more: Raw = {}): Raw => ({
  name: 'main',
  image: 'registry.example/app:1',
  ports: [{ containerPort: 8080 }],
  ...more,
});

interface WorkloadOptions {
  readonly replicas?: number;
  readonly ready?: number;
  readonly container?: Raw;
  readonly spec?: Raw;
  readonly meta?: Raw;
}

export function deployment(name: string, options: WorkloadOptions = {}): Raw {
  const replicas = options.replicas ?? 1;
  return {
    metadata: { name, namespace: NAMESPACE, creationTimestamp: ago(86_400), ...options.meta },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [container(options.container)], ...options.spec },
      },
    },
    status: { readyReplicas: options.ready ?? replicas, replicas },
  };
}

export function statefulSet(name: string, options: WorkloadOptions = {}): Raw {
  return deployment(name, options);
}

export function replicaSet(
  owner: string,
  options: {
    readonly revision?: number;
    readonly hash?: string;
    readonly container?: Raw;
    readonly created?: string;
    readonly status?: Raw;
  } = {},
): Raw {
  const hash = options.hash ?? HASH;
  return {
    metadata: {
      name: `${owner}-${hash}`,
      namespace: NAMESPACE,
      creationTimestamp: options.created ?? ago(86_400),
      annotations: { 'deployment.kubernetes.io/revision': String(options.revision ?? 1) },
      ownerReferences: [{ kind: 'Deployment', name: owner, controller: true }],
    },
    spec: {
      replicas: 1,
      template: {
        metadata: { labels: { app: owner, 'pod-template-hash': hash } },
        spec: { containers: [container(options.container)] },
      },
    },
    status: options.status ?? {},
  };
}

interface PodOptions {
  readonly owner?: string;
  readonly ownerKind?: string;
  readonly hash?: string;
  readonly suffix?: string;
  readonly node?: string;
  readonly phase?: string;
  readonly ready?: boolean;
  readonly container?: Raw;
  readonly spec?: Raw;
  readonly status?: Raw;
  readonly state?: Raw;
  readonly conditions?: readonly Raw[];
  readonly created?: string;
  readonly labels?: Raw;
}

/** A pod of a Deployment (or of another owner), running and ready unless told otherwise. */
export function pod(owner: string, options: PodOptions = {}): Raw {
  const ready = options.ready ?? true;
  const hash = options.hash ?? HASH;
  const isSet = (options.ownerKind ?? 'ReplicaSet') === 'ReplicaSet';
  const name = isSet ? `${owner}-${hash}-${options.suffix ?? 'aaaaa'}` : `${owner}-${options.suffix ?? '0'}`;
  return {
    metadata: {
      name,
      namespace: NAMESPACE,
      creationTimestamp: options.created ?? ago(3000),
      labels: { app: owner, ...options.labels },
      ownerReferences: [
        {
          kind: options.ownerKind ?? 'ReplicaSet',
          name: isSet ? `${owner}-${hash}` : owner,
          controller: true,
        },
      ],
    },
    spec: { nodeName: options.node ?? 'node-1', containers: [container(options.container)], ...options.spec },
    status: {
      phase: options.phase ?? 'Running',
      podIP: '10.0.0.1',
      startTime: options.created ?? ago(3000),
      conditions: options.conditions ?? [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses:
        options.phase === 'Pending' && !options.state
          ? []
          : [
              {
                name: 'main',
                ready,
                restartCount: 0,
                state: { running: { startedAt: options.created ?? ago(3000) } },
                ...options.state,
              },
            ],
      ...options.status,
    },
  };
}

/** The usual three: Deployment, ReplicaSet and one pod. */
export const app = (name: string, options: PodOptions & Omit<WorkloadOptions, 'ready'> = {}): Parts => ({
  deployments: [deployment(name, { ...options, ready: options.ready === false ? 0 : 1 })],
  replicasets: [replicaSet(name)],
  pods: [pod(name, options)],
});

export const event = (kind: string, name: string, reason: string, message: string, more: Raw = {}): Raw => ({
  metadata: { name: `${name}.${reason}`, namespace: NAMESPACE },
  type: 'Warning',
  reason,
  message,
  count: 3,
  firstTimestamp: ago(300),
  lastTimestamp: ago(30),
  involvedObject: { kind, name, namespace: kind === 'Node' ? '' : NAMESPACE },
  ...more,
});

export const podName = (owner: string, suffix = 'aaaaa'): string => `${owner}-${HASH}-${suffix}`;

export const service = (name: string, more: Raw = {}): Raw => ({
  metadata: { name, namespace: NAMESPACE },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.10',
    selector: { app: name },
    ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
    ...more,
  },
});

export const slice = (owner: string, ready = 1): Raw => ({
  metadata: { name: `${owner}-x`, namespace: NAMESPACE, labels: { 'kubernetes.io/service-name': owner } },
  ports: [{ port: 8080, protocol: 'TCP' }],
  endpoints: Array.from({ length: ready }, (_, i) => ({
    addresses: [`10.0.0.${i + 1}`],
    conditions: { ready: true },
  })),
});

export const node = (name: string, more: Raw = {}): Raw => ({
  metadata: { name },
  status: { conditions: [{ type: 'Ready', status: 'True' }], ...more },
});

interface LogOptions extends Partial<LogSummary> {
  readonly pod: string;
  readonly previous?: boolean;
  readonly tail?: readonly string[];
}

/** A container's log with these error lines, each as a pattern of so many lines. */
export function log(
  options: LogOptions,
  lines: Readonly<Record<string, number>> = {},
  peers: readonly string[] = [],
): ContainerLog {
  const { pod: name, previous = false, tail = [], ...summary } = options;
  const patterns = Object.entries(lines).map(
    ([text, count]): LogPattern => ({
      template: text,
      count,
      first: ago(240),
      last: ago(5),
      level: 'error',
      kind: 'other',
      peers,
      example: text,
      minutes: {},
    }),
  );
  return {
    namespace: NAMESPACE,
    pod: name,
    container: 'main',
    previous,
    asked: { from: ago(3600), to: NOW },
    seen: { from: ago(3600), to: ago(1) },
    cut: false,
    summary: { ...EMPTY_SUMMARY, lines: 1000, first: ago(3600), last: ago(1), patterns, ...summary },
    tail: [...tail],
  };
}

/** Joins the lists of several parts. */
export function join(...parts: readonly Parts[]): Parts {
  const joined: Partial<Record<CollectorName, unknown[]>> = {};
  for (const part of parts)
    for (const [name, items] of Object.entries(part) as [CollectorName, readonly unknown[]][])
      joined[name] = [...(joined[name] ?? []), ...items];
  return joined;
}
