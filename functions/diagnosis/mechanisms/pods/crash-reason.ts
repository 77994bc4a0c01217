import type { CrashReason } from '../../../model/facts.ts';
import type { ObjectRef } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ContainerView } from '../../view/containers.ts';
import type { ClusterView } from '../../view/view.ts';
import { notExecuted } from './not-executed.ts';
import { serviceLink } from './service-link.ts';

/** By which mechanism a container ends, where its last words and the cluster together tell one. */
export interface KnownReason {
  readonly because: CrashReason;
  readonly title: Statement;
  readonly evidence: readonly Statement[];
  /** What stands beside the workload. */
  readonly explains: readonly ObjectRef[];
}

/** `lines` are what it ended with, the line that says why first. */
export const crashReason = (
  view: ClusterView,
  container: ContainerView,
  lines: readonly string[],
): KnownReason | undefined => serviceLink(view, container, lines) ?? notExecuted(view, container, lines);
