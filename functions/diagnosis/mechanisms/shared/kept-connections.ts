import { anyOf } from '../../../text/any-of.ts';
import { currentSummary } from '../../view/current-logs.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import type { CallFailure } from './failures.ts';
import { failuresOf } from './failures.ts';
import { saying } from './patterns.ts';
import { livePods } from './pods.ts';

/**
 * A connection that was open already ended under a request: Node (ECONNRESET, "socket hang up"), nginx
 * (ngx_http_upstream.c), Python's http.client (RemoteDisconnected), Apache HttpClient (NoHttpResponseException),
 * HttpURLConnection ("Unexpected end of file from server"), Go's net/http ("server closed idle connection").
 */
const ENDED = anyOf(
  [
    /ECONNRESET/,
    /[Cc]onnection reset by peer/,
    /socket hang up/,
    /upstream prematurely closed connection/,
    /[Rr]emote end closed connection without response/,
    /NoHttpResponseException/,
    /Unexpected end of file from server/,
    /server closed idle connection/,
  ],
  '',
);

/** Requests that show that a program is reached, on either side. */
const MIN_REQUESTS = 100;
/** Share of a caller's requests from which on the other side is not reached, and does not only close what is idle. */
const MAX_SHARE = 0.1;
/** Share of its requests that a program may fail and be well. */
const WELL_SHARE = 0.01;

/** A caller, a few of whose requests end with a connection that the other side closed while it answers all it sees. */
export interface KeptConnections {
  readonly failure: CallFailure;
  readonly service: ServiceView;
  readonly callee: Workload;
  /** Lines that say so, and requests that the caller answered. */
  readonly resets: number;
  readonly requests: number;
  /** Requests that the callee answered. */
  readonly answered: number;
}

/**
 * Whether resets are those of kept connections: the callee closes an idle one just as its caller sends the next request
 * on it, which happens to a few of them whenever the callee's keep-alive is the shorter one. It is reached otherwise,
 * sees none of the failed requests, and none of its pods ended meanwhile.
 */
export function keptConnectionsOf(view: ClusterView, failure: CallFailure): KeptConnections | undefined {
  const { workload, peer, said } = failure;
  const service = peer?.service;
  const callee = service && calleeOf(view, service);
  if (!service || !callee || !ENDED.test(said.text) || hasOtherWords(view, failure)) return undefined;
  const resets = saying(view, workload, ENDED).reduce((sum, { count }) => sum + count, 0);
  const caller = servedBy(view, workload);
  const answers = servedBehind(view, service);
  const isFew = caller.requests >= MIN_REQUESTS && resets <= caller.requests * MAX_SHARE;
  const isWell = answers.requests >= MIN_REQUESTS && answers.failed <= answers.requests * WELL_SHARE;
  const hasEnded = service.workloads.some((workload) => hasRestarted(view, workload));
  if (!isFew || !isWell || hasEnded) return undefined;
  return { failure, service, callee, resets, requests: caller.requests, answered: answers.requests };
}

/** Of several workloads behind a Service the one that answers the most: whose connections end, no line says. */
const calleeOf = (view: ClusterView, { workloads }: ServiceView): Workload | undefined =>
  workloads.toSorted((a, b) => servedBy(view, b).requests - servedBy(view, a).requests)[0];

/** A peer that is also refused, or not found, is not only hung up on. */
const hasOtherWords = (view: ClusterView, { workload, peer, said }: CallFailure): boolean =>
  failuresOf(view).some(
    (other) =>
      other.workload === workload &&
      other.peer?.service === peer?.service &&
      other.said !== said &&
      !ENDED.test(other.said.text),
  );

/** What all that stands behind a Service answered. */
const servedBehind = (view: ClusterView, { workloads }: ServiceView) =>
  workloads
    .map((workload) => servedBy(view, workload))
    .reduce((sum, one) => ({ requests: sum.requests + one.requests, failed: sum.failed + one.failed }));

function servedBy(view: ClusterView, workload: Workload) {
  const { requests, endpoints } = currentSummary(view, workload);
  return { requests, failed: endpoints.reduce((sum, { errors5xx }) => sum + errors5xx, 0) };
}

/** Pods that end take their connections with them. */
const hasRestarted = (view: ClusterView, callee: Workload): boolean =>
  callee.pods.some(({ metadata }) => metadata.deletionTimestamp !== undefined) ||
  livePods(callee).some(({ status }) =>
    status.containerStatuses.some(({ restartCount }) => restartCount > 0),
  ) ||
  view.events
    .of(callee.ref)
    .some(({ reason, message }) => reason === 'ScalingReplicaSet' && message.includes('Scaled down'));
