import { Stack } from 'aws-cdk-lib';
import { CfnAccessEntry } from 'aws-cdk-lib/aws-eks';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { KUBERNETES_GROUP } from '../functions/contracts/cluster.ts';

/**
 * Lets one function's role into the clusters as a member of a Kubernetes group that has no rights of its own: what it
 * may read is the ClusterRole that `firstnote rbac` prints and an operator applies (docs/deploy.md).
 */
export function allowClusters(scope: Construct, id: string, role: IRole, clusters: readonly string[]): void {
  const stack = Stack.of(scope);
  for (const clusterName of clusters) {
    new CfnAccessEntry(scope, `${id}-${clusterName}`, {
      clusterName,
      principalArn: role.roleArn,
      type: 'STANDARD',
      kubernetesGroups: [KUBERNETES_GROUP],
    });
  }
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['eks:DescribeCluster'],
      resources: clusters.map((resourceName) =>
        stack.formatArn({ service: 'eks', resource: 'cluster', resourceName }),
      ),
    }),
  );
}
