import { describe, expect, it } from '@jest/globals';
import { ownStorage } from '../../../../functions/diagnosis/mechanisms/storage/own-storage.ts';
import { ago, deployment, findingsOf, pod, replicaSet, short } from './cluster.ts';

const evicted = (suffix: string, at: string, message: string) =>
  pod('developer', {
    suffix,
    phase: 'Failed',
    ready: false,
    status: {
      reason: 'Evicted',
      message,
      containerStatuses: [],
      conditions: [{ type: 'Ready', status: 'False', reason: 'PodFailed', lastTransitionTime: at }],
    },
  });
const parts = (ready: number, ...pods: readonly object[]) => ({
  deployments: [deployment('developer', { ready })],
  replicasets: [replicaSet('developer')],
  pods: [...pods, ...(ready > 0 ? [pod('developer', { suffix: 'zzzzz' })] : [])],
});
const VOLUME = 'Usage of EmptyDir volume "cache" exceeds the limit "16Mi". ';
const POD = 'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ';
const CONTAINER = 'Container main exceeded its local ephemeral storage limit "1Gi". ';

describe('own-storage', () => {
  it.each([VOLUME, POD, CONTAINER])('names the workload that goes over its own limit: %s', (message) => {
    const found = findingsOf(
      ownStorage,
      parts(1, evicted('a', ago(90), message), evicted('b', ago(30), message)),
    );
    expect(short(found)).toEqual(['resource-exhausted Deployment/developer proof']);
    expect(found[0]?.evidence[0]).toContain(
      '2 of its pods were evicted within 10 minutes, the last at 13:59:30Z',
    );
    expect(Date.parse(found[0]?.since ?? '')).toBe(Date.parse(ago(90)));
  });

  it('takes one eviction for a fault only while pods are missing', () => {
    expect(findingsOf(ownStorage, parts(1, evicted('a', ago(30), VOLUME)))).toEqual([]);
    expect(findingsOf(ownStorage, parts(0, evicted('a', ago(30), VOLUME)))).toHaveLength(1);
    const workload = { kind: 'Deployment', namespace: 'shop', name: 'developer' };
    const asked = findingsOf(ownStorage, parts(1, evicted('a', ago(30), VOLUME)), { workload });
    expect(asked.map(({ strength }) => strength)).toEqual(['strong']);
  });

  it("leaves out the node's shortage, and what is over", () => {
    const low = 'The node was low on resource: ephemeral-storage.';
    expect(findingsOf(ownStorage, parts(0, evicted('a', ago(30), low)))).toEqual([]);
    expect(
      findingsOf(ownStorage, parts(1, evicted('a', ago(7000), VOLUME), evicted('b', ago(6000), VOLUME))),
    ).toEqual([]);
  });
});
