import { refKey } from '../../../model/object-ref.ts';
import { isPlace } from '../../../text/places.ts';
import { perView } from '../../view/memo.ts';
import { peerOf } from '../../view/peers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

/**
 * What log lines of a workload name that it may have called: not an address of its own pods, nor of those that are set
 * up to call it and that it does not call (its clients), nor a place in source.
 */
export function calledNames(
  view: ClusterView,
  workload: Workload,
  peers: readonly string[],
): readonly string[] {
  if (peers.length === 0) return peers;
  return peers.filter((peer) => {
    const { host, port } = peerOf(peer);
    const name = peer.slice(0, host.length);
    if (port !== undefined && !ADDRESS.test(host) && isPlace(name, 0, name, port)) return false;
    const owner = ADDRESS.test(host) ? podOwners(view).get(host) : undefined;
    return owner === undefined || !(owner === workload || isClientOf(view, owner, workload));
  });
}

const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$|^[0-9a-f]*:[0-9a-f:]*$/;

/** Whose pod has an address; pods in their node's network share theirs, and are left out. */
const podOwners = perView((view): ReadonlyMap<string, Workload> => {
  const found = new Map<string, Workload>();
  const several = new Set<string>();
  for (const workload of view.workloads)
    for (const { status } of workload.pods) {
      const { podIP } = status;
      if (!podIP) continue;
      if (found.has(podIP) && found.get(podIP) !== workload) several.add(podIP);
      found.set(podIP, workload);
    }
  for (const address of several) found.delete(address);
  return found;
});

/** Whether one is set up to call the other, and not the other way round as well. */
const isClientOf = (view: ClusterView, one: Workload, other: Workload): boolean =>
  isSetUpToCall(view, one, other) && !isSetUpToCall(view, other, one);

const isSetUpToCall = (view: ClusterView, one: Workload, other: Workload): boolean =>
  view.calls
    .from(one)
    .some(
      ({ via, service }) =>
        via.kind !== 'log' && service?.workloads.some(({ ref }) => refKey(ref) === refKey(other.ref)),
    );
