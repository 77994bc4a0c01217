import type { ResourceUse } from '../../model/report.ts';
import { parseQuantity } from '../../text/quantity.ts';
import { perView } from '../view/memo.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, type Workload } from '../view/workloads.ts';
import { targets } from './target-logs.ts';

/** What the target's pods use against what they asked for and may use, summed over their pods. */
export const resourcesOf = perView((view): readonly ResourceUse[] => {
  const usage = new Map(
    view.evidence
      .all('podmetrics')
      .map(({ metadata, containers }) => [`${metadata.namespace}/${metadata.name}`, containers]),
  );
  return targets(view)
    .filter((workload) => workload.pods.some((pod) => !isFinished(pod)))
    .map((workload) => {
      const pods = workload.pods.filter((pod) => !isFinished(pod));
      const used = (resource: 'cpu' | 'memory'): number | null =>
        total(
          pods.map(({ metadata }) =>
            total(
              (usage.get(`${metadata.namespace}/${metadata.name}`) ?? []).map(
                (one) => parseQuantity(one.usage[resource]) ?? null,
              ),
            ),
          ),
        );
      const asked = (resource: 'cpu' | 'memory', kind: 'requests' | 'limits'): number | null =>
        total(
          pods.map(({ spec }) =>
            every(spec.containers.map(({ resources }) => parseQuantity(resources[kind][resource]) ?? null)),
          ),
        );
      const of = (resource: 'cpu' | 'memory', scale: number) => ({
        used: scaled(used(resource), scale),
        request: scaled(asked(resource, 'requests'), scale),
        limit: scaled(asked(resource, 'limits'), scale),
      });
      return { workload: workload.ref, pods: pods.length, cpu: of('cpu', 1000), memory: of('memory', 1) };
    });
});

const scaled = (value: number | null, by: number): number | null =>
  value === null ? null : Math.round(value * by);

/** The sum of what is known; null when nothing is. */
function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** The sum; null when one of them is unset: a pod with one container without limit has none. */
const every = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : total(values);

/** The largest share of its memory limit that a workload uses, 0 to 1; undefined when not known. */
export function memoryShare(view: ClusterView, workload: Workload): number | undefined {
  const use = resourcesOf(view).find(({ workload: ref }) => ref === workload.ref)?.memory;
  return use?.used && use.limit ? use.used / use.limit : undefined;
}
