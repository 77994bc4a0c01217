import { nothingMore } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const paused: CauseSpec<'paused'> = {
  depth: 24,
  isSymptom: false,
  topics: [],
  remedy: nothingMore,
};

export const pausedGuide: CauseGuide = {
  what: 'A controller is told to hold still, and so makes no pods.',
  object: 'the Deployment or CronJob',
  high: 'a Deployment is paused, has no pod at all, and others call it',
  medium: 'as above, and nobody is known to call it',
  low: 'a CronJob that ran was suspended within the window',
  notTakenFor: 'a Deployment that was paused while its pods run; a CronJob that has been suspended for long',
  standsThere: 'where no pod is made, none can fail: its callers do',
  symptomOf: null,
  runbook: ['2.1'],
};
