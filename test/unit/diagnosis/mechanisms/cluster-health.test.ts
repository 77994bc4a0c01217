import { describe, expect, it } from '@jest/globals';
import { clusterHealth } from '../../../../functions/diagnosis/mechanisms/cluster/cluster-health.ts';
import { findingsOf, short } from './cluster.ts';

describe('cluster-health', () => {
  it('repeats what EKS reports', () => {
    const found = findingsOf(clusterHealth, {
      clusterhealth: [{ code: 'Ec2SubnetNotFound', message: 'the subnet is gone', resources: ['subnet-1'] }],
    });
    expect(short(found)).toEqual(['cluster-health Cluster/test strong']);
  });

  it('says nothing of a cluster without issues', () => {
    expect(findingsOf(clusterHealth, { clusterhealth: [] })).toEqual([]);
  });
});
