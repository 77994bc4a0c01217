import type { Finding } from '../../model/finding.ts';

/**
 * Requests reach a program that fails them by its own doing: what its callers see of that says less. Its own are the
 * errors of its release, a CPU limit that stops it and an autoscaler that adds nothing.
 */
export const seenByCallers = ({ strength }: Finding, other: Finding): boolean =>
  strength !== 'proof' && isOwnDoing(other);

const isOwnDoing = ({ cause, facts }: Finding): boolean =>
  cause === 'cpu-saturation' ||
  cause === 'hpa-maxed' ||
  (cause === 'bad-rollout' && facts.by === 'own-errors');
