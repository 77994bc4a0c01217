import type { Finding } from '../../../model/finding.ts';
import { slackOf } from '../../../model/near.ts';
import { timeOf } from '../../../text/time.ts';
import { risesOf } from '../../differences/rises.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

/**
 * Of what a program runs into, the one that tells most, [] where it runs into nothing: more than a hint before a hint,
 * then what came up with its failures, then what came first, as one want brings about others; else the order given.
 */
export function tellingOf(
  view: ClusterView,
  workload: Workload,
  findings: readonly Finding[],
): readonly Finding[] {
  const rise = risesOf(view).find((one) => one.workload === workload);
  const cameWithIt = ({ since }: Finding): boolean =>
    rise !== undefined && Math.abs((timeOf(since) ?? 0) - rise.since) <= slackOf(rise);
  const isOpen = ({ strength }: Finding): boolean => strength === 'hint';
  const at = ({ since }: Finding): number => timeOf(since) ?? view.now;
  return findings
    .toSorted(
      (a, b) =>
        Number(isOpen(a)) - Number(isOpen(b)) ||
        Number(cameWithIt(b)) - Number(cameWithIt(a)) ||
        at(a) - at(b),
    )
    .slice(0, 1);
}
