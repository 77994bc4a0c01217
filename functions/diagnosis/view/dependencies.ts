import { compare } from '../../model/canonical.ts';
import type { Container, PodSpec } from '../../model/kubernetes/pods.ts';
import type { NamedBy } from '../../model/named-by.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import type { Target } from '../../model/report.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import { SERVER_PORTS } from '../../servers/known.ts';
import { isPublicName } from '../../text/public-name.ts';
import { commandHosts } from './command-hosts.ts';
import type { EvidenceAccess } from './evidence-access.ts';
import type { LogIndex } from './logs.ts';
import { type HostPort, hostPortOf, peerOf } from './peers.ts';
import type { ServiceIndex, ServiceView } from './services.ts';
import type { Workload, WorkloadIndex } from './workloads.ts';

/** One reason to think that a workload calls a host. */
export interface Call {
  readonly from: Workload;
  readonly host: string;
  readonly port: number | undefined;
  /** The Service of that name, undefined when none has it. */
  readonly service: ServiceView | undefined;
  readonly via: NamedBy;
}

export interface CallGraph {
  readonly calls: readonly Call[];
  readonly from: (workload: Workload) => readonly Call[];
  /** Every workload that reaches `workload` over one or more calls, itself not included. */
  readonly callersOf: (ref: ObjectRef) => readonly ObjectRef[];
  /** Every workload that `workload` reaches over one or more calls, itself not included. */
  readonly calleesOf: (ref: ObjectRef) => readonly ObjectRef[];
}

/** Where a workload names a host. */
interface Mention {
  readonly to: HostPort | undefined;
  readonly via: NamedBy;
  /** What may be another word: it is a host only where a Service bears it. */
  readonly ifService: boolean;
  /** What says nothing by itself: it is a host only where a Service of a server bears it. */
  readonly ifServer?: true;
}

/** "NAMESPACE/NAME" of a ConfigMap -> the hosts in its values. */
type ConfigHosts = ReadonlyMap<string, readonly (HostPort & { readonly key: string })[]>;

interface Indexes {
  readonly workloads: WorkloadIndex;
  readonly services: ServiceIndex;
  readonly logs: LogIndex;
}

/** What is said of the target beside the evidence. */
interface Known {
  readonly target: Target;
  readonly playbook: Playbook;
}

/** Who calls whom, read from env values, from command lines, from the hosts in ConfigMaps and from what logs name. */
export function readCalls(
  evidence: EvidenceAccess,
  { workloads, services, logs }: Indexes,
  known: Known,
): CallGraph {
  const configHosts = configHostsOf(evidence);
  const calls = workloads.workloads.flatMap((workload) => {
    const { initContainers = [], containers = [] } = workload.spec ?? {};
    const mentions = [
      ...[...initContainers, ...containers].flatMap((container) => [
        ...inCommand(container),
        ...inEnv(container),
        ...inSecrets(container),
        ...inConfigMaps(workload, container, configHosts),
      ]),
      ...inPlaybook(workload, known),
      ...inLogs(workload, logs),
    ];
    return callsOf(workload, mentions, services);
  });
  return graphOf(withoutReturns(calls, workloads.workloads));
}

/**
 * A ConfigMap that several workloads read names whom any of them calls. What it says is left out where whom it names
 * calls this workload by what is its own: nobody is called back by who has that ConfigMap in common alone.
 */
function withoutReturns(calls: readonly Call[], workloads: readonly Workload[]): readonly Call[] {
  const readers = new Map<string, number>();
  for (const workload of workloads)
    for (const map of new Set(mapsOf(workload))) readers.set(map, (readers.get(map) ?? 0) + 1);
  const isShared = ({ from, via }: Call): boolean =>
    via.kind === 'config-map' && (readers.get(mapKey(from, via.configMap)) ?? 0) > 1;
  const own = graphOf(calls.filter((call) => !isShared(call)));
  return calls.filter((call) => {
    const callers = new Set(isShared(call) ? own.callersOf(call.from.ref).map(refKey) : []);
    return !call.service?.workloads.some(({ ref }) => callers.has(refKey(ref)));
  });
}

/** The ConfigMaps that a workload reads. */
function mapsOf(workload: Workload): readonly string[] {
  const { initContainers = [], containers = [] } = workload.spec ?? {};
  return [...initContainers, ...containers].flatMap((container) =>
    configMapsOf(workload, container).map(({ name }) => mapKey(workload, name)),
  );
}

const mapKey = ({ ref }: Workload, name: string): string => `${ref.namespace}/${name}`;

/** Each host once for each place that names it; a workload does not call itself. */
function callsOf(from: Workload, mentions: readonly Mention[], services: ServiceIndex): readonly Call[] {
  const seen = new Set<string>();
  return mentions.flatMap(({ to, via, ifService, ifServer = false }) => {
    const mention = `${JSON.stringify(via)} ${to?.host}:${to?.port}`;
    if (!to || seen.has(mention)) return [];
    seen.add(mention);
    const service = services.byHost(to.host, from.ref.namespace);
    if ((ifService && !service) || (ifServer && !isServer(service))) return [];
    if (service?.workloads.includes(from)) return [];
    return [{ from, host: to.host, port: to.port, service, via }];
  });
}

/** Whether a Service has the usual port of a database, cache or queue. */
const isServer = (service: ServiceView | undefined): boolean =>
  service?.service.spec.ports.some(({ port }) => SERVER_PORTS.includes(port)) ?? false;

/**
 * Values of Secrets are never read: the Secret's own name tells where charts and operators give it to a server's
 * Service as well (https://github.com/bitnami/charts/tree/main/bitnami/common, common.names.fullname).
 */
const inSecrets = ({ env }: Container): readonly Mention[] =>
  env.flatMap(({ valueFrom }): readonly Mention[] => {
    const { name, key } = valueFrom?.secretKeyRef ?? {};
    if (name === undefined || key === undefined) return [];
    const to = { host: name, port: undefined };
    return [{ to, via: { kind: 'secret', secret: name, key }, ifService: true, ifServer: true }];
  });

const inCommand = (container: Container): readonly Mention[] =>
  commandHosts(container).map((to) => ({
    to,
    via: { kind: 'command', container: container.name },
    ifService: true,
  }));

const inEnv = ({ env }: Container): readonly Mention[] =>
  env.map(({ name, value }) => {
    // A lone word is a host only where a Service bears it or the variable says so.
    const to = hostPortOf(value ?? '');
    const ifService = to?.port === undefined && !/HOST|ADDR|URL|URI|ENDPOINT/i.test(name);
    return { to, via: { kind: 'env', name }, ifService };
  });

const inConfigMaps = (workload: Workload, container: Container, hosts: ConfigHosts): readonly Mention[] =>
  configMapsOf(workload, container).flatMap(({ name, keys }) =>
    (hosts.get(`${workload.ref.namespace}/${name}`) ?? [])
      .filter(({ key }) => keys.length === 0 || keys.includes(key))
      .map(({ key, host, port }) => ({
        to: { host, port },
        via: { kind: 'config-map', configMap: name, key },
        ifService: !isPublicName(host),
      })),
  );

function inPlaybook(workload: Workload, { target, playbook }: Known): readonly Mention[] {
  if (!isTarget(workload, target)) return [];
  return playbook.dependencies.flatMap(({ name, service, namespace, port }) => {
    if (!service) return [];
    const host = namespace ? `${service}.${namespace}` : service;
    return [{ to: { host, port }, via: { kind: 'playbook', dependency: name }, ifService: true }];
  });
}

const inLogs = (workload: Workload, logs: LogIndex): readonly Mention[] =>
  logs
    .of(workload)
    .flatMap(({ summary }) => summary.patterns)
    .flatMap(({ peers }) =>
      peers.map((peer) => ({ to: peerOf(peer), via: { kind: 'log' }, ifService: true })),
    );

const configHostsOf = (evidence: EvidenceAccess): ConfigHosts =>
  new Map(
    evidence
      .all('configmaps')
      .map(({ metadata, hosts }) => [
        `${metadata.namespace}/${metadata.name}`,
        hosts.map(({ key, host, port }) => ({ key, host, port })),
      ]),
  );

const isTarget = ({ ref }: Workload, { workload }: Target): boolean =>
  workload !== undefined && refKey(ref) === refKey(workload);

/** The ConfigMaps that a container reads, each with the keys that it takes of it: [] where it takes them all. */
function configMapsOf(
  workload: Workload,
  container: Container,
): readonly { readonly name: string; readonly keys: readonly string[] }[] {
  const ofVolume = (source: PodSpec['volumes'][number]['configMap']) =>
    source ? [{ name: source.name, keys: source.items.map(({ key }) => key) }] : [];
  return [
    ...container.envFrom.flatMap(({ configMapRef }) =>
      configMapRef ? [{ name: configMapRef.name, keys: [] }] : [],
    ),
    ...container.env.flatMap(({ valueFrom }) =>
      valueFrom?.configMapKeyRef
        ? [{ name: valueFrom.configMapKeyRef.name, keys: [valueFrom.configMapKeyRef.key] }]
        : [],
    ),
    ...(workload.spec?.volumes ?? []).flatMap(({ configMap, projected }) => [
      ...ofVolume(configMap),
      ...(projected?.sources ?? []).flatMap((source) => ofVolume(source.configMap)),
    ]),
  ].sort((a, b) => compare(a.name, b.name));
}

function graphOf(calls: readonly Call[]): CallGraph {
  const from = new Map<string, Call[]>();
  const up = new Map<string, Map<string, ObjectRef>>();
  const down = new Map<string, Map<string, ObjectRef>>();
  for (const call of calls) {
    const caller = refKey(call.from.ref);
    from.set(caller, [...(from.get(caller) ?? []), call]);
    for (const callee of call.service?.workloads ?? []) {
      link(up, refKey(callee.ref), call.from.ref);
      link(down, caller, callee.ref);
    }
  }
  return {
    calls,
    from: (workload) => from.get(refKey(workload.ref)) ?? [],
    callersOf: (ref) => reach(up, ref),
    calleesOf: (ref) => reach(down, ref),
  };
}

function link(edges: Map<string, Map<string, ObjectRef>>, from: string, to: ObjectRef): void {
  const known = edges.get(from) ?? new Map<string, ObjectRef>();
  known.set(refKey(to), to);
  edges.set(from, known);
}

function reach(
  edges: ReadonlyMap<string, ReadonlyMap<string, ObjectRef>>,
  start: ObjectRef,
): readonly ObjectRef[] {
  const seen = new Map<string, ObjectRef>();
  const queue = [start];
  for (let ref = queue.pop(); ref; ref = queue.pop())
    for (const [key, next] of edges.get(refKey(ref)) ?? [])
      if (!seen.has(key) && key !== refKey(start)) {
        seen.set(key, next);
        queue.push(next);
      }
  return [...seen.values()].sort((a, b) => (refKey(a) < refKey(b) ? -1 : 1));
}
