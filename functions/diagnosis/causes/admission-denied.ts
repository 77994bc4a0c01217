import { admission } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const admissionDenied: CauseSpec<'admission-denied'> = {
  depth: 25,
  isSymptom: false,
  topics: ['quota, admission'],
  remedy: admission,
};

export const admissionDeniedGuide: CauseGuide = {
  what: 'Admission refuses the pods: PodSecurity, a webhook, a missing service account.',
  object: 'the workload',
  high: "the API server says so, or the kubelet's own admission, and the newest set still lacks pods",
  medium: 'the events were not read whole',
  low: 'quota refuses it as well',
  notTakenFor: 'refusals while Deployment and ServiceAccount were being applied together',
  standsThere: 'what is refused is never scheduled, nor run',
  symptomOf: null,
  runbook: ['2.1'],
};
