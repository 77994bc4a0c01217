import type { Comparison } from '../../model/recovery.ts';

/**
 * Adds to a recovery that was not shown when it was looked for, and that nobody looks again: whoever reads it an hour
 * later must not take it for the state of then. Times are RFC 3339.
 */
export function lookedAt(comparison: Comparison, resolvedAt: string, seenAt: string): Comparison {
  const after = Date.parse(seenAt) - Date.parse(resolvedAt);
  if (comparison.recovered === 'yes' || !(after >= 0)) return comparison;
  return { ...comparison, facts: [...comparison.facts, { says: 'looked-once', after }] };
}
