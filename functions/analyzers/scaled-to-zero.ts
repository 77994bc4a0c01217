import type { Analyzer } from '../core/analyzer.ts';
import { scalingsOf } from '../core/changes/scalings.ts';
import { refKey } from '../core/object-ref.ts';
import { clockText } from '../core/view/time.ts';
import { isReady } from '../core/view/workloads.ts';
import { callersOfService } from './support/failures.ts';
import { isFelt } from './support/felt.ts';
import { change, finding, kubectl, withCallers } from './support/finding.ts';

/**
 * Nothing runs because nothing is asked for: spec.replicas is 0 while a Service leads to it or others call it.
 * An autoscaler that scales to zero (KEDA, or an HPA with minReplicas 0) does so by design.
 */
/** Knative Serving scales to zero by design: its activator takes the requests (https://knative.dev/docs/serving/autoscaling/scale-to-zero/). */
const KNATIVE = 'serving.knative.dev/';

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
      const { namespace, name, kind } = workload.ref;
      return [
        finding({
          cause: 'scaled-to-zero',
          object: workload.ref,
          title: 'it is scaled to 0 replicas, though it is called',
          strength:
            callers.length > 0 && !isFelt(view, services, workload.metadata) && scaling === undefined
              ? 'hint'
              : keda || callers.length === 0
                ? 'strong'
                : 'proof',
          evidence: [
            `spec.replicas is 0${at ? ` since ${clockText(at, view.now)}` : ''}${before ? `, ${before} before` : ''}${scaling?.who ? ` (${scaling.who})` : ''}`,
            ...(services.length > 0
              ? [`Service ${services.map(({ ref }) => ref.name).join(', ')} leads to it and has no endpoint`]
              : []),
            ...(direct.length > 0 ? [`called by ${direct.slice(0, 5).join(', ')}`] : []),
          ],
          against: keda ? ['an autoscaler that may scale to zero manages it'] : [],
          basis: [kind === 'StatefulSet' ? 'statefulsets' : 'deployments'],
          explains: withCallers(view, workload),
          since: at ? new Date(at).toISOString() : undefined,
          actions: [
            change(
              `${kubectl(namespace)} scale ${kind.toLowerCase()}/${name} --replicas=${before ?? 1}`,
              before ? 'brings back what ran before' : 'one replica; how many ran before is not known',
            ),
          ],
        }),
      ];
    });
  },
};
