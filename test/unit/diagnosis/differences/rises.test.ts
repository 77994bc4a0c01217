import { describe, expect, it } from '@jest/globals';
import { risesOf } from '../../../../functions/diagnosis/differences/rises.ts';
import type { ContainerLog } from '../../../../functions/model/log-summary.ts';
import { ago, deployment, join, pod, podName, replicaSet, viewOf } from '../mechanisms/cluster.ts';
import { lines, program, told } from './system.ts';

const QUIET = [0, 0, 0, 0, 0];
const rises = (...logs: readonly ContainerLog[]) =>
  risesOf(viewOf({ ...program('api'), logs })).map(({ of, since, before, lines: risen }) => ({
    of,
    since: new Date(since).toISOString(),
    before: before?.rate,
    lines: risen.map(({ pattern }) => pattern.template),
  }));

describe('what rose', () => {
  it('is requests that fail more than before, with the lines that came up with them', () => {
    const failed = [...QUIET, 40, 40, 40];
    const patterns = [
      lines('zorg refused the frob at once', failed),
      lines('slow tick of the old clock', [2, 2, 2, 2, 2, 2, 2, 2]),
      lines('GET /x 500', failed, { kind: 'http-5xx' }),
    ];
    expect(rises(told(podName('api'), { failed, patterns }))).toEqual([
      { of: 'requests', since: ago(180), before: 0, lines: ['zorg refused the frob at once'] },
    ]);
  });

  it('is error lines of a program that serves nothing', () => {
    const patterns = [lines('zorg refused the frob at once', [...QUIET, 9, 9, 9])];
    expect(rises(told(podName('api'), { patterns }))).toMatchObject([{ of: 'lines', before: 0 }]);
  });

  it('is not what was as frequent all the time, fell, or has ended', () => {
    const steady = [4, 5, 3, 4, 5, 4, 3, 5];
    expect(rises(told(podName('api'), { failed: steady, patterns: [lines('frob', steady)] }))).toEqual([]);
    expect(rises(told(podName('api'), { failed: [40, 40, 40, 0, 0, 0, 0, 0] }))).toEqual([]);
    expect(rises(told(podName('api'), { failed: [0, 0, 40, 40, 40, 0, 0, 0, 0] }))).toEqual([]);
  });

  it('is not more failures of as much more traffic', () => {
    const entry = told(podName('api'), { failed: [5, 5, 5, 5, 5, 50, 50, 50] });
    const minutes = entry.summary.minutes.map((minute, at) => ({ ...minute, requests: at < 5 ? 100 : 1000 }));
    expect(rises({ ...entry, summary: { ...entry.summary, minutes } })).toEqual([]);
  });

  it('is the requests of clients that are turned away by none', () => {
    const patterns = [lines('GET /wp-login.php 404', [...QUIET, 90, 90, 90], { level: 'warn' })];
    expect(rises(told(podName('api'), { failed: [0, 0, 0, 0, 0, 0, 0, 0], patterns }))).toEqual([]);
  });
});

describe('a log that begins with a revision', () => {
  const rolled = (revisions: number, count: number, rolledAgo = 181) => {
    const sets = [
      replicaSet('api', { hash: '6d4cf56db6', revision: 2, created: ago(rolledAgo) }),
      ...(revisions > 1 ? [replicaSet('api', { hash: 'aaaaaaaaaa', revision: 1 })] : []),
    ];
    const entry = told(podName('api'), { patterns: [lines('frob the zorg now', [count, 0, 0])] });
    const logs = [{ ...entry, summary: { ...entry.summary, first: ago(180) } }];
    return risesOf(viewOf({ deployments: [deployment('api')], replicasets: sets, pods: [pod('api')], logs }));
  };

  it('has risen from what is not known, where it fails from its first lines on', () => {
    expect(rolled(2, 5)).toMatchObject([{ before: null, since: Date.parse(ago(180)) }]);
  });

  it('has not, of four lines, of the first revision that there ever was, or of a log from before it', () => {
    expect(rolled(2, 4)).toEqual([]);
    expect(rolled(1, 50)).toEqual([]);
    expect(rolled(2, 50, 170)).toEqual([]);
  });
});

describe('rises', () => {
  it('do not change with the order of the evidence, nor with objects that have no part in it', () => {
    const failed = [...QUIET, 40, 40, 40];
    const parts = {
      ...program('api'),
      logs: [told(podName('api'), { failed, patterns: [lines('frob the zorg now', failed)] })],
    };
    const more = join(program('other'), parts, { logs: [told(podName('other'), { failed: QUIET })] });
    const named = (view: ReturnType<typeof viewOf>) =>
      risesOf(view).map(({ workload, lines: risen, ...rest }) => ({
        ...rest,
        name: workload.ref.name,
        lines: risen.map(({ pattern }) => pattern.template),
      }));
    expect(named(viewOf(more))).toEqual(named(viewOf(parts)));
  });
});
