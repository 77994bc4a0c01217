import type * as k from '../../model/kubernetes/objects.ts';
import type { Moment } from './moment.ts';

/**
 * Conditions whose "True" is well, of pods, nodes, workloads and autoscalers
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions,
 * https://kubernetes.io/docs/reference/node/node-status/#condition,
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status): of the others, "True" is a fault.
 */
const WELL: ReadonlySet<string> = new Set([
  'Ready',
  'ContainersReady',
  'Initialized',
  'PodScheduled',
  'PodReadyToStartContainers',
  'Available',
  'Progressing',
  'AbleToScale',
  'ScalingActive',
]);

/**
 * Conditions as far as they had come. One that turned after the moment says nothing of then: it reads as well, so that
 * nobody is blamed for it, or is left out where it can only tell of a fault.
 */
export const conditionsThen = (conditions: readonly k.Condition[], { isBefore }: Moment): k.Condition[] =>
  conditions.flatMap((condition) => {
    if (!isBefore(condition.lastTransitionTime)) return [condition];
    if (!WELL.has(condition.type)) return [];
    return [{ ...condition, status: 'True', reason: '', message: '', lastTransitionTime: '' }];
  });

/** Whether any of them turned after the moment. */
export const turnedAfter = (conditions: readonly k.Condition[], { isBefore }: Moment): boolean =>
  conditions.some(({ lastTransitionTime }) => isBefore(lastTransitionTime));
