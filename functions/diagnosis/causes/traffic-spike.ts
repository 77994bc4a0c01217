import { load } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const trafficSpike: CauseSpec<'traffic-spike'> = {
  depth: 3,
  isSymptom: true,
  topics: [],
  remedy: load,
};

export const trafficSpikeGuide: CauseGuide = {
  what: 'More requests than before.',
  object: 'the workload',
  high: 'never: more requests alone prove nothing',
  medium: 'never',
  low: 'twice the level before, or more',
  notTakenFor: "a day's sway",
  standsThere: 'more requests alone break nothing',
  symptomOf: 'callers that try again',
  runbook: ['5.1'],
};
