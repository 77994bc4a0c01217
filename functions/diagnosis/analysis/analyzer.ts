import type { CauseId } from '../../model/cause.ts';
import type { CollectorName } from '../../model/evidence.ts';
import type { Finding } from '../../model/finding.ts';
import type { ClusterView } from '../view/view.ts';

/** Pure: the same view gives the same findings. It has no clock (`view.now`), no client and no environment. */
export interface Analyzer {
  readonly name: string;
  /** Evidence without which it says nothing; the runner then reports its causes as not checked. */
  readonly needs: readonly CollectorName[];
  readonly causes: readonly CauseId[];
  readonly analyze: (view: ClusterView) => readonly Finding[];
}
