import { noRoom } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    /** True where cordons alone keep the pods out. */
    unschedulable: { readonly onlyCordoned: boolean };
  }
}

export const unschedulable: CauseSpec<'unschedulable'> = {
  depth: 24,
  isSymptom: false,
  topics: ['scheduling, volumes'],
  remedy: noRoom,
};

export const unschedulableGuide: CauseGuide = {
  what: 'No node takes the pod.',
  object: 'the workload',
  high: "the scheduler's own count of nodes by reason; the kubelet's, for a pod that was assigned to its node; a node that the template names and that does not exist",
  medium:
    'a node that is down is one of the reasons; an autoscaler is adding a node; the pod names a scheduler that does not run',
  low: 'never',
  notTakenFor: 'gated pods; pods that wait for a volume; pods that are placed by now',
  standsThere: 'a pod without a node never starts',
  symptomOf: null,
  runbook: ['2.1'],
};
