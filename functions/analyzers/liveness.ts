import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { containerWord, nameWord } from '../core/command/word.ts';
import { plural } from '../core/format.ts';
import { lastTermination } from '../core/view/containers.ts';
import { firstSeen, lastSeen } from '../core/view/events.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import { finding, strengthOf, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { liveContainers } from './support/pods.ts';
import { probeBudget } from './support/ports.ts';
import { eventCount, livenessKills, probeFailures } from './support/probe-events.ts';
import { probeFaults, probeText } from './support/probes.ts';
import { isRecent } from './support/recent.ts';

/**
 * The kubelet kills a container because its liveness (or startup) probe failed. A program that crashes by itself fails
 * its probe too, but is not killed by the kubelet: only "failed liveness probe, will be restarted" counts.
 */
export const liveness: Analyzer = {
  name: 'liveness',
  needs: ['pods', 'events'],
  causes: ['liveness-probe'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const failures = [
        ...probeFailures(view, workload, 'Liveness'),
        ...probeFailures(view, workload, 'Startup'),
      ];
      const last = failures.at(-1);
      const restarted = liveContainers(workload).filter(
        ({ status, init }) =>
          !init && (status?.restartCount ?? 0) > 0 && killedBySignal(lastTermination(status)),
      );
      const kills = livenessKills(view, workload);
      const container = restarted[0];
      if (!last || !container) return [];
      const current =
        isRecent(view, lastSeen(last)) ||
        isRecent(view, timeOf(lastTermination(container.status)?.finishedAt));
      if (!current && container.status?.ready) return [];
      const kind = failures.some(({ message }) => message.startsWith('Liveness'))
        ? 'livenessProbe'
        : 'startupProbe';
      const probe = container.spec?.[kind];
      const faults = probeFaults(
        container.spec,
        kind,
        failures.map(({ message }) => message),
      );
      const short =
        probe &&
        kind === 'livenessProbe' &&
        !container.spec?.startupProbe &&
        neverReady(container, probeBudget(probe));
      const slow = probe && kind === 'startupProbe' && !container.status?.ready;
      const tight = [
        ...(short
          ? [`it acts ${probeBudget(probe)} s after the start, before the container was ever ready`]
          : []),
        ...(slow
          ? [`it allows ${probeBudget(probe)} s to start, and the program does not answer by then`]
          : []),
      ];
      const at = lastSeen(last);
      return [
        finding({
          cause: 'liveness-probe',
          facts: { isProbeWrong: faults.length + tight.length > 0 },
          object: workload.ref,
          title: `the kubelet kills container ${container.name} because its ${kind === 'livenessProbe' ? 'liveness' : 'startup'} probe fails${[...faults, ...tight][0] ? `: ${[...faults, ...tight][0]}` : ''}`,
          strength: strengthOf(kills > 0 && faults.length > 0, kills === 0 && faults.length === 0),
          evidence: [
            `probe failed ${eventCount(failures)} times${at ? `, last at ${clockText(at, view.now)}` : ''}: ${quote(last.message)}`,
            `killed ${kills || 'an unknown number of'} times by the kubelet, ${plural(container.status?.restartCount ?? 0, 'restart')}`,
            ...(probe ? [`the probe: ${probeText(probe)}`] : []),
            ...faults,
            ...tight,
          ],
          basis: ['pods', 'events'],
          explains: withCallers(view, workload),
          since: isoOf(firstSeen(failures[0] ?? last)),
          actions: [
            look(
              kubectl(
                workload.ref.namespace,
                'logs',
                nameWord(container.pod.metadata.name),
                '-c',
                containerWord(container.name),
                '--previous',
                '--tail=30',
              ),
              'whether the program was well when it was killed',
            ),
          ],
        }),
      ];
    }),
};

/** 137 is SIGKILL after the grace period, 143 SIGTERM; a program may also turn SIGTERM into 0 or its own code 2 (Go, Redis). */
const killedBySignal = (end: ReturnType<typeof lastTermination>): boolean =>
  end === undefined || (end.reason !== 'OOMKilled' && [0, 2, 130, 137, 143].includes(end.exitCode));

const isoOf = (ms: number | undefined): string | undefined => (ms ? new Date(ms).toISOString() : undefined);

function neverReady(
  { status, spec }: { status: { ready: boolean } | undefined; spec: unknown },
  budget: number,
): boolean {
  // A budget below half a minute is shorter than many programs need to start; ready containers disprove it.
  return status?.ready === false && spec !== undefined && budget < 30;
}
