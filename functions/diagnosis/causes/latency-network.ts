import { network } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const latencyNetwork: CauseSpec<'latency-network'> = {
  depth: 8,
  isSymptom: true,
  topics: [],
  remedy: network,
};

export const latencyNetworkGuide: CauseGuide = {
  what: 'Latency grew without CPU: time is lost on the way.',
  object:
    'the workload whose latency no slow callee explains; the one caller that finds a callee slow, or the callee that all find slow',
  high: 'never: the network itself is not measured',
  medium:
    'three times its own level before and 50 ms more, with CPU and throttling flat; calls that take longer to one that answers those that it sees as before, by all its callers or by one of several',
  low: 'the same of the only caller that is known',
  notTakenFor: 'a caller of the slow one; what is throttled',
  standsThere: 'time is lost on the way, and nothing says where',
  symptomOf: 'the one that the slow one waits for',
  runbook: ['6.2'],
};
