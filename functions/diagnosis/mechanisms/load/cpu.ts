import { type Action, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { setResources } from '../../../model/command/deeds.ts';
import { joined } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { ObjectRef } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { parseQuantity } from '../../../text/quantity.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { seriesOf, shiftOf } from '../../view/series.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';

/** Share of CFS periods in which a container was stopped: from a quarter on, its latency grows visibly. */
const THROTTLED = 0.25;
/** A rise of CPU use that is more than traffic's usual sway. */
const CPU_RISE = 2;

/**
 * The CPU limit stops a workload (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run):
 * its throttling rose and stayed high while its use rose. Use alone, as `kubectl top` shows it, proves no throttling.
 * What is throttled all the time is a hint only: it was so before as well.
 */
export const cpu: Analyzer = {
  name: 'cpu',
  needs: ['signals'],
  causes: ['cpu-saturation'],
  analyze: (view) => view.workloads.flatMap((workload) => saturated(view, workload)),
};

function saturated(view: ClusterView, workload: Workload): readonly Finding[] {
  const throttling = shiftOf(seriesOf(view, workload, 'throttling'), false);
  if (!throttling || throttling.peak < THROTTLED) return [];
  const use = shiftOf(seriesOf(view, workload, 'cpu'), false);
  const rose = throttling.baseline < THROTTLED / 2 || throttling.peak > throttling.baseline * 3;
  const usedMore = use !== undefined && use.peak > use.baseline * CPU_RISE;
  const limit = (workload.spec?.containers ?? []).reduce(
    (sum, { resources }) => sum + (parseQuantity(resources.limits.cpu) ?? 0),
    0,
  );
  const latency = shiftOf(seriesOf(view, workload, 'latencyTail'), true);
  const slower = latency !== undefined && latency.peak > latency.baseline * 2;
  return [
    finding({
      cause: 'cpu-saturation',
      object: workload.ref,
      title: { says: 'cpu-limit-stops', throttled: throttling.peak },
      strength: rose && (usedMore || slower) ? 'strong' : 'hint',
      evidence: present<Statement>(
        {
          says: 'throttling-rose',
          before: throttling.baseline,
          peak: throttling.peak,
          since: throttling.since,
        },
        use && { says: 'cpu-use', before: use.baseline, peak: use.peak, limit: limit || null },
        latency !== undefined &&
          slower && { says: 'latency-while-throttled', before: latency.baseline, peak: latency.peak },
      ),
      against: rose ? [] : [{ says: 'throttled-before-too' }],
      basis: ['signals'],
      explains: withCallers(view, workload),
      since: isoTime(throttling.since),
      actions: actionsFor(workload.ref, limit),
    }),
  ];
}

/** Twice the limit of `cores`. */
const actionsFor = (ref: ObjectRef, cores: number): readonly Action[] =>
  present(
    look(kubectl(ref.namespace, 'top', 'pod', '--containers', '--sort-by=cpu'), 'which container uses it'),
    setResources(
      ref,
      null,
      joined('--limits=cpu=', Math.max(1, Math.ceil(cores * 2))),
      'raises the limit and restarts the pods',
    ),
  );
