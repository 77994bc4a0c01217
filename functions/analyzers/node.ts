import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { Finding } from '../core/finding.ts';
import type { Node, Pod } from '../core/kubernetes/objects.ts';
import type { ObjectRef } from '../core/object-ref.ts';
import { lastSeen } from '../core/view/events.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import { isReady, podRef } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { livePods, shareText } from './support/pods.ts';
import { isRecent } from './support/recent.ts';

/**
 * A node that does not do its work, by the conditions that Kubernetes itself sets
 * (https://kubernetes.io/docs/reference/node/node-status/#condition) and by what the kubelet says of its runtime.
 * Custom conditions are not judged: nobody but their author knows which value is well. Only pods on the node are
 * explained by it.
 */
export const node: Analyzer = {
  name: 'node',
  needs: ['nodes', 'pods'],
  causes: ['node-infrastructure'],
  analyze: (view) =>
    view.evidence.all('nodes').flatMap((entry) => {
      const found = conditionFault(view, entry) ?? runtimeFault(view, entry.metadata.name);
      return found ? [found] : [];
    }),
};

const PRESSURE = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'];

function conditionFault(view: ClusterView, entry: Node): Finding | undefined {
  const { name } = entry.metadata;
  const ready = entry.status.conditions.find(({ type }) => type === 'Ready');
  const bad =
    ready && ready.status !== 'True'
      ? ready
      : entry.status.conditions.find(({ type, status }) => PRESSURE.includes(type) && status === 'True');
  if (!bad) return undefined;
  const since = timeOf(bad.lastTransitionTime);
  const runtime = runtimeEvents(view, name).at(-1);
  return make(view, name, {
    title:
      bad.type === 'Ready'
        ? `the node is not ready: ${bad.status === 'Unknown' ? 'its kubelet does not report any more' : quote(bad.message) || bad.reason || 'the kubelet says so'}`
        : `the node has ${bad.type}`,
    strength: 'proof',
    evidence: [
      `condition ${bad.type} is ${bad.status}${bad.reason ? ` (${bad.reason})` : ''}${since ? ` since ${clockText(since, view.now)}` : ''}${bad.message ? `: ${quote(bad.message)}` : ''}`,
      ...(runtime ? [`the kubelet said: ${quote(runtime)}`] : []),
    ],
    since: bad.lastTransitionTime,
  });
}

/** A socket of containerd, CRI-O or Docker that nobody answers on. */
const RUNTIME_DOWN =
  /(?:containerd|crio|cri-dockerd|dockershim|docker)\.sock.*(?:no such file|connection refused)|container runtime is down|PLEG is not healthy/i;

function runtimeFault(view: ClusterView, name: string): Finding | undefined {
  const messages = runtimeEvents(view, name);
  const last = messages.at(-1);
  const pods = podsOn(view, name);
  if (!last || !pods.some((pod) => !isReady(pod))) return undefined;
  return make(view, name, {
    title: "the node's container runtime does not answer",
    strength: 'proof',
    evidence: [`the kubelet said: ${quote(last)}`],
    since: undefined,
  });
}

function runtimeEvents(view: ClusterView, name: string): readonly string[] {
  const refs: readonly ObjectRef[] = [
    { kind: 'Node', namespace: '', name },
    ...podsOn(view, name).map(podRef),
  ];
  return refs
    .flatMap((ref) => view.events.of(ref))
    .filter((event) => RUNTIME_DOWN.test(event.message) && isRecent(view, lastSeen(event)))
    .map(({ message }) => message);
}

const podsOn = (view: ClusterView, name: string): readonly Pod[] =>
  view.workloads.flatMap(livePods).filter(({ spec }) => spec.nodeName === name);

interface Found {
  readonly title: string;
  readonly strength: Finding['strength'];
  readonly evidence: readonly string[];
  readonly since: string | undefined;
}

function make(view: ClusterView, name: string, found: Found): Finding {
  const pods = podsOn(view, name);
  const unready = pods.filter((pod) => !isReady(pod));
  const waiting = view.workloads.filter((workload) =>
    livePods(workload).some(
      (pod) =>
        pod.spec.nodeName === '' &&
        pod.status.conditions.some(({ message }) =>
          /node\.kubernetes\.io\/(?:unreachable|not-ready)/.test(message),
        ),
    ),
  );
  const hit = view.workloads.filter((workload) => livePods(workload).some((pod) => unready.includes(pod)));
  return finding({
    cause: 'node-infrastructure',
    facts: { down: 'node' },
    object: { kind: 'Node', namespace: '', name },
    title: found.title,
    // Nodes come and go; one whose pods here are well is no incident of theirs.
    strength: hit.length + waiting.length > 0 ? found.strength : 'hint',
    evidence: [
      ...found.evidence,
      `${shareText(unready.length, pods.length)} on it not ready${
        hit.length > 0
          ? `: ${hit
              .map(({ ref }) => ref.name)
              .slice(0, 6)
              .join(', ')}`
          : ''
      }`,
      ...(waiting.length > 0
        ? [
            `${waiting.map(({ ref }) => ref.name).join(', ')} wait${waiting.length === 1 ? 's' : ''} for a node because of it`,
          ]
        : []),
    ],
    basis: ['nodes', 'pods'],
    explains: [...hit, ...waiting].flatMap((workload) => withCallers(view, workload)),
    since: found.since,
    actions: [
      look(kubectl('', 'describe', 'node', nameWord(name)), 'conditions, events and pods of the node'),
    ],
  });
}
