import type { CauseId } from '../../model/cause.ts';
import type { Finding } from '../../model/finding.ts';
import type { Topic } from '../../model/ruled-out.ts';
import type { Rule } from '../remedy/rule.ts';

/** How one cause is ranked, and what to do about it. */
export interface CauseSpec<Id extends CauseId = CauseId> extends Standing {
  /** Where a finding of it stands if its facts make it less than the cause: undefined where they do not. */
  readonly standsAs?: (finding: Finding) => Standing | undefined;
  /** Whether it says less of an object than the other finding does. */
  readonly saysLessThan?: (finding: Finding, other: Finding) => boolean;
  /** What is ruled out where no analyzer that can name it found it; [] where nobody would think of it by itself. */
  readonly topics: readonly Topic[];
  /** Whether it says less than what is found of another object, which it would explain. */
  readonly saysLessThanExplained?: (finding: Finding, other: Finding) => boolean;
  /** What fits it, in the order in which it should be tried. */
  readonly remedy: Rule<Id>;
}

/** Where a cause stands in a chain of effects. */
export interface Standing {
  /**
   * How near to the root of a chain of effects it stands, 0 to 30. What keeps a pod from existing comes before what
   * keeps it from running, that before what keeps it from being reached, that before what its callers see; a plain
   * crash, a latency or a traffic figure is what others cause.
   */
  readonly depth: number;
  /**
   * True for what others bring about: it gives way to a finding that explains its object. False for what cannot be
   * another workload's doing (a full quota, a missing image).
   */
  readonly isSymptom: boolean;
}

/** What docs/causes.md says of it; `high`, `medium` and `low` say what makes it so, or why it never is. */
export interface CauseGuide {
  readonly what: string;
  /** What is to be changed or looked at. */
  readonly object: string;
  readonly high: string;
  readonly medium: string;
  readonly low: string;
  readonly notTakenFor: string;
  /** Why it has this depth. */
  readonly standsThere: string;
  /** What brings it about where it is a symptom; null where it is none. */
  readonly symptomOf: string | null;
  /** The steps of the runbook "API High Error Rate" that it answers. */
  readonly runbook: readonly string[];
}
