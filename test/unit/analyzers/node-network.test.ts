import { describe, expect, it } from '@jest/globals';
import { nodeNetwork } from '../../../functions/analyzers/node-network.ts';
import { app, deployment, findingsOf, join, log, pod, podName, service, short } from './cluster.ts';

const call = (to: string) => ({ env: [{ name: 'UPSTREAM_ADDR', value: `${to}:80` }] });
const TIMEOUT = 'dial tcp 10.96.0.10:80: i/o timeout';
const ok = { services: [service('a'), service('b')] };
const well = join(app('a', { node: 'n1' }), app('b', { node: 'n1' }));
const elsewhere = {
  deployments: [deployment('z', { container: call('a') })],
  pods: [pod('z', { node: 'n1' })],
};
const fails = (name: string, node: string, to: string, line = TIMEOUT) =>
  join(app(name, { node, container: call(to) }), {
    logs: [log({ pod: podName(name) }, { [line]: 40 }, [to])],
  });

describe('node-network', () => {
  it('names the node that every caller which times out shares', () => {
    const parts = join(well, ok, elsewhere, fails('c', 'n2', 'a'), fails('d', 'n2', 'b'));
    expect(short(findingsOf(nodeNetwork, parts))).toEqual(['node-infrastructure Node/n2 strong']);
  });

  it('blames no node when callers on two nodes fail', () => {
    expect(
      findingsOf(nodeNetwork, join(well, ok, elsewhere, fails('c', 'n2', 'a'), fails('d', 'n3', 'b'))),
    ).toEqual([]);
  });

  it('does not count a refused connection: it was an answer', () => {
    const line = 'dial tcp 10.96.0.10:80: connect: connection refused';
    expect(
      findingsOf(
        nodeNetwork,
        join(well, ok, elsewhere, fails('c', 'n2', 'a', line), fails('d', 'n2', 'b', line)),
      ),
    ).toEqual([]);
  });
});
