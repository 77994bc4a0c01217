import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { containerWord, nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { KubeEvent, Probe } from '../../../model/kubernetes/objects.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ProbeFault } from '../../../model/statements/pods/probes.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type ContainerView, lastTermination } from '../../view/containers.ts';
import { firstSeen, lastSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
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
  analyze: (view) => view.workloads.flatMap((workload) => killed(view, workload)),
};

function killed(view: ClusterView, workload: Workload): readonly Finding[] {
  const failures = [
    ...probeFailures(view, workload, 'Liveness'),
    ...probeFailures(view, workload, 'Startup'),
  ];
  const last = failures.at(-1);
  const container = liveContainers(workload).find(wasKilled);
  if (!last || !container || isOver(view, container, last)) return [];
  const kills = livenessKills(view, workload);
  const kind = failures.some(({ message }) => message.startsWith('Liveness'))
    ? 'livenessProbe'
    : 'startupProbe';
  const probe = container.spec?.[kind];
  const faults = probeFaults(
    container.spec,
    kind,
    failures.map(({ message }) => message),
  );
  const tight = present(probe && tooTight(container, kind, probe));
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
}

const wasKilled = ({ status, init }: ContainerView): boolean =>
  !init && (status?.restartCount ?? 0) > 0 && killedBySignal(lastTermination(status));

/** Ready again, and neither a failed probe nor an end is recent. */
const isOver = (view: ClusterView, { status }: ContainerView, last: KubeEvent): boolean =>
  status?.ready === true &&
  !isRecent(view, lastSeen(last)) &&
  !isRecent(view, timeOf(lastTermination(status)?.finishedAt));

/** That the probe acts before the program can be there: a startup probe of one that is not ready, a liveness probe without one. */
function tooTight(
  container: ContainerView,
  kind: 'livenessProbe' | 'startupProbe',
  probe: Probe,
): ProbeFault | undefined {
  const seconds = probeBudget(probe);
  if (kind === 'startupProbe')
    return container.status?.ready ? undefined : { says: 'startup-takes-longer', seconds };
  const isAlone = !container.spec?.startupProbe;
  return isAlone && neverReady(container, seconds) ? { says: 'probe-acts-before-ready', seconds } : undefined;
}

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
