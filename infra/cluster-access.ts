import { Stack } from 'aws-cdk-lib';
import { CfnAccessEntry } from 'aws-cdk-lib/aws-eks';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { KUBERNETES_GROUP } from '../functions/contracts/cluster.ts';

/** The roles that look at clusters, by what they are called. */
type Roles = Readonly<Record<string, IRole>>;

/** Lets roles describe these clusters, and no other. */
export function allowDescribing(roles: Roles, clusters: readonly string[]): void {
  for (const role of Object.values(roles)) {
    const stack = Stack.of(role);
    const resources = clusters.map((resourceName) =>
      stack.formatArn({ service: 'eks', resource: 'cluster', resourceName }),
    );
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['eks:DescribeCluster'], resources }));
  }
}

/**
 * Lets roles into the clusters as members of a Kubernetes group that has no rights of its own: what they may read is the
 * ClusterRole that `firstnote rbac` prints and an operator applies (docs/deploy.md). In a scope of its own: no name of a
 * cluster can be that of another construct.
 */
export function defineAccessEntries(scope: Construct, roles: Roles, clusters: readonly string[]): void {
  const entries = new Construct(scope, 'AccessEntries');
  for (const [name, role] of Object.entries(roles)) {
    const ofRole = new Construct(entries, name);
    for (const clusterName of clusters) {
      new CfnAccessEntry(ofRole, clusterName, {
        clusterName,
        principalArn: role.roleArn,
        type: 'STANDARD',
        kubernetesGroups: [KUBERNETES_GROUP],
      });
    }
  }
}
