import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { containerWord, nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { KubeEvent, Pod, Probe } from '../../../model/kubernetes/objects.ts';
import { isReady } from '../../../model/kubernetes/ready.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ProbeFault } from '../../../model/statements/pods/probes.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type ContainerView, containersOf } from '../../view/containers.ts';
import { firstSeen } from '../../view/events.ts';
import { isStarting } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { listensElsewhere } from '../shared/listening.ts';
import { quote } from '../shared/patterns.ts';
import { livePods } from '../shared/pods.ts';
import { isWithinBudget } from '../shared/start-budget.ts';
import { movedPort, unreadyRevision } from './new-revision.ts';
import { probeFailed, probeFailures } from './probe-events.ts';
import { probeFaults, probeSettings } from './probes.ts';

/** So much of a probe's command tells which it is. */
const COMMAND_CHARS = 80;

/**
 * Pods run and are not ready because their readiness probe fails
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes). Failures while a pod starts
 * are normal: only pods that run and are not ready now count, and every failure of theirs is read.
 */
export const readiness: Analyzer = {
  name: 'readiness',
  needs: ['pods'],
  causes: ['readiness-probe'],
  analyze: (view) => view.workloads.flatMap((workload) => unready(view, workload)),
};

function unready(view: ClusterView, workload: Workload): readonly Finding[] {
  const pods = livePods(workload);
  const waiting = pods.filter(
    (pod) => pod.status.phase === 'Running' && !isReady(pod) && containersOf(pod).some(runsUnready),
  );
  const [first] = waiting;
  const container = first && containersOf(first).find(runsUnready);
  if (container === undefined) return [];
  const failures = failuresOfPods(view, workload, waiting);
  const last = failures.at(-1);
  if (last === undefined && isWaitedFor(view, container, waiting)) return [];
  const found = faultsOf(view, workload, { container, waiting, failures });
  const restarts = container.status?.restartCount ?? 0;
  return [
    finding({
      cause: 'readiness-probe',
      facts: { isProbeWrong: found.isProbeWrong },
      object: workload.ref,
      title: { says: 'readiness-fails', fault: found.faults[0] ?? null },
      strength: strengthOf(found.isShown && last !== undefined, restarts > 0 || found.isYoung),
      evidence: [
        {
          says: 'running-not-ready',
          pods: { some: waiting.length, all: pods.length },
          unmade: unmade(workload, pods.length),
        },
        ...present<Statement>(
          found.revision?.states,
          last && probeFailed(failures, last),
          container.spec?.readinessProbe && {
            says: 'probe-settings',
            ...probeSettings(container.spec.readinessProbe),
          },
        ),
        ...found.faults,
      ],
      against: present<Statement>(
        restarts > 0 && { says: 'restarts-beside-probe', container: container.name, restarts },
      ),
      basis: last ? ['pods', 'events'] : ['pods'],
      explains: withCallers(view, workload),
      since: last && new Date(firstSeen(failures[0] ?? last) ?? view.now).toISOString(),
      actions: [
        look(
          kubectl(
            workload.ref.namespace,
            'logs',
            nameWord(container.pod.metadata.name),
            '-c',
            containerWord(container.name),
            '--tail=50',
          ),
          'what the program does meanwhile',
        ),
      ],
    }),
  ];
}

const runsUnready = ({ status, init }: ContainerView): boolean =>
  !init && status?.state.running !== undefined && !status.ready;

/** Failed readiness probes of these pods, however old. */
function failuresOfPods(view: ClusterView, workload: Workload, pods: readonly Pod[]): readonly KubeEvent[] {
  const names = new Set(pods.map(({ metadata }) => metadata.name));
  return probeFailures(view, workload, 'Readiness').filter(({ involvedObject }) =>
    names.has(involvedObject.name),
  );
}

/** A probe that has not failed yet is merely waited for, and a container without one is not ready for another reason. */
const isWaitedFor = (view: ClusterView, { spec }: ContainerView, pods: readonly Pod[]): boolean =>
  spec?.readinessProbe === undefined ||
  (view.evidence.complete('events') && pods.every((pod) => isStarting(view, pod)));

interface Unready {
  readonly container: ContainerView;
  readonly waiting: readonly Pod[];
  readonly failures: readonly KubeEvent[];
}

/** What is wrong with the probe, the plainest first. */
function faultsOf(view: ClusterView, workload: Workload, { container, waiting, failures }: Unready) {
  const { spec } = container;
  const messages = failures.map(({ message }) => message);
  const wrong = probeFaults(spec, 'readinessProbe', messages);
  const elsewhere = listensElsewhere(view, workload, spec);
  const revision = unreadyRevision(view, workload, waiting);
  const moved = revision && movedPort(revision.differences, spec);
  const faults = present(moved, ...wrong, elsewhere, commandFault(spec?.readinessProbe));
  const isShown = wrong.length > 0 || moved !== undefined;
  return {
    revision,
    faults,
    /** By what it asks, and what it was answered. */
    isShown,
    isProbeWrong: isShown || elsewhere !== undefined,
    isYoung: faults.length === 0 && waiting.every((pod) => isWithinBudget(view, pod)),
  };
}

/** What an exec probe runs: its own output is often empty. */
const commandFault = (probe: Probe | undefined): ProbeFault | undefined =>
  probe?.exec && {
    says: 'probe-command-fails',
    command: quote(probe.exec.command.join(' '), COMMAND_CHARS),
  };

/**
 * How many pods wait for these: a StatefulSet makes them one after the other, each when the one before is ready
 * (podManagementPolicy OrderedReady).
 */
const unmade = ({ ref, desired }: Workload, pods: number): number =>
  ref.kind === 'StatefulSet' ? Math.max(0, (desired ?? 0) - pods) : 0;
