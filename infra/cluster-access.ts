import { Stack } from 'aws-cdk-lib';
import { CfnAccessEntry } from 'aws-cdk-lib/aws-eks';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EXEC_GROUP, KUBERNETES_GROUP } from '../functions/contracts/cluster.ts';
import { EXEC_FUNCTION } from '../functions/contracts/lambdas.ts';
import type { Clusters } from './clusters.ts';

/** The roles that look at clusters, by what they are called. */
type Roles = Readonly<Record<string, IRole>>;

/** Lets roles describe the clusters of this account, assume the roles of the others, and nothing else. */
export function allowDescribing(roles: Roles, clusters: Clusters): void {
  for (const role of Object.values(roles)) {
    const stack = Stack.of(role);
    const arns = clusters.ours.map(({ name: resourceName, region = stack.region }) =>
      stack.formatArn({ service: 'eks', region, resource: 'cluster', resourceName }),
    );
    allow(role, 'eks:DescribeCluster', arns);
    allow(role, 'sts:AssumeRole', clusters.roles);
  }
}

function allow(role: IRole, action: string, resources: readonly string[]): void {
  if (resources.length > 0)
    role.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources: [...resources] }));
}

/** The function that runs programs in pods is in a group more: it has a name of its own in each network. */
const groupsOf = (role: string): string[] =>
  role === EXEC_FUNCTION || role.startsWith(`${EXEC_FUNCTION}-`)
    ? [KUBERNETES_GROUP, EXEC_GROUP]
    : [KUBERNETES_GROUP];

/**
 * Lets roles into the clusters as members of Kubernetes groups that have no rights of their own: what they may read is the
 * ClusterRole that `firstnote rbac` prints and an operator applies (docs/deploy.md). In a scope of its own: no name of a
 * cluster can be that of another construct.
 */
export function defineAccessEntries(scope: Construct, roles: Roles, { here }: Clusters): void {
  const entries = new Construct(scope, 'AccessEntries');
  for (const [name, role] of Object.entries(roles)) {
    const ofRole = new Construct(entries, name);
    for (const clusterName of here) {
      new CfnAccessEntry(ofRole, clusterName, {
        clusterName,
        principalArn: role.roleArn,
        type: 'STANDARD',
        kubernetesGroups: groupsOf(name),
      });
    }
  }
}
