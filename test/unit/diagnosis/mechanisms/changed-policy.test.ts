import { describe, expect, it } from '@jest/globals';
import { changedPolicy } from '../../../../functions/diagnosis/mechanisms/network/changed-policy.ts';
import { lines, program, told } from '../differences/system.ts';
import { ago, findingsOf, join, NAMESPACE, podName, short } from './cluster.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const WELL = [0, 0, 0, 0, 0, 0, 0, 0];

const policy = (spec: object, changed = 190, name = 'fence') => ({
  networkpolicies: [
    {
      metadata: {
        name,
        namespace: NAMESPACE,
        creationTimestamp: ago(86_400),
        managedFields: [
          { manager: 'kubectl', operation: 'Update', time: ago(changed), keys: ['spec.ingress'] },
        ],
      },
      spec,
    },
  ],
});
const from = (...apps: readonly string[]) => ({
  podSelector: { matchLabels: { app: 'books' } },
  policyTypes: ['Ingress'],
  ingress: apps.map((app) => ({ from: [{ podSelector: { matchLabels: { app } } }] })),
});
/** An API that calls books, and fails for three minutes in words that no table has. */
const api = (peers: readonly string[] = ['books']) =>
  join(program('api', ['books']), program('books'), {
    logs: [
      told(podName('api'), { failed: BAD, patterns: [lines('the books stayed shut', BAD, { peers })] }),
      told(podName('books'), { failed: WELL }),
    ],
  });
const found = (...parts: readonly ReturnType<typeof join>[]) =>
  short(findingsOf(changedPolicy, join(...parts)));

describe('changed-policy', () => {
  it('names the policy that was changed as a call that it forbids began to fail, in whatever words', () => {
    expect(found(api(), policy(from('ward')))).toEqual(['network-policy NetworkPolicy/fence strong']);
    const [finding] = findingsOf(changedPolicy, join(api(), policy(from('ward'))));
    expect(finding?.title).toContain('api');
    expect(finding?.against[0]).toContain('not tested on the network');
  });

  it('is a hint where no line names whom it calls', () => {
    expect(found(api([]), policy(from('ward')))).toEqual(['network-policy NetworkPolicy/fence hint']);
  });

  it.each([
    ['lets the caller in', policy(from('ward', 'api'))],
    ['was changed long before', policy(from('ward'), 3600)],
    ['was changed well after the first failure', policy(from('ward'), 60)],
    ['selects other pods', policy({ ...from('ward'), podSelector: { matchLabels: { app: 'ward' } } })],
  ])('says nothing of a policy that %s', (_, given) => {
    expect(found(api(), given)).toEqual([]);
  });

  it('says nothing where the new lines name somebody else', () => {
    expect(found(api(['clock']), program('clock'), policy(from('ward')))).toEqual([]);
  });
});
