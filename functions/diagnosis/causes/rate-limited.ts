import { orOutside } from '../remedy/outside.ts';
import { rateLimited as remedy } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'rate-limited': CallFacts & {
      /** True where the account has no credit or quota left: to wait or to send less does not help. */
      readonly spent: boolean;
    };
  }
}

export const rateLimited: CauseSpec<'rate-limited'> = {
  depth: 14,
  isSymptom: false,
  topics: [],
  remedy: orOutside(remedy),
};

export const rateLimitedGuide: CauseGuide = {
  what: 'Requests or calls are turned away by a rate limit.',
  object: 'the workload; the host outside that limits or refuses its calls',
  high: 'never: who set the limit, and why, is not seen',
  medium: 'a fifth of the requests answered 429, or 20 lines that say so',
  low: 'a twentieth of the requests, or some lines',
  notTakenFor: "a few requests that were turned away; client-go's own brake",
  standsThere: 'the peer is well, and answers no more than it wants to',
  symptomOf: null,
  runbook: ['3.2c'],
};
