import { unbound } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const volumeUnbound: CauseSpec<'volume-unbound'> = {
  depth: 25,
  isSymptom: false,
  topics: ['scheduling, volumes'],
  remedy: unbound,
};

export const volumeUnboundGuide: CauseGuide = {
  what: 'A pod waits for a claim that is not bound.',
  object: 'the workload',
  high: "the scheduler says so; the provisioner's word or a comparison with the volumes says why",
  medium: 'the claim does not exist: why, is another question',
  low: 'the pod is less than a minute old, and nothing says why',
  notTakenFor:
    'claims that wait for their first consumer (WaitForFirstConsumer); what the scheduler said before the pod had its node',
  standsThere: 'a pod whose claim is not bound is not scheduled',
  symptomOf: null,
  runbook: ['2.1'],
};
