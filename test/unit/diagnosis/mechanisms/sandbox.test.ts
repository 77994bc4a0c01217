import { describe, expect, it } from '@jest/globals';
import { sandbox } from '../../../../functions/diagnosis/mechanisms/pods/sandbox.ts';
import { ago, app, event, findingsOf, join, pod, podName, short, viewOf } from './cluster.ts';

const said = (message: string, ready = false) =>
  join(app('api', { ready, phase: ready ? 'Running' : 'Pending' }), {
    events: [event('Pod', podName('api'), 'FailedCreatePodSandBox', message)],
  });

describe('sandbox', () => {
  it('knows a network plugin that is out of addresses', () => {
    expect(
      short(
        findingsOf(
          sandbox,
          said(
            'plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
          ),
        ),
      ),
    ).toEqual(['cni-ip-exhausted Node/node-1 proof']);
  });

  it('knows one that does not work', () => {
    expect(
      short(
        findingsOf(
          sandbox,
          said(
            'failed to setup network for sandbox: plugin type="flannel" failed: open /run/flannel/subnet.env: no such file',
          ),
        ),
      ),
    ).toEqual(['node-infrastructure Node/node-1 proof']);
  });

  it('leaves out a pod that has its network by now', () => {
    expect(findingsOf(sandbox, said('failed to assign an IP address to container', true))).toEqual([]);
  });
});

describe('what the kubelet says of networks', () => {
  it.each([
    'failed to assign an IP address to container',
    'no free IP addresses available in range set: 10.0.0.1-10.0.0.254',
    'no available IP addresses available',
    'no IP addresses available in network',
    'no IP address available',
    'IPAM error: pool exhausted',
    'IPAM: no more addresses',
    'InsufficientFreeAddressesInSubnet: x',
  ])('is that addresses ran out: %s', (message) => {
    expect(short(findingsOf(sandbox, said(message)))).toEqual(['cni-ip-exhausted Node/node-1 proof']);
  });

  it.each([
    'failed to setup network for sandbox "x"',
    'failed to set up network for sandbox "x"',
    'networkPlugin cni failed to set up pod',
    'cni plugin not initialized',
    'NetworkPlugin not ready',
  ])('is that the plugin does not work: %s', (message) => {
    expect(short(findingsOf(sandbox, said(message)))).toEqual(['node-infrastructure Node/node-1 proof']);
  });

  it.each(['context deadline exceeded', 'no IP address in the request', 'IPAM ready', 'failed to assign'])(
    'is something else: %s',
    (message) => {
      expect(findingsOf(sandbox, said(message))).toEqual([]);
    },
  );

  it('counts within ten minutes, while all pods start for less', () => {
    const at = (seconds: number, created: number) =>
      join(app('api', { ready: false, phase: 'Pending', created: ago(created) }), {
        events: [
          event('Pod', podName('api'), 'FailedCreatePodSandBox', 'cni plugin not initialized', {
            lastTimestamp: ago(seconds),
          }),
        ],
      });
    expect(short(findingsOf(sandbox, at(599, 700)))).toEqual(['node-infrastructure Node/node-1 proof']);
    expect(findingsOf(sandbox, at(600, 700))).toEqual([]);
    expect(short(findingsOf(sandbox, at(5, 59)))).toEqual(['node-infrastructure Node/node-1 strong']);
    expect(short(findingsOf(sandbox, at(5, 60)))).toEqual(['node-infrastructure Node/node-1 proof']);
  });

  it('is told by node, the first four pods by name', () => {
    const suffixes = ['a', 'b', 'c', 'd', 'e'];
    const parts = {
      pods: ['node-2', 'node-1'].flatMap((node) =>
        suffixes.map((suffix, at) =>
          pod('api', {
            ...{ suffix: `${node}${suffix}`, node, ready: false, phase: 'Pending', created: ago(900 - at) },
          }),
        ),
      ),
      events: ['node-2', 'node-1'].flatMap((node) =>
        suffixes.map((suffix) =>
          event(
            ...(['Pod', podName('api', `${node}${suffix}`), 'FailedCreatePodSandBox'] as const),
            suffix === 'b' && node === 'node-1' ? 'no IP addresses available' : 'cni plugin not initialized',
          ),
        ),
      ),
    };
    const found = sandbox.analyze(viewOf(parts));
    expect(short(found)).toEqual([
      'cni-ip-exhausted Node/node-1 proof',
      'node-infrastructure Node/node-2 proof',
    ]);
    expect(found[0]).toMatchObject({
      object: { name: 'node-1' },
      since: ago(900),
      evidence: [
        { pods: 5, names: suffixes.slice(0, 4).map((suffix) => podName('api', `node-1${suffix}`)) },
        { said: 'no IP addresses available' },
      ],
    });
  });
});
