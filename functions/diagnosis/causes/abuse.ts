import { abuse as remedy } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const abuse: CauseSpec<'abuse'> = {
  depth: 6,
  isSymptom: false,
  topics: [],
  remedy,
};

export const abuseGuide: CauseGuide = {
  what: 'A scanner or one client makes most of the requests.',
  object: 'the workload',
  high: 'never: requests alone prove nothing',
  medium: 'never',
  low: "the log engine's verdict, with its numbers",
  notTakenFor: 'health checks, bots and monitoring, which are told apart',
  standsThere: 'requests are what others feel; the program may take them',
  symptomOf: null,
  runbook: ['5.2'],
};
