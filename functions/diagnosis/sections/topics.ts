import { isReady } from '../../model/kubernetes/ready.ts';
import type { Topic } from '../../model/ruled-out.ts';
import type { RuledOutBy } from '../../model/statements/ruled-out.ts';
import { whyItCannotScale } from '../view/autoscalers.ts';
import { isPastSetup, isPlaced } from '../view/starting.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished } from '../view/workloads.ts';
import { memoryShare } from './resources.ts';
import { targets } from './target-logs.ts';

type Judge = (view: ClusterView) => RuledOutBy | undefined;

/** What each topic is judged by; undefined where it cannot be called well, whichever rules are silent. */
export const JUDGES: Readonly<Record<Topic, Judge>> = {
  pods: podsReady,
  memory: memoryWell,
  'images, configuration': lacksNothing,
  'scheduling, volumes': hasItsPlace,
  'quota, admission': nothingRefused,
  Services: ({ services }) => ({ says: 'services-point-to-ports', services: services.all.length }),
  nodes: nodesWell,
  DNS: namesResolve,
  certificates: (view) => ofLines(view, 'no-certificate-expired'),
  autoscaling: autoscalersHaveRoom,
};

const livePods = (view: ClusterView) =>
  targets(view).flatMap((workload) => workload.pods.filter((pod) => !isFinished(pod)));
const podCount = (view: ClusterView): number => livePods(view).length;

function podsReady(view: ClusterView): RuledOutBy | undefined {
  const pods = livePods(view);
  const ready = pods.filter(isReady).length;
  const lacksSome = targets(view).some(({ desired, ready: are }) => desired !== null && are < desired);
  if (ready < pods.length || ready === 0 || lacksSome) return undefined;
  const restarts = pods
    .flatMap(({ status }) => status.containerStatuses)
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  return { says: 'all-ready', pods: pods.length, restarts };
}

/** A program that ran out of memory says so, whether or not the kernel killed it. */
function memoryWell(view: ClusterView): RuledOutBy | undefined {
  const pods = podCount(view);
  const shares = targets(view).flatMap((workload) => memoryShare(view, workload) ?? []);
  return pods === 0 || ranOut(view)
    ? undefined
    : { says: 'none-killed-for-memory', pods, share: shares.length > 0 ? Math.max(...shares) : null };
}

const ranOut = (view: ClusterView): boolean =>
  targets(view)
    .flatMap((workload) => view.logs.of(workload))
    .flatMap(({ summary }) => summary.patterns)
    .some(({ kind, level }) => kind === 'memory' && (level === 'error' || level === 'fatal'));

/** Why a container waits that is at its ordinary way of starting, or starts again after it ran. */
const ORDINARY_WAITS = ['', 'ContainerCreating', 'PodInitializing', 'CrashLoopBackOff'];

/** A container that the kubelet cannot make is said to lack nothing by no rule, whichever cause it is a case of. */
function lacksNothing(view: ClusterView): RuledOutBy | undefined {
  const pods = livePods(view);
  const lacks = pods
    .flatMap(({ status }) => [...status.containerStatuses, ...status.initContainerStatuses])
    .some(({ state }) => !ORDINARY_WAITS.includes(state.waiting?.reason ?? ''));
  return lacks || pods.length === 0 ? undefined : { says: 'containers-lack-nothing', pods: pods.length };
}

/** A pod without a node waits for one, whether its own requests or the scheduler is to blame. */
function hasItsPlace(view: ClusterView): RuledOutBy | undefined {
  const pods = livePods(view);
  const waits = pods.some((pod) => !isPlaced(pod) && !isPastSetup(pod));
  return waits || pods.length === 0 ? undefined : { says: 'none-waits-for-its-place', pods: pods.length };
}

/** Events are kept for an hour: where there is none, none of a refusal says nothing. */
function nothingRefused({ events }: ClusterView): RuledOutBy | undefined {
  const count = events.all.length;
  return count === 0 ? undefined : { says: 'nothing-refused', events: count };
}

function nodesWell(view: ClusterView): RuledOutBy | undefined {
  const nodes = view.evidence.all('nodes');
  const cordoned = nodes.filter(({ spec }) => spec.unschedulable).length;
  return nodes.length === 0 ? undefined : { says: 'nodes-well', nodes: nodes.length, cordoned };
}

/** Lines of the resolver's kind, however few, keep DNS from being ruled out. */
function namesResolve(view: ClusterView): RuledOutBy | undefined {
  const failed = view.logs.patterns.some(
    ({ pattern, log }) =>
      pattern.kind === 'dns' && !log.previous && (pattern.level === 'error' || pattern.level === 'fatal'),
  );
  return failed ? undefined : ofLines(view, 'names-resolve');
}

function ofLines(
  view: ClusterView,
  says: 'names-resolve' | 'no-certificate-expired',
): RuledOutBy | undefined {
  const lines = view.logs.all.reduce((sum, { summary }) => sum + summary.lines, 0);
  const pods = new Set(view.logs.all.map(({ pod }) => pod)).size;
  return lines === 0 ? undefined : { says, lines, pods };
}

/** One that cannot compute has room and does not use it. */
function autoscalersHaveRoom(view: ClusterView): RuledOutBy | undefined {
  const autoscalers = view.evidence.all('horizontalpodautoscalers');
  return autoscalers.some(whyItCannotScale) || autoscalers.length === 0
    ? undefined
    : { says: 'autoscalers-have-room', autoscalers: autoscalers.length };
}
