import { assumedRole } from '../clients/aws/assume-role.ts';
import type { Aws, AwsAccess } from '../clients/aws/port.ts';
import { eksPort } from '../clients/eks/eks.ts';
import type { EksPort } from '../clients/eks/port.ts';
import { type ElsewhereCluster, readClusters } from '../contracts/clusters.ts';
import { Failure } from '../model/failure.ts';
import { openAws } from './open-aws.ts';
import type { Environment, Settings } from './settings.ts';

/** EKS: each cluster in its own account and region, as the environment says; here, where it says nothing of one. */
export function openEks(
  settings: Settings<never, 'clustersElsewhere'>,
  now: () => number,
  environment: Environment = process.env,
): EksPort {
  const aws = openAws(environment);
  const here = eksPort(aws, now);
  const elsewhere = new Map(
    clustersOf(settings).map((cluster) => [
      cluster.name,
      eksPort(openAws(environment, accessTo(cluster, aws, now)), now),
    ]),
  );
  const of = (name: string): EksPort => elsewhere.get(name) ?? here;
  return { access: (name) => of(name).access(name), health: (name) => of(name).health(name) };
}

function clustersOf(settings: Settings<never, 'clustersElsewhere'>): readonly ElsewhereCluster[] {
  try {
    return readClusters(settings.optional('clustersElsewhere') ?? '[]');
  } catch (cause) {
    throw new Failure('invalid', 'the environment has no list in CLUSTERS_ELSEWHERE', { cause });
  }
}

function accessTo({ region, roleArn }: ElsewhereCluster, aws: Aws, now: () => number): AwsAccess {
  const there = region ?? aws.region;
  return roleArn === undefined
    ? { region: there, credentials: aws.credentials }
    : assumedRole(aws, { roleArn, region: there }, now);
}
