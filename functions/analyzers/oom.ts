import type { Analyzer } from '../core/analyzer.ts';
import { change, look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { containerWord, joined, nameWord, objectWord, quantityWord } from '../core/command/word.ts';
import { plural } from '../core/format.ts';
import { type ContainerView, lastTermination } from '../core/view/containers.ts';
import { bytesText, parseQuantity } from '../core/view/quantity.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import { isFinished } from '../core/view/workloads.ts';
import { endpointRise } from './support/endpoint-rise.ts';
import { finding, withCallers } from './support/finding.ts';
import { isOom } from './support/oom.ts';
import { liveContainers, shareText } from './support/pods.ts';
import { isRecent } from './support/recent.ts';

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
          title: `container ${first.name} is killed for memory${end?.reason === 'OOMKilled' ? ' (OOMKilled)' : ' before it can start'}${limit ? `, limit ${bytesText(limit)}` : ', it has no memory limit'}`,
          strength: 'proof',
          evidence: [
            `${shareText(pods.size, workload.pods.length)}: container ${first.name} ended with reason ${end?.reason ?? 'OOMKilled'}, exit code ${end?.exitCode ?? 137}${at ? `, last at ${clockText(at, view.now)}` : ''}; ${plural(restarts, 'restart')}`,
            limit
              ? `memory limit ${bytesText(limit)}`
              : 'no memory limit: the node ran out, so its other pods are at risk too',
            ...(rise ? [rise] : []),
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
            ...(workload.ref.kind === 'Pod'
              ? []
              : [
                  change(
                    kubectl(
                      workload.ref.namespace,
                      'set',
                      'resources',
                      objectWord(workload.ref),
                      '-c',
                      containerWord(first.name),
                      joined('--limits=memory=', quantityWord(raised(limit))),
                    ),
                    'raises the limit and restarts the pods; a leak comes back later',
                  ),
                ]),
          ],
        }),
      ];
    }),
};

/** A container that should run and does not: of a pod that has ended, only a recent end counts. */
const isWanted = ({ status, pod }: Pick<ContainerView, 'status' | 'pod'>): boolean =>
  !isFinished(pod) && !(status?.ready === true && status.state.running !== undefined);

/** Half as much again, in MiB: enough to tell a tight limit from a leak. */
const raised = (limit: number | undefined): string =>
  `${Math.max(64, Math.ceil(((limit ?? 2 ** 29) * 1.5) / 2 ** 20))}Mi`;
