import { autoscaling } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    /** `at-maximum` may add no pod more; `cannot-compute` adds none, whatever the load. */
    'hpa-maxed': { readonly held: 'at-maximum' | 'cannot-compute' };
  }
}

export const hpaMaxed: CauseSpec<'hpa-maxed'> = {
  depth: 5,
  isSymptom: true,
  topics: ['autoscaling'],
  remedy: autoscaling,
};

export const hpaMaxedGuide: CauseGuide = {
  what: 'An autoscaler is at its maximum and wants more, or cannot compute how many pods it wants.',
  object: 'the workload that it scales',
  high: 'never: whether that broke anything is not said',
  medium:
    'ScalingLimited with TooManyReplicas, at the maximum; or it cannot compute, while what it scales is overloaded and its load rose',
  low: 'it cannot compute while what it scales fails or misses its readiness probe, and no load is seen',
  notTakenFor: 'TooFewReplicas, at the minimum; one that is still on its way up',
  standsThere: 'an autoscaler that has done all it may answers to a load',
  symptomOf: 'whatever makes each request dearer, or has callers try again',
  runbook: ['2.3'],
};
