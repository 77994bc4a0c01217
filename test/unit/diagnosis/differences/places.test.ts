import { describe, expect, it } from '@jest/globals';
import { placesOf } from '../../../../functions/diagnosis/differences/places.ts';
import { risesOf } from '../../../../functions/diagnosis/differences/rises.ts';
import type { ContainerLog } from '../../../../functions/model/log-summary.ts';
import { deployment, node, pod, podName, replicaSet, viewOf } from '../mechanisms/cluster.ts';
import { endpoint, lines, told } from './system.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const WELL = [0, 0, 0, 0, 0, 0, 0, 0];
const places = (logs: readonly ContainerLog[]) => {
  const view = viewOf({
    deployments: [deployment('api', { replicas: 2 })],
    replicasets: [replicaSet('api')],
    nodes: ['node-1', 'node-2'].map((name, at) => ({
      ...node(name),
      metadata: { name, labels: { 'topology.kubernetes.io/zone': `zone-${at}` } },
    })),
    pods: [pod('api', { node: 'node-1' }), pod('api', { node: 'node-2', suffix: 'bbbbb' })],
    logs,
  });
  const [rise] = risesOf(view);
  if (!rise) throw new Error('a rise');
  return placesOf(view, rise);
};
const first = podName('api');
const second = podName('api', 'bbbbb');

describe('where a rise is', () => {
  it('is the pod, node and zone that fail alone, where the other took requests enough', () => {
    const { separates, tried } = places([told(first, { failed: BAD }), told(second, { failed: WELL })]);
    expect(separates.map(({ dimension, fails }) => `${dimension} ${fails}`)).toEqual([
      'zone zone-0',
      'node node-1',
      `pod ${first}`,
    ]);
    expect(tried).toEqual(['zone', 'node', 'pod']);
  });

  it('is nowhere where both fail', () => {
    const both = places([told(first, { failed: BAD }), told(second, { failed: BAD })]);
    expect(both.separates).toEqual([]);
    expect(both.tried).toEqual(['zone', 'node', 'pod']);
  });

  it.each([
    // 150 of 400 fail on the first pod: of 14 requests to the second, five would have.
    [14, 3],
    [13, 0],
  ])('needs as many requests on the other side as would have shown it: %d', (requests, count) => {
    const few = told(second, { failed: WELL, requests: 0 });
    const minutes = few.summary.minutes.map((minute, at) => ({
      ...minute,
      requests: at === 7 ? requests : 0,
    }));
    const logs = [told(first, { failed: BAD }), { ...few, summary: { ...few.summary, minutes } }];
    expect(places(logs).separates).toHaveLength(count);
  });

  it('is the endpoint that fails alone', () => {
    const endpoints = [endpoint('/scan', 300, 150), endpoint('/list', 500, 0)];
    const { separates } = places([
      told(first, { failed: BAD, endpoints }),
      told(second, { failed: BAD, endpoints }),
    ]);
    expect(separates).toMatchObject([{ dimension: 'endpoint', fails: ['GET /scan'], well: ['GET /list'] }]);
  });

  it.each([
    // Half of the requests to one endpoint fail; two failures are an accident, and have to be a tenth of that share.
    [40, 1],
    [39, 0],
  ])('takes another side for well that fails at a tenth of the share: 2 of %d', (requests, count) => {
    const endpoints = [endpoint('/scan', 300, 150), endpoint('/list', requests, 2)];
    expect(places([told(first, { failed: BAD, endpoints })]).separates).toHaveLength(count);
  });

  it('is at each endpoint that fails three times', () => {
    const at = (errors: number) =>
      places([
        told(first, {
          failed: BAD,
          endpoints: [endpoint('/scan', 300, 150), endpoint('/list', 300, errors), endpoint('/a', 300, 0)],
        }),
      ]).separates.map(({ fails }) => fails);
    expect(at(3)).toEqual([['GET /list', 'GET /scan']]);
    expect(at(2)).toEqual([['GET /scan']]);
  });

  it('is the pod whose lines rose, of a program that serves nothing', () => {
    const patterns = [lines('frob the zorg now', [0, 0, 0, 0, 0, 9, 9, 9])];
    const { separates } = places([told(first, { patterns }), told(second, {})]);
    expect(separates.at(-1)).toMatchObject({ dimension: 'pod', fails: [first] });
  });
});
