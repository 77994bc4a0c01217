import { parseQuantity } from '../../../text/quantity.ts';
import type { ClusterView } from '../../view/view.ts';

export interface FullQuota {
  readonly namespace: string;
  readonly quotaName: string;
  readonly resource: string;
  readonly used: string;
  readonly hard: string;
}

/**
 * The quota resources that have no room for one more: counts that are reached, and storage of which less is left than
 * the smallest volume that waits for a claim has.
 */
export function fullQuotas(view: ClusterView): readonly FullQuota[] {
  return view.evidence.all('resourcequotas').flatMap(({ metadata, status }) =>
    Object.entries(status.hard).flatMap(([resource, hard]) => {
      const used = status.used[resource];
      const limit = parseQuantity(hard);
      const taken = parseQuantity(used);
      if (limit === undefined || taken === undefined || used === undefined) return [];
      const needed = resource.endsWith('storage') ? smallestFreeVolume(view) : 0;
      return taken >= limit || taken + needed > limit
        ? [{ namespace: metadata.namespace, quotaName: metadata.name, resource, used, hard }]
        : [];
    }),
  );
}

/** Bytes of the smallest volume that no claim has; 0 where there is none, so that only a full quota counts. */
function smallestFreeVolume(view: ClusterView): number {
  const sizes = view.evidence
    .all('persistentvolumes')
    .filter(({ status }) => status.phase === 'Available')
    .flatMap(({ spec }) => parseQuantity(spec.capacity.storage) ?? []);
  return sizes.length > 0 ? Math.min(...sizes) : 0;
}
