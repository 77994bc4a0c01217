import type { ChangeFacts } from '../../model/change.ts';
import { mayPrecede, NEAR_MS } from '../../model/near.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import type { FieldChange } from '../../model/statements/differences.ts';
import { parseQuantity } from '../../text/quantity.ts';
import type { ClusterView } from '../view/view.ts';
import { rawChanges } from './changes.ts';

/** The kinds that bound what others may have. */
type Bound = 'ResourceQuota' | 'LimitRange' | 'HorizontalPodAutoscaler';

/** Which of their fields are the bound; the other ones may change for any reason. */
const FIELDS: Readonly<Record<Bound, RegExp>> = {
  ResourceQuota: /^spec\.hard(?:\.|$)/,
  LimitRange: /^spec\.limits/,
  HorizontalPodAutoscaler: /^spec\.maxReplicas$/,
};

/** A change of a bound: when (ms), by whom, and its fields. */
export interface BoundChange {
  readonly object: ObjectRef;
  readonly at: number;
  readonly who: string;
  readonly fields: readonly FieldChange[];
}

/**
 * The newest change of a bound that what it stops may have begun with; undefined where there is none near before `since`
 * (ms), or it is known to have been raised.
 */
export function boundChangeOf(
  view: ClusterView,
  object: ObjectRef & { readonly kind: Bound },
  since: number | undefined,
): BoundChange | undefined {
  if (since === undefined) return undefined;
  return rawChanges(view)
    .filter(
      (change) =>
        refKey(change.object) === refKey(object) && mayPrecede(since - change.at, null, NEAR_MS.begins),
    )
    .toSorted((a, b) => b.at - a.at)
    .flatMap(({ at, who, facts }) => {
      const fields = loweredIn(view, object, facts);
      return fields.length === 0 ? [] : [{ object, at, who, fields }];
    })[0];
}

function loweredIn(
  view: ClusterView,
  object: ObjectRef & { readonly kind: Bound },
  facts: ChangeFacts,
): readonly FieldChange[] {
  if (facts.kind !== 'fields') return [];
  return facts.fields
    .filter(({ key }) => FIELDS[object.kind].test(key))
    .map(({ key, was }) => ({ key, was: was || null, now: valueNow(view, object, key) }))
    .filter(({ was, now }) => !isRaised(was, now));
}

function isRaised(was: string | null, now: string | null): boolean {
  const [before, after] = [parseQuantity(was ?? undefined), parseQuantity(now ?? undefined)];
  return before !== undefined && after !== undefined && after >= before;
}

/** What a field of it is now; null where that is a list, or not read. */
function valueNow(view: ClusterView, { kind, namespace, name }: ObjectRef, key: string): string | null {
  const isIt = ({ metadata }: { readonly metadata: { readonly namespace: string; readonly name: string } }) =>
    metadata.namespace === namespace && metadata.name === name;
  if (kind === 'ResourceQuota')
    return view.evidence.all('resourcequotas').find(isIt)?.spec.hard[key.slice('spec.hard.'.length)] ?? null;
  if (kind !== 'HorizontalPodAutoscaler') return null;
  const maximum = view.evidence.all('horizontalpodautoscalers').find(isIt)?.spec.maxReplicas;
  return maximum === undefined ? null : String(maximum);
}
