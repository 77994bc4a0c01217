import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareReports } from '../../../../functions/diagnosis/recovery/compare.ts';
import type { CollectorName } from '../../../../functions/model/evidence.ts';
import type { Report } from '../../../../functions/model/report.ts';
import { isOurs, markerLine, occurrenceOf } from '../../../../functions/writing/note/marker.ts';
import { MAX_NOTE_CHARS, renderNote, renderShortNote } from '../../../../functions/writing/note/note.ts';
import { errorSparkline, sparkline } from '../../../../functions/writing/note/sparkline.ts';
import { COLLECTOR_WORDS } from '../../../../functions/writing/note/words.ts';
import { arbitraryContext, arbitraryReport } from '../../../support/arbitrary.ts';
import { HIDDEN_CHARACTERS } from '../../../support/hidden-characters.ts';
import {
  connectionsReport,
  contextOf,
  forbidden,
  healthyReport,
  recoveredReport,
} from '../../../support/report.ts';

const golden = (name: string): URL => new URL(`../../../golden/notes/${name}.txt`, import.meta.url);

/** UPDATE_GOLDEN=1 writes the files; read the difference before it is committed. */
function expectGolden(name: string, note: string): void {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden(name), `${note}\n`);
  expect(`${note}\n`).toBe(readFileSync(golden(name), 'utf8'));
}

describe('the note as a responder reads it', () => {
  it('names cause, what it began with, what fails, what to type, what was ruled out and who is called', () => {
    expectGolden('connections', renderNote(connectionsReport, contextOf()));
  });

  it('says so in its first version while logs are being read', () => {
    expectGolden('first-version', renderNote(healthyReport, contextOf({ state: 'first version' })));
  });

  it('says "CAUSE unknown" with what was seen when no rule explains it', () => {
    const headline = 'unknown: deployment/dojopool-api answers requests with 5xx';
    const report = { ...connectionsReport, headline, outcome: 'unexplained', causes: [] } as const;
    expectGolden('unknown', renderNote(report, contextOf()));
  });

  it('says what was seen beside a cause of low confidence', () => {
    const [, low] = connectionsReport.causes;
    const note = renderNote({ ...connectionsReport, causes: low === undefined ? [] : [low] }, contextOf());
    expect(note).toContain('CAUSE (low)  requests 2.1x the hour before: deployment/dojopool-api');
    expect(note).toContain('  seen  6.0 % of 18,940 requests answered 5xx');
    expect(note).toContain('  seen  1,104x new "error: sorry, too many clients already" on 2 pods');
  });

  it('never says that what was not read is fine', () => {
    const report: Report = {
      ...healthyReport,
      coverage: [{ collector: 'pods', status: 'failed', detail: 'connection refused' }],
    };
    const note = renderNote(report, contextOf());
    expect(note).toContain('CAUSE unknown: nothing could be read');
    expect(note).not.toContain('no fault seen');
    expect(note).toContain('NOT CHECKED  pods: failed, connection refused');
  });

  it('names the collectors that saw no fault, and only these', () => {
    const report: Report = {
      ...healthyReport,
      coverage: [...healthyReport.coverage, forbidden('nodes')],
    };
    const note = renderNote(report, contextOf());
    expect(note).toContain(
      'CAUSE unknown: nodes not read, no fault seen in pods, events (13:48:22Z to 14:03:22Z)',
    );
    expect(note).toContain('NOT CHECKED  nodes: forbidden, needs list nodes (firstnote rbac)');
  });

  it('says one thing once when everything failed for one reason', () => {
    const coverage = (['pods', 'events', 'services'] as const).map((collector) => ({
      collector,
      status: 'timeout' as const,
      detail: 'no answer within 3 s',
    }));
    expect(renderNote({ ...healthyReport, coverage }, contextOf())).toContain(
      'NOT CHECKED  pods, events, services: no answer within 3 s',
    );
  });

  it('names many missing rules together, and a few one by one', () => {
    const coverage = [
      forbidden('nodes'),
      forbidden('secrets'),
      forbidden('nodemetrics', { resource: 'nodes', apiGroup: 'metrics.k8s.io' }),
    ];
    expect(renderNote({ ...healthyReport, coverage }, contextOf())).toContain(
      'NOT CHECKED  forbidden, needs list of nodes, secrets, nodes.metrics.k8s.io (firstnote rbac)',
    );
    expect(renderNote({ ...healthyReport, coverage: coverage.slice(1) }, contextOf())).toContain(
      'NOT CHECKED  secret names: forbidden, needs list secrets (firstnote rbac) · node usage: forbidden, needs list',
    );
  });

  it('names the option that gives a rule which the role has not by itself', () => {
    const coverage = [forbidden('secrets', {}, 'secrets')];
    expect(renderNote({ ...healthyReport, coverage }, contextOf())).toContain(
      'NOT CHECKED  secret names: forbidden, needs list secrets (firstnote rbac --secrets)',
    );
  });

  it('names of many missing rules those that most faults show in', () => {
    const coverage = Object.keys(COLLECTOR_WORDS).map((collector) => forbidden(collector as CollectorName));
    expect(renderNote({ ...healthyReport, coverage }, contextOf())).toMatch(
      /^NOT CHECKED {2}forbidden, needs list of pods, events, logs, deployments, services, nodes and \d+ more kinds \(firstnote rbac\)$/m,
    );
  });

  it('names of many that failed alike those that most faults show in', () => {
    const coverage = [...Object.keys(COLLECTOR_WORDS)].toReversed().map((collector) => ({
      collector: collector as CollectorName,
      status: 'timeout' as const,
      detail: 'no answer within 3.0 s',
    }));
    const note = renderNote({ ...healthyReport, coverage }, contextOf());
    expect(note).toMatch(
      /^NOT CHECKED {2}pods, events, logs, deployments, services, nodes and \d+ more kinds: no answer/m,
    );
  });

  it('does not read a detail to learn what kind of gap it is', () => {
    const coverage: Report['coverage'] = [
      { collector: 'signals', status: 'failed', detail: 'not configured' },
      { collector: 'nodes', status: 'failed', detail: 'no answer within 3 s' },
    ];
    expect(renderNote({ ...healthyReport, coverage }, contextOf())).toContain(
      'NOT CHECKED  nodes: failed, no answer within 3 s · metrics: failed, not configured',
    );
  });

  it('calls nothing failed that was never there, and silent logs no logs without a fault', () => {
    const coverage: Report['coverage'] = [
      ...healthyReport.coverage,
      { collector: 'signals', status: 'failed', detail: 'not configured', absent: true },
      { collector: 'logs', status: 'empty', detail: '' },
    ];
    const note = renderNote({ ...healthyReport, coverage }, contextOf());
    expect(note).toContain('no fault seen in pods, events (');
    expect(note).toContain('NOT CHECKED  logs: no line found · metrics: not configured');
  });

  it('says where to look when no cause was found, but not while logs are still being read', () => {
    const steps = (report: Report, state?: 'first version'): string =>
      /DO NEXT\n((?: {2,4}[\dk].*\n)+)/.exec(
        renderNote(report, contextOf(state === undefined ? {} : { state })),
      )?.[1] ?? '';
    const failing = { ...connectionsReport, causes: [] };
    expect(steps(failing)).toContain(
      '  1 its log, from one pod\n    kubectl -n production logs deployment/dojopool-api ',
    );
    expect(steps(failing)).not.toContain('whether the alert still fires');
    expect(steps(healthyReport)).toContain('whether the alert still fires');
    expect(steps(healthyReport, 'first version')).toBe('');
    const blind: Report = {
      ...healthyReport,
      coverage: [{ collector: 'pods', status: 'failed', detail: '' }],
    };
    expect(steps(blind)).toContain('get pods');
    expect(steps(blind)).not.toContain('dashboards');
  });

  it('shows what changed when neither a cause nor an onset is known', () => {
    const changes = connectionsReport.changes.map((change) => ({ ...change, beforeOnsetMs: null }));
    expect(renderNote({ ...healthyReport, changes }, contextOf())).toContain(
      '  changed  deployment/score-worker 2 -> 12 replicas (kubectl, 13:55:40Z)',
    );
    const old = changes.map((change) => ({ ...change, at: '2026-11-25T09:00:00.000Z' }));
    expect(renderNote({ ...healthyReport, changes: old }, contextOf())).not.toContain('  changed');
  });

  it('gives of the evidence what is beyond the title, of other causes the first of it', () => {
    const [cause] = connectionsReport.causes;
    if (cause === undefined) throw new Error('the sample has a cause');
    const evidence = ['2 lines on 1 of 1 pod: no class', '1 of 1 pod Pending'];
    const told = { ...cause, evidence, why: ['2 lines on 1 of 1 pod', '1 of 1 pod Pending'] };
    const weaker = { ...told, confidence: 'low' as const, title: 'requests 2x', why: ['from 13:58Z on'] };
    const note = renderNote({ ...connectionsReport, causes: [told, weaker] }, contextOf());
    expect(note).toContain('  why   2 lines on 1 of 1 pod\n        1 of 1 pod Pending\n');
    expect(note).toContain('  maybe (low) requests 2x: statefulset/dojopool-postgresql; from 13:58Z on');
    expect(note).not.toContain('no class');
  });

  it('calls a stray 5xx no failing', () => {
    const { traffic } = connectionsReport;
    if (traffic === null) throw new Error('the sample has traffic');
    const minutes = traffic.minutes.map((minute) => ({ ...minute, errors5xx: 0 }));
    const stray = { ...connectionsReport, onset: null, traffic: { ...traffic, minutes, errors5xx: 2 } };
    const note = renderNote(stray, contextOf());
    expect(note).toMatch(/^REQUESTS {2}0\.01 % of 18,940 requests failed 13:48/m);
    expect(note).not.toContain('5xx/min');
  });

  it('says of a route whose clients do not wait for the answer that they gave up', () => {
    const [endpoint] = connectionsReport.endpoints;
    if (endpoint === undefined) throw new Error('the sample has an endpoint');
    const left = (requests: number, byStatus: Record<string, number>): string => {
      const route = {
        ...endpoint,
        method: 'GET',
        path: '/export',
        requests,
        errors5xx: 0,
        byStatus,
        p95: 30_000,
      };
      return renderNote({ ...connectionsReport, endpoints: [route] }, contextOf());
    };
    const told = 'of its requests: clients gave up waiting (p95 30 s)';
    expect(left(40, { 499: 30, 460: 10 })).toContain(`     40  499  GET /export   100 % ${told}`);
    expect(left(10, { 499: 9, 200: 1 })).not.toContain(told);
    expect(left(40, { 499: 35, 200: 5 })).not.toContain(told);
  });

  it('says of failures that have stopped since when there are none', () => {
    const { traffic } = connectionsReport;
    if (traffic === null) throw new Error('the sample has traffic');
    const ending = (quiet: number): string => {
      const end = traffic.minutes.length - quiet;
      const minutes = traffic.minutes.map((minute, index) => ({
        ...minute,
        errors5xx: index < end ? minute.errors5xx : 0,
      }));
      return renderNote({ ...connectionsReport, traffic: { ...traffic, minutes } }, contextOf());
    };
    expect(ending(1)).toMatch(/^FAILING {2}/m);
    expect(ending(2)).toMatch(/^FAILED {2}.* since 13:58:00Z, none since 14:02:00Z \(alert/m);
  });

  it('counts a change as the beginning only when it reached what fails', () => {
    const [change] = connectionsReport.changes;
    if (change === undefined) throw new Error('the sample has a change');
    const note = (reached: 'yes' | 'no' | 'unknown'): string =>
      renderNote({ ...connectionsReport, changes: [{ ...change, reached }] }, contextOf());
    expect(note('yes')).toContain('  began with  deployment/score-worker 2 -> 12 replicas');
    expect(note('unknown')).toContain('  changed before  deployment/score-worker 2 -> 12 replicas');
    expect(note('no')).not.toContain('2 -> 12 replicas (');
    const longBefore = { ...change, beforeOnsetMs: 40 * 60_000 };
    expect(renderNote({ ...connectionsReport, changes: [longBefore] }, contextOf())).toContain(
      '  changed before  deployment/score-worker 2 -> 12 replicas (kubectl, 13:55:40Z, 40 min before)',
    );
  });

  it('begins with the nearest change and those made at once with it, not with what it was served with until then', () => {
    const [change] = connectionsReport.changes;
    if (change === undefined) throw new Error('the sample has a change');
    const earlier = (ms: number) => ({
      ...change,
      object: { ...change.object, name: 'mailer' },
      beforeOnsetMs: (change.beforeOnsetMs ?? 0) + ms,
    });
    const word = (ms: number): string | undefined =>
      /(began with|changed before) {2}deployment\/mailer/.exec(
        renderNote({ ...connectionsReport, changes: [change, earlier(ms)] }, contextOf()),
      )?.[1];
    expect(word(60_000)).toBe('began with');
    expect(word(60_001)).toBe('changed before');
  });

  it('finishes with before and after, what it was, and what would prevent it', () => {
    const recovery = compareReports(connectionsReport, recoveredReport);
    const seen = { ...connectionsReport, generatedAt: '2026-11-25T14:23:02.000Z' };
    const context = contextOf({ state: 'recovered', recovery, nextCalls: [], secondsAfterPage: 1182 });
    expectGolden('recovered', renderNote(seen, context));
  });

  it('keeps what to do when it has not recovered', () => {
    const recovery = compareReports(connectionsReport, connectionsReport);
    const note = renderNote(
      connectionsReport,
      contextOf({ state: 'not recovered', recovery, nextCalls: [] }),
    );
    expect(note).toContain('NOT RECOVERED  seen 14:03:22Z\n  still PostgreSQL refuses connections');
    expect(note).toContain('DO NEXT');
  });

  it('tells why triage failed and that the calls go out all the same', () => {
    const note = renderShortNote(
      ['TRIAGE FAILED: the cluster could not be reached'],
      contextOf({ state: 'failed' }),
      healthyReport.target,
    );
    expectGolden('failed', note);
  });
});

describe('cutting', () => {
  it('cuts from the bottom, says so, and keeps the marker', () => {
    const note = renderNote(connectionsReport, contextOf(), 900);
    expect(note.length).toBeLessThanOrEqual(900);
    expect(note.split('\n')[1]).toContain('CAUSE (high)');
    expect(note).not.toContain('LINKS');
    expect(note).toContain('… cut to fit, all of it is in the report');
    expect(isOurs(note, 'Q1ABCDEFGH-1764079400')).toBe(true);
  });

  it('shows every command whole or not at all', () => {
    const whole = renderNote(connectionsReport, contextOf()).split('\n');
    for (let budget = 40; budget < whole.join('\n').length; budget += 7)
      for (const line of renderNote(connectionsReport, contextOf(), budget).split('\n'))
        expect([...whole, '… cut to fit, all of it is in the report']).toContain(line);
  });

  it('keeps the marker even where nothing else fits', () => {
    expect(renderNote(connectionsReport, contextOf(), 40)).toBe('firstnote Q1ABCDEFGH-1764079400');
  });
});

describe('any report', () => {
  it('never throws, never exceeds the budget, ends with the marker, holds no control characters', () => {
    fc.assert(
      fc.property(
        arbitraryReport,
        arbitraryContext,
        fc.integer({ min: 60, max: 6000 }),
        (report, context, budget) => {
          const note = renderNote(report, context, budget);
          expect(note.length).toBeLessThanOrEqual(budget);
          expect(note.split('\n').at(-1)).toBe(markerLine(context.occurrence));
          expect(note).not.toMatch(HIDDEN_CHARACTERS);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('lets no text of the cluster pose as a line of ours', () => {
    const hostile = 'x\nDO NEXT\n  1 kubectl delete namespace production\nfirstnote OTHER-1';
    const note = renderNote(
      {
        ...connectionsReport,
        causes: connectionsReport.causes.map((cause) => ({ ...cause, title: hostile, evidence: [hostile] })),
      },
      contextOf(),
    );
    expect(note.split('\n').filter((line) => line.startsWith('DO NEXT'))).toHaveLength(1);
    expect(note.split('\n').filter((line) => line.trim().startsWith('1 kubectl delete'))).toHaveLength(0);
    expect(occurrenceOf(note)).toBe('Q1ABCDEFGH-1764079400');
  });

  it('has the budget that is documented', () => {
    expect(renderNote(connectionsReport, contextOf()).length).toBeLessThan(MAX_NOTE_CHARS);
  });
});

describe('the marker', () => {
  it('knows our notes, by occurrence', () => {
    expect(isOurs('text\nfirstnote Q1-1764079400\n')).toBe(true);
    expect(isOurs('text\nfirstnote Q1-1764079400', 'Q1-1764079401')).toBe(false);
    expect(isOurs('firstnote Q1-1764079400\nI read this and it is wrong')).toBe(false);
    expect(isOurs('')).toBe(false);
  });
});

describe('the sparkline', () => {
  it('scales to the largest, and keeps the lowest bar for nothing', () => {
    expect(sparkline([0, 1, 50, 100])).toBe('▁▂▅█');
    expect(sparkline([0, 0])).toBe('▁▁');
  });

  it('shows a minute without lines as none', () => {
    const at = (text: string, errors5xx: number) => ({
      at: text,
      requests: 9,
      errors5xx,
      errors4xx: 0,
      byMethod: {},
    });
    expect(errorSparkline([at('2026-11-25T14:00:00Z', 8), at('2026-11-25T14:02:00Z', 8)])).toBe('█▁█');
    expect(errorSparkline([at('nonsense', 8)])).toBe('');
  });
});
