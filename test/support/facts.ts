import type { CauseId } from '../../functions/core/cause.ts';
import type { CauseFacts, FactsOf } from '../../functions/core/facts.ts';

/** The plainest facts of each cause that has some. */
const PLAIN: FactsOf = {
  'liveness-probe': { isProbeWrong: false },
  'readiness-probe': { isProbeWrong: false },
  unschedulable: { onlyCordoned: false },
  'dns-resolution': { wrong: 'resolving' },
  'dependency-unreachable': { ownSettings: false, refuses: undefined },
  'dependency-error': { ownSettings: false, refuses: undefined },
  'node-infrastructure': { down: 'node' },
  'cloud-access-denied': { deniedBy: 'cloud' },
};

/** A cause with facts that a test does not care about, but for those that it gives. */
export const factsOf = (cause: CauseId, given: object = {}): CauseFacts =>
  (cause in PLAIN
    ? { cause, facts: { ...PLAIN[cause as keyof FactsOf], ...given } }
    : { cause }) as CauseFacts;
