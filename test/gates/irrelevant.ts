import { EMPTY_SUMMARY } from '../../functions/logs/figures/merge.ts';
import type { Bundle } from '../../functions/model/bundle.ts';
import type { Evidence } from '../../functions/model/evidence.ts';
import type { ContainerLog } from '../../functions/model/log-summary.ts';
import type { SavedBundle } from '../../functions/recordings/bundle-file.ts';
import { OBJECTS } from '../../functions/recordings/evidence-shape.ts';
import { type bundleOf, join } from '../unit/diagnosis/mechanisms/cluster.ts';

/** Workloads that have nothing to do with anything, each of five objects, with events and lines of its own. */
const BYSTANDERS = 100;
const EVENTS_EACH = 5;
const MINUTES = 10;

type Raw = Record<string, unknown>;
type Parts = Parameters<typeof bundleOf>[0];

/** A bundle with 500 more objects, 500 events and 1,000 log lines of programs that are well, in the same namespace. */
export function withIrrelevant({ bundle, playbook }: SavedBundle): SavedBundle {
  const all = Array.from({ length: BYSTANDERS }, (_, index) => bystander(bundle, index));
  return { bundle: withParts(bundle, join(...all)), playbook };
}

function withParts(bundle: Bundle, parts: Parts): Bundle {
  const evidence = Object.entries(parts).map(([name, items]) => {
    const known = (bundle.evidence as Record<string, Evidence>)[name];
    if (known?.data === undefined) return [name, known];
    const schema = (OBJECTS as Record<string, { readonly parse: (value: unknown) => unknown }>)[name];
    const more = items.map((item) => schema?.parse(item) ?? item);
    const status = known.status === 'empty' ? 'ok' : known.status;
    return [name, { ...known, status, data: [...(known.data as readonly unknown[]), ...more] }];
  });
  return {
    ...bundle,
    evidence: { ...bundle.evidence, ...Object.fromEntries(evidence.filter(([, one]) => one !== undefined)) },
  };
}

function bystander({ window, target, evidence }: Bundle, index: number): Parts {
  const { namespace } = target;
  const now = Date.parse(window.to);
  const at = (seconds: number): string => new Date(now - seconds * 1000).toISOString();
  const name = `bystander-${index}`;
  const owned = `${name}-7d9c5b6f48`;
  const labels = { app: name };
  const nodeName = evidence.nodes?.data?.find(({ status }) =>
    status.conditions.some((one) => one.type === 'Ready' && one.status === 'True'),
  )?.metadata.name;
  const spec = {
    nodeName: nodeName ?? 'node-of-bystanders',
    containers: [{ name: 'main', image: 'registry.example/bystander:1', ports: [{ containerPort: 8080 }] }],
  };
  const meta = (own: string, more: Raw = {}): Raw => ({
    name: own,
    namespace,
    creationTimestamp: at(30 * 86_400),
    labels,
    ...more,
  });
  const template = { metadata: { labels }, spec };
  const pod = `${owned}-x7k2p`;
  const owner = (kind: string, of: string) => ({ ownerReferences: [{ kind, name: of, controller: true }] });
  return {
    deployments: [
      {
        metadata: meta(name),
        spec: { replicas: 1, selector: { matchLabels: labels }, template },
        status: { replicas: 1, readyReplicas: 1 },
      },
    ],
    replicasets: [
      {
        metadata: meta(owned, {
          ...owner('Deployment', name),
          annotations: { 'deployment.kubernetes.io/revision': '1' },
        }),
        spec: { replicas: 1, selector: { matchLabels: labels }, template },
        status: { replicas: 1, readyReplicas: 1 },
      },
    ],
    pods: [
      {
        metadata: meta(pod, owner('ReplicaSet', owned)),
        spec,
        status: {
          phase: 'Running',
          podIP: `10.250.0.${index}`,
          conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at(30 * 86_400) }],
          containerStatuses: [
            {
              name: 'main',
              ready: true,
              restartCount: 0,
              state: { running: { startedAt: at(30 * 86_400) } },
            },
          ],
        },
      },
    ],
    services: [
      {
        metadata: meta(name),
        spec: { selector: labels, clusterIP: `10.251.0.${index}`, ports: [{ port: 80, targetPort: 8080 }] },
      },
    ],
    endpointslices: [
      {
        metadata: meta(`${name}-slice`, { labels: { 'kubernetes.io/service-name': name } }),
        ports: [{ port: 8080 }],
        endpoints: [{ addresses: [`10.250.0.${index}`], conditions: { ready: true } }],
      },
    ],
    events: Array.from({ length: EVENTS_EACH }, (_, step) => ({
      metadata: { name: `${pod}.${step}`, namespace },
      involvedObject: { kind: 'Pod', namespace, name: pod },
      type: 'Normal',
      reason: 'Pulled',
      message: `Container image "registry.example/bystander:1" already present on machine (${step})`,
      count: 1,
      firstTimestamp: at(600 + step),
      lastTimestamp: at(600 + step),
    })),
    logs: [logOf(namespace, pod, now)],
  };
}

/** Ten quiet minutes of a program that answers a request every six seconds. */
function logOf(namespace: string, pod: string, now: number): ContainerLog {
  const at = (seconds: number): string => new Date(now - seconds * 1000).toISOString();
  const requests = 10 * MINUTES;
  return {
    namespace,
    pod,
    container: 'main',
    previous: false,
    asked: { from: at(3600), to: at(0) },
    seen: { from: at(60 * MINUTES), to: at(1) },
    cut: false,
    tail: ['GET /healthy 200'],
    summary: {
      ...EMPTY_SUMMARY,
      lines: requests,
      first: at(60 * MINUTES),
      last: at(1),
      requests,
      byStatus: { 200: requests },
      byMethod: { GET: requests },
      endpoints: [
        {
          method: 'GET',
          path: '/healthy',
          requests,
          errors5xx: 0,
          errors4xx: 0,
          p50: 3,
          p95: 9,
          byStatus: { 200: requests },
        },
      ],
      minutes: Array.from({ length: MINUTES }, (_, minute) => ({
        at: new Date(Math.floor(now / 60_000 - MINUTES + minute) * 60_000).toISOString(),
        requests: 10,
        errors5xx: 0,
        errors4xx: 0,
        byMethod: { GET: 10 },
      })),
    },
  };
}
