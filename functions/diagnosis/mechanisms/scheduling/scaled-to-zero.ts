import { scaleTo } from '../../../model/command/deeds.ts';
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
    const autoscaled = new Set(
      view.evidence
        .all('horizontalpodautoscalers')
        .filter(
          ({ spec, metadata }) =>
            spec.minReplicas === 0 || metadata.labels['app.kubernetes.io/managed-by'] === 'keda-operator',
        )
        .map(({ spec, metadata }) =>
          refKey({
            kind: spec.scaleTargetRef.kind,
            namespace: metadata.namespace,
            name: spec.scaleTargetRef.name,
          }),
        ),
    );
    return view.workloads.flatMap((workload) => {
      if (workload.desired !== 0 || !workload.known || workload.ref.kind === 'DaemonSet') return [];
      const services = view.services.of(workload);
      const callers = view.calls.callersOf(workload.ref);
      if (services.length === 0 && callers.length === 0) return [];
      // Blue and green, or an old Deployment: its Services lead to pods of another workload by now.
      if (services.length > 0 && services.every(({ pods }) => pods.some(isReady))) return [];
      if (Object.keys(workload.metadata.labels).some((label) => label.startsWith(KNATIVE))) return [];
      const direct = [
        ...new Set(services.flatMap((service) => callersOfService(view, service).map(({ ref }) => ref.name))),
      ];
      const keda = autoscaled.has(refKey(workload.ref));
      const scaling = scalingsOf(view).find(({ object }) => refKey(object) === refKey(workload.ref));
      const before = scaling?.from;
      const at = scaling?.at;
      const { kind } = workload.ref;
      const uncalled = callers.length === 0;
      if (uncalled && madeWithNone(workload) && !isExposed(view, services)) return [];
      const isWanted =
        scaling === undefined &&
        (uncalled ? isOld(view, workload) : !isFelt(view, services, workload.metadata));
      return [
        finding({
          cause: 'scaled-to-zero',
          object: workload.ref,
          title: { says: 'scaled-to-zero', called: !uncalled },
          strength: strengthOf(!isWanted && !keda && !uncalled, isWanted),
          evidence: present<Statement>(
            { says: 'replicas-zero', since: at ?? null, before: before ?? null, by: scaling?.who || null },
            services.length > 0 && {
              says: 'service-without-endpoint',
              services: services.map(({ ref }) => ref.name),
            },
            direct.length > 0 && { says: 'called-by', callers: direct },
          ),
          against: keda ? [{ says: 'autoscaler-scales-to-zero' }] : [],
          basis: [kind === 'StatefulSet' ? 'statefulsets' : 'deployments'],
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
    });
  },
};

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
