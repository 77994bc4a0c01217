import { describe, expect, it } from '@jest/globals';
import * as cluster from '../../support/cluster.ts';
import { failingWith, ONSET } from '../../support/dojopool-logs.ts';
import { linesOf, noteOf, reportOf, row } from '../../support/runbook.ts';

const tooMany = { type: 'error', message: 'sorry, too many clients already', code: '53300' };
const scoresFail = failingWith(({ method }, n) => method === 'POST' && n % 2 === 0, tooMany, 503, 900);
const failing = reportOf(scoresFail);

describe('Initial assessment', () => {
  it(row('1.1'), () => {
    const note = noteOf(failing, {
      alert: {
        name: 'DojoPoolAPIHighErrorRate',
        severity: 'critical',
        value: '9.7 %',
        url: 'https://prometheus.example/graph',
      },
    });
    expect(note).toMatch(
      /^firstnote · DojoPoolAPIHighErrorRate · critical · production\/deployment\/dojopool-api · 14:03:22Z/,
    );
    expect(note).toContain('(alert: > 5 % for 5 min, 9.7 % when it fired)');
    expect(note).toContain('alert https://prometheus.example/graph');
    expect(note).toContain('grafana https://grafana.');
  });

  it(row('1.2'), () => {
    const [line = ''] = linesOf(noteOf(failing), 'FAILING');
    expect(line).toMatch(/^\d+ % of [\d,]+ requests since 13:58:00Z/);
    expect(line).toContain('2 of 2 pods');
    expect(line).toMatch(/5xx\/min ▁{8,}[▂▃▄▅▆▇█]+/);
    expect(Math.abs(Date.parse(failing.onset?.at ?? '') - Date.parse(ONSET))).toBeLessThanOrEqual(60_000);
  });

  it(row('1.3'), () => {
    const note = noteOf(failing);
    expect(note).toMatch(/\n +\d+ {2}503 {2}POST \/api\/games\/:id\/scores {3}\d+ % of its requests, p95 /);
    expect(note).not.toMatch(/503 {2}GET/);
  });

  it(row('2.1'), () => {
    const [ruledOut = ''] = linesOf(noteOf(failing), 'RULED OUT');
    expect(ruledOut).toMatch(/2\/2 ready|2 of 2 (pods )?ready/);
    const crashing = reportOf(undefined, {
      pods: [
        cluster.pod(
          'dojopool-api-r41-a',
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
                  state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } },
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
    expect(noteOf(crashing)).toMatch(/\nCAUSE \((high|medium)\) .*deployment\/dojopool-api/);
    expect(crashing.causes[0]?.cause).toBe('crash-app-error');
  });

  it(row('2.2'), () => {
    const rolledOut = reportOf(scoresFail, {
      replicasets: [cluster.replicaSet('dojopool-api', 40), rolloutAt('2026-11-25T13:57:20Z')],
    });
    expect(rolledOut.rollouts.map(({ revision }) => revision)).toEqual(expect.arrayContaining(['40', '41']));
    const change = rolledOut.changes.find(({ what }) => what.includes('revision 41'));
    expect(change?.what).toContain('dojopool-api:2');
    expect(change?.beforeOnsetMs).toBeGreaterThan(0);
    expect(noteOf(rolledOut)).toContain('revision 41');
  });

  it(row('2.3'), () => {
    const use = failing.resources.find(({ workload }) => workload.name === 'dojopool-api');
    expect(use).toMatchObject({
      pods: 2,
      cpu: { used: 230, request: 500, limit: 1000 },
      memory: { used: (156 + 150) * 2 ** 20, request: 256 * 2 ** 20, limit: 512 * 2 ** 20 },
    });
    expect(linesOf(noteOf(failing), 'RULED OUT').join()).toMatch(/memory.* (60|61) % of/);
  });
});

/** Revision 41 with another image, created then. */
function rolloutAt(createdAt: string) {
  const set = cluster.replicaSet('dojopool-api', 41);
  const [container] = set.spec.template.spec.containers;
  return {
    ...set,
    metadata: { ...set.metadata, creationTimestamp: createdAt },
    spec: {
      ...set.spec,
      template: {
        ...set.spec.template,
        spec: { ...set.spec.template.spec, containers: [{ ...container, image: 'dojopool-api:2' }] },
      },
    },
  };
}
