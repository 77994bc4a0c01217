import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareReports } from '../../../../functions/diagnosis/recovery/compare.ts';
import type { Occurrence } from '../../../../functions/incidents/incident.ts';
import { renderTimeline } from '../../../../functions/writing/time-line/time-line.ts';
import { arbitraryReport, hostileText } from '../../../support/arbitrary.ts';
import { connectionsReport, recoveredReport } from '../../../support/report.ts';

const occurrence: Occurrence = {
  incidentId: 'Q1ABCDEFGH',
  name: 'Q1ABCDEFGH-1764079400',
  serviceId: 'PSERVICE1',
  title: 'DojoPoolAPIHighErrorRate',
  url: 'https://example.pagerduty.com/incidents/Q1ABCDEFGH',
  urgency: 'high',
  createdAt: '2026-11-25T14:03:20Z',
};
const input = {
  occurrence,
  resolvedAt: '2026-11-25T14:21:40Z',
  before: connectionsReport,
  comparison: compareReports(connectionsReport, recoveredReport),
  logEntries: [
    {
      at: '2026-11-25T14:04:10Z',
      type: 'acknowledge_log_entry',
      summary: 'Acknowledged by Ada.',
      agent: 'Ada',
    },
  ],
  prevention: ['Implement circuit breakers for external services'],
};

describe('the time line', () => {
  const text = renderTimeline(input);

  it('has change, onset, page, acknowledgement and resolution in the order of time', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| 2026'));
    expect(rows).toEqual([
      '| 2026-11-25 13:55:40Z | change: deployment/score-worker 2 -\\> 12 replicas, by kubectl |',
      '| 2026-11-25 13:58:12Z | it began (errors a minute) |',
      '| 2026-11-25 14:03:20Z | incident opened |',
      '| 2026-11-25 14:03:22Z | firstnote\'s note: PostgreSQL refuses connections, "too many clients already": statefulset/dojopool-postgresql |',
      '| 2026-11-25 14:04:10Z | Acknowledged by Ada. |',
      '| 2026-11-25 14:21:40Z | incident resolved |',
    ]);
  });

  it('has the cause with its evidence, before and after, prevention, and what is left to do', () => {
    for (const line of [
      'PostgreSQL refuses connections, "too many clients already": statefulset/dojopool-postgresql (confidence high)',
      '- 1,104 of 1,131 5xx carry it, from 13:58:12Z on, on 2 of 2 API pods',
      '## Before and after: recovered',
      '- Implement circuit breakers for external services',
      '- [ ] fix for good: PostgreSQL refuses connections, "too many clients already" (statefulset/dojopool-postgresql)',
      '- [ ] let it be seen next time: node usage: forbidden, needs list nodes.metrics.k8s.io (firstnote rbac)',
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('leaves out a change that did not reach what failed', () => {
    const changes = connectionsReport.changes.map((change) => ({ ...change, reached: 'no' as const }));
    expect(renderTimeline({ ...input, before: { ...connectionsReport, changes } })).not.toContain(
      'score-worker',
    );
  });

  it('says so when no triage was made', () => {
    expect(renderTimeline({ ...input, before: undefined })).toContain('No triage was made.');
  });

  it('lets no text of a cluster become markup or a row of its own', () => {
    fc.assert(
      fc.property(arbitraryReport, hostileText, (before, summary) => {
        const lines = renderTimeline({
          ...input,
          before,
          logEntries: [{ at: '2026-11-25T14:04:10Z', type: 'x', summary, agent: '' }],
        }).split('\n');
        const rows = lines.filter((line) => line.startsWith('| ') && !line.startsWith('| when'));
        for (const row of rows) expect(row.replaceAll(/\\./g, '').match(/\|/g)).toHaveLength(3);
        expect(lines.filter((line) => line.startsWith('## '))).toHaveLength(5);
        expect(lines.join('\n').replaceAll(/\\./g, '').replace(occurrence.url, '')).not.toMatch(
          /<(?!>)[a-z!/]/i,
        );
      }),
      { numRuns: 100 },
    );
  });
});
