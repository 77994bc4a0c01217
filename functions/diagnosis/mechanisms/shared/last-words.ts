import type { Strength } from '../../../model/finding.ts';
import type { ContainerView } from '../../view/containers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { isSilent } from './ended.ts';
import { strengthOf } from './finding.ts';
import { FEW_LINES, failsRequests, isBroken, MANY_LINES } from './health.ts';
import type { Saying } from './patterns.ts';
import { liveContainers } from './pods.ts';

/** A container that ended, and is not well again. */
const hasFailed = ({ status }: ContainerView): boolean =>
  status !== undefined &&
  !status.ready &&
  (status.restartCount > 0 || (status.state.terminated?.exitCode ?? 0) !== 0);

/** Whether the last lines of a run that failed match: what a program says before it ends is why it ends. */
export function saidAtEnd(
  view: ClusterView,
  workload: Workload,
  expression: { readonly test: (text: string) => boolean },
): boolean {
  return liveContainers(workload)
    .filter(hasFailed)
    .some(({ pod, name, status }) =>
      view.logs
        .ofPod(pod)
        .filter((log) => log.container === name && (log.previous || status?.state.running === undefined))
        .some(
          ({ tail, summary }) =>
            tail.some((line) => expression.test(line)) ||
            summary.patterns.some(
              ({ level, example }) => (level === 'error' || level === 'fatal') && expression.test(example),
            ),
        ),
    );
}

/**
 * Whether lines are why a workload fails, and not merely somewhere in its log: its last words, or, where its pods run
 * and are not well, lines that come again and again until now.
 */
export const isTelling = (
  view: ClusterView,
  workload: Workload,
  said: Pick<Saying, 'first' | 'last' | 'count'>,
  expression: { readonly test: (text: string) => boolean },
): boolean =>
  saidAtEnd(view, workload, expression) ||
  (isBroken(workload) && said.count >= FEW_LINES && !isSilent(view, workload, said));

/**
 * How far error lines carry a cause: proof where they are why pods fail, or many beside many failed requests; without
 * either, whatever they say, somebody lives with it.
 */
export const weightOf = (
  view: ClusterView,
  workload: Workload,
  said: Pick<Saying, 'first' | 'last' | 'count'>,
  expression: { readonly test: (text: string) => boolean },
): Strength =>
  strengthOf(
    isTelling(view, workload, said, expression) ||
      (said.count >= MANY_LINES && failsRequests(view, workload)),
    said.count < FEW_LINES,
  );
