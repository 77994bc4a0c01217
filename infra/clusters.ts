import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type ElsewhereCluster, writeClusters } from '../functions/contracts/clusters.ts';
import { ConfigError } from './config-error.ts';
import type { NetworkApart } from './networks.ts';
import type { ClusterProps, Network } from './props.ts';

/** Clusters by the way into them. */
export interface Clusters {
  /** The first is the one of a playbook that names none. */
  readonly names: readonly string[];
  /** Those that are looked at from the installation's own network: the doctor is there. */
  readonly near: readonly string[];
  /** In the installation's account: they are described by the functions' own roles. */
  readonly ours: readonly ClusterProps[];
  /** Of these, those in its region, too: they can be given access entries by the same stack. */
  readonly here: readonly string[];
  /** The roles that are assumed for the others. */
  readonly roles: readonly string[];
  /** Networks beside the installation's own, and who is looked at from there. */
  readonly networks: readonly (NetworkApart & { readonly network: Network })[];
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
  const [first] = clusters;
  if (first?.vpc !== undefined)
    throw new ConfigError('clusters[0]', ['vpc: say it of the installation, which the first cluster is in']);
  return {
    names: clusters.map(({ name }) => name),
    near: clusters.filter(({ vpc }) => vpc === undefined).map(({ name }) => name),
    ours: clusters.filter(({ assumeRoleArn }) => assumeRoleArn === undefined),
    here: clusters.filter(isHere).map(({ name }) => name),
    networks: networksOf(clusters),
    roles: [...new Set(clusters.flatMap(({ assumeRoleArn }) => assumeRoleArn ?? []))],
    elsewhere: elsewhere.length === 0 ? undefined : writeClusters(elsewhere),
  };
}

/** The second network has the id 2: the first is the installation's. */
function networksOf(clusters: readonly ClusterProps[]): Clusters['networks'] {
  const groups = new Map<string, { network: Network; clusters: string[] }>();
  for (const { name, vpc } of clusters) {
    if (vpc === undefined) continue;
    const group = groups.get(JSON.stringify(vpc)) ?? { network: vpc, clusters: [] };
    groups.set(JSON.stringify(vpc), { ...group, clusters: [...group.clusters, name] });
  }
  return [...groups.values()].map((group, index) => ({ id: String(index + 2), ...group }));
}

const told = ({ name, region, assumeRoleArn }: ClusterProps): ElsewhereCluster => ({
  name,
  region,
  roleArn: assumeRoleArn,
});
