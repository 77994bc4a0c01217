import { refKey } from '../../../model/object-ref.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

/** Whether an alert or a command named this workload: what it did a while ago is of interest then. */
export const isAskedAbout = ({ target }: ClusterView, { ref }: Workload): boolean =>
  target.workload !== undefined && refKey(target.workload) === refKey(ref);
