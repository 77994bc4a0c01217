import { nothingMore } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const volumeMount: CauseSpec<'volume-mount'> = {
  depth: 23,
  isSymptom: false,
  topics: ['scheduling, volumes'],
  remedy: nothingMore,
};

export const volumeMountGuide: CauseGuide = {
  what: 'A bound volume cannot be attached, mounted or used.',
  object: 'the workload',
  high: 'FailedMount or FailedAttachVolume of a pod that still waits after a minute; a subPath or mount that the runtime cannot make; the program ends because it is denied on a path that it mounts',
  medium:
    'the pod is young; the program is denied, and mounts persistent data, but the line does not name the path',
  low: 'never',
  notTakenFor: 'missing ConfigMaps and Secrets; pods that have recovered, or are at their containers by now',
  standsThere: 'a container without its volume never starts',
  symptomOf: null,
  runbook: ['2.1'],
};
