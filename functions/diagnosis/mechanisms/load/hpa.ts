import { change, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { HorizontalPodAutoscaler } from '../../../model/kubernetes/objects.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime, timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { boundChangeOf } from '../../changes/bounds.ts';
import { farOverTarget } from '../../view/autoscaler-metrics.ts';
import type { ClusterView } from '../../view/view.ts';
import { boundChanged, setBack } from '../shared/bounds.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { idle } from './hpa-idle.ts';

/**
 * An autoscaler that wants more than its maximum: condition ScalingLimited, reason TooManyReplicas
 * (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/). At its minimum it says ScalingLimited
 * too, with TooFewReplicas: that is a quiet night. And one that cannot compute what it wants (`idle`).
 */
export const hpa: Analyzer = {
  name: 'hpa',
  needs: ['horizontalpodautoscalers'],
  causes: ['hpa-maxed'],
  analyze: (view) =>
    view.evidence
      .all('horizontalpodautoscalers')
      .flatMap((autoscaler) => [...atMaximum(view, autoscaler), ...idle(view, autoscaler)]),
};

function atMaximum(view: ClusterView, autoscaler: HorizontalPodAutoscaler): readonly Finding[] {
  const { metadata, spec, status } = autoscaler;
  const limited = status.conditions.find(
    ({ type, status: state, reason }) =>
      type === 'ScalingLimited' && state === 'True' && reason === 'TooManyReplicas',
  );
  if (!limited || spec.maxReplicas === 0 || status.currentReplicas < spec.maxReplicas) return [];
  const { kind, name } = spec.scaleTargetRef;
  const target = { kind, namespace: metadata.namespace, name };
  const { namespace, name: own } = metadata;
  const lowered = boundChangeOf(
    view,
    { kind: 'HorizontalPodAutoscaler', namespace, name: own },
    timeOf(limited.lastTransitionTime),
  );
  const workload = view.owners.byKey.get(refKey(target));
  return [
    finding({
      cause: 'hpa-maxed',
      facts: { held: 'at-maximum' },
      object: target,
      title: { says: 'autoscaler-at-maximum', autoscaler: metadata.name, maximum: spec.maxReplicas },
      strength: 'strong',
      evidence: [
        {
          says: 'replicas-at-maximum',
          replicas: status.currentReplicas,
          maximum: spec.maxReplicas,
          since: timeOf(limited.lastTransitionTime) ?? null,
          said: limited.message || limited.reason,
        },
        ...boundChanged(lowered),
        ...farOverTarget(autoscaler).map((over): Statement => ({ says: 'metric-over-target', ...over })),
      ],
      basis: ['horizontalpodautoscalers'],
      explains: workload ? withCallers(view, workload) : [],
      since: lowered ? isoTime(lowered.at) : limited.lastTransitionTime,
      actions: [
        ...setBack(lowered),
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
          'lets it add pods, if quota and nodes have room and what they call can take more connections',
        ),
      ],
    }),
  ];
}
