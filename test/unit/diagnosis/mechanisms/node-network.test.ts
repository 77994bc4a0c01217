import { describe, expect, it } from '@jest/globals';
import { nodeNetwork } from '../../../../functions/diagnosis/mechanisms/network/node-network.ts';
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

  describe('of one caller alone', () => {
    const both = { env: [...call('a').env, { name: 'OTHER_ADDR', value: 'b:80' }] };
    const lines = (...more: readonly (readonly [string, string])[]) =>
      join(app('c', { node: 'n2', container: both }), {
        logs: [
          ...[[TIMEOUT, 'a'] as const, [`${TIMEOUT} again`, 'b'] as const, ...more].map(([line, to]) =>
            log({ pod: podName('c') }, { [line]: 40 }, [to]),
          ),
        ],
      });
    const near = join(app('a', { node: 'n2' }), app('b', { node: 'n1' }), ok, elsewhere);
    const policy = {
      networkpolicies: [
        { metadata: { name: 'p', namespace: 'shop' }, spec: { podSelector: { matchLabels: { app: 'c' } } } },
      ],
    };

    it('is told where several Services time out, one of them with a ready pod beside it', () => {
      expect(short(findingsOf(nodeNetwork, join(near, lines())))).toEqual([
        'node-infrastructure Node/n2 strong',
      ]);
    });

    it.each([
      ['none of their pods runs beside it', () => join(well, ok, elsewhere, lines())],
      [
        'one refuses it',
        () => join(near, lines(['dial tcp 10.96.0.10:80: connect: connection refused', 'b'])),
      ],
      ['a policy selects it', () => join(near, lines(), policy)],
      ['one Service alone times out', () => join(near, fails('c', 'n2', 'a'))],
    ])('is not, where %s', (_, parts) => {
      expect(findingsOf(nodeNetwork, parts())).toEqual([]);
    });
  });
});
