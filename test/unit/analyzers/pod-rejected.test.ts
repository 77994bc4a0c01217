import { describe, expect, it } from '@jest/globals';
import { podRejected } from '../../../functions/analyzers/pod-rejected.ts';
import { ago, app, deployment, findingsOf, join, node, pod, replicaSet, short } from './cluster.ts';

const refused = (reason: string, message: string, started = ago(30)) => ({
  deployments: [deployment('toll', { ready: 0 })],
  replicasets: [replicaSet('toll')],
  pods: ['aaaaa', 'bbbbb'].map((suffix) =>
    pod('toll', {
      suffix,
      phase: 'Failed',
      ready: false,
      created: started,
      status: { reason, message, containerStatuses: [] },
    }),
  ),
});
const SYSCTL =
  'Pod was rejected: forbidden sysctl: "net.core.somaxconn" not allowlisted or hostNetwork is set';
const CPU =
  "Pod was rejected: Node didn't have enough resource: cpu, requested: 64000, used: 100, capacity: 2000";

describe('pod-rejected', () => {
  it("says what the kubelet's own admission refuses", () => {
    const [found] = findingsOf(podRejected, refused('SysctlForbidden', SYSCTL));
    expect(found).toMatchObject({ cause: 'admission-denied', strength: 'proof' });
    expect(found?.title).toBe(
      'its pods are refused by the kubelet of node-1: SysctlForbidden, forbidden sysctl: "net.core.somaxconn" not allowlisted or hostNetwork is set',
    );
    expect(found?.evidence[0]).toContain('2 pods of it failed with reason SysctlForbidden');
  });

  it('calls a pod that was put where it does not fit unschedulable', () => {
    expect(short(findingsOf(podRejected, refused('OutOfcpu', CPU)))).toEqual([
      'unschedulable Deployment/toll proof',
    ]);
  });

  it('leaves out what was refused long ago, what serves by now, and what failed otherwise', () => {
    expect(findingsOf(podRejected, refused('OutOfcpu', CPU, ago(7200)))).toEqual([]);
    const old = refused('OutOfcpu', CPU);
    const serving = {
      ...old,
      deployments: [deployment('toll')],
      pods: [...old.pods, pod('toll', { suffix: 'c' })],
    };
    expect(findingsOf(podRejected, serving)).toEqual([]);
    expect(findingsOf(podRejected, refused('Evicted', 'The node was low on resource: memory.'))).toEqual([]);
  });

  it('names a node that does not exist', () => {
    const lost = app('arch', {
      ready: false,
      phase: 'Pending',
      node: 'node-7',
      spec: { nodeName: 'node-7', containers: [{ name: 'main' }] },
    });
    const [found] = findingsOf(podRejected, join(lost, { nodes: [node('node-1')] }));
    expect(found).toMatchObject({
      cause: 'unschedulable',
      title: 'its pods are put on node node-7, which does not exist',
    });
    // Where the nodes were not read, any name may be one.
    expect(findingsOf(podRejected, lost)).toEqual([]);
    expect(findingsOf(podRejected, join(lost, { nodes: [node('node-7')] }))).toEqual([]);
  });
});
