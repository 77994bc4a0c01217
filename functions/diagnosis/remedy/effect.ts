import type * as k from '../../model/kubernetes/objects.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { plural } from '../../text/format.ts';
import type { ClusterView } from '../view/view.ts';

/** Kubernetes' own defaults for a rolling update (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge). */
const DEFAULT_SHARE = '25%';

/** What replacing the pods of a workload does to those who call it: "2 pods, surge 1: no outage". */
export function rolloutEffect(ref: ObjectRef, view: ClusterView): string {
  const same = (object: { metadata: k.Metadata }): boolean =>
    object.metadata.name === ref.name && object.metadata.namespace === ref.namespace;
  if (ref.kind === 'Deployment') {
    const found = view.evidence.all('deployments').find(same);
    if (found !== undefined) return deploymentEffect(found);
  }
  if (ref.kind === 'StatefulSet') {
    const replicas = view.evidence.all('statefulsets').find(same)?.spec.replicas;
    if (replicas !== undefined)
      return replicas > 1 ? `${plural(replicas, 'pod')}, one at a time` : '1 pod: an outage until it is back';
  }
  if (ref.kind === 'DaemonSet') return 'one node at a time';
  return 'its effect is not known: the workload was not read';
}

function deploymentEffect(deployment: k.Deployment): string {
  const replicas = deployment.spec.replicas ?? 1;
  const pods = plural(replicas, 'pod');
  const { type, rollingUpdate } = deployment.spec.strategy;
  if (type === 'Recreate') return `${pods}, all stopped first: an outage until new ones are ready`;
  const surge = amountOf(rollingUpdate?.maxSurge, replicas, Math.ceil);
  const down = amountOf(rollingUpdate?.maxUnavailable, replicas, Math.floor);
  const probed = deployment.spec.template.spec.containers.some(
    (container) => container.readinessProbe !== undefined,
  );
  if (replicas <= down) return `${pods}, all may stop at once: an outage until new ones are ready`;
  if (!probed) return `${pods}, surge ${surge}: no readiness probe, requests fail while new pods start`;
  return down > 0 ? `${pods}, surge ${surge}, ${down} fewer meanwhile` : `${pods}, surge ${surge}: no outage`;
}

/** A count or a percentage of the replicas; a surge is rounded up, what may be unavailable down. */
function amountOf(
  value: number | string | undefined,
  replicas: number,
  round: (amount: number) => number,
): number {
  const written = String(value ?? DEFAULT_SHARE);
  const number = Number.parseFloat(written);
  if (Number.isNaN(number)) return 0;
  return written.endsWith('%') ? round((number / 100) * replicas) : number;
}
