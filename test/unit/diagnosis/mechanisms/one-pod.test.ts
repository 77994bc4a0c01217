import { describe, expect, it } from '@jest/globals';
import { onePod } from '../../../../functions/diagnosis/mechanisms/pods/one-pod.ts';
import { lines, program, told } from '../differences/system.ts';
import { ago, deployment, findingsOf, join, pod, podName, replicaSet, service, short } from './cluster.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const WELL = [0, 0, 0, 0, 0, 0, 0, 0];

/** An API of several pods, of which some answer half of their requests with 5xx for three minutes. */
const pods = (failed: readonly (readonly number[])[], more: { created?: string } = {}) => ({
  deployments: [deployment('api', { replicas: failed.length })],
  replicasets: [
    replicaSet('api', { hash: 'aaaaaaaaaa', revision: 1 }),
    replicaSet('api', { revision: 2, ...more }),
  ],
  pods: failed.map((_, at) => pod('api', { suffix: `pod-${at}` })),
  services: [service('api')],
  logs: failed.map((counts, at) =>
    told(podName('api', `pod-${at}`), { failed: counts, patterns: [lines('frob went sideways', counts)] }),
  ),
});
/** The same of a program that logs no requests: its lines alone tell. */
const silent = (failed: readonly (readonly number[])[]) => ({
  ...pods(failed),
  logs: failed.map((counts, at) => ({
    ...told(podName('api', `pod-${at}`), {
      patterns: [
        lines('frob went sideways', counts),
        lines('done', [9, 9, 9, 9, 9, 9, 9, 9], { level: 'info' }),
      ],
    }),
  })),
});
const caller = (peers: readonly string[] = ['api'], counts = BAD) =>
  join(program('web', ['api']), {
    logs: [told(podName('web'), { patterns: [lines('no answer worth having', counts, { peers })] })],
  });

describe('one-pod', () => {
  it('names the one pod that fails beside others that are well', () => {
    const [found] = findingsOf(onePod, pods([WELL, BAD, WELL]));
    expect(short(found ? [found] : [])).toEqual(['dependency-error Deployment/api strong']);
    expect(found?.title).toBe(`its pod ${podName('api', 'pod-1')} alone fails, its 2 others are well`);
  });

  it.each([
    ['two of four fail', pods([WELL, BAD, WELL, BAD])],
    ['there is one other, and either may be the odd one', pods([WELL, BAD])],
    ['all fail', pods([BAD, BAD, BAD])],
    ['none fails', pods([WELL, WELL, WELL])],
    ['its template was changed as it began', pods([WELL, BAD, WELL], { created: ago(190) })],
  ])('says nothing where %s', (_, parts) => {
    expect(findingsOf(onePod, parts)).toEqual([]);
  });

  it('leaves to others a pod that is not well by itself, and lines that name another program', () => {
    const broken = pods([WELL, BAD, WELL]);
    const down = {
      ...broken,
      pods: [...broken.pods.slice(1), pod('api', { suffix: 'pod-0', ready: false })],
    };
    expect(findingsOf(onePod, down)).toEqual([]);
    const named = {
      ...broken,
      logs: [WELL, BAD, WELL].map((counts, at) =>
        told(podName('api', `pod-${at}`), {
          failed: counts,
          patterns: [lines('no answer from books', counts, { peers: ['books'] })],
        }),
      ),
    };
    expect(findingsOf(onePod, join(named, program('books')))).toEqual([]);
  });

  it('goes by lines only where a caller names it or fails since the same time, and then as a hint', () => {
    const parts = silent([WELL, BAD, WELL]);
    expect(findingsOf(onePod, parts)).toEqual([]);
    expect(short(findingsOf(onePod, join(parts, caller())))).toEqual([
      'dependency-error Deployment/api hint',
    ]);
    // A caller whose lines name nobody fails since the same time, or since another.
    expect(short(findingsOf(onePod, join(parts, caller([]))))).toEqual([
      'dependency-error Deployment/api hint',
    ]);
    expect(findingsOf(onePod, join(parts, caller([], [0, 0, 50, 50, 50, 50, 50, 50])))).toEqual([]);
    const stranger = { ...caller([]), deployments: [], replicasets: [], pods: [], logs: [] };
    expect(findingsOf(onePod, join(parts, stranger))).toEqual([]);
  });
});
