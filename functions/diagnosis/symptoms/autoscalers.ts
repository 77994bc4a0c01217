import type { ObjectRef } from '../../model/object-ref.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { timeOf } from '../../text/time.ts';
import { quote } from '../mechanisms/shared/patterns.ts';
import { whyItCannotScale } from '../view/autoscalers.ts';
import type { ClusterView } from '../view/view.ts';

/**
 * Autoscalers that cannot compute or carry out a number of replicas. Whether anybody suffers from it is not
 * said by their conditions.
 */
export const autoscalerSymptoms = (
  view: ClusterView,
  isExplained: (ref: ObjectRef) => boolean,
): readonly SeenSymptom[] =>
  view.evidence.all('horizontalpodautoscalers').flatMap(({ metadata, spec, status }) => {
    const { namespace, name } = metadata;
    const object = { kind: 'HorizontalPodAutoscaler', namespace, name };
    const condition = whyItCannotScale({ metadata, spec, status });
    if (!condition || isExplained(object) || isExplained({ ...spec.scaleTargetRef, namespace })) return [];
    const { reason, message, lastTransitionTime } = condition;
    const since = timeOf(lastTransitionTime) ?? null;
    return [
      {
        object,
        statement: { says: 'autoscaler-does-not-scale' as const, reason, said: quote(message), since },
        fails: false,
      },
    ];
  });
