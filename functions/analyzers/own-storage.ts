import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { Pod } from '../core/kubernetes/objects.ts';
import { clockText, isoTime, timeOf } from '../core/view/time.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { isBatch, isDegraded } from './support/pods.ts';
import { isRecent } from './support/recent.ts';

/** The kubelet's three words for a pod over a limit of its own (kubernetes/pkg/kubelet/eviction/helpers.go, eviction_manager.go). */
const OWN_LIMIT =
  /Usage of EmptyDir volume "[^"]*" exceeds the limit|exceeds the total limit of containers|exceeded its local ephemeral storage limit/;

/** One pod that was evicted once, and whose successor serves, is of the past. */
const AGAIN = 2;

/**
 * Pods that the kubelet evicts as they write more than their own ephemeral-storage limit or the sizeLimit of an
 * emptyDir allows (https://kubernetes.io/docs/concepts/storage/ephemeral-storage/): the node is well, and each new pod
 * ends the same way.
 */
export const ownStorage: Analyzer = {
  name: 'own-storage',
  needs: ['pods'],
  causes: ['resource-exhausted'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const evicted = workload.pods
        .filter(
          (pod) =>
            pod.status.reason === 'Evicted' &&
            OWN_LIMIT.test(pod.status.message) &&
            isRecent(view, evictedAt(pod)),
        )
        .toSorted((a, b) => (evictedAt(a) ?? 0) - (evictedAt(b) ?? 0));
      const [first] = evicted;
      const last = evicted.at(-1);
      const down = isDegraded(workload) || isBatch(workload) || workload.desired === null;
      if (!first || !last || (evicted.length < AGAIN && !down)) return [];
      const at = evictedAt(last);
      const said = quote(last.status.message);
      return [
        finding({
          cause: 'resource-exhausted',
          object: workload.ref,
          title: `its pods are evicted, they write more than their own limit allows: ${said}`,
          strength: 'proof',
          evidence: [
            `${evicted.length} pod${evicted.length === 1 ? '' : 's'} of it evicted within 10 minutes${at ? `, the last at ${clockText(at, view.now)}` : ''}: ${said}`,
          ],
          basis: ['pods'],
          explains: withCallers(view, workload),
          since: isoTime(evictedAt(first) ?? view.now),
          actions: [
            look(
              kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(last.metadata.name)),
              'which volume or container, and its limit',
            ),
          ],
        }),
      ];
    }),
};

const evictedAt = ({ status }: Pod): number | undefined =>
  Math.max(...status.conditions.map(({ lastTransitionTime }) => timeOf(lastTransitionTime) ?? 0), 0) ||
  timeOf(status.startTime);
