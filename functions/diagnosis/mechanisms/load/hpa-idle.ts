import { onsetIn } from '../../../logs/figures/rise.ts';
import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Condition, HorizontalPodAutoscaler } from '../../../model/kubernetes/objects.ts';
import { mayPrecede, NEAR_MS } from '../../../model/near.ts';
import { refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { TemplateDifference } from '../../../model/template-difference.ts';
import { timeOf } from '../../../text/time.ts';
import { changedBy, revisionsOf } from '../../changes/rollouts.ts';
import { type LackingRequest, withoutRequest } from '../../view/autoscaled-by.ts';
import { whyItCannotScale } from '../../view/autoscalers.ts';
import { currentSummary } from '../../view/current-logs.ts';
import { lastSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef, type Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { failsRequests } from '../shared/health.ts';
import { quote } from '../shared/patterns.ts';
import { isDegraded, livePods } from '../shared/pods.ts';

const MINUTE_MS = 60_000;

/**
 * An autoscaler that computes no number of replicas while what it scales has more to do than before and fails by it. One
 * that has never computed hurts nobody while the load is what it was; without a rise of load it is a hint.
 */
export function idle(view: ClusterView, autoscaler: HorizontalPodAutoscaler): readonly Finding[] {
  const { metadata, spec, status } = autoscaler;
  const condition = whyItCannotScale(autoscaler);
  const object = { ...spec.scaleTargetRef, namespace: metadata.namespace };
  const workload = view.owners.byKey.get(refKey(object));
  if (!condition || !workload || status.currentReplicas >= spec.maxReplicas) return [];
  const strained = strainOf(view, workload);
  if (!isDegraded(workload) && !failsRequests(view, workload) && !strained) return [];
  const lacking = workload.spec ? withoutRequest(autoscaler, workload.spec) : [];
  const rise = loadRise(view, workload);
  const brought = broughtBy(view, workload, lacking, condition);
  return [
    finding({
      cause: 'hpa-maxed',
      facts: { held: 'cannot-compute' },
      object,
      title: {
        says: 'autoscaler-cannot-compute',
        autoscaler: metadata.name,
        said: quote(
          wordOf(
            view,
            autoscaler,
            lacking.flatMap(({ containers }) => containers),
          ) ?? condition.message,
        ),
      },
      strength: rise || (brought && strained) ? 'strong' : 'hint',
      evidence: present<Statement>(
        ...lacking.map((one): Statement => ({ says: 'containers-without-request', ...one })),
        {
          says: 'autoscaler-stands-still',
          replicas: status.currentReplicas,
          maximum: spec.maxReplicas,
          reason: condition.reason,
          since: timeOf(condition.lastTransitionTime) ?? null,
        },
        brought,
        rise,
        strained,
      ),
      basis: ['horizontalpodautoscalers', 'logs'],
      explains: withCallers(view, workload),
      since: condition.lastTransitionTime,
      actions: [
        look(
          kubectl(metadata.namespace, 'describe', 'hpa', nameWord(metadata.name)),
          'its conditions, and what it last said',
        ),
      ],
    }),
  ];
}

/** The rollout that brought a container without a request, where the autoscaler could compute until then. */
function broughtBy(
  view: ClusterView,
  workload: Workload,
  lacking: readonly LackingRequest[],
  { lastTransitionTime }: Condition,
): Statement | undefined {
  const revisions = revisionsOf(view, workload);
  const [newest] = revisions;
  const [at, since] = [newest?.at, timeOf(lastTransitionTime)];
  if (!newest || at === undefined || since === undefined) return undefined;
  const differences = changedBy(revisions).filter((one) => brings(one, lacking));
  return differences.length > 0 && mayPrecede(since - at, null, NEAR_MS.begins)
    ? { says: 'rolled-out', revision: newest.revision, at, onset: since, differences }
    : undefined;
}

const brings = (difference: TemplateDifference, lacking: readonly LackingRequest[]): boolean =>
  lacking.some(({ resource, containers }) => {
    if (difference.kind === 'container')
      return difference.change === 'added' && containers.includes(difference.name);
    if (difference.kind !== 'resources' || difference.resource !== resource) return false;
    return difference.to === null && containers.includes(difference.container.name);
  });

/** Probes that a pod misses while it starts are what they are for, ms. */
const STARTED_MS = 60_000;
/** Probes that fail again and again, and up to the end. */
const MIN_MISSED = 5;
const LATELY_MS = 2 * MINUTE_MS;

/** Pods that run and again and again do not answer their readiness probe in time: they have more to do than they can. */
function strainOf(view: ClusterView, workload: Workload): Statement | undefined {
  const missed = livePods(workload).flatMap((pod) => {
    const started = Math.max(
      ...pod.status.containerStatuses.map(({ state }) => timeOf(state.running?.startedAt) ?? view.now),
    );
    return view.events
      .of(podRef(pod))
      .filter(({ reason, message }) => reason === 'Unhealthy' && TIMED_OUT.test(message))
      .map((event) => ({ pod, times: event.count, at: lastSeen(event) ?? 0, said: event.message }))
      .filter(({ at }) => at - started >= STARTED_MS && view.now - at <= LATELY_MS);
  });
  const times = missed.reduce((sum, one) => sum + one.times, 0);
  const said = missed.at(-1)?.said;
  return times < MIN_MISSED || said === undefined
    ? undefined
    : {
        says: 'pods-miss-probes',
        pods: { some: new Set(missed.map(({ pod }) => pod)).size, all: livePods(workload).length },
        times,
        said: quote(said),
      };
}

/** The kubelet's words for a probe that got no answer in time (Go's net/http; its own for exec and gRPC). */
const TIMED_OUT = /^Readiness probe .*(?:Client\.Timeout|deadline exceeded|timed out|timeout)/s;

/** Its newest warning that names a container without a request: the condition is overwritten by what follows from it. */
const wordOf = (
  view: ClusterView,
  { metadata: { namespace, name } }: HorizontalPodAutoscaler,
  containers: readonly string[],
): string | undefined =>
  view.events
    .of({ kind: 'HorizontalPodAutoscaler', namespace, name })
    .findLast(
      ({ type, message }) =>
        type === 'Warning' && containers.some((container) => message.includes(`container ${container} `)),
    )?.message;

/** A rise of requests a minute that is no chance; the first and the last minute of a log are cut off. */
function loadRise(view: ClusterView, workload: Workload): Statement | undefined {
  const whole = currentSummary(view, workload)
    .minutes.map(({ at, requests }) => ({ minute: Math.floor((timeOf(at) ?? 0) / MINUTE_MS), requests }))
    .sort((a, b) => a.minute - b.minute)
    .slice(1, -1);
  const [from, to] = [whole[0]?.minute, whole.at(-1)?.minute];
  if (from === undefined || to === undefined) return undefined;
  const counts = Object.fromEntries(whole.map(({ minute, requests }) => [minute, requests]));
  const found = onsetIn(counts, from, to);
  return (
    found && { says: 'load-rose', before: found.before, after: found.after, since: Date.parse(found.at) }
  );
}
