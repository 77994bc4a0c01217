import type { ObjectRef } from '../../core/object-ref.ts';
import { refKey } from '../../core/object-ref.ts';
import { SERVER_PORTS } from '../../core/servers/known.ts';
import { perView } from '../../core/view/memo.ts';
import type { ServiceView } from '../../core/view/services.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';
import { hasEnded } from './ended.ts';
import { type FailureKind, failureKind, serverPort } from './messages.ts';
import { type Saying, saying } from './patterns.ts';
import { type Peer, peerOfFailure } from './peers.ts';

/** One workload's failing calls of one kind to one peer. */
export interface Failure {
  readonly workload: Workload;
  readonly kind: FailureKind;
  readonly said: Saying;
  readonly count: number;
  readonly peer: Peer | undefined;
}

/** What every workload's logs say of failing calls that still go on, most frequent first. */
export const failuresOf = perView((view): readonly Failure[] => {
  const found = new Map<string, Failure>();
  for (const workload of view.workloads)
    for (const said of saying(view, workload, ANY)) {
      const kind = failureKind(said.text);
      if (!kind || hasEnded(view, workload, said)) continue;
      const peer = peerOfFailure(view, workload, said);
      if (peer ? isOwn(workload, peer) : HUNG_UP.test(said.text)) continue;
      // Without a host in the line, a status is as likely the program's own answer.
      if (BY_STATUS.includes(kind) && peer?.by !== 'line') continue;
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

const UNREACHED: readonly FailureKind[] = ['refused', 'timeout', 'no-answer', 'unavailable'];

/** What is told by the status of an answer alone. */
const BY_STATUS: readonly FailureKind[] = ['unauthorized', 'failed-request'];

/** The other side hung up, and the line does not say which: as often a client as a dependency. */
const HUNG_UP = /ECONNRESET|EPIPE|[Cc]onnection reset by peer|socket hang up/;

/** What a workload cannot reach is told by the lines that name it, where there are any; the others are its echo. */
function withoutNameless(failures: readonly Failure[]): readonly Failure[] {
  const isReach = ({ kind }: Failure): boolean => kind === 'dns' || UNREACHED.includes(kind);
  return failures.filter(
    (failure) =>
      failure.peer?.by === 'line' ||
      !failures.some(
        (other) =>
          other.peer?.by === 'line' &&
          other.workload === failure.workload &&
          (other.kind === failure.kind || (isReach(other) && isReach(failure))),
      ),
  );
}

/** A server's own log tells of its clients' failures ("Access denied for user"): it is not the one that fails. */
export const isServerOf = (workload: Workload, said: Saying): boolean => {
  const port = serverPort(said.text);
  const ports =
    workload.spec?.containers.flatMap((container) =>
      container.ports.map(({ containerPort }) => containerPort),
    ) ?? [];
  return ports.some((own) => SERVER_PORTS.includes(own)) && (port === undefined || ports.includes(port));
};

const ANY = { test: (text: string) => failureKind(text) !== undefined };

const isOwn = (workload: Workload, peer: Peer): boolean =>
  /^(?:localhost|127\.|::1$|0\.0\.0\.0)/.test(peer.host) ||
  (peer.service?.workloads.includes(workload) ?? false);

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
