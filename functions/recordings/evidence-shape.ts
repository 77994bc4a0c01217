import * as z from 'zod/mini';
import type { CollectorName } from '../model/evidence.ts';
import * as k from '../model/kubernetes/objects.ts';
import { list } from '../model/lenient.ts';

/** What the API's objects are read with when they are collected: a stored one reads back as itself. */
export const OBJECTS = {
  pods: k.pod,
  systempods: k.pod,
  events: k.event,
  deployments: k.deployment,
  replicasets: k.replicaSet,
  statefulsets: k.statefulSet,
  daemonsets: k.daemonSet,
  controllerrevisions: k.controllerRevision,
  jobs: k.job,
  cronjobs: k.cronJob,
  services: k.service,
  endpointslices: k.endpointSlice,
  ingresses: k.ingress,
  ingressclasses: k.ingressClass,
  configmaps: k.configMap,
  secrets: k.secret,
  serviceaccounts: k.serviceAccount,
  persistentvolumeclaims: k.persistentVolumeClaim,
  persistentvolumes: k.persistentVolume,
  storageclasses: k.storageClass,
  resourcequotas: k.resourceQuota,
  limitranges: k.limitRange,
  horizontalpodautoscalers: k.horizontalPodAutoscaler,
  poddisruptionbudgets: k.podDisruptionBudget,
  networkpolicies: k.networkPolicy,
  nodes: k.node,
  namespaces: k.namespace,
  podmetrics: k.podMetrics,
  nodemetrics: k.nodeMetrics,
} as const satisfies Record<Exclude<CollectorName, keyof typeof OTHERS>, z.ZodMiniType>;

const isObjectKind = (name: string): name is keyof typeof OBJECTS => Object.hasOwn(OBJECTS, name);

/** Evidence of objects that a stranger's bundle holds, read as the API's own answers are; other evidence as it is. */
export function readEvidenceData(name: string, data: unknown): unknown {
  if (name === 'probes') return (data as readonly RecordedProbe[] | undefined)?.map(withInside);
  if (!isObjectKind(name) || data === undefined) return data;
  return z.parse(list(OBJECTS[name] as z.ZodMiniType), data);
}

interface RecordedProbe {
  readonly from: string;
  readonly inside?: boolean | undefined;
}

/** Bundles of 0.1 said where a try was made from in words alone: "pod NAME", "the VPC", "this machine". */
const withInside = <Probe extends RecordedProbe>(probe: Probe) => ({
  ...probe,
  inside: probe.inside ?? probe.from.startsWith('pod '),
});

const entries = z.array(z.looseObject({}));
const number = z.number();
const summary = z.looseObject({
  lines: number,
  first: z.string(),
  last: z.string(),
  requests: number,
  endpoints: entries,
  patterns: z.array(
    z.looseObject({
      template: z.string(),
      count: number,
      first: z.string(),
      last: z.string(),
      level: z.string(),
      kind: z.string(),
      peers: z.array(z.string()),
      example: z.string(),
      minutes: z.record(z.string(), number),
    }),
  ),
  clients: entries,
  minutes: entries,
  abuse: z.looseObject({ verdict: z.string(), why: z.array(z.string()) }),
});
const window = z.object({ from: z.string(), to: z.string() });

/** What is no object of the API must have these parts. */
const OTHERS = {
  logs: z.array(
    z.looseObject({
      namespace: z.string(),
      pod: z.string(),
      container: z.string(),
      previous: z.boolean(),
      asked: window,
      seen: z.optional(window),
      summary,
      tail: z.array(z.string()),
    }),
  ),
  signals: z.array(
    z.object({
      signal: z.string(),
      namespace: z.string(),
      workload: z.string(),
      // A value that is no number is null in JSON.
      points: z.array(z.tuple([number, z.nullable(number)])),
    }),
  ),
  probes: z.array(
    z.looseObject({
      host: z.string(),
      port: number,
      from: z.string(),
      inside: z.optional(z.boolean()),
      result: z.string(),
    }),
  ),
  dependencystate: z.array(
    z.looseObject({ dependency: z.string(), rows: z.array(z.record(z.string(), z.string())) }),
  ),
  clusterhealth: z.array(z.looseObject({ code: z.string(), resources: z.array(z.string()) })),
  changeevents: z.array(z.looseObject({ at: z.string(), summary: z.string(), source: z.string() })),
} as const satisfies Partial<Record<CollectorName, z.ZodMiniType>>;

const isOther = (name: string): name is keyof typeof OTHERS => Object.hasOwn(OTHERS, name);

/** True when evidence of this collector has the parts that analyzers read. */
export const hasItsParts = (name: string, data: unknown): boolean =>
  data === undefined || !isOther(name) || z.safeParse(OTHERS[name] as z.ZodMiniType, data).success;

/** The frame of any evidence. */
export const evidenceFrame = z.looseObject({
  collector: z.string(),
  status: z.enum(['ok', 'empty', 'truncated', 'forbidden', 'timeout', 'failed']),
  detail: z.string(),
});
