import type { Metadata } from '../../../model/kubernetes/objects.ts';
import { timeOf } from '../../../text/time.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import { callersOfService, failuresOf } from './failures.ts';
import { failsRequests, isBroken } from './health.ts';

/**
 * Whether a Service that leads nowhere is felt: a caller says so, or fails, or its logs were not read, so that it may;
 * or the Service was changed within the window. One that has led nowhere for months and that nobody misses is no
 * incident.
 */
export function isFelt(view: ClusterView, services: readonly ServiceView[], changed: Metadata): boolean {
  const callers = services.flatMap((service) => callersOfService(view, service));
  const failing = callers.some((caller) => isBroken(caller) || failsRequests(view, caller));
  const unread = callers.some((caller) => view.logs.of(caller).length === 0);
  return isMissed(view, services, changed) || failing || unread;
}

/** Whether a caller's lines name one of the Services, or it was changed within the window: more than a caller that fails by anything. */
export const isMissed = (view: ClusterView, services: readonly ServiceView[], changed: Metadata): boolean =>
  failuresOf(view).some(({ peer }) => peer?.service !== undefined && services.includes(peer.service)) ||
  changedWithin(view, changed) ||
  services.some(({ service }) => changedWithin(view, service.metadata));

/** Whether somebody changed an object, beyond its status, within the window. */
export const changedWithin = (view: ClusterView, { managedFields }: Metadata): boolean =>
  managedFields.some(({ time, subresource }) => subresource !== 'status' && (timeOf(time) ?? 0) >= view.from);
