import { describe, expect, it } from '@jest/globals';
import { coverageBy } from '../../../../functions/diagnosis/view/symptoms.ts';
import { ago, app, deployment, join, log, node, pod, podName, viewOf } from '../mechanisms/cluster.ts';

/** "name kind weight" of what is visibly wrong. */
const short = (parts: object) =>
  viewOf(parts).symptoms.map(({ ref, kind, weight }) => `${ref.name} ${kind} ${weight}`);

const endpoint = (errors5xx: number) => ({
  method: 'GET',
  path: '/',
  requests: 10,
  errors5xx,
  errors4xx: 0,
  p50: null,
  p95: null,
  byStatus: {},
});
const withLog = (entry: object, lines = {}) =>
  join(app('api'), { logs: [log({ pod: podName('api'), ...entry }, lines)] });

describe('what is visibly wrong', () => {
  it('is nothing where all is well', () => {
    expect(short(join(app('api'), { nodes: [node('n')] }))).toEqual([]);
    expect(short(withLog({ endpoints: [endpoint(0)] }))).toEqual([]);
  });

  it('is a pod that is not ready, before all else', () => {
    expect(short(app('api', { ready: false }))).toEqual(['api unavailable 1']);
    const mixed = {
      deployments: [deployment('api')],
      pods: [pod('api'), pod('api', { suffix: 'b', ready: false })],
    };
    expect(short(mixed)).toEqual(['api unavailable 1']);
  });

  it('is a pod that is missing', () => {
    expect(short({ deployments: [deployment('api', { replicas: 2 })], pods: [pod('api')] })).toEqual([
      'api unavailable 1',
    ]);
    expect(short({ deployments: [deployment('api', { replicas: 1 })], pods: [pod('api')] })).toEqual([]);
  });

  it('is none of a pod that is on its way out, or that has ended', () => {
    const gone = pod('api', { suffix: 'b', ready: false, phase: 'Failed' });
    expect(short({ deployments: [deployment('api')], pods: [pod('api'), gone] })).toEqual([]);
    const { metadata, ...rest } = pod('api', { suffix: 'b', ready: false }) as { metadata: object };
    const leaving = { ...rest, metadata: { ...metadata, deletionTimestamp: ago(5) } };
    expect(short({ deployments: [deployment('api')], pods: [pod('api'), leaving] })).toEqual([]);
  });

  it('is a container in back-off, of which the pod is ready', () => {
    const waiting = (reason: string) => ({
      name: 'side',
      ready: false,
      restartCount: 1,
      state: { waiting: { reason } },
    });
    const status = (list: Record<string, unknown>) => app('api', { status: list });
    const well = { name: 'main', ready: true, restartCount: 0, state: { running: { startedAt: ago(300) } } };
    expect(short(status({ containerStatuses: [well, waiting('CrashLoopBackOff')] }))).toEqual([
      'api restarting 0.8',
    ]);
    expect(short(status({ initContainerStatuses: [waiting('CrashLoopBackOff')] }))).toEqual([
      'api restarting 0.8',
    ]);
    expect(short(status({ containerStatuses: [well, waiting('ContainerCreating')] }))).toEqual([]);
  });

  it('is a failed request, and an error line of what has none', () => {
    expect(short(withLog({ endpoints: [endpoint(0), endpoint(1)] }))).toEqual(['api failed-requests 0.6']);
    expect(short(withLog({}, { boom: 1 }))).toEqual(['api errors 0.3']);
    expect(short(withLog({ endpoints: [endpoint(1)] }, { boom: 1 }))).toEqual(['api failed-requests 0.6']);
    const level = (name: string) => {
      const parts = withLog({}, { boom: 1 });
      const logs = (parts.logs as ReturnType<typeof log>[]).map((one) => ({
        ...one,
        summary: { ...one.summary, patterns: one.summary.patterns.map((each) => ({ ...each, level: name })) },
      }));
      return short({ ...parts, logs });
    };
    expect(level('fatal')).toEqual(['api errors 0.3']);
    expect(level('warn')).toEqual([]);
  });

  it('is a node that is not ready', () => {
    const nodes = ['True', 'False', 'Unknown'].map((status) =>
      node(status, { conditions: [{ type: 'Ready', status }] }),
    );
    expect(short({ nodes })).toEqual(['False unavailable 1', 'Unknown unavailable 1']);
    expect(
      short({ nodes: [node('n', { conditions: [{ type: 'DiskPressure', status: 'False' }] })] }),
    ).toEqual([]);
  });

  describe('of a Job', () => {
    const job = (phase: string, more: object = {}) => ({
      jobs: [{ metadata: { name: 'report', namespace: 'shop' }, spec: {}, ...more }],
      pods: [
        pod('report', {
          ownerKind: 'Job',
          phase,
          ready: false,
          state: { state: { terminated: { exitCode: 1, finishedAt: ago(90) } } },
        }),
      ],
    });
    it.each([
      ['Pending', ['report unavailable 1']],
      ['Failed', ['report unavailable 1']],
      ['Succeeded', []],
      ['Running', []],
    ])('is a pod that is %s: %p', (phase, symptoms) => {
      expect(short(job(phase))).toEqual(symptoms);
    });

    it('is none of what a later run made good', () => {
      expect(short(job('Failed', { status: { completionTime: ago(80) } }))).toEqual([]);
      expect(short(job('Failed', { status: { completionTime: ago(100) } }))).toEqual([
        'report unavailable 1',
      ]);
    });

    it('may be that of one pod of several', () => {
      const parts = job('Failed');
      const done = pod('report', { ownerKind: 'Job', suffix: 'b', phase: 'Succeeded', ready: false });
      expect(short({ ...parts, pods: [...parts.pods, done] })).toEqual(['report unavailable 1']);
    });
  });
});

describe('the share of what is wrong that stands on some objects', () => {
  const ref = (name: string) => ({ kind: 'Deployment', namespace: 'shop', name });
  const symptoms = [
    { ref: ref('a'), kind: 'unavailable', weight: 1 },
    { ref: ref('b'), kind: 'failed-requests', weight: 0.6 },
    { ref: ref('c'), kind: 'errors', weight: 0.4 },
  ] as const;
  it('is by weight', () => {
    expect(coverageBy(symptoms, [ref('a')])).toBeCloseTo(0.5);
    expect(coverageBy(symptoms, [ref('b'), ref('c')])).toBeCloseTo(0.5);
    expect(coverageBy(symptoms, [ref('a'), ref('b'), ref('c')])).toBeCloseTo(1);
    expect(coverageBy(symptoms, [ref('d')])).toBe(0);
    expect(coverageBy([], [ref('a')])).toBe(0);
  });
});
