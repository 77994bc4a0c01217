import { type Cluster, DescribeClusterCommand, type EKSClient } from '@aws-sdk/client-eks';
import type { ClusterIssue } from '../../core/evidence.ts';
import { Failure } from '../../core/failure.ts';
import { asFailure } from './failure.ts';
import type { EksPort } from './port.ts';
import { type EksToken, eksToken } from './token.ts';

/** An endpoint or CA changes only when a cluster is made anew, ms. */
const CLUSTER_LIFETIME_MS = 10 * 60_000;
/** A DescribeCluster that takes longer is given up, ms: the whole of a collect has about 12 s. */
const DESCRIBE_DEADLINE_MS = 4_000;

/**
 * EKS by the AWS SDK; `now` is epoch ms. Clusters and tokens are kept for the next invocation of a warm Lambda.
 */
export function eksPort(client: EKSClient, now: () => number): EksPort {
  const clusters = new Map<string, { cluster: Cluster; goodUntilMs: number }>();
  const tokens = new Map<string, EksToken>();

  const describe = async (name: string): Promise<Cluster> => {
    try {
      const { cluster } = await client.send(new DescribeClusterCommand({ name }), {
        abortSignal: AbortSignal.timeout(DESCRIBE_DEADLINE_MS),
      });
      if (!cluster) throw new Failure('retryLater', `EKS answered nothing for the cluster "${name}"`);
      clusters.set(name, { cluster, goodUntilMs: now() + CLUSTER_LIFETIME_MS });
      return cluster;
    } catch (error) {
      throw asFailure(error, name);
    }
  };

  const token = async (name: string): Promise<string> => {
    const kept = tokens.get(name);
    if (kept && kept.goodUntilMs > now()) return kept.token;
    const made = await eksToken(
      name,
      await client.config.region(),
      await client.config.credentials(),
      now(),
    ).catch((error: unknown) => {
      throw asFailure(error, name);
    });
    tokens.set(name, made);
    return made.token;
  };

  return {
    async access(name) {
      const kept = clusters.get(name);
      const cluster = kept && kept.goodUntilMs > now() ? kept.cluster : await describe(name);
      const { endpoint, certificateAuthority } = cluster;
      if (!endpoint || !certificateAuthority?.data)
        throw new Failure(
          'retryLater',
          `the EKS cluster "${name}" has no endpoint yet: its status is ${cluster.status ?? 'unknown'}`,
        );
      return {
        server: endpoint,
        ca: Buffer.from(certificateAuthority.data, 'base64').toString('utf8'),
        token: await token(name),
        name,
      };
    },
    async health(name) {
      return issuesOf(await describe(name));
    },
  };
}

const issuesOf = (cluster: Cluster): readonly ClusterIssue[] =>
  (cluster.health?.issues ?? []).map(({ code, message, resourceIds }) => ({
    code: code ?? 'Unknown',
    message: message ?? '',
    resources: resourceIds ?? [],
  }));
