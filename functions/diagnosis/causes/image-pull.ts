import { imagePull as remedy } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const imagePull: CauseSpec<'image-pull'> = {
  depth: 24,
  isSymptom: false,
  topics: ['images, configuration'],
  remedy,
};

export const imagePullGuide: CauseGuide = {
  what: 'The kubelet cannot get an image.',
  object: 'the workload',
  high: "a container waits with one of the kubelet's image reasons",
  medium: 'more than two workloads cannot pull from the same registry: the registry may be the cause',
  low: 'never',
  notTakenFor: 'pull failures of pods that run by now',
  standsThere: 'a container without its image never starts',
  symptomOf: null,
  runbook: ['2.1'],
};
