import type * as k from '../../model/kubernetes/objects.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import type { EvidenceAccess } from './evidence-access.ts';
import { matchesPairs } from './selectors.ts';
import type { Workload, WorkloadIndex } from './workloads.ts';

/** A Service with what it selects and what really stands behind it. */
export interface ServiceView {
  readonly ref: ObjectRef;
  readonly service: k.Service;
  readonly pods: readonly k.Pod[];
  readonly workloads: readonly Workload[];
  readonly slices: readonly k.EndpointSlice[];
  /** Addresses by readiness, over all slices. */
  readonly readyAddresses: number;
  readonly notReadyAddresses: number;
}

export interface ServiceIndex {
  readonly all: readonly ServiceView[];
  readonly get: (namespace: string, name: string) => ServiceView | undefined;
  /** The Services that select a workload's pods (or would, by its template's labels). */
  readonly of: (workload: Workload) => readonly ServiceView[];
  /** The Service that a host name means, seen from a namespace; undefined for names outside the cluster. */
  readonly byHost: (host: string, namespace: string) => ServiceView | undefined;
}

export function indexServices(evidence: EvidenceAccess, workloads: WorkloadIndex): ServiceIndex {
  const slices = new Map<string, k.EndpointSlice[]>();
  for (const slice of evidence.all('endpointslices')) {
    const key = `${slice.metadata.namespace}/${serviceOfSlice(slice)}`;
    slices.set(key, [...(slices.get(key) ?? []), slice]);
  }
  const all = evidence.all('services').map((service) => view(service, slices, workloads));
  const byName = new Map(all.map((entry) => [`${entry.ref.namespace}/${entry.ref.name}`, entry]));
  const byAddress = new Map(
    all.flatMap((entry) =>
      /^\d/.test(entry.service.spec.clusterIP) ? [[entry.service.spec.clusterIP, entry] as const] : [],
    ),
  );
  const ofWorkload = new Map<string, ServiceView[]>();
  for (const entry of all)
    for (const workload of entry.workloads) {
      const key = refKey(workload.ref);
      ofWorkload.set(key, [...(ofWorkload.get(key) ?? []), entry]);
    }
  return {
    all,
    get: (namespace, name) => byName.get(`${namespace}/${name}`),
    of: (workload) => ofWorkload.get(refKey(workload.ref)) ?? [],
    byHost: (host, namespace) => {
      const address = byAddress.get(host);
      if (address) return address;
      // NAME, NAME.NS, NAME.NS.svc, NAME.NS.svc.DOMAIN (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/);
      // a StatefulSet's pod puts its own name in front of a headless Service's.
      const labels = host.toLowerCase().split('.');
      const named = byName.get(`${labels[1] ?? namespace}/${labels[0]}`);
      if (named && (labels.length < 3 || labels[2] === 'svc')) return named;
      const headless = byName.get(`${labels[2] ?? namespace}/${labels[1]}`);
      return headless && (labels.length < 4 || labels[3] === 'svc') ? headless : undefined;
    },
  };
}

const serviceOfSlice = (slice: k.EndpointSlice): string =>
  slice.metadata.labels['kubernetes.io/service-name'] ??
  slice.metadata.ownerReferences.find(({ kind }) => kind === 'Service')?.name ??
  '';

function view(
  service: k.Service,
  slices: ReadonlyMap<string, readonly k.EndpointSlice[]>,
  index: WorkloadIndex,
): ServiceView {
  const { namespace, name } = service.metadata;
  const mine = slices.get(`${namespace}/${name}`) ?? [];
  const workloads = index.workloads.filter(
    (workload) =>
      workload.ref.namespace === namespace &&
      (matchesPairs(workload.labels, service.spec.selector) ||
        workload.pods.some((pod) => matchesPairs(pod.metadata.labels, service.spec.selector))),
  );
  const pods = workloads.flatMap((workload) =>
    workload.pods.filter((pod) => matchesPairs(pod.metadata.labels, service.spec.selector)),
  );
  const addresses = mine.flatMap((slice) => slice.endpoints);
  // An unset `ready` means unknown and is to be read as true (EndpointConditions).
  const ready = addresses.filter(({ conditions }) => conditions.ready !== false);
  return {
    ref: { kind: 'Service', namespace, name },
    service,
    pods,
    workloads,
    slices: mine,
    readyAddresses: ready.length,
    notReadyAddresses: addresses.length - ready.length,
  };
}
