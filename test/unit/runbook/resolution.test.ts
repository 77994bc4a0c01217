import { describe, expect, it } from '@jest/globals';
import * as cluster from '../../support/cluster.ts';
import { failingWith, steady } from '../../support/dojopool-logs.ts';
import { noteOf, reportOf, row } from '../../support/runbook.ts';

const isScore = ({ method }: { method: string }): boolean => method === 'POST';
/** The lines under DO NEXT. */
function doNext(note: string): string[] {
  const lines = note.split('\n');
  const from = lines.indexOf('DO NEXT');
  const rest = from === -1 ? [] : lines.slice(from + 1);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  return end === -1 ? rest : rest.slice(0, end);
}

describe('Resolution actions', () => {
  it(row('R1'), () => {
    const report = reportOf(
      failingWith(isScore, { type: 'error', message: 'sorry, too many clients already', code: '53300' }),
    );
    const steps = doNext(noteOf(report)).join('\n');
    expect(steps).toMatch(/1 who holds them\n {4}kubectl .*pg_stat_activity/);
    expect(steps).toMatch(
      /2 pods, surge 1: no outage\)\n {4}kubectl -n production rollout restart deployment\/dojopool-api\n/,
    );
    expect(steps).toMatch(/✗ do not scale .*up.*connections/);
  });

  it(row('R2'), () => {
    const killed = reportOf(undefined, {
      pods: ['a', 'b'].map((name) =>
        cluster.pod(
          `dojopool-api-r41-${name}`,
          cluster.ref('ReplicaSet', 'dojopool-api-r41'),
          'dojopool-api',
          false,
          {
            status: {
              phase: 'Running',
              conditions: [{ type: 'Ready', status: 'False' }],
              containerStatuses: [
                {
                  name: 'dojopool-api',
                  ready: false,
                  restartCount: 4,
                  state: { waiting: { reason: 'CrashLoopBackOff' } },
                  lastState: {
                    terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: '2026-11-25T14:02:50Z' },
                  },
                },
              ],
            },
          },
        ),
      ),
    });
    const steps = doNext(noteOf(killed)).join('\n');
    expect(killed.causes[0]?.cause).toBe('oom-killed');
    expect(steps).toContain('kubectl -n production top pod');
    expect(steps).toMatch(/set resources deployment\/dojopool-api .*--limits=memory=/);
    expect(steps).toContain('✗ do not only scale deployment/dojopool-api up: each pod has the same limit');
  });

  it(row('R3'), () => {
    const broken = reportOf(steady, {
      replicasets: [cluster.replicaSet('dojopool-api', 40), cluster.replicaSet('dojopool-api', 41)],
      pods: [
        cluster.pod(
          'dojopool-api-r40-a',
          cluster.ref('ReplicaSet', 'dojopool-api-r40'),
          'dojopool-api',
          true,
        ),
        cluster.pod(
          'dojopool-api-r41-b',
          cluster.ref('ReplicaSet', 'dojopool-api-r41'),
          'dojopool-api',
          false,
          {
            status: {
              phase: 'Running',
              conditions: [{ type: 'Ready', status: 'False' }],
              containerStatuses: [
                {
                  name: 'dojopool-api',
                  ready: false,
                  restartCount: 6,
                  state: { waiting: { reason: 'CrashLoopBackOff' } },
                  lastState: {
                    terminated: { reason: 'Error', exitCode: 1, finishedAt: '2026-11-25T14:02:50Z' },
                  },
                },
              ],
            },
          },
        ),
      ],
    });
    const steps = doNext(noteOf(broken)).join('\n');
    expect(steps).toContain('kubectl -n production rollout undo deployment/dojopool-api --to-revision=40');
    expect(steps).toContain('pods of revision 40 are ready, those of 41 are not');
    expect(steps).toContain('kubectl describe configmap dojopool-api-config -n production');
  });

  it(row('R4'), () => {
    const report = reportOf(
      failingWith(isScore, {
        type: 'Error',
        message: 'connect ETIMEDOUT api.mapbox.com:443',
        code: 'ETIMEDOUT',
      }),
    );
    expect(doNext(noteOf(report)).join('\n')).toContain('check the circuit breaker of Mapbox calls');
  });
});
