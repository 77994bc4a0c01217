import { configuration } from '../remedy/rules-workload.ts';
import { badRollout } from './bad-rollout.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';
import { isByCallers, isChange, isOfCalls } from './says-less.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    /**
     * Configuration that is there, and was changed under pods that run on: nothing was rolled out, and nothing is to be
     * undone. By what differs at itself, or at its callers, while it says nothing itself.
     */
    'config-missing'?: { readonly by: 'differences' | 'callers' };
  }
}

export const configMissing: CauseSpec<'config-missing'> = {
  depth: 24,
  isSymptom: false,
  // That it fails since its configuration was changed says when, as of a rollout; what fails says more.
  standsAs: (finding) => (isChange(finding) ? badRollout : undefined),
  saysLessThan: (finding, other) => isChange(finding) && !isChange(other),
  // Unlike a release, configuration is also data that is meant to grow: a limit of a caller that it meets is the caller's.
  saysLessThanExplained: (finding, other) => isByCallers(finding) && !isOfCalls(other),
  topics: ['images, configuration'],
  remedy: configuration,
};

export const configMissingGuide: CauseGuide = {
  what: 'A ConfigMap, Secret, key or setting that a workload names does not exist; or one that its pods read was changed, and without a restart it, or its callers, have been failing since.',
  object: 'the workload',
  high: 'CreateContainerConfigError, a volume that names what does not exist, or the program ends and says which setting it misses',
  medium:
    'the program says so again and again while its pods are not well; it ends for want of a file that a mounted ConfigMap or Secret does not have; it, or its callers, have been failing since what it mounts was changed, and what else differs agrees',
  low: 'it has been failing since what it reads was changed, and nothing else that differs speaks for it',
  notTakenFor:
    'optional references; a program that serves; a setting that it does without; runAsNonRoot, which waits with the same reason',
  standsThere: 'a container without its configuration never starts',
  symptomOf: null,
  runbook: ['2.1'],
};
