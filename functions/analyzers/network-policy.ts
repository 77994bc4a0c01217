import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import { failureText } from './support/failure-text.ts';
import { type Failure, failuresOf } from './support/failures.ts';
import { finding, withCallers } from './support/finding.ts';
import { blockedBy } from './support/policies.ts';

/**
 * Calls time out and a NetworkPolicy allows no such call. It is a prediction: whether policies are enforced at all is
 * the CNI plugin's matter (https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites).
 * A refused connection was let through.
 */
export const networkPolicy: Analyzer = {
  name: 'network-policy',
  needs: ['networkpolicies', 'logs'],
  causes: ['network-policy'],
  analyze: (view) =>
    failuresOf(view)
      .filter(({ kind }) => kind === 'timeout' || kind === 'unavailable' || kind === 'dns')
      .flatMap((failure: Failure) => {
        const blocked = blockedBy(view, failure);
        if (!blocked) return [];
        const { namespace, name } = blocked.policy.metadata;
        return [
          finding({
            cause: 'network-policy',
            object: { kind: 'NetworkPolicy', namespace, name },
            title: blocked.why,
            strength: 'strong',
            evidence: [failureText(view, failure), `NetworkPolicy ${name}: ${blocked.why}`],
            against: ['predicted from the policies: whether the network enforces them was not tried'],
            basis: ['networkpolicies', 'logs', 'pods'],
            explains: [
              ...withCallers(view, failure.workload),
              ...(failure.peer?.service?.workloads.map(({ ref }) => ref) ?? []),
            ],
            since: failure.said.first,
            actions: [
              look(
                kubectl(namespace, 'describe', 'networkpolicy', nameWord(name)),
                'whom it lets in and out',
              ),
            ],
          }),
        ];
      }),
};
