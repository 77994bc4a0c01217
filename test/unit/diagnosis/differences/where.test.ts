import { describe, expect, it } from '@jest/globals';
import { located } from '../../../../functions/diagnosis/differences/where.ts';
import type { Outcome } from '../../../../functions/model/diagnosis.ts';
import { headlineOf } from '../../../../functions/writing/report/headline.ts';
import { podName, viewOf } from '../mechanisms/cluster.ts';
import { endpoint, program, told } from './system.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const unexplained: Outcome = {
  kind: 'unexplained',
  broken: [
    {
      ref: { kind: 'Deployment', namespace: 'shop', name: 'api' },
      how: 'failed-requests',
      ready: 1,
      desired: 1,
    },
  ],
};
const headline = (endpoints: readonly ReturnType<typeof endpoint>[], failed: readonly number[] = BAD) =>
  headlineOf(
    located(viewOf({ ...program('api'), logs: [told(podName('api'), { failed, endpoints })] }), unexplained),
    [],
  );

describe('what nothing explains', () => {
  it('is told with where it is, and where not', () => {
    expect(headline([endpoint('/scan', 300, 150), endpoint('/list', 500, 0)])).toBe(
      'unknown: deployment/api answers requests with 5xx at GET /scan alone, and nothing that was read explains it',
    );
  });

  it('is told with what was compared where nothing separates it', () => {
    expect(headline([endpoint('/scan', 300, 150), endpoint('/list', 500, 250)])).toContain(
      'with 5xx, at every endpoint alike, and',
    );
  });

  it('is told alone where there is nothing to compare, or nothing rose', () => {
    const plain = 'unknown: deployment/api answers requests with 5xx, and nothing that was read explains it';
    expect(headline([endpoint('/scan', 300, 150)]).replace(', at every pod alike', '')).toBe(plain);
    expect(headline([endpoint('/scan', 300, 150), endpoint('/list', 500, 0)], [9, 9, 9, 9, 9, 9, 9, 9])).toBe(
      plain,
    );
  });

  it('names two of many', () => {
    const many = ['/a', '/b', '/c'].map((path) => endpoint(path, 300, 150));
    expect(headline([...many, endpoint('/list', 500, 0)])).toContain('at GET /a, GET /b and 1 more alone');
  });
});
