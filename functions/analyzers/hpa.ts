import type { Analyzer } from '../core/analyzer.ts';
import { change, look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { joined, nameWord } from '../core/command/word.ts';
import { refKey } from '../core/object-ref.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import { finding, withCallers } from './support/finding.ts';

/**
 * An autoscaler that wants more than its maximum: condition ScalingLimited, reason TooManyReplicas
 * (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/). At its minimum it says ScalingLimited
 * too, with TooFewReplicas: that is a quiet night.
 */
export const hpa: Analyzer = {
  name: 'hpa',
  needs: ['horizontalpodautoscalers'],
  causes: ['hpa-maxed'],
  analyze: (view) =>
    view.evidence.all('horizontalpodautoscalers').flatMap(({ metadata, spec, status }) => {
      const limited = status.conditions.find(
        ({ type, status: state, reason }) =>
          type === 'ScalingLimited' && state === 'True' && reason === 'TooManyReplicas',
      );
      if (!limited || spec.maxReplicas === 0 || status.currentReplicas < spec.maxReplicas) return [];
      const { kind, name } = spec.scaleTargetRef;
      const target = { kind, namespace: metadata.namespace, name };
      const workload = view.owners.byKey.get(refKey(target));
      const since = timeOf(limited.lastTransitionTime);
      return [
        finding({
          cause: 'hpa-maxed',
          object: target,
          title: `its autoscaler ${metadata.name} is at its maximum of ${spec.maxReplicas} and wants more`,
          strength: 'strong',
          evidence: [
            `${status.currentReplicas} of at most ${spec.maxReplicas} replicas${since ? ` since ${clockText(since, view.now)}` : ''}: ${limited.message || limited.reason}`,
          ],
          basis: ['horizontalpodautoscalers'],
          explains: workload ? withCallers(view, workload) : [],
          since: limited.lastTransitionTime,
          actions: [
            look(
              kubectl(metadata.namespace, 'describe', 'hpa', nameWord(metadata.name)),
              'its metrics against their targets',
            ),
            change(
              kubectl(
                metadata.namespace,
                'patch',
                'hpa',
                nameWord(metadata.name),
                '-p',
                joined('{"spec":{"maxReplicas":', spec.maxReplicas * 2, '}}'),
              ),
              'lets it add pods, where quota and nodes have room and what they call bears more connections',
            ),
          ],
        }),
      ];
    }),
};
