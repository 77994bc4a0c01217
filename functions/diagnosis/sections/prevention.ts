import type { Container } from '../../model/kubernetes/objects.ts';
import { refKey } from '../../model/object-ref.ts';
import { type Prevention, WEAKNESSES } from '../../model/prevention.ts';
import { matchesSelector } from '../view/selectors.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { targets } from './target-logs.ts';

/**
 * What would make the target sturdier, whatever happened: the runbook's last part. Found in the specifications, never
 * mixed up with the cause.
 */
export function preventionOf(view: ClusterView): readonly Prevention[] {
  const serving = targets(view).filter(
    ({ ref, desired }) => ['Deployment', 'StatefulSet'].includes(ref.kind) && (desired ?? 0) > 0,
  );
  const autoscaled = new Set(
    view.evidence.all('horizontalpodautoscalers').map(({ metadata, spec }) =>
      refKey({
        kind: spec.scaleTargetRef.kind,
        namespace: metadata.namespace,
        name: spec.scaleTargetRef.name,
      }),
    ),
  );
  const isWeak: Readonly<Record<Prevention['weakness'], (workload: Workload) => boolean>> = {
    'single-replica': ({ desired, ref }) => desired === 1 && ref.kind === 'Deployment',
    'no-disruption-budget': (workload) =>
      view.evidence.complete('poddisruptionbudgets') &&
      (workload.desired ?? 0) > 1 &&
      !hasBudget(view, workload),
    'no-autoscaler': ({ ref }) =>
      view.evidence.complete('horizontalpodautoscalers') &&
      ref.kind === 'Deployment' &&
      !autoscaled.has(refKey(ref)),
    'no-readiness-probe': some(({ readinessProbe, ports }) => !readinessProbe && ports.length > 0),
    'same-probes': some(sameProbes),
    'no-memory-limit': some(({ resources }) => resources.limits.memory === undefined),
    'no-requests': some(
      ({ resources }) => resources.requests.cpu === undefined || resources.requests.memory === undefined,
    ),
    'latest-tag': some(({ image }) => /:latest$/.test(image) || !/[:@][^/]*$/.test(image)),
  };
  return WEAKNESSES.flatMap((weakness) => {
    const workloads = serving.filter(isWeak[weakness]).map(({ ref }) => ref);
    return workloads.length === 0 ? [] : [{ weakness, workloads }];
  });
}

const some =
  (holds: (container: Container) => boolean) =>
  ({ spec }: Workload): boolean =>
    spec?.containers.some(holds) ?? false;

const sameProbes = ({ livenessProbe, readinessProbe }: Container): boolean =>
  livenessProbe !== undefined &&
  readinessProbe !== undefined &&
  JSON.stringify([livenessProbe.httpGet, livenessProbe.tcpSocket, livenessProbe.grpc, livenessProbe.exec]) ===
    JSON.stringify([
      readinessProbe.httpGet,
      readinessProbe.tcpSocket,
      readinessProbe.grpc,
      readinessProbe.exec,
    ]);

const hasBudget = (view: ClusterView, workload: Workload): boolean =>
  view.evidence
    .all('poddisruptionbudgets')
    .some(
      ({ metadata, spec }) =>
        metadata.namespace === workload.ref.namespace && matchesSelector(workload.labels, spec.selector),
    );
