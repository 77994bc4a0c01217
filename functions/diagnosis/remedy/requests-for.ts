import type { Action } from '../../model/command/action.ts';
import { setResources } from '../../model/command/deeds.ts';
import { joined } from '../../model/command/word.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import { present } from '../../model/present.ts';
import { withoutRequest } from '../view/autoscaled-by.ts';
import type { ClusterView } from '../view/view.ts';
import { rolloutEffect } from './effect.ts';
import { autoscalerOf } from './scale.ts';

/** A small amount to begin with: a share of a request that is far too large never reaches the target. */
const AMOUNT = { cpu: '50m', memory: '64Mi' } as const;

/** Gives containers the requests that their autoscaler counts by. */
export function requestsFor(ref: ObjectRef, view: ClusterView): readonly Action[] {
  const autoscaler = autoscalerOf(ref, view);
  const workload = view.owners.byKey.get(refKey(ref));
  if (!autoscaler || !workload?.spec) return [];
  return withoutRequest(autoscaler, workload.spec).flatMap(({ resource, containers }) =>
    containers.flatMap((name) =>
      present(
        setResources(
          ref,
          name,
          joined('--requests=', resource, '=', AMOUNT[resource]),
          `set it to what ${name} really needs: the autoscaler then computes again (${rolloutEffect(ref, view)})`,
        ),
      ),
    ),
  );
}
