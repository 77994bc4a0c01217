import { scaleTo } from '../../../model/command/deeds.ts';
import type { Finding } from '../../../model/finding.ts';
import { isReady } from '../../../model/kubernetes/ready.ts';
import { refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { scalingsOf } from '../../changes/scalings.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { callersOfService } from '../shared/failures.ts';
import { isFelt } from '../shared/felt.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';

/** Knative Serving scales to zero by design: its activator takes the requests (https://knative.dev/docs/serving/autoscaling/scale-to-zero/). */
const KNATIVE = 'serving.knative.dev/';

/**
 * Nothing runs because nothing is asked for: spec.replicas is 0 while a Service leads to it or others call it.
 * An autoscaler that scales to zero (KEDA, or an HPA with minReplicas 0) does so by design, and so does who made it
 * with none: a tool that is started when it is wanted.
 */
export const scaledToZero: Analyzer = {
  name: 'scaled-to-zero',
  needs: ['deployments'],
  causes: ['scaled-to-zero'],
  analyze: (view) => {
    const autoscaled = autoscaledToZero(view);
    return view.workloads.flatMap((workload) => scaledAway(view, workload, autoscaled));
  },
};

/** What an autoscaler may scale to no pod and back, by key. */
const autoscaledToZero = (view: ClusterView): ReadonlySet<string> =>
  new Set(
    view.evidence
      .all('horizontalpodautoscalers')
      .filter(
        ({ spec, metadata }) =>
          spec.minReplicas === 0 || metadata.labels['app.kubernetes.io/managed-by'] === 'keda-operator',
      )
      .map(({ spec: { scaleTargetRef }, metadata }) =>
        refKey({ kind: scaleTargetRef.kind, namespace: metadata.namespace, name: scaleTargetRef.name }),
      ),
  );

function scaledAway(
  view: ClusterView,
  workload: Workload,
  autoscaled: ReadonlySet<string>,
): readonly Finding[] {
  if (workload.desired !== 0 || !workload.known || workload.ref.kind === 'DaemonSet') return [];
  const services = view.services.of(workload);
  const uncalled = view.calls.callersOf(workload.ref).length === 0;
  if (isUnused(view, workload, services, uncalled)) return [];
  const keda = autoscaled.has(refKey(workload.ref));
  const scaling = scalingsOf(view).find(({ object }) => refKey(object) === refKey(workload.ref));
  const { from: before, at } = scaling ?? {};
  const isWanted =
    scaling === undefined && (uncalled ? isOld(view, workload) : !isFelt(view, services, workload.metadata));
  return [
    finding({
      cause: 'scaled-to-zero',
      object: workload.ref,
      title: { says: 'scaled-to-zero', called: !uncalled },
      strength: strengthOf(!isWanted && !keda && !uncalled, isWanted),
      evidence: [
        { says: 'replicas-zero', since: at ?? null, before: before ?? null, by: scaling?.who || null },
        ...ledThereBy(view, services),
      ],
      against: keda ? [{ says: 'autoscaler-scales-to-zero' }] : [],
      basis: [workload.ref.kind === 'StatefulSet' ? 'statefulsets' : 'deployments'],
      explains: withCallers(view, workload),
      since: at ? new Date(at).toISOString() : undefined,
      actions: [
        scaleTo(
          workload.ref,
          { from: 0, to: before ?? 1 },
          before ? 'brings back what ran before' : 'one replica: how many ran before is unknown',
        ),
      ],
    }),
  ];
}

function ledThereBy(view: ClusterView, services: readonly ServiceView[]): readonly Statement[] {
  const callers = services.flatMap((service) => callersOfService(view, service).map(({ ref }) => ref.name));
  return present<Statement>(
    services.length > 0 && {
      says: 'service-without-endpoint',
      services: services.map(({ ref }) => ref.name),
    },
    callers.length > 0 && { says: 'called-by', callers: [...new Set(callers)] },
  );
}

/** Nobody waits for it: nothing leads to it, others serve in its place, or something else starts it when it is called. */
function isUnused(
  view: ClusterView,
  workload: Workload,
  services: readonly ServiceView[],
  uncalled: boolean,
): boolean {
  if (services.length === 0 && uncalled) return true;
  // Blue and green, or an old Deployment: its Services lead to pods of another workload by now.
  if (services.length > 0 && services.every(({ pods }) => pods.some(isReady))) return true;
  if (Object.keys(workload.metadata.labels).some((label) => label.startsWith(KNATIVE))) return true;
  return uncalled && madeWithNone(workload) && !isExposed(view, services);
}

/** metadata.generation counts the changes of the specification: this one is as it was made (API conventions, metadata). */
const madeWithNone = ({ metadata }: Workload): boolean => metadata.generation === 1;

/** An Ingress leads callers to it who are not seen here. */
const isExposed = (view: ClusterView, services: readonly ServiceView[]): boolean =>
  view.evidence
    .all('ingresses')
    .some(({ metadata, spec }) =>
      services.some(
        ({ ref }) =>
          ref.namespace === metadata.namespace &&
          [
            spec.defaultBackend,
            ...spec.rules.flatMap(({ http }) => http?.paths.map(({ backend }) => backend) ?? []),
          ].some((backend) => backend?.service?.name === ref.name),
      ),
    );

/** Who changed it last did so before the window, as far as that is known. */
const isOld = (view: ClusterView, { metadata }: Workload): boolean =>
  metadata.managedFields.length > 0 &&
  metadata.managedFields
    .filter(({ keys }) => keys.includes('spec.replicas'))
    .every(({ time }) => (timeOf(time) ?? view.now) < view.from);
