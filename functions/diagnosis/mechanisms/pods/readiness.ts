import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { containerWord, nameWord, words } from '../../../model/command/word.ts';
import type { Probe } from '../../../model/kubernetes/objects.ts';
import { isReady } from '../../../model/kubernetes/ready.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ProbeFault } from '../../../model/statements/pods/probes.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { containersOf } from '../../view/containers.ts';
import { firstSeen } from '../../view/events.ts';
import { isStarting } from '../../view/starting.ts';
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
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const pods = livePods(workload);
      const unready = pods.filter(
        (pod) =>
          pod.status.phase === 'Running' &&
          !isReady(pod) &&
          containersOf(pod).some(({ status, init }) => !init && status?.state.running && !status.ready),
      );
      const first = unready[0];
      if (!first) return [];
      const container = containersOf(first).find(
        ({ status, init }) => !init && status?.state.running && !status.ready,
      );
      const names = new Set(unready.map(({ metadata }) => metadata.name));
      const failures = probeFailures(view, workload, 'Readiness').filter(({ involvedObject }) =>
        names.has(involvedObject.name),
      );
      const probe = container?.spec?.readinessProbe;
      const last = failures.at(-1);
      // A probe that has not failed yet is merely waited for.
      const waitedFor = view.evidence.complete('events') && unready.every((pod) => isStarting(view, pod));
      if (!last && (!probe || waitedFor)) return [];
      const wrong = probeFaults(
        container?.spec,
        'readinessProbe',
        failures.map(({ message }) => message),
      );
      const elsewhere = listensElsewhere(view, workload, container?.spec);
      const revision = unreadyRevision(view, workload, unready);
      const moved = revision && movedPort(revision.differences, container?.spec);
      const faults = present(moved, ...wrong, elsewhere, commandFault(probe));
      const young = faults.length === 0 && unready.every((pod) => isWithinBudget(view, pod));
      const restarts = container?.status?.restartCount ?? 0;
      return [
        finding({
          cause: 'readiness-probe',
          facts: { isProbeWrong: wrong.length > 0 || elsewhere !== undefined || moved !== undefined },
          object: workload.ref,
          title: { says: 'readiness-fails', fault: faults[0] ?? null },
          strength: strengthOf(
            (wrong.length > 0 || moved !== undefined) && last !== undefined,
            restarts > 0 || young,
          ),
          evidence: [
            {
              says: 'running-not-ready',
              pods: { some: unready.length, all: pods.length },
              unmade: unmade(workload, pods.length),
            },
            ...present<Statement>(
              revision?.states,
              last && probeFailed(failures, last),
              probe && { says: 'probe-settings', ...probeSettings(probe) },
            ),
            ...faults,
          ],
          against: present<Statement>(
            container &&
              restarts > 0 && { says: 'restarts-beside-probe', container: container.name, restarts },
          ),
          basis: last ? ['pods', 'events'] : ['pods'],
          explains: withCallers(view, workload),
          since: last ? new Date(firstSeen(failures[0] ?? last) ?? view.now).toISOString() : undefined,
          actions: [
            look(
              kubectl(
                workload.ref.namespace,
                'logs',
                nameWord(first.metadata.name),
                ...(container ? words('-c', containerWord(container.name)) : []),
                '--tail=50',
              ),
              'what the program does meanwhile',
            ),
          ],
        }),
      ];
    }),
};

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
