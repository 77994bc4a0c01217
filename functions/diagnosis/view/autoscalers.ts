import type { Condition, HorizontalPodAutoscaler } from '../../model/kubernetes/objects.ts';

/** Scaled to zero on purpose: it is switched off, not broken. */
const SWITCHED_OFF = 'ScalingDisabled';

/**
 * What an autoscaler says of itself where it can compute or carry out no number of replicas: conditions ScalingActive and
 * AbleToScale (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/,
 * kubernetes/pkg/controller/podautoscaler/horizontal.go); undefined where it can.
 */
export const whyItCannotScale = ({ status }: HorizontalPodAutoscaler): Condition | undefined =>
  status.conditions.find(
    ({ type, status: state, reason }) =>
      (type === 'ScalingActive' || type === 'AbleToScale') && state === 'False' && reason !== SWITCHED_OFF,
  );
