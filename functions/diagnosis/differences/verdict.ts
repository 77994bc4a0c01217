import type { Strength } from '../../model/finding.ts';
import type { Statement } from '../../model/statement.ts';

/** One independent difference that points the same way; a counter-test is one that would have shown the contrary. */
export interface Difference {
  readonly states: Statement;
  readonly isCounterTest: boolean;
}

/** Differences that agree from which on a finding is strong, and, with a counter-test among them, proven. */
const STRONG = 2;
const PROOF = 3;

/**
 * How far independent differences carry a finding: one fits, and so may others; two agree; three, one of which would
 * have shown that it is not so, leave no room. What speaks against it takes the proof.
 */
export function strengthBy(differences: readonly Difference[], against: readonly Statement[]): Strength {
  const tested = differences.some(({ isCounterTest }) => isCounterTest);
  if (differences.length >= PROOF && tested && against.length === 0) return 'proof';
  return differences.length >= STRONG ? 'strong' : 'hint';
}

export const difference = (states: Statement | undefined, isCounterTest = false): readonly Difference[] =>
  states === undefined ? [] : [{ states, isCounterTest }];
