import type { Container, PodSpec } from '../kubernetes/pods.ts';
import { type ObjectRef, refKey } from '../object-ref.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Target } from '../report.ts';
import { compare } from './canonical.ts';
import { commandHosts } from './command-hosts.ts';
import type { EvidenceAccess } from './evidence-access.ts';
import { type HostPort, hostPortOf, peerOf } from './hosts.ts';
import type { LogIndex } from './logs.ts';
import type { ServiceIndex, ServiceView } from './services.ts';
import type { Workload, WorkloadIndex } from './workloads.ts';

/** One reason to think that a workload calls a host. */
export interface Call {
  readonly from: Workload;
  readonly host: string;
  readonly port: number | undefined;
  /** The Service of that name, undefined when none has it. */
  readonly service: ServiceView | undefined;
  /** "env DATABASE_URL", "command of wait-for-db", "ConfigMap gateway, key nginx.conf", "log". */
  readonly via: string;
}

export interface CallGraph {
  readonly calls: readonly Call[];
  readonly from: (workload: Workload) => readonly Call[];
  /** Every workload that reaches `workload` over one or more calls, itself not included. */
  readonly callersOf: (ref: ObjectRef) => readonly ObjectRef[];
  /** Every workload that `workload` reaches over one or more calls, itself not included. */
  readonly calleesOf: (ref: ObjectRef) => readonly ObjectRef[];
}

/** Who calls whom, read from env values, from command lines, from the hosts in ConfigMaps and from what logs name. */
export function readCalls(
  evidence: EvidenceAccess,
  workloads: WorkloadIndex,
  services: ServiceIndex,
  logs: LogIndex,
  known: { readonly target: Target; readonly playbook: Playbook },
): CallGraph {
  const configHosts = new Map<string, readonly { key: string; host: string; port: number | undefined }[]>();
  for (const { metadata, hosts } of evidence.all('configmaps'))
    configHosts.set(
      `${metadata.namespace}/${metadata.name}`,
      hosts.map(({ key, host, port }) => ({ key, host, port })),
    );
  const calls: Call[] = [];
  for (const workload of workloads.workloads) {
    const seen = new Set<string>();
    const add = (to: HostPort | undefined, via: string, onlyServices: boolean): void => {
      const known = `${via} ${to?.host}:${to?.port}`;
      if (!to || seen.has(known)) return;
      seen.add(known);
      const service = services.byHost(to.host, workload.ref.namespace);
      if (onlyServices && !service) return;
      if (service?.workloads.includes(workload)) return;
      calls.push({ from: workload, host: to.host, port: to.port, service, via });
    };
    for (const container of [
      ...(workload.spec?.initContainers ?? []),
      ...(workload.spec?.containers ?? []),
    ]) {
      for (const to of commandHosts(container)) add(to, `command of ${container.name}`, true);
      for (const variable of container.env) {
        // A lone word is a host only where a Service bears it or the variable says so.
        const to = hostPortOf(variable.value ?? '');
        add(
          to,
          `env ${variable.name}`,
          to?.port === undefined && !/HOST|ADDR|URL|URI|ENDPOINT/i.test(variable.name),
        );
      }
      for (const { name, keys } of configMapsOf(workload, container))
        for (const { key, host, port } of configHosts.get(`${workload.ref.namespace}/${name}`) ?? [])
          if (keys.length === 0 || keys.includes(key))
            add({ host, port }, `ConfigMap ${name}, key ${key}`, true);
    }
    if (isTarget(workload, known.target))
      for (const { name, service, namespace, port } of known.playbook.dependencies)
        if (service)
          add({ host: namespace ? `${service}.${namespace}` : service, port }, `playbook, ${name}`, true);
    for (const log of logs.of(workload))
      for (const pattern of log.summary.patterns)
        for (const peer of pattern.peers) add(peerOf(peer), 'log', true);
  }
  return graphOf(calls);
}

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
