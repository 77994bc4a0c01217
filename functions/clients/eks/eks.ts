import type { ClusterIssue } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import { redact } from '../../redaction/redact.ts';
import type { Aws } from '../aws/port.ts';
import { type Cluster, readCluster } from './answer.ts';
import { asFailure } from './failure.ts';
import type { EksPort } from './port.ts';
import { type EksToken, eksToken } from './token.ts';

/** An endpoint or CA changes only when a cluster is made anew, ms. */
const CLUSTER_LIFETIME_MS = 10 * 60_000;

/** EKS; `now` is epoch ms. Clusters and tokens are kept for the next invocation of a warm Lambda. */
export function eksPort(aws: Aws, now: () => number): EksPort {
  const clusters = new Map<string, { cluster: Cluster; goodUntilMs: number }>();
  const tokens = new Map<string, EksToken>();

  const describe = async (name: string): Promise<Cluster> => {
    try {
      const path = `/clusters/${encodeURIComponent(name)}`;
      const cluster = readCluster((await aws.send({ service: 'eks', method: 'GET', path })).body);
      clusters.set(name, { cluster, goodUntilMs: now() + CLUSTER_LIFETIME_MS });
      return cluster;
    } catch (error) {
      throw asFailure(error, name);
    }
  };

  const token = async (name: string): Promise<string> => {
    const kept = tokens.get(name);
    if (kept && kept.goodUntilMs > now()) return kept.token;
    const made = eksToken(name, aws.region, await aws.credentials(), now());
    tokens.set(name, made);
    return made.token;
  };

  return {
    async access(name) {
      const kept = clusters.get(name);
      const cluster = kept && kept.goodUntilMs > now() ? kept.cluster : await describe(name);
      const { endpoint, certificateAuthority } = cluster;
      if (endpoint === '' || certificateAuthority.data === '')
        throw new Failure(
          'retryLater',
          `the EKS cluster "${name}" has no endpoint yet: its status is ${redact(cluster.status) || 'unknown'}`,
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
  cluster.health.issues.map(({ code, message, resourceIds }) => ({
    code: code === '' ? 'Unknown' : code,
    message,
    resources: resourceIds,
  }));
