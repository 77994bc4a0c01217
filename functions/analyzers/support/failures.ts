import type { ObjectRef } from '../../core/object-ref.ts';
import { refKey } from '../../core/object-ref.ts';
import type { Call } from '../../core/view/dependencies.ts';
import { peerOf } from '../../core/view/hosts.ts';
import { perView } from '../../core/view/memo.ts';
import type { ServiceView } from '../../core/view/services.ts';
import { timeOf } from '../../core/view/time.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';
import { type FailureKind, failureKind, serverPort } from './messages.ts';
import { type Saying, saying } from './patterns.ts';
import { isDegraded, liveContainers } from './pods.ts';

/** The other side of a failed call, as far as it is known. */
export interface Peer {
  readonly host: string;
  readonly port: number | undefined;
  readonly service: ServiceView | undefined;
  /** How it is known: the line names it, or the only call that fits it does. */
  readonly by: 'line' | 'configuration' | 'port';
}

/** One workload's failing calls of one kind to one peer. */
export interface Failure {
  readonly workload: Workload;
  readonly kind: FailureKind;
  readonly said: Saying;
  readonly count: number;
  readonly peer: Peer | undefined;
}

/** A failure that was last seen this long before the log's end is over. */
const OVER_MS = 3 * 60_000;

/** What every workload's logs say of failing calls that still go on, most frequent first. */
export const failuresOf = perView((view): readonly Failure[] => {
  const found = new Map<string, Failure>();
  for (const workload of view.workloads)
    for (const said of saying(view, workload, ANY)) {
      const kind = failureKind(said.text);
      if (!kind || isOver(view, workload, said)) continue;
      const peer = peerOfFailure(view, workload, said);
      if (peer && isOwn(workload, peer)) continue;
      if (isServerOf(workload, said) && kind !== 'dns') continue;
      const dialer = relayedFrom(view, workload, said, peer) ?? workload;
      const reach = UNREACHED.includes(kind) ? 'unreached' : kind;
      const key = [refKey(dialer.ref), reach, peer?.host ?? '', peer?.port ?? ''].join(' ');
      const known = found.get(key);
      found.set(
        key,
        known
          ? { ...known, count: known.count + said.count }
          : { workload: dialer, kind, said, count: said.count, peer },
      );
    }
  return [...withoutNameless([...found.values()])].sort((a, b) => b.count - a.count);
});

const UNREACHED: readonly FailureKind[] = ['refused', 'timeout', 'unavailable'];

/** Lines that name no host belong to those of the same workload and kind that do. */
function withoutNameless(failures: readonly Failure[]): readonly Failure[] {
  return failures.filter(
    (failure) =>
      failure.peer ||
      !failures.some(
        (other) => other.peer && other.workload === failure.workload && other.kind === failure.kind,
      ),
  );
}

/** A server's own log tells of its clients' failures ("Access denied for user"): it is not the one that fails. */
const isServerOf = (workload: Workload, said: Saying): boolean => {
  const port = serverPort(said.text);
  const ports =
    workload.spec?.containers.flatMap((container) =>
      container.ports.map(({ containerPort }) => containerPort),
    ) ?? [];
  return ports.some((own) => SERVER_PORTS.includes(own)) && (port === undefined || ports.includes(port));
};

/** PostgreSQL, MySQL, Redis, MongoDB, RabbitMQ, Kafka, memcached, Elasticsearch, Cassandra, etcd. */
const SERVER_PORTS = [5432, 3306, 6379, 27017, 5672, 9092, 11211, 9200, 9042, 2379];

const ANY = { test: (text: string) => failureKind(text) !== undefined };

/** Starting programs fail until their dependencies are up; what has stopped is no longer a cause. */
function isOver(view: ClusterView, workload: Workload, said: Saying): boolean {
  if (isDegraded(workload) || liveContainers(workload).some(({ status }) => status?.ready === false))
    return false;
  const last = timeOf(said.last);
  const end = Math.min(
    view.now,
    Math.max(...view.logs.all.map(({ summary }) => timeOf(summary.last) ?? 0), 0),
  );
  return last !== undefined && end > 0 && (end - last > OVER_MS || (said.count < 3 && end - last > 30_000));
}

const isOwn = (workload: Workload, peer: Peer): boolean =>
  /^(?:localhost|127\.|::1$|0\.0\.0\.0)/.test(peer.host) ||
  (peer.service?.workloads.includes(workload) ?? false);

function peerOfFailure(view: ClusterView, workload: Workload, said: Saying): Peer | undefined {
  const { namespace } = workload.ref;
  for (const text of said.peers) {
    const { host, port } = peerOf(text);
    const service = view.services.byHost(host, namespace) ?? serviceOfPod(view, host);
    if (service) return { host, port, service, by: 'line' };
  }
  const named = said.peers[0];
  if (named && isHostLike(named)) return { ...peerOf(named), service: undefined, by: 'line' };
  return fromConfiguration(view, workload, said);
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
  const calls = view.calls.from(workload).filter((call) => call.via !== 'log');
  const fitting = port === undefined ? calls : calls.filter((call) => servesPort(call, port));
  const hosts = new Set(fitting.map(({ host }) => host));
  const only = fitting[0];
  if (only && hosts.size === 1)
    return { host: only.host, port: only.port, service: only.service, by: 'configuration' };
  if (port === undefined || calls.length > 0) return undefined;
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

/**
 * Programs pass on what their callee said: "rpc error: ... rpc error: ... dial tcp X", or an error about a host that
 * they are not configured to call. The one that dialled is then a callee of theirs that is configured to call X.
 */
function relayedFrom(
  view: ClusterView,
  workload: Workload,
  said: Saying,
  peer: Peer | undefined,
): Workload | undefined {
  if (!peer?.service) return undefined;
  const nested = (said.text.match(/rpc error: code/g)?.length ?? 0) >= 2;
  const configured = view.calls
    .from(workload)
    .filter(({ via, service }) => via !== 'log' && service !== undefined);
  const calls = configured.some(({ service }) => service === peer.service);
  if (!nested && (calls || configured.length === 0)) return undefined;
  const callees = new Set(view.calls.calleesOf(workload.ref).map(refKey));
  const dialers = view.workloads.filter(
    (candidate) =>
      callees.has(refKey(candidate.ref)) &&
      view.calls.from(candidate).some(({ service }) => service === peer.service),
  );
  return dialers.length === 1 ? dialers[0] : undefined;
}

/** Every workload that is configured, or seen, to call a Service. */
export function callersOfService(view: ClusterView, service: ServiceView): readonly Workload[] {
  const found = new Map<string, Workload>();
  for (const call of view.calls.calls)
    if (call.service === service) found.set(refKey(call.from.ref), call.from);
  return [...found.values()];
}

export const refsOf = (workloads: readonly Workload[]): readonly ObjectRef[] =>
  workloads.map(({ ref }) => ref);
