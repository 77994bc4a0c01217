import { parseQuantity } from '../../core/view/quantity.ts';
import type { ClusterView } from '../../core/view/view.ts';

export interface FullQuota {
  readonly namespace: string;
  readonly quotaName: string;
  readonly resource: string;
  readonly used: string;
  readonly hard: string;
}

/** Below this share of storage left, one more claim of usual size does not fit. */
const STORAGE_ROOM_LEFT = 0.1;

/** The quota resources that have no room left: whole counts that are reached, storage that is nearly so. */
export function fullQuotas(view: ClusterView): readonly FullQuota[] {
  return view.evidence.all('resourcequotas').flatMap(({ metadata, status }) =>
    Object.entries(status.hard).flatMap(([resource, hard]) => {
      const used = status.used[resource];
      const limit = parseQuantity(hard);
      const taken = parseQuantity(used);
      if (limit === undefined || taken === undefined || used === undefined) return [];
      const room = resource.endsWith('storage') ? limit * STORAGE_ROOM_LEFT : 0;
      return taken + room >= limit
        ? [{ namespace: metadata.namespace, quotaName: metadata.name, resource, used, hard }]
        : [];
    }),
  );
}
