import { look } from '../../../model/command/action.ts';
import { aws } from '../../../model/command/command.ts';
import { eksClusterWord } from '../../../model/command/word.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { finding } from '../shared/finding.ts';

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
        title: { says: 'eks-reports', code: issue.code, said: issue.message },
        strength: 'strong',
        evidence: [{ says: 'eks-issue', code: issue.code, said: issue.message, resources: issue.resources }],
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
