import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compareReports } from '../../../functions/diagnosis/recovery/compare.ts';
import { statusText } from '../../../functions/writing/note/recovery-text.ts';
import { renderPage } from '../../../functions/writing/page/page.ts';
import { renderTimeline } from '../../../functions/writing/time-line/time-line.ts';
import { connectionsReport, contextOf, recoveredReport } from '../../support/report.ts';
import { linesOf, noteOf, PLAYBOOK, row } from '../../support/runbook.ts';
import { coverageMarkdown, RUNBOOK } from '../../support/runbook-coverage.ts';

const comparison = compareReports(connectionsReport, recoveredReport);
const note = noteOf(
  { ...connectionsReport, generatedAt: recoveredReport.generatedAt },
  {
    state: 'recovered',
    recovery: comparison,
    nextCalls: [],
  },
);
const timeline = renderTimeline({
  occurrence: {
    incidentId: 'Q1ABCDEFGH',
    name: 'Q1ABCDEFGH-1764079400',
    serviceId: 'PSERVICE1',
    title: 'DojoPoolAPIHighErrorRate',
    url: '',
    urgency: 'high',
    createdAt: '2026-11-25T14:03:20Z',
  },
  resolvedAt: '2026-11-25T14:21:40Z',
  before: connectionsReport,
  comparison,
  logEntries: [
    { at: '2026-11-25T14:04:10Z', type: 'acknowledge_log_entry', summary: 'Acknowledged', agent: 'Ada' },
  ],
  prevention: PLAYBOOK.prevention,
});

describe('Recovery and monitoring', () => {
  it(row('6.1'), () => {
    expect(note).toContain(
      '\nRECOVERED  seen 14:23:02Z\n  5xx before 9.8 % of 11,540 requests, after 0.02 % of 4,210 requests\n',
    );
  });

  it(row('6.2'), () => {
    expect(note).toContain('POST /api/games/:id/scores 61 % -> 0 %, p95 5.0 s -> 0.13 s');
  });

  it(row('6.3'), () => {
    expect(note).toContain('all 2 endpoints seen before answer');
  });

  it(row('7'), () => {
    expect(note).toContain('\nPREVENT\n  deployment/dojopool-api has no autoscaler\n');
    expect(timeline).toContain('- [ ] fix for good: PostgreSQL refuses connections');
  });

  it(row('8.1'), () => {
    expect(statusText(comparison, 'DojoPoolAPIHighErrorRate')).toBe(
      'Recovered: DojoPoolAPIHighErrorRate. 5xx before 9.8 % of 11,540 requests, after 0.02 % of 4,210 requests',
    );
  });

  it(row('8.2'), () => {
    expect(timeline).toContain('| 2026-11-25 13:58:12Z | it began (errors a minute) |');
    expect(timeline).toContain('| 2026-11-25 14:04:10Z | Acknowledged (Ada) |');
    expect(timeline).toContain('| 2026-11-25 14:21:40Z | incident resolved |');
  });

  it(row('8.3'), () => {
    expect(timeline).toContain('- [ ] tell stakeholders; amend the playbook with what was learnt');
    expect(timeline).toContain(
      '- [ ] let it be seen next time: node usage: forbidden, needs list nodes.metrics.k8s.io',
    );
  });

  it(row('E'), () => {
    expect(PLAYBOOK.escalation.map(({ after, name }) => `${after} ${name}`)).toEqual([
      '5 Backend Engineering Lead',
      '15 Engineering Manager',
      '30 CTO/Head of Engineering',
    ]);
    expect(linesOf(noteOf(connectionsReport), 'NEXT CALLED')).toEqual([
      '14:08:20Z Backend Engineering Lead · 14:18:20Z Engineering Manager · 14:33:20Z CTO/Head of Engineering',
    ]);
  });

  it(row('P'), () => {
    const page = renderPage(connectionsReport, contextOf({ playbook: PLAYBOOK }));
    for (const measure of PLAYBOOK.prevention) {
      expect(page).toContain(measure);
      expect(timeline).toContain(`- ${measure}`);
    }
    expect(noteOf(connectionsReport)).not.toContain('PREVENT');
  });

  it(row('M'), () => {
    const page = renderPage(connectionsReport, contextOf({ playbook: PLAYBOOK }));
    for (const name of Object.keys(PLAYBOOK.metrics)) expect(page).toContain(name);
  });
});

describe('docs/runbook-coverage.md', () => {
  const root = new URL('../../../', import.meta.url);

  it('is the one of the table (UPDATE_GOLDEN=1 npm test -- runbook writes it)', () => {
    const file = new URL('docs/runbook-coverage.md', root);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, coverageMarkdown());
    expect(readFileSync(file, 'utf8')).toBe(coverageMarkdown());
  });

  it.each(RUNBOOK.map(({ step, test }) => [step, test]))('step %s has its test in %s', (step, test) => {
    const file = new URL(test, root);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(`it(row('${step}'), () => {`);
  });
});
