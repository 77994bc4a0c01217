import { cpu } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const cpuSaturation: CauseSpec<'cpu-saturation'> = {
  depth: 12,
  isSymptom: true,
  topics: [],
  remedy: cpu,
};

export const cpuSaturationGuide: CauseGuide = {
  what: 'The CPU limit stops a workload.',
  object: 'the workload',
  high: 'never: the program may be what changed',
  medium:
    'throttling rose to a quarter of the periods or more and stayed, with CPU use or latency; or the newest revision cut the limit, it is used up, and the workload does not serve',
  low: 'throttled just as much before; a limit that was not changed is used up, and the workload does not serve',
  notTakenFor: 'CPU use without throttling',
  standsThere: 'the program runs, slowly; what it is busy with may be the cause',
  symptomOf: 'a dependency that is slow or fails: waiting and retrying take CPU',
  runbook: ['2.3', 'R2'],
};
