import { networkPolicy as remedy } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'network-policy': CallFacts;
  }
}

export const networkPolicy: CauseSpec<'network-policy'> = {
  depth: 19,
  isSymptom: true,
  topics: [],
  remedy,
};

export const networkPolicyGuide: CauseGuide = {
  what: 'Calls time out, or have failed since a NetworkPolicy was changed, and it allows no such call.',
  object: 'the NetworkPolicy',
  high: 'never: it is a prediction',
  medium:
    'time-outs, or failures since the policy was changed that name whom they call, and no policy that selects the pods lets the peer in on the port of the pods',
  low: 'failures since the policy was changed, in lines that name nobody',
  notTakenFor: 'refused connections, which were let through',
  standsThere: 'both ends are well, and the call is not let through',
  symptomOf: 'the cause for which the peer does not answer',
  runbook: ['4.1'],
};
