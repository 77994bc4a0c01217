import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { setResources } from '../../../model/command/deeds.ts';
import { joined, nameWord, quantityWord } from '../../../model/command/word.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { parseQuantity } from '../../../text/quantity.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type ContainerView, lastTermination } from '../../view/containers.ts';
import { isFinished } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { liveContainers } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';
import { runtimeMemory } from '../shared/runtime-memory.ts';
import { endpointRise } from './endpoint-rise.ts';
import { isOom } from './oom-end.ts';

/**
 * The kernel killed a container for memory: the kubelet records reason OOMKilled
 * (https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/#exceed-a-container-s-memory-limit).
 * Exit code 137 alone is any SIGKILL (a liveness probe, an eviction) and is not taken for it.
 */
export const oom: Analyzer = {
  name: 'oom',
  needs: ['pods'],
  causes: ['oom-killed'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const containers = liveContainers(workload);
      const killed = containers.filter(
        ({ status, pod }) =>
          status !== undefined &&
          isOom(status) &&
          (isWanted({ status, pod }) || isRecent(view, timeOf(lastTermination(status)?.finishedAt))),
      );
      const first = killed[0];
      if (!first) return [];
      const end = lastTermination(first.status);
      const limit = parseQuantity(first.spec?.resources.limits.memory);
      const restarts = killed.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0);
      const pods = new Set(killed.map(({ pod }) => pod.metadata.name));
      const at = timeOf(end?.finishedAt);
      const rise = at === undefined ? undefined : endpointRise(view, workload, at);
      return [
        finding({
          cause: 'oom-killed',
          object: workload.ref,
          title: {
            says: 'killed-for-memory',
            container: first.name,
            started: end?.reason === 'OOMKilled',
            limit: limit || null,
          },
          strength: 'proof',
          evidence: [
            {
              says: 'ended-for-memory',
              pods: { some: pods.size, all: workload.pods.length },
              container: first.name,
              reason: end?.reason ?? 'OOMKilled',
              exitCode: end?.exitCode ?? SIGKILLED,
              at: at ?? null,
              restarts,
            },
            { says: 'memory-limit', limit: limit || null },
            ...heapOf(first),
            ...present(rise),
          ],
          basis: ['pods'],
          explains: withCallers(view, workload),
          since: end?.finishedAt,
          actions: [
            look(
              kubectl(
                workload.ref.namespace,
                'top',
                'pod',
                nameWord(first.pod.metadata.name),
                '--containers',
              ),
              'how near it is to its limit',
            ),
            ...present(
              setResources(
                workload.ref,
                first.name,
                joined('--limits=memory=', quantityWord(raised(limit))),
                'raises the limit and restarts the pods; a leak comes back later',
              ),
            ),
          ],
        }),
      ];
    }),
};

/** The heap that an option allows, where the program has one: it says which side of the limit to look at. */
const heapOf = ({ spec }: ContainerView): readonly Statement[] =>
  HEAPS.map((area) => runtimeMemory(spec, area))
    .filter(({ setting }) => setting !== null)
    .map((memory) => ({ says: 'runtime-memory', ...memory }));

const HEAPS = ['v8-heap', 'java-heap'] as const;

/** 128 and the signal, of which the kernel sends SIGKILL. */
const SIGKILLED = 137;

/** A container that should run and does not: of a pod that has ended, only a recent end counts. */
const isWanted = ({ status, pod }: Pick<ContainerView, 'status' | 'pod'>): boolean =>
  !isFinished(pod) && !(status?.ready === true && status.state.running !== undefined);

/** Half as much again, in MiB: enough to tell a tight limit from a leak. */
const raised = (limit: number | undefined): string =>
  `${Math.max(64, Math.ceil(((limit ?? 2 ** 29) * 1.5) / 2 ** 20))}Mi`;
