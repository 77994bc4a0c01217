import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type ElsewhereCluster, writeClusters } from '../functions/contracts/clusters.ts';
import type { ClusterProps } from './props.ts';

/** Clusters by the way into them. */
export interface Clusters {
  /** The first is the one of a playbook that names none. */
  readonly names: readonly string[];
  /** In the installation's account: they are described by the functions' own roles. */
  readonly ours: readonly ClusterProps[];
  /** Of these, those in its region, too: they can be given access entries by the same stack. */
  readonly here: readonly string[];
  /** The roles that are assumed for the others. */
  readonly roles: readonly string[];
  /** What the functions have to be told of clusters elsewhere; undefined where there are none. */
  readonly elsewhere: string | undefined;
}

/** Sorts the clusters of an installation; a name alone is a cluster in its account and region. */
export function clustersOf(scope: IConstruct, given: readonly (string | ClusterProps)[]): Clusters {
  const { region } = Stack.of(scope);
  const clusters = given.map((cluster) => (typeof cluster === 'string' ? { name: cluster } : cluster));
  const isHere = ({ region: own, assumeRoleArn }: ClusterProps) =>
    assumeRoleArn === undefined && (own === undefined || own === region);
  const elsewhere = clusters.filter((cluster) => !isHere(cluster)).map(told);
  return {
    names: clusters.map(({ name }) => name),
    ours: clusters.filter(({ assumeRoleArn }) => assumeRoleArn === undefined),
    here: clusters.filter(isHere).map(({ name }) => name),
    roles: [...new Set(clusters.flatMap(({ assumeRoleArn }) => assumeRoleArn ?? []))],
    elsewhere: elsewhere.length === 0 ? undefined : writeClusters(elsewhere),
  };
}

const told = ({ name, region, assumeRoleArn }: ClusterProps): ElsewhereCluster => ({
  name,
  region,
  roleArn: assumeRoleArn,
});
