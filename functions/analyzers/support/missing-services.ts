import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';

/** A host that workloads call by a bare name (so inside the namespace) and that no Service bears. */
export interface MissingService {
  readonly namespace: string;
  readonly host: string;
  readonly callers: readonly Workload[];
  /** Workloads whose name is that host: what the Service was for. */
  readonly meant: Workload | undefined;
  readonly evidence: string;
}

/** Nothing is concluded where the Services were not read whole. */
export function missingServices(view: ClusterView): readonly MissingService[] {
  if (!view.evidence.complete('services')) return [];
  const found = new Map<
    string,
    { host: string; namespace: string; callers: Set<Workload>; via: Set<string> }
  >();
  for (const call of view.calls.calls) {
    if (call.service || call.host.includes('.') || /^(?:localhost|\d)/.test(call.host)) continue;
    // A bare name without a port is only a host where a workload bears it: it might be any word.
    const { namespace } = call.from.ref;
    const meant = workloadNamed(view, namespace, call.host);
    if (call.port === undefined && !meant) continue;
    const key = `${namespace}/${call.host}`;
    const entry = found.get(key) ?? { host: call.host, namespace, callers: new Set(), via: new Set() };
    entry.callers.add(call.from);
    entry.via.add(`${call.from.ref.name} (${call.via})`);
    found.set(key, entry);
  }
  return [...found.values()].map(({ host, namespace, callers, via }) => ({
    namespace,
    host,
    callers: [...callers],
    meant: workloadNamed(view, namespace, host),
    evidence: `${[...via].sort().slice(0, 3).join(', ')} name${via.size === 1 ? 's' : ''} it`,
  }));
}

const workloadNamed = (view: ClusterView, namespace: string, name: string): Workload | undefined =>
  view.workloads.find(({ ref }) => ref.namespace === namespace && ref.name === name);
