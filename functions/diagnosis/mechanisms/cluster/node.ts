import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Condition, Node, Pod } from '../../../model/kubernetes/objects.ts';
import { isReady } from '../../../model/kubernetes/ready.ts';
import type { ObjectRef } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { anyOf } from '../../../text/any-of.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { lastSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { livePods } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';

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
  const runtime = runtimeEvents(view, name).at(-1);
  return make(view, name, {
    title: conditionTitle(bad),
    strength: 'proof',
    evidence: present<Statement>(
      {
        says: 'node-condition',
        condition: bad.type,
        status: bad.status,
        reason: bad.reason || null,
        since: timeOf(bad.lastTransitionTime) ?? null,
        said: bad.message === '' ? null : quote(bad.message),
      },
      runtime !== undefined && { says: 'kubelet-of-runtime', said: quote(runtime) },
    ),
    since: bad.lastTransitionTime,
  });
}

function conditionTitle({ type, status, reason, message }: Condition): Statement {
  if (type !== 'Ready') return { says: 'node-under-pressure', condition: type };
  return {
    says: 'node-not-ready',
    silent: status === 'Unknown',
    said: quote(message) || null,
    reason: reason || null,
  };
}

/** A socket of containerd, CRI-O or Docker that nobody answers on. */
const RUNTIME_DOWN = anyOf(
  [
    /(?:containerd|crio|cri-dockerd|dockershim|docker)\.sock.*(?:no such file|connection refused)/,
    /container runtime is down/,
    /PLEG is not healthy/,
  ],
  'i',
);

function runtimeFault(view: ClusterView, name: string): Finding | undefined {
  const messages = runtimeEvents(view, name);
  const last = messages.at(-1);
  const pods = podsOn(view, name);
  if (!last || !pods.some((pod) => !isReady(pod))) return undefined;
  return make(view, name, {
    title: { says: 'container-runtime-silent' },
    strength: 'proof',
    evidence: [{ says: 'kubelet-of-runtime', said: quote(last) }],
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
  readonly title: Statement;
  readonly strength: Finding['strength'];
  readonly evidence: readonly Statement[];
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
    evidence: present<Statement>(
      ...found.evidence,
      {
        says: 'pods-of-node-not-ready',
        pods: { some: unready.length, all: pods.length },
        workloads: hit.map(({ ref }) => ref.name),
      },
      waiting.length > 0 && { says: 'node-waited-for', workloads: waiting.map(({ ref }) => ref.name) },
    ),
    basis: ['nodes', 'pods'],
    explains: [...hit, ...waiting].flatMap((workload) => withCallers(view, workload)),
    since: found.since,
    actions: [
      look(kubectl('', 'describe', 'node', nameWord(name)), 'conditions, events and pods of the node'),
    ],
  });
}
