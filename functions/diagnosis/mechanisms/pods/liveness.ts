import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { containerWord, nameWord } from '../../../model/command/word.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ProbeFault } from '../../../model/statements/pods/probes.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { lastTermination } from '../../view/containers.ts';
import { firstSeen, lastSeen } from '../../view/events.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { liveContainers } from '../shared/pods.ts';
import { probeBudget } from '../shared/ports.ts';
import { isRecent } from '../shared/recent.ts';
import { livenessKills, probeFailed, probeFailures } from './probe-events.ts';
import { probeFaults, probeSettings } from './probes.ts';

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
      const tight = present<ProbeFault>(
        short && { says: 'probe-acts-before-ready', seconds: probeBudget(probe) },
        slow && { says: 'startup-takes-longer', seconds: probeBudget(probe) },
      );
      return [
        finding({
          cause: 'liveness-probe',
          facts: { isProbeWrong: faults.length + tight.length > 0 },
          object: workload.ref,
          title: {
            says: 'killed-by-probe',
            container: container.name,
            probe: kind === 'livenessProbe' ? 'liveness' : 'startup',
            fault: [...faults, ...tight][0] ?? null,
          },
          strength: strengthOf(kills > 0 && faults.length > 0, kills === 0 && faults.length === 0),
          evidence: [
            probeFailed(failures, last),
            {
              says: 'kills-by-kubelet',
              kills: kills || null,
              restarts: container.status?.restartCount ?? 0,
            },
            ...present<Statement>(probe && { says: 'probe-settings', ...probeSettings(probe) }),
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
