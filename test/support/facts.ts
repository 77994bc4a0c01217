import type { CauseId } from '../../functions/model/cause.ts';
import type { CauseFacts, FactsOf } from '../../functions/model/facts.ts';

/** The plainest facts of each cause that has some. */
const PLAIN: FactsOf = {
  'bad-rollout': { changed: 'template', by: 'own-errors' },
  'crash-app-error': { started: true },
  'liveness-probe': { isProbeWrong: false },
  'readiness-probe': { isProbeWrong: false },
  'hpa-maxed': { held: 'at-maximum' },
  'quota-exceeded': { refused: 'no-room' },
  unschedulable: { onlyCordoned: false },
  'dns-resolution': { wrong: 'resolving', peers: [] },
  'dependency-unreachable': { ownSettings: false, refuses: undefined, peers: [] },
  'dependency-error': { ownSettings: false, refuses: undefined, peers: [] },
  'slow-dependency': { peers: [] },
  'network-policy': { peers: [] },
  'certificate-expired': { peers: [] },
  'rate-limited': { peers: [], spent: false },
  'node-infrastructure': { down: 'node' },
  'resource-exhausted': { resource: 'threads', ends: false },
  'cloud-access-denied': { deniedBy: 'cloud' },
};

/** A cause with facts that a test does not care about, but for those that it gives. */
export const factsOf = (cause: CauseId, given: object = {}): CauseFacts =>
  (cause in PLAIN || Object.keys(given).length > 0
    ? { cause, facts: { ...PLAIN[cause as keyof FactsOf], ...given } }
    : { cause }) as CauseFacts;
