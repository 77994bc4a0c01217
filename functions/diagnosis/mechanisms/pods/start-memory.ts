import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { setResources } from '../../../model/command/deeds.ts';
import { joined, nameWord } from '../../../model/command/word.ts';
import type { Container, KubeEvent, Pod } from '../../../model/kubernetes/objects.ts';
import { present } from '../../../model/present.ts';
import { parseQuantity } from '../../../text/quantity.ts';
import { earliestOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { lastSeen } from '../../view/events.ts';
import { isPastSetup, isPlaced } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef, type Workload } from '../../view/workloads.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { livePods } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';

/**
 * No container starts in less, bytes: Docker refuses a limit under 6 MB, as its own runtime would not come up
 * (https://docs.docker.com/engine/containers/resource_constraints/#limit-a-containers-access-to-memory).
 */
const LEAST_MEMORY = 6 * 1024 * 1024;
/** runc 1.0 and later, where the cgroup kills its init process (libcontainer/process_linux.go); containerd hands it on. */
const KILLED_AT_START = /OOM-?killed|memory limit too low/i;
/** What the kubelet says of a pod before its containers; in-memory volumes are sized by the memory limit (SizeMemoryBackedVolumes). */
const BEFORE_CONTAINERS = ['FailedCreatePodSandBox', 'FailedMount'];

/**
 * Pods that the kernel kills for memory before a container of theirs exists: the cgroup of the whole pod has the sum of
 * its containers' limits, so a typing error in one (5M, 128m) stops the pod's own sandbox or its in-memory volumes.
 */
export const startMemory: Analyzer = {
  name: 'start-memory',
  needs: ['pods', 'events'],
  causes: ['oom-killed'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const stuck = livePods(workload).flatMap((pod) => stuckFor(view, pod) ?? []);
      const first = stuck.find(({ event }) => KILLED_AT_START.test(event.message)) ?? stuck[0];
      if (!first) return [];
      const { pod, event, tight } = first;
      const { namespace } = workload.ref;
      const saysSo = KILLED_AT_START.test(event.message);
      return [
        finding({
          cause: 'oom-killed',
          object: workload.ref,
          title: {
            says: 'no-memory-to-start',
            container: tight?.name ?? null,
            limit: tight?.resources.limits.memory ?? null,
            bytes: limitOf(tight) ?? null,
          },
          strength: strengthOf(saysSo && tight !== undefined, false),
          evidence: [
            {
              says: 'start-fails',
              pods: { some: stuck.length, all: livePods(workload).length },
              reason: event.reason,
              times: Math.max(1, event.count),
              said: quote(event.message),
            },
          ],
          basis: ['pods', 'events'],
          explains: withCallers(view, workload),
          since: earliestOf(stuck.map((one) => one.pod.metadata.creationTimestamp)),
          actions: [
            look(
              kubectl(namespace, 'describe', 'pod', nameWord(pod.metadata.name)),
              'its limits, and what the kubelet says',
            ),
            ...(tight ? raise(workload, tight) : []),
          ],
        }),
      ];
    }),
};

interface Stuck {
  readonly pod: Pod;
  readonly event: KubeEvent;
  /** The container whose limit lets nothing start. */
  readonly tight: Container | undefined;
}

/** A pod that is still before its containers, of which the kubelet has lately said why; undefined where memory is not it. */
function stuckFor(view: ClusterView, pod: Pod): Stuck | undefined {
  if (pod.status.phase !== 'Pending' || !isPlaced(pod) || isPastSetup(pod)) return undefined;
  const event = view.events
    .of(podRef(pod))
    .findLast(
      ({ reason, ...one }) =>
        BEFORE_CONTAINERS.includes(reason) && isRecent(view, lastSeen({ reason, ...one })),
    );
  const tight = pod.spec.containers.find((container) => (limitOf(container) ?? LEAST_MEMORY) < LEAST_MEMORY);
  if (!event) return undefined;
  const isKilled =
    event.reason === 'FailedCreatePodSandBox' && (tight || KILLED_AT_START.test(event.message));
  const isFull = event.reason === 'FailedMount' && tight && /no space left on device/.test(event.message);
  return isKilled || isFull ? { pod, event, tight } : undefined;
}

const limitOf = (container: Container | undefined): number | undefined =>
  parseQuantity(container?.resources.limits.memory);

/** A beginning: what is really meant is for its owner to say. */
const raise = ({ ref }: Workload, { name }: Container) =>
  present(
    setResources(
      ref,
      name,
      joined('--limits=memory=', '128Mi'),
      'sets a limit that it can start in; set it to what was meant',
    ),
  );
