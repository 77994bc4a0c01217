import { describe, expect, it } from '@jest/globals';
import { podRejected } from '../../../../functions/diagnosis/mechanisms/pods/pod-rejected.ts';
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
      'the kubelet of node-1 refuses its pods: SysctlForbidden, forbidden sysctl: "net.core.somaxconn" not allowlisted or hostNetwork is set',
    );
    expect(found?.evidence[0]).toContain('2 of its pods failed with reason SysctlForbidden');
  });

  it('calls a pod that was put where it does not fit unschedulable', () => {
    expect(short(findingsOf(podRejected, refused('OutOfcpu', CPU)))).toEqual([
      'unschedulable Deployment/toll proof',
    ]);
  });

  it('says that no scheduler chose the node, where the template names it', () => {
    const parts = refused('OutOfcpu', CPU);
    const named = { spec: { nodeName: 'node-1' } };
    expect(
      findingsOf(podRejected, { ...parts, deployments: [deployment('toll', { ready: 0, ...named })] })[0]
        ?.evidence[1],
    ).toBe('its template names node node-1, so no scheduler can choose another');
    expect(findingsOf(podRejected, parts)[0]?.evidence).toHaveLength(1);
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
      title: 'its pods are assigned to node node-7, which does not exist',
    });
    // Where the nodes were not read, any name may be one.
    expect(findingsOf(podRejected, lost)).toEqual([]);
    expect(findingsOf(podRejected, join(lost, { nodes: [node('node-7')] }))).toEqual([]);
  });
});

describe("a reason of the kubelet's own admission", () => {
  it.each([
    ...[
      'OutOfcpu',
      'OutOfmemory',
      'OutOfpods',
      'NodeAffinity',
      'NodePorts',
      'NodeName',
      'TaintToleration',
    ].map((reason) => [reason, 'unschedulable']),
    ...[
      ...['SysctlForbidden', 'AppArmor', 'UnexpectedAdmissionError', 'TopologyAffinityError'],
      ...['PodFeatureUnsupported', 'PodOSNotSupported', 'PodOSSelectorNodeLabelDoesNotMatch'],
      'InitContainerRestartPolicyForbidden',
    ].map((reason) => [reason, 'admission-denied']),
  ])('is one: %s, %s', (reason = '', cause = '') => {
    expect(findingsOf(podRejected, refused(reason, 'x')).map((found) => found.cause)).toEqual([cause]);
  });

  it.each(['Out', 'NotOutOfcpu', 'NodeAffinityX', 'XNodePorts', 'AppArmors', 'DeadlineExceeded', ''])(
    'is none: "%s"',
    (reason) => {
      expect(findingsOf(podRejected, refused(reason, 'x'))).toEqual([]);
    },
  );

  it.each([
    ['Pod was rejected: x', 'x'],
    ['Predicate NodeAffinity failed: x', 'x'],
    ['Pod was rejected: Predicate NodeAffinity failed: x', 'x'],
    ['x, Pod was rejected: y', 'x, Pod was rejected: y'],
  ])('is told without what every one begins with: %s', (message, said) => {
    expect(findingsOf(podRejected, refused('NodeAffinity', message))[0]?.title).toMatch(
      new RegExp(`NodeAffinity, ${said}$`),
    );
  });
});
