import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { containerWord, nameWord, words } from '../core/command/word.ts';
import type { Probe } from '../core/kubernetes/objects.ts';
import { containersOf } from '../core/view/containers.ts';
import { firstSeen, lastSeen } from '../core/view/events.ts';
import { clockText } from '../core/view/time.ts';
import { isReady, type Workload } from '../core/view/workloads.ts';
import { finding, strengthOf, withCallers } from './support/finding.ts';
import { bindFault } from './support/listening.ts';
import { quote } from './support/patterns.ts';
import { livePods, shareText } from './support/pods.ts';
import { eventCount, probeFailures } from './support/probe-events.ts';
import { probeFaults, probeText } from './support/probes.ts';
import { isStarting } from './support/starting.ts';

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
      const bound = bindFault(view, workload, container?.spec);
      const faults = [...wrong, ...bound, ...commandFault(probe)];
      const young = faults.length === 0 && unready.every((pod) => isStarting(view, pod));
      const restarting = (container?.status?.restartCount ?? 0) > 0;
      const at = last && lastSeen(last);
      return [
        finding({
          cause: 'readiness-probe',
          facts: { isProbeWrong: wrong.length + bound.length > 0 },
          object: workload.ref,
          title: `pods run but are not ready, the readiness probe fails${faults[0] ? `: ${faults[0]}` : ''}`,
          strength: strengthOf(wrong.length > 0 && last !== undefined, restarting || young),
          evidence: [
            `${shareText(unready.length, pods.length)} Running and not ready${waitingForIt(workload, pods.length)}`,
            ...(last
              ? [
                  `probe failed ${eventCount(failures)} times${at ? `, last at ${clockText(at, view.now)}` : ''}: ${quote(last.message)}`,
                ]
              : []),
            ...(probe ? [`the probe: ${probeText(probe)}`] : []),
            ...faults,
          ],
          against: restarting
            ? [
                `container ${container?.name} restarted ${container?.status?.restartCount} times: it may not stay up long enough`,
              ]
            : [],
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
const commandFault = (probe: Probe | undefined): readonly string[] =>
  probe?.exec ? [`its command ${quote(probe.exec.command.join(' '), COMMAND_CHARS)} fails`] : [];

/** A StatefulSet makes its pods one after the other, each when the one before is ready (podManagementPolicy OrderedReady). */
function waitingForIt({ ref, desired }: Workload, pods: number): string {
  const missing = (desired ?? 0) - pods;
  return ref.kind === 'StatefulSet' && missing > 0
    ? `; ${missing} more ${missing === 1 ? 'is' : 'are'} made only when it is ready`
    : '';
}
