import { outOfMemory } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const oomKilled: CauseSpec<'oom-killed'> = {
  depth: 22,
  isSymptom: false,
  topics: ['pods', 'memory'],
  remedy: outOfMemory,
};

export const oomKilledGuide: CauseGuide = {
  what: 'The kernel kills a container for memory.',
  object: 'the workload',
  high: "the kubelet's reason OOMKilled, or runc's words, on a container that does not serve or was killed within 10 minutes",
  medium: 'the pods were not read whole',
  low: 'never',
  notTakenFor:
    'exit code 137 without that reason: any SIGKILL; a container that was killed long ago and serves since; an ended run of a Job. An endpoint that was newly called before is told beside it, as context',
  standsThere: 'the kernel ends a container that was placed and started',
  symptomOf: null,
  runbook: ['2.3', 'R2'],
};
