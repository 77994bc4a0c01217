import type { Container } from '../kubernetes/objects.ts';
import { refKey } from '../object-ref.ts';
import { matchesSelector } from '../view/selectors.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { targets } from './target-logs.ts';

const MAX_LINES = 12;
const MAX_NAMES = 4;

/**
 * What would make the target sturdier, whatever happened: the runbook's last part. Found in the specifications, never
 * mixed up with the cause. Each line names the workloads that it holds for.
 */
export function preventionOf(view: ClusterView): readonly string[] {
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
  const rules: readonly (readonly [string, (workload: Workload) => boolean])[] = [
    [
      'run a single replica: one eviction is an outage',
      ({ desired, ref }) => desired === 1 && ref.kind === 'Deployment',
    ],
    [
      'have no PodDisruptionBudget: a drain may take all pods at once',
      (workload) =>
        view.evidence.complete('poddisruptionbudgets') &&
        (workload.desired ?? 0) > 1 &&
        !hasBudget(view, workload),
    ],
    [
      'have no HorizontalPodAutoscaler',
      ({ ref }) =>
        view.evidence.complete('horizontalpodautoscalers') &&
        ref.kind === 'Deployment' &&
        !autoscaled.has(refKey(ref)),
    ],
    [
      'have no readiness probe: traffic reaches pods that are not up',
      some(({ readinessProbe, ports }) => !readinessProbe && ports.length > 0),
    ],
    [
      'have a liveness probe that equals the readiness probe: a slow dependency restarts them',
      some(sameProbes),
    ],
    [
      'have no memory limit: one leak takes the node',
      some(({ resources }) => resources.limits.memory === undefined),
    ],
    [
      'have no CPU or memory request: the scheduler cannot place them well',
      some(
        ({ resources }) => resources.requests.cpu === undefined || resources.requests.memory === undefined,
      ),
    ],
    [
      'use the tag "latest": what runs cannot be told, nor rolled back to',
      some(({ image }) => /:latest$/.test(image) || !/[:@][^/]*$/.test(image)),
    ],
  ];
  return rules
    .flatMap(([text, holds]) => {
      const names = serving.filter(holds).map(({ ref }) => ref.name);
      return names.length === 0 ? [] : [`${listText(names)} ${names.length === 1 ? singular(text) : text}`];
    })
    .slice(0, MAX_LINES);
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

const listText = (names: readonly string[]): string =>
  names.length > MAX_NAMES
    ? `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} more`
    : names.join(', ');

const singular = (text: string): string =>
  text
    .replace(/^have\b/, 'has')
    .replace(/^run\b/, 'runs')
    .replace(/^use\b/, 'uses');
