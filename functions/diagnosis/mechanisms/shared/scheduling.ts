import { anyOf } from '../../../text/any-of.ts';
/** One reason of the scheduler's "0/N nodes are available: ..." and what it is about. */
export interface Clause {
  readonly text: string;
  readonly kind: 'resources' | 'taint' | 'affinity' | 'cordoned' | 'volume' | 'node-down' | 'other';
}

/** What the PostFilter plugins add of themselves (dynamicresources.go and default_preemption.go in kubernetes/pkg/scheduler). */
const ADDED = anyOf(
  [
    /no new claims to deallocate/,
    /still not schedulable/,
    /deallocation of ResourceClaim completed/,
    /plugin disabled/,
  ],
  '',
);
const POST_FILTER = new RegExp(`\\.?\\s*(?:(?:${ADDED.source}),?\\s*)?(?:preemption:.*)?$`, 's');

/** The scheduler's message without its tail: why it frees no room for the pod either. */
export const schedulerSays = (message: string): string => message.replace(POST_FILTER, '');

/**
 * Splits "0/4 nodes are available: 1 node(s) had untolerated taint {a: b}, 3 Insufficient cpu. preemption: ..." into
 * its clauses; the tail about preemption repeats the count and says nothing new
 * (kubernetes/pkg/scheduler/framework/types.go, FitError.Error).
 */
export function schedulingClauses(message: string): readonly Clause[] {
  const body = schedulerSays(message)
    .replace(/^\d+\/\d+ nodes are available:?\s*/, '')
    .replace(/\.\s*$/, '');
  return body
    .split(/,\s*(?=\d+ |pod has |persistentvolumeclaim )/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, kind: kindOf(text) }));
}

/** Taints of a node that is down or ill (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
const NODE_TAINTS = [
  'unreachable',
  'not-ready',
  'memory-pressure',
  'disk-pressure',
  'pid-pressure',
  'network-unavailable',
  'out-of-service',
];

function kindOf(text: string): Clause['kind'] {
  if (/volume|bind|CSI/i.test(text)) return 'volume';
  if (NODE_TAINTS.some((taint) => text.includes(`node.kubernetes.io/${taint}`))) return 'node-down';
  if (/were unschedulable|node\.kubernetes\.io\/unschedulable/.test(text)) return 'cordoned';
  if (/taint/.test(text)) return 'taint';
  if (/Insufficient|Too many pods|free ports/.test(text)) return 'resources';
  if (/affinity|selector|topology spread|didn't match/i.test(text)) return 'affinity';
  return 'other';
}
