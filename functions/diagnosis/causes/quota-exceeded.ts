import { quota } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    /** What a quota or LimitRange refuses; `too-much` is more than the whole quota by itself. */
    'quota-exceeded': {
      readonly refused:
        | 'no-room'
        | 'too-much'
        | 'no-amounts'
        | 'too-small'
        | 'too-large'
        | 'ratio'
        | 'service'
        | 'storage';
    };
  }
}

export const quotaExceeded: CauseSpec<'quota-exceeded'> = {
  depth: 26,
  isSymptom: false,
  topics: ['quota, admission'],
  remedy: quota,
};

export const quotaExceededGuide: CauseGuide = {
  what: "The namespace's quota or LimitRange refuses what is to be created.",
  object: 'the namespace whose quota is full; the workload that lacks what quota or LimitRange want of it',
  high: 'the API server says so, and the set still lacks pods',
  medium: 'a Service or claim is missing, others name it, and the quota has no room for its kind',
  low: 'never',
  notTakenFor: 'refusals of a set that has its pods by now',
  standsThere: 'what may not be created is never scheduled, nor run',
  symptomOf: null,
  runbook: ['2.1'],
};
