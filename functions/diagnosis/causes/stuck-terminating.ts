import { terminating } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const stuckTerminating: CauseSpec<'stuck-terminating'> = {
  depth: 23,
  isSymptom: false,
  topics: [],
  remedy: terminating,
};

export const stuckTerminatingGuide: CauseGuide = {
  what: 'A pod of a StatefulSet is being deleted and does not go, so that its successor cannot be made.',
  object: 'the workload',
  high: 'told to end a minute ago or more, and its grace period lasts, or a finalizer holds it',
  medium: "its grace period is over and its node's kubelet has not ended it",
  low: 'never',
  notTakenFor: 'pods of a Deployment, whose successors do not wait; a pod that ends in its time',
  standsThere: 'its successor waits, whatever else is well',
  symptomOf: null,
  runbook: ['2.1'],
};
