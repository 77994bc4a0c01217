import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callMarker, callMessage } from '../../../../functions/incidents/escalation/message.ts';
import { connectionsReport, healthyReport } from '../../../support/report.ts';

const call = {
  occurrence: 'Q1-1764079400',
  step: 1,
  title: '[FIRING:1] High',
  minutesOpen: 15,
  report: undefined,
  reportUrl: undefined,
};

it('says why, what is broken, what to do first and where to read on', () => {
  const report = {
    ...healthyReport,
    headline: 'PostgreSQL refuses connections',
    causes: [
      {
        cause: 'dependency-error' as const,
        confidence: 'high' as const,
        object: { kind: 'StatefulSet', namespace: 'production', name: 'postgresql' },
        title: 'refuses connections',
        evidence: [],
        why: [],
        against: [],
        actions: [
          { kind: 'avoid' as const, text: 'do not scale up' },
          { kind: 'look' as const, text: 'who holds them', command: 'kubectl logs postgresql-0' },
        ],
      },
    ],
  };
  expect(callMessage({ ...call, report, reportUrl: 'https://x.example/r' })).toBe(
    `Nobody has acknowledged "[FIRING:1] High" for 15 min.
PostgreSQL refuses connections
Next: kubectl logs postgresql-0
https://x.example/r
firstnote Q1-1764079400 call 2`,
  );
});

it('says what to do first in words where its command does not fit whole', () => {
  const [cause] = connectionsReport.causes;
  const said = (command: string, reportUrl?: string): string =>
    callMessage({
      ...call,
      report: {
        ...connectionsReport,
        causes: cause ? [{ ...cause, actions: [{ kind: 'look', text: 'who holds them', command }] }] : [],
      },
      reportUrl,
    });
  const short = `kubectl -n shop exec db-0 -- psql -c 'SELECT  ${'x'.repeat(300)}'`;
  expect(said(short)).toContain(`\nNext: ${short}\n`);
  expect(said(short, `https://x.example/${'y'.repeat(200)}`)).toContain('\nNext: who holds them\n');
  expect(said(short, `https://x.example/${'y'.repeat(560)}`)).not.toContain('Next: ');
});

it('says that somebody had it, and since when nobody has', () => {
  expect(callMessage({ ...call, minutesOpen: 39, minutesLapsed: 5 })).toContain(
    'Nobody has "[FIRING:1] High": its acknowledgement lapsed 5 min ago, after 34 min.',
  );
});

it('says that there is no diagnosis when there is none', () => {
  expect(callMessage(call)).toContain('firstnote has no diagnosis.');
});

it('always ends with its link and marker, and is never long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), fc.nat(40), (title, step) => {
      const reportUrl = `https://x.example/${'y'.repeat(200)}`;
      const message = callMessage({
        ...call,
        title,
        step,
        reportUrl,
      });
      expect(message.length).toBeLessThanOrEqual(700);
      expect(message.split('\n').slice(-2)).toEqual([reportUrl, callMarker('Q1-1764079400', step)]);
    }),
  );
});
