import { describe, expect, it } from '@jest/globals';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import { renderNote } from '../../../../functions/writing/note/note.ts';
import { contextOf } from '../../../support/report.ts';
import { ago, app, bundleOf, join, log, playbook, podName } from '../mechanisms/cluster.ts';

const read = { events: [], services: [], nodes: [], logs: [] };
const of = (...parts: readonly Parameters<typeof bundleOf>[0][]) =>
  buildReport(bundleOf(join(read, ...parts)), playbook());
/** Pods that are not ready, and of which no analyzer knows why. */
const unready = (created: string) =>
  app('booking', { ready: false, created, replicas: 2, state: { ready: false } });

describe('the headline without a cause', () => {
  it('says what is visibly wrong and unexplained, in the note too', () => {
    const report = of(unready(ago(600)));
    expect(report.causes).toEqual([]);
    expect(report.headline).toBe(
      'unknown: deployment/booking has 0 of 2 pods ready, and nothing that was read explains it',
    );
    expect(renderNote(report, contextOf())).toContain(`\nCAUSE ${report.headline}\n`);
  });

  it('does not call pods that start a failure', () => {
    expect(of(unready(ago(20))).headline).toBe('no cause found: what was read is well');
  });
});

describe('the note of errors that have stopped', () => {
  const lines = (last: string) =>
    log({ pod: podName('api'), patterns: [] }, {}).summary.patterns.concat({
      ...{ template: 'fetch failed', example: 'fetch failed', count: 7, first: ago(300), last },
      ...{ level: 'error', kind: 'other', peers: [], minutes: {} },
    });
  const noteOf = (last: string) =>
    renderNote(of(app('api'), { logs: [log({ pod: podName('api'), patterns: lines(last) })] }), contextOf());

  it('says since when there were none', () => {
    expect(noteOf(ago(120))).toContain('CAUSE none found: errors were seen, none since 13:58:00Z');
    expect(noteOf(ago(5))).toContain(
      'CAUSE unknown: deployment/api logs errors, and nothing that was read explains it',
    );
  });
});

describe('the reasons under a cause', () => {
  it('do not begin a quotation that the title has', () => {
    const looping = {
      ready: false,
      restartCount: 5,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { reason: 'Error', exitCode: 1, finishedAt: ago(30) } },
    };
    const parts = join(app('api', { ready: false, state: looping }), {
      logs: [log({ pod: podName('api'), previous: true, tail: ['Error: Cannot find module x'] })],
    });
    expect(renderNote(of(parts), contextOf())).not.toMatch(/said$/m);
  });
});
