import type { Statement } from '../../../model/statement.ts';
import { earliestOf, timeOf } from '../../../text/time.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { hasEnded } from '../shared/ended.ts';
import { FEW_LINES } from '../shared/health.ts';
import { quote, type Saying, saying } from '../shared/patterns.ts';

/** What a program says of itself up to now: the most frequent line, how many there are, and when the first one came. */
export interface SaidStill {
  readonly first: Saying;
  readonly count: number;
  readonly since: string | undefined;
}

/** Lines that a program writes of its own want, enough of them and not ended; undefined where there are none. */
export function saidStill(
  view: ClusterView,
  workload: Workload,
  says: { readonly test: (text: string) => boolean },
  isOwn: (said: Saying) => boolean = () => true,
): SaidStill | undefined {
  const own = saying(view, workload, says).filter((said) => isOwn(said) && !hasEnded(view, workload, said));
  const [first] = own;
  const count = own.reduce((sum, said) => sum + said.count, 0);
  if (!first || count < FEW_LINES) return undefined;
  return { first, count, since: earliestOf(own.map((said) => said.first)) };
}

/** The lines that say so, with their workload and times. */
export function linesOf(workload: Workload, said: Saying, lines: number): Statement {
  const first = timeOf(said.first);
  const last = timeOf(said.last);
  return {
    says: 'ran-out-lines',
    workload: workload.ref.name,
    lines,
    pods: { some: said.pods, all: workload.pods.length },
    between: first !== undefined && last !== undefined ? { first, last } : null,
    said: quote(said.text),
  };
}
