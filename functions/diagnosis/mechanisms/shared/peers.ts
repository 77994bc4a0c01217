import type { CalledHost } from '../../../model/called-host.ts';
import { type ObjectRef, refKey } from '../../../model/object-ref.ts';
import type { Call } from '../../view/dependencies.ts';
import { peerOf } from '../../view/peers.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { failureKind, serverPort } from './messages.ts';
import type { Saying } from './patterns.ts';

/** The other side of a failed call, as far as it is known. */
export interface Peer {
  readonly host: string;
  readonly port: number | undefined;
  readonly service: ServiceView | undefined;
  /** How it is known: the line names it, the only call that fits it does, or its own log says the same. */
  readonly by: 'line' | 'configuration' | 'port' | 'echo';
}

/** A peer as a fact. */
export const calledHost = ({ host, port, service }: Peer): CalledHost => ({
  host,
  port: port ?? null,
  service: service?.ref ?? null,
});

/** A server that is blamed without a host in a line: by its Service's name, else by its own. */
export const calledWorkload = (view: ClusterView, ref: ObjectRef): CalledHost => {
  const service = view.services.all.find(({ workloads }) =>
    workloads.some((workload) => refKey(workload.ref) === refKey(ref)),
  );
  return { host: service?.ref.name ?? ref.name, port: null, service: service?.ref ?? null };
};

/** Bare names and cluster-local ones: only these must be Services. */
export const isInternal = (host: string): boolean => !host.includes('.') || /\.svc(?:\.|$)/.test(host);

/** Who did not answer: by the line's own words, else by what the workload is configured to call. */
export function peerOfFailure(view: ClusterView, workload: Workload, said: Saying): Peer | undefined {
  const { namespace } = workload.ref;
  for (const text of said.peers) {
    const { host, port } = peerOf(text);
    const service = view.services.byHost(host, namespace) ?? serviceOfPod(view, host);
    if (service) return { host, port, service, by: 'line' };
  }
  const named = said.peers[0];
  if (named && isHostLike(named)) return { ...peerOf(named), service: undefined, by: 'line' };
  return failureKind(said.text) === 'certificate'
    ? calledOverTls(view, workload)
    : fromConfiguration(view, workload, said);
}

/** The usual ports of TLS inside a cluster. */
const TLS_PORTS = [443, 8443, 6443, 9443];

/** The only Service that a workload calls over TLS: those outside have certificates that all trust, by and large. */
export function calledOverTls(view: ClusterView, workload: Workload): Peer | undefined {
  const secure = view.calls
    .from(workload)
    .filter(({ port, service }) => service !== undefined && port !== undefined && TLS_PORTS.includes(port));
  const services = new Set(secure.map(({ service }) => service));
  const only = secure[0];
  return only && services.size === 1
    ? { host: only.host, port: only.port, service: only.service, by: 'configuration' }
    : undefined;
}

/** A word with a dot or a port, or a bare word that a resolver could not find. */
const isHostLike = (text: string): boolean => /[.:]/.test(text) || /^[a-z][a-z0-9-]+$/.test(text);

function serviceOfPod(view: ClusterView, address: string): ServiceView | undefined {
  if (!/^\d/.test(address)) return undefined;
  return view.services.all.find(({ pods }) => pods.some(({ status }) => status.podIP === address));
}

/** The only configured call whose port is that of the server that the line is about, else the only Service with it. */
function fromConfiguration(view: ClusterView, workload: Workload, said: Saying): Peer | undefined {
  const port = serverPort(said.text);
  // A line that names neither host nor server is about anything: nobody is suspected by elimination.
  if (port === undefined) return undefined;
  const fitting = view.calls
    .from(workload)
    .filter((call) => call.via.kind !== 'log' && servesPort(call, port));
  const hosts = new Set(fitting.map(({ host }) => host));
  const only = fitting[0];
  if (only && hosts.size === 1)
    return { host: only.host, port: only.port, service: only.service, by: 'configuration' };
  const services = view.services.all.filter(
    ({ ref, service }) =>
      ref.namespace === workload.ref.namespace && service.spec.ports.some((entry) => entry.port === port),
  );
  const owners = new Set(services.flatMap(({ workloads }) => workloads.map(({ ref }) => refKey(ref))));
  const service = services[0];
  return service && owners.size === 1 ? { host: service.ref.name, port, service, by: 'port' } : undefined;
}

const servesPort = (call: Call, port: number): boolean =>
  call.port === port || (call.service?.service.spec.ports.some((entry) => entry.port === port) ?? false);
