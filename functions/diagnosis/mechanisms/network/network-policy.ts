import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { calledBy } from '../shared/called.ts';
import { callsFail } from '../shared/calls-fail.ts';
import { type CallFailure, failuresOf } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { blockedBy } from './policies.ts';

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
      .flatMap((failure: CallFailure) => {
        const blocked = blockedBy(view, failure);
        if (!blocked) return [];
        const { namespace, name } = blocked.policy.metadata;
        return [
          finding({
            cause: 'network-policy',
            facts: { peers: calledBy(view, [failure]) },
            object: { kind: 'NetworkPolicy', namespace, name },
            title: { says: 'policy-forbids', ...blocked.call },
            strength: 'strong',
            evidence: [
              callsFail(failure),
              { says: 'named-policy-forbids', policy: name, call: blocked.call },
            ],
            against: [{ says: 'policy-not-tried' }],
            basis: ['networkpolicies', 'logs', 'pods'],
            explains: [
              ...withCallers(view, failure.workload),
              ...(failure.peer?.service?.workloads.map(({ ref }) => ref) ?? []),
            ],
            since: failure.said.first,
            actions: [
              look(
                kubectl(namespace, 'describe', 'networkpolicy', nameWord(name)),
                'what it lets in and out',
              ),
            ],
          }),
        ];
      }),
};
