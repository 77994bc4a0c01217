import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import { anyOf } from '../../../text/any-of.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { evictedAt } from '../../view/evicted-at.ts';
import { isAskedAbout } from '../shared/asked-about.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { isBatch, isDegraded } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';

/** The kubelet's three words for a pod over a limit of its own (kubernetes/pkg/kubelet/eviction/helpers.go, eviction_manager.go). */
const OWN_LIMIT = anyOf(
  [
    /Usage of EmptyDir volume "[^"]*" exceeds the limit/,
    /exceeds the total limit of containers/,
    /exceeded its local ephemeral storage limit/,
  ],
  '',
);

/** One pod that was evicted once, and whose successor serves, is of the past, unless it was asked about. */
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
      const once = evicted.length < AGAIN && !down;
      if (!first || !last || (once && !isAskedAbout(view, workload))) return [];
      const at = evictedAt(last);
      const said = quote(last.status.message).replace(/\.$/, '');
      return [
        finding({
          cause: 'resource-exhausted',
          facts: { resource: 'own-storage', ends: false },
          object: workload.ref,
          title: { says: 'own-storage-limit-exceeded', said },
          strength: strengthOf(!once, false),
          evidence: [{ says: 'evicted-over-own-limit', pods: evicted.length, at: at ?? null, said }],
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
