import { configuration } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const configMissing: CauseSpec<'config-missing'> = {
  depth: 24,
  isSymptom: false,
  topics: ['images, configuration'],
  remedy: configuration,
};

export const configMissingGuide: CauseGuide = {
  what: 'A ConfigMap, Secret, key or setting that a workload names does not exist.',
  object: 'the workload',
  high: 'CreateContainerConfigError, a volume that names what does not exist, or the program ends and says which setting it misses',
  medium:
    'the program says so again and again while its pods are not well; it ends for want of a file that a mounted ConfigMap or Secret does not have',
  low: 'never',
  notTakenFor:
    'optional references; a program that serves; a setting that it does without; runAsNonRoot, which waits with the same reason',
  standsThere: 'a container without its configuration never starts',
  symptomOf: null,
  runbook: ['2.1'],
};
