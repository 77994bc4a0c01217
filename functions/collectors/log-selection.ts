import { compare } from '../model/canonical.ts';
import type { EvidenceSet } from '../model/evidence.ts';
import type { ContainerStatus, Pod } from '../model/kubernetes/objects.ts';
import { ownerOf, ownersIn } from '../model/kubernetes/owner.ts';
import { hasReadyCondition } from '../model/kubernetes/ready.ts';
import { refKey } from '../model/object-ref.ts';
import type { Target } from '../model/report.ts';
import type { Window } from '../model/window.ts';

/** Workloads of which a pod's log is read at most: calls to the API are bounded however many pods there are. */
export const MAX_LOG_WORKLOADS = 100;
/** Pods beside the target's of which a log is read at most, where more than one a workload are wanted. */
const MAX_LOG_PODS = 40;
/** Pods with symptoms that are read a workload: replicas that fail alike say the same. */
export const MAX_SYMPTOM_PODS = 4;
/** Pods of the target workload that are read, symptoms or not: its endpoints are counted over all of these. */
const MAX_TARGET_PODS = 40;

/** How much of one log is asked for: the newest `tailLines`, and never more than `limitBytes` (bytes). */
export interface LogBudget {
  readonly tailLines: number;
  readonly limitBytes: number;
}
/** Lines of one log of the target or of a failing pod: half an hour at 22 requests a second. */
const MAX_LINES = 40_000;
const MIN_LINES = 2_000;
/** Lines of those logs together: the log engine reads some 100,000 a second on a busy core, and a stream that is cut by the deadline loses its newest lines. */
const TOTAL_LINES = 300_000;
/** 800 bytes a line: a JSON line of an access log has 300 to 500, so that lines are the limit, which keeps the newest. */
const MAX_BYTES = 32 * 1024 * 1024;
/** A sample of the others: their error lines name what they miss. */
const SAMPLE: LogBudget = { tailLines: 3_000, limitBytes: 4 * 1024 * 1024 };
/** What a container said before it ended, whenever that was. */
export const LAST_WORDS: LogBudget = { tailLines: 500, limitBytes: 1024 * 1024 };

/** One log to read. */
export interface LogRequest extends LogBudget {
  readonly namespace: string;
  readonly pod: string;
  /** '' when unknown. */
  readonly node: string;
  readonly container: string;
  readonly previous: boolean;
  /** False for logs of containers that ended: they are read whatever their age. */
  readonly sinceWindow: boolean;
  /** True when the pod shows symptoms: where it said nothing in the window, what it said last is wanted. */
  readonly failing: boolean;
}

type ContainerRequest = Omit<LogRequest, 'failing'>;

export interface LogSelection {
  readonly requests: readonly LogRequest[];
  readonly pods: number;
  /** Workloads of which no pod is read, as there are more than MAX_LOG_WORKLOADS. */
  readonly workloadsLeftOut: number;
}

const restarts = (pod: Pod): number =>
  [...pod.status.containerStatuses, ...pod.status.initContainerStatuses].reduce(
    (n, s) => n + s.restartCount,
    0,
  );

/** 0 for a pod that shows nothing; the higher, the sooner it is read. */
function symptomScore(pod: Pod, warned: ReadonlySet<string>): number {
  const finished = pod.status.phase === 'Succeeded';
  return (
    (hasReadyCondition(pod) || finished ? 0 : 4) +
    (restarts(pod) > 0 ? 2 : 0) +
    (warned.has(`${pod.metadata.namespace}/${pod.metadata.name}`) ? 1 : 0)
  );
}

function warnedPods(evidence: EvidenceSet, window: Window): Set<string> {
  const from = Date.parse(window.from);
  const recent = (evidence.events?.data ?? []).filter(
    (event) =>
      event.type === 'Warning' &&
      event.involvedObject.kind === 'Pod' &&
      !(Date.parse(event.lastTimestamp) < from),
  );
  return new Set(recent.map(({ involvedObject }) => `${involvedObject.namespace}/${involvedObject.name}`));
}

/** Whether it ran and does not now: one that was restarted has run, whatever is kept of how it ended. */
const ended = (status: ContainerStatus | undefined): boolean =>
  status !== undefined &&
  status.state.running === undefined &&
  (status.state.terminated !== undefined ||
    status.lastState.terminated !== undefined ||
    status.restartCount > 0);

function containerRequests(
  pod: Pod,
  name: string,
  status: ContainerStatus | undefined,
  budget: LogBudget,
): ContainerRequest[] {
  const at = {
    namespace: pod.metadata.namespace,
    pod: pod.metadata.name,
    node: pod.spec.nodeName,
    container: name,
  };
  const started = status === undefined || status.state.running !== undefined || ended(status);
  const current = started
    ? [{ ...at, previous: false, sinceWindow: !ended(status), ...(ended(status) ? LAST_WORDS : budget) }]
    : [];
  const previous =
    status !== undefined && status.restartCount > 0
      ? [{ ...at, previous: true, sinceWindow: false, ...LAST_WORDS }]
      : [];
  return [...current, ...previous];
}

/** All containers that ran, sidecars too; of init containers those that failed, or that run on as sidecars. */
function podRequests(pod: Pod, budget: LogBudget): ContainerRequest[] {
  const statusOf = (name: string, list: readonly ContainerStatus[]) =>
    list.find((status) => status.name === name);
  const init = pod.spec.initContainers.flatMap(({ name }) => {
    const status = statusOf(name, pod.status.initContainerStatuses);
    const done = status?.state.terminated?.exitCode === 0 && status.restartCount === 0;
    return status === undefined || done ? [] : containerRequests(pod, name, status, budget);
  });
  const main = pod.spec.containers.flatMap(({ name }) => {
    const status = statusOf(name, pod.status.containerStatuses);
    return status === undefined && pod.status.phase === 'Pending'
      ? []
      : containerRequests(pod, name, status, budget);
  });
  return [...init, ...main];
}

const isTarget = (key: string, { workload }: Target): boolean =>
  workload !== undefined && key === refKey(workload);

interface ScoredPod {
  readonly pod: Pod;
  readonly score: number;
}

/** Each workload's pods, with how urgent their logs are. */
function scoredPods(evidence: EvidenceSet, window: Window): ReadonlyMap<string, readonly ScoredPod[]> {
  const warned = warnedPods(evidence, window);
  const owners = ownersIn(evidence.replicasets?.data ?? [], evidence.jobs?.data ?? []);
  const groups = new Map<string, ScoredPod[]>();
  for (const pod of evidence.pods?.data ?? []) {
    const key = refKey(ownerOf(pod, owners));
    const group = groups.get(key) ?? [];
    group.push({ pod, score: symptomScore(pod, warned) });
    groups.set(key, group);
  }
  return groups;
}

const mostUrgentFirst = (a: ScoredPod, b: ScoredPod): number =>
  b.score - a.score ||
  compare(b.pod.metadata.creationTimestamp, a.pod.metadata.creationTimestamp) ||
  compare(a.pod.metadata.name, b.pod.metadata.name);

/** A workload's pods in the order that their logs are read in. */
interface Queue {
  readonly key: string;
  readonly target: boolean;
  readonly score: number;
  readonly pods: readonly ScoredPod[];
}

function queueOf(key: string, all: readonly ScoredPod[], target: boolean): Queue {
  const group = [...all].sort(mostUrgentFirst);
  const failing = group.filter(({ score }) => score > 0).slice(0, MAX_SYMPTOM_PODS);
  // A healthy pod beside a failing one tells whether all of a workload's pods fail or only the new ones.
  const healthy = group.filter(({ score }) => score === 0).slice(0, 1);
  const sample = [...failing.slice(0, 1), ...healthy, ...failing.slice(1)];
  const pods = target ? group.slice(0, MAX_TARGET_PODS) : sample;
  return { key, target, score: group[0]?.score ?? 0, pods };
}

interface ChosenPod {
  readonly pod: Pod;
  /** Read with the budget of the target or of a failing pod, not as a sample. */
  readonly wide: boolean;
  readonly failing: boolean;
}

/** A pod of each workload, then a second one of each, and so on; the limit is not for the target's. */
function chooseInRounds(queues: readonly Queue[]): readonly ChosenPod[] {
  const chosen: ChosenPod[] = [];
  let others = 0;
  for (let round = 0; queues.some(({ pods }) => pods.length > round); round += 1) {
    const limit = round === 0 ? MAX_LOG_WORKLOADS : MAX_LOG_PODS;
    for (const { pods, target } of queues) {
      const next = pods[round];
      if (next === undefined || (others >= limit && !target)) continue;
      others += target ? 0 : 1;
      chosen.push({ pod: next.pod, wide: target || next.score > 0, failing: next.score > 0 });
    }
  }
  return chosen;
}

/**
 * Chooses the logs to read: pods with symptoms, all pods of the target, and at least one pod of every workload, since
 * the callers of what is broken say so in their logs. Round by round over the workloads, so that none is starved.
 */
export function selectLogs(options: {
  readonly evidence: EvidenceSet;
  readonly target: Target;
  readonly window: Window;
}): LogSelection {
  const scored = scoredPods(options.evidence, options.window);
  const queues = [...scored].map(([key, pods]) => queueOf(key, pods, isTarget(key, options.target)));
  queues.sort((a, b) => Number(b.target) - Number(a.target) || b.score - a.score || compare(a.key, b.key));
  const chosen = chooseInRounds(queues);
  const wideLogs = chosen.reduce((n, { pod, wide }) => n + (wide ? pod.spec.containers.length : 0), 0);
  const tailLines = Math.min(MAX_LINES, Math.max(MIN_LINES, Math.floor(TOTAL_LINES / Math.max(1, wideLogs))));
  const wideBudget: LogBudget = { tailLines, limitBytes: MAX_BYTES };
  const owners = ownersIn(options.evidence.replicasets?.data ?? [], options.evidence.jobs?.data ?? []);
  const read = new Set(chosen.map(({ pod }) => refKey(ownerOf(pod, owners))));
  return {
    requests: chosen.flatMap(({ pod, wide, failing }) =>
      podRequests(pod, wide ? wideBudget : SAMPLE).map((request) => ({ ...request, failing })),
    ),
    pods: chosen.length,
    workloadsLeftOut: queues.length - read.size,
  };
}
