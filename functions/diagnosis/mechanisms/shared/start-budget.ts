import type { Container, Pod } from '../../../model/kubernetes/objects.ts';
import { timeOf } from '../../../text/time.ts';
import { STARTING_MS } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import { probeBudget } from './ports.ts';

/** Whether a pod is still within the time that it has to become ready: by its own probes, and never less than usual. */
export const isWithinBudget = (view: ClusterView, pod: Pod): boolean =>
  view.now - (timeOf(pod.metadata.creationTimestamp) ?? 0) < startBudget(pod);

/** The longest that one of its containers may take to become ready by its own probes, ms. */
const startBudget = ({ spec }: Pod): number =>
  Math.max(STARTING_MS, ...spec.containers.map((container) => budgetOf(container)));

/** A startup probe holds the others back until it has succeeded (https://kubernetes.io/docs/concepts/workloads/pods/probes/#startup-probe). */
const budgetOf = ({ startupProbe, readinessProbe }: Container): number =>
  [startupProbe, readinessProbe].reduce(
    (sum, probe) => sum + (probe === undefined ? 0 : probeBudget(probe)),
    0,
  ) * 1000;
