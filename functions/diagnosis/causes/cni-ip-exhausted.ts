import { addresses } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const cniIpExhausted: CauseSpec<'cni-ip-exhausted'> = {
  depth: 27,
  isSymptom: false,
  topics: [],
  remedy: addresses,
};

export const cniIpExhaustedGuide: CauseGuide = {
  what: 'The network plugin is out of IP addresses for new pods.',
  object: 'the node',
  high: 'the kubelet says so, of pods that still wait',
  medium: 'the events were not read whole',
  low: 'never',
  notTakenFor: 'pods that have their network by now',
  standsThere: 'without an address a pod never starts',
  symptomOf: null,
  runbook: ['2.1'],
};
