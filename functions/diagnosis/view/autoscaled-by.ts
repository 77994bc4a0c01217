import type { HorizontalPodAutoscaler, PodSpec } from '../../model/kubernetes/objects.ts';

/** Containers without a request that a target of their autoscaler is a share of. */
export interface LackingRequest {
  readonly resource: 'cpu' | 'memory';
  readonly containers: readonly string[];
}

const RESOURCES = ['cpu', 'memory'] as const;

/**
 * A target of utilization is a share of the pods' requests: where any container has none, the autoscaler computes nothing
 * (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#support-for-resource-metrics). A
 * limit is a request as well.
 */
export const withoutRequest = (
  { spec }: HorizontalPodAutoscaler,
  { containers, initContainers }: PodSpec,
): readonly LackingRequest[] =>
  RESOURCES.filter((resource) => spec.metrics.some((metric) => isShareOf(metric, resource))).flatMap(
    (resource) => {
      const running = [
        ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'),
        ...containers,
      ];
      const lacking = running
        .filter(
          ({ resources: { requests, limits } }) =>
            requests[resource] === undefined && limits[resource] === undefined,
        )
        .map(({ name }) => name);
      return lacking.length === 0 ? [] : [{ resource, containers: lacking }];
    },
  );

interface ResourceMetric {
  readonly type?: unknown;
  readonly resource?: { readonly name?: unknown; readonly target?: { readonly type?: unknown } };
}

function isShareOf(metric: unknown, name: string): boolean {
  const { type, resource } = (metric ?? {}) as ResourceMetric;
  return type === 'Resource' && resource?.name === name && resource.target?.type === 'Utilization';
}
