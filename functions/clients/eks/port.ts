import type { ClusterIssue } from '../../model/evidence.ts';
import type { KubernetesAccess } from '../kubernetes/port.ts';

/** What AWS tells of its clusters, and the way in. Trouble is a `Failure` (functions/model/failure.ts). */
export interface EksPort {
  /** Address, CA and a token that is good for some minutes; call it for every use: it keeps what is still good. */
  access(clusterName: string): Promise<KubernetesAccess>;
  /** What EKS itself knows to be wrong with the cluster (DescribeCluster, health.issues); [] when nothing is. */
  health(clusterName: string): Promise<readonly ClusterIssue[]>;
}
