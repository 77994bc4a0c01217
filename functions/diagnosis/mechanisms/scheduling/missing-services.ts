import { compare } from '../../../model/canonical.ts';
import type { Use } from '../../../model/statements/scheduling.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

/** A host that workloads call by a bare name (so inside the namespace) and that no Service bears. */
export interface MissingService {
  readonly namespace: string;
  readonly host: string;
  readonly callers: readonly Workload[];
  /** By which settings they name it, sorted. */
  readonly uses: readonly Use[];
}

/** Nothing is concluded where the Services were not read whole. */
export function missingServices(view: ClusterView): readonly MissingService[] {
  if (!view.evidence.complete('services')) return [];
  const found = new Map<
    string,
    { host: string; namespace: string; callers: Set<Workload>; uses: Map<string, Use> }
  >();
  for (const call of view.calls.calls) {
    if (call.service || call.host.includes('.') || /^(?:localhost|\d)/.test(call.host)) continue;
    // A bare name without a port is only a host where a workload bears it: it might be any word.
    const { namespace } = call.from.ref;
    if (call.port === undefined && !isWorkload(view, namespace, call.host)) continue;
    const key = `${namespace}/${call.host}`;
    const entry = found.get(key) ?? { host: call.host, namespace, callers: new Set(), uses: new Map() };
    entry.callers.add(call.from);
    const { name } = call.from.ref;
    entry.uses.set(`${name} ${JSON.stringify(call.via)}`, { workload: name, via: call.via });
    found.set(key, entry);
  }
  return [...found.values()].map(({ host, namespace, callers, uses }) => ({
    namespace,
    host,
    callers: [...callers],
    uses: [...uses].sort(([a], [b]) => compare(a, b)).map(([, use]) => use),
  }));
}

const isWorkload = (view: ClusterView, namespace: string, name: string): boolean =>
  view.workloads.some(({ ref }) => ref.namespace === namespace && ref.name === name);
