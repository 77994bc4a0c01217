import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import type { RawChange } from './change.ts';
import { managedChanges } from './managed.ts';
import { useOf } from './reach.ts';

/** Changes of the ConfigMaps and Secrets that a workload reads, between two times (ms). */
export const configurationChanges = (
  view: ClusterView,
  workload: Workload,
  from: number,
  to: number,
): readonly RawChange[] =>
  managedChanges(view).filter(
    ({ at, object }) =>
      at > from &&
      at <= to &&
      (object.kind === 'ConfigMap' || object.kind === 'Secret') &&
      useOf(workload, object) !== 'none',
  );
