import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { aws } from '../core/command/command.ts';
import { eksClusterWord } from '../core/command/word.ts';
import { finding } from './support/finding.ts';

/** What EKS itself reports of the cluster (DescribeCluster health.issues; https://docs.aws.amazon.com/eks/latest/APIReference/API_ClusterIssue.html). */
export const clusterHealth: Analyzer = {
  name: 'cluster-health',
  needs: ['clusterhealth'],
  causes: ['cluster-health'],
  analyze: (view) =>
    view.evidence.all('clusterhealth').map((issue) =>
      finding({
        cause: 'cluster-health',
        object: { kind: 'Cluster', namespace: '', name: view.target.cluster },
        title: `EKS reports ${issue.code}: ${issue.message}`,
        strength: 'strong',
        evidence: [
          `${issue.code}: ${issue.message}${issue.resources.length > 0 ? ` (${issue.resources.join(', ')})` : ''}`,
        ],
        basis: ['clusterhealth'],
        actions: [
          look(
            aws(
              'eks',
              'describe-cluster',
              '--name',
              eksClusterWord(view.target.cluster),
              '--query',
              'cluster.health',
            ),
            'the issue and its resources',
          ),
        ],
      }),
    ),
};
