import { readiness } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'readiness-probe': ProbeFacts;
  }
}

export const readinessProbe: CauseSpec<'readiness-probe'> = {
  depth: 15,
  isSymptom: true,
  // A pod that gets more than it can serve answers no probe in time.
  saysLessThan: ({ facts }, other) =>
    facts !== undefined &&
    'isProbeWrong' in facts &&
    !facts.isProbeWrong &&
    (other.cause === 'cpu-saturation' ||
      (other.cause === 'hpa-maxed' && other.facts.held === 'cannot-compute')),
  topics: ['pods'],
  remedy: readiness,
};

export const readinessProbeGuide: CauseGuide = {
  what: 'Pods run and are not ready because their readiness probe fails.',
  object: 'the workload',
  high: 'the probe asks a port or speaks a protocol that the container does not have, by its ports or its answers',
  medium: 'the probe fails; the log says that it listens elsewhere, or nothing shows why',
  low: 'the container restarts: it may not stay up long enough; the pods have just started',
  notTakenFor: 'failures of pods that are ready now',
  standsThere: 'the pod runs, and no call is led to it',
  symptomOf: 'a dependency that the probe or the program waits for',
  runbook: ['2.1'],
};
