import { liveness } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'liveness-probe': ProbeFacts;
  }
}

export const livenessProbe: CauseSpec<'liveness-probe'> = {
  depth: 18,
  isSymptom: true,
  topics: ['pods'],
  remedy: liveness,
};

export const livenessProbeGuide: CauseGuide = {
  what: 'The kubelet kills a container because its liveness or startup probe fails.',
  object: 'the workload',
  high: 'it kills, and the probe asks a port or speaks a protocol that the container does not have',
  medium: 'it kills before the container was ever ready, or nothing is wrong with the probe itself',
  low: 'the probe fails, and no kill was seen',
  notTakenFor:
    'a program that crashes and fails its probe as well; failures while a pod starts; a port that is not declared, but answers',
  standsThere: 'the kubelet ends a container for what its probe met',
  symptomOf: 'a dependency that the probe or the program waits for',
  runbook: ['2.1'],
};
