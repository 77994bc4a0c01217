import type { ObjectRef } from '../../../model/object-ref.ts';
import { refKey } from '../../../model/object-ref.ts';
import { SERVER_PORTS } from '../../../servers/known.ts';
import type { Call } from '../../view/dependencies.ts';
import { perView } from '../../view/memo.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { echoOf } from './echo.ts';
import { hasEnded } from './ended.ts';
import { type FailureKind, failureKind, serverPort } from './messages.ts';
import { type Saying, saying } from './patterns.ts';
import { type Peer, peerOfFailure } from './peers.ts';

/** One workload's failing calls of one kind to one peer. */
export interface CallFailure {
  readonly workload: Workload;
  readonly kind: FailureKind;
  readonly said: Saying;
  readonly count: number;
  readonly peer: Peer | undefined;
}

/** What every workload's logs say of failing calls that still go on, most frequent first. */
export const failuresOf = perView((view): readonly CallFailure[] => {
  const found = new Map<string, CallFailure>();
  for (const workload of view.workloads)
    for (const said of [...saying(view, workload, KNOWN), ...ownWords(view, workload)]) {
      const failure = failureIn(view, workload, said);
      if (failure === undefined) continue;
      const key = keyOf(failure);
      const known = found.get(key);
      found.set(key, known ? { ...known, count: known.count + said.count } : failure);
    }
  return [...withoutNameless([...found.values()])].sort((a, b) => b.count - a.count);
});

/** The failing call that a line tells of; undefined where it tells of none that still goes on. */
function failureIn(view: ClusterView, workload: Workload, said: Saying): CallFailure | undefined {
  if (hasEnded(view, workload, said)) return undefined;
  const kind = failureKind(said.text) ?? 'server-says';
  const peer = whoAnswered(view, workload, said, kind);
  if (!isOfCall(workload, said, kind, peer)) return undefined;
  const dialer = relayedFrom(view, workload, said, peer) ?? workload;
  return { workload: dialer, kind, said, count: said.count, peer };
}

function isOfCall(workload: Workload, said: Saying, kind: FailureKind, peer: Peer | undefined): boolean {
  if (!peer && failureKind(said.text) === undefined) return false;
  if (peer ? isOwn(workload, peer) : HUNG_UP.test(said.text)) return false;
  // Without a host in the line, a status is as likely the program's own answer.
  if (BY_STATUS.includes(kind) && peer?.by !== 'line') return false;
  return kind === 'dns' || !isServerOf(workload, said);
}

/** One entry a caller, whom it calls and how that fails; not to get through is one way, whatever stands in the way. */
const keyOf = ({ workload, kind, peer }: CallFailure): string =>
  [
    refKey(workload.ref),
    UNREACHED.includes(kind) ? 'unreached' : kind,
    peer?.host ?? '',
    peer?.port ?? '',
  ].join(' ');

/**
 * Who is at the other side: whom the line or a setting names, else the server whose own log says the same. A line in
 * words that no table knows is a server's only where that log has them.
 */
function whoAnswered(
  view: ClusterView,
  workload: Workload,
  said: Saying,
  kind: FailureKind,
): Peer | undefined {
  const isKnown = failureKind(said.text) !== undefined;
  const named = isKnown ? peerOfFailure(view, workload, said) : undefined;
  if ((named && named.by !== 'port') || !ANSWERS.includes(kind)) return named;
  const echo = echoOf(view, workload, said.text);
  if (echo === undefined) return named;
  const { service } = echo;
  return { host: service.ref.name, port: undefined, service, by: 'echo' };
}

/** What a server says in an answer, in words that it may write into its own log as well. */
const ANSWERS: readonly FailureKind[] = [
  'connections',
  'auth',
  'read-only',
  'full',
  'server-says',
  'bad-request',
];

/** Errors in words that no table knows. */
const ownWords = (view: ClusterView, workload: Workload): readonly Saying[] =>
  saying(view, workload, UNKNOWN).filter(({ level }) => level === 'fatal' || level === 'error');

const UNREACHED: readonly FailureKind[] = ['refused', 'timeout', 'no-answer', 'unavailable'];

/** What is told by the status of an answer alone. */
const BY_STATUS: readonly FailureKind[] = ['unauthorized', 'failed-request'];

/** The other side hung up, and the line does not say which: as often a client as a dependency. */
const HUNG_UP = /ECONNRESET|EPIPE|[Cc]onnection reset by peer|socket hang up/;

/** What a workload cannot reach is told by the lines that name it, where there are any; the others are its echo. */
function withoutNameless(failures: readonly CallFailure[]): readonly CallFailure[] {
  const isReach = ({ kind }: CallFailure): boolean => kind === 'dns' || UNREACHED.includes(kind);
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

const KNOWN = { test: (text: string) => failureKind(text) !== undefined };
const UNKNOWN = { test: (text: string) => !KNOWN.test(text) };

const isOwn = (workload: Workload, peer: Peer): boolean =>
  /^(?:localhost|127\.|::1$|0\.0\.0\.0)/.test(peer.host) ||
  (peer.service?.workloads.includes(workload) ?? false);

/**
 * Programs pass on what their callee said: "rpc error: ... rpc error: ... dial tcp X", or an error about a host and port
 * that they are not configured to call. The one that dialled is then a callee of theirs whose settings name both; a port
 * that stands in a log alone is nobody's setting.
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
    .filter(({ via, service }) => via.kind !== 'log' && service !== undefined);
  const calls = configured.some((call) => namesPeer(call, peer));
  if (!nested && (calls || configured.length === 0)) return undefined;
  const callees = new Set(view.calls.calleesOf(workload.ref).map(refKey));
  const dialers = view.workloads.filter(
    (candidate) =>
      callees.has(refKey(candidate.ref)) &&
      view.calls.from(candidate).some((call) => call.via.kind !== 'log' && namesPeer(call, peer)),
  );
  return dialers.length === 1 ? dialers[0] : undefined;
}

/** Whether a setting names the host of a peer, and its port: a port that is the Service's own, and not its pods'. */
const namesPeer = ({ service, port }: Call, peer: Peer): boolean =>
  service !== undefined &&
  service === peer.service &&
  (port === undefined || port === peer.port || !hasPort(service, peer.port));

const hasPort = ({ service }: ServiceView, port: number | undefined): boolean =>
  service.spec.ports.some((entry) => entry.port === port);

/** Every workload that is configured, or seen, to call a Service. */
export function callersOfService(view: ClusterView, service: ServiceView): readonly Workload[] {
  const found = new Map<string, Workload>();
  for (const call of view.calls.calls)
    if (call.service === service) found.set(refKey(call.from.ref), call.from);
  return [...found.values()];
}

export const refsOf = (workloads: readonly Workload[]): readonly ObjectRef[] =>
  workloads.map(({ ref }) => ref);
