import { nothingMore } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const scaledToZero: CauseSpec<'scaled-to-zero'> = {
  depth: 24,
  isSymptom: false,
  topics: [],
  remedy: nothingMore,
};

export const scaledToZeroGuide: CauseGuide = {
  what: 'Nothing runs because nothing is asked for, though it is called.',
  object: 'the workload',
  high: 'spec.replicas is 0, others call it, and they fail or it was scaled within the window',
  medium: 'a Service points to it and nobody is seen to call; an autoscaler may scale to zero',
  low: 'others are configured to call it, and none of them misses it; nobody calls it, and it was scaled before the window',
  notTakenFor:
    'workloads that nothing leads to; a tool that was made with no replicas and that nobody calls; the half of blue and green that does not serve; Knative',
  standsThere: 'where no pod is asked for, none can fail: its callers do',
  symptomOf: null,
  runbook: ['2.1', '4.2'],
};
