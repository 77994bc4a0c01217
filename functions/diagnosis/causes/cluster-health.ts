import { cluster } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const clusterHealth: CauseSpec<'cluster-health'> = {
  depth: 27,
  isSymptom: false,
  topics: [],
  remedy: cluster,
};

export const clusterHealthGuide: CauseGuide = {
  what: 'EKS reports an issue of the cluster.',
  object: 'the cluster',
  high: 'never: whether it broke anything is not said',
  medium: 'DescribeCluster health.issues',
  low: 'never',
  notTakenFor: 'nothing: EKS clears its issues itself',
  standsThere: 'EKS says it of the cluster that all else runs on',
  symptomOf: null,
  runbook: ['2.1'],
};
