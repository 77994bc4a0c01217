import { describe, expect, it } from '@jest/globals';
import { sandbox } from '../../../functions/analyzers/sandbox.ts';
import { app, event, findingsOf, join, podName, short } from './cluster.ts';

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
