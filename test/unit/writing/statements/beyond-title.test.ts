import { describe, expect, it } from '@jest/globals';
import type { Statement } from '../../../../functions/model/statement.ts';
import { beyondTitle } from '../../../../functions/writing/statements/beyond-title.ts';

const MOMENT = { now: Date.parse('2026-11-25T14:00:00Z') };
const share = { some: 1, all: 1 };
const lines = (said: string): Statement => ({ says: 'lines-said', count: 25, pods: share, said });
const restarts: Statement = { says: 'restarts-beside-probe', container: 'api', restarts: 3 };

describe('the evidence beyond the title', () => {
  it('gives a line once: a title that quotes it is not quoted again', () => {
    const title: Statement = { says: 'program-misses-setting', said: 'API_KEY is not set' };
    expect(beyondTitle(title, [lines('API_KEY is not set')], MOMENT)).toEqual(['25 lines on 1 of 1 pod']);
    expect(beyondTitle(title, [lines('API_KEY is not set!')], MOMENT)).toEqual([
      '25 lines on 1 of 1 pod: API_KEY is not set!',
    ]);
  });

  it('leaves out what says nothing without its quotation', () => {
    const title: Statement = { says: 'container-crashes', container: 'db', exitCode: 1, said: 'FATAL' };
    const run = (said: string): Statement => ({ says: 'run-said', run: 'previous', said });
    expect(beyondTitle(title, [run('FATAL'), restarts], MOMENT)).toEqual([
      'container api restarted 3 times: it may not stay up long enough',
    ]);
    expect(beyondTitle(title, [run('ready'), restarts], MOMENT)).toHaveLength(2);
    const probe: Statement = { says: 'own-probe-answered', said: 'FATAL' };
    expect(beyondTitle(title, [probe], MOMENT)).toEqual(['its own probe got the same']);
  });

  it('leaves out what the title states as one of its facts, whatever their order', () => {
    const fault = { says: 'probe-asks-undeclared-port', port: 9, declared: [80] } as const;
    const title: Statement = { says: 'readiness-fails', fault };
    const same: Statement = { declared: [80], port: 9, says: 'probe-asks-undeclared-port' };
    const other: Statement = { ...fault, port: 10 };
    expect(beyondTitle(title, [same, restarts], MOMENT)).toHaveLength(1);
    expect(beyondTitle(title, [other, restarts], MOMENT)).toHaveLength(2);
  });

  it('leaves out a claim that the title is about, and no other', () => {
    const title: Statement = { says: 'waits-for-absent-claim', claim: 'data' };
    const absent = (claim: string): Statement => ({ says: 'claim-absent', claim });
    expect(beyondTitle(title, [absent('data'), absent('cache')], MOMENT)).toEqual([
      'PVC cache does not exist',
    ]);
  });

  it('gives all of it where nothing else is left', () => {
    const title: Statement = { says: 'waits-for-absent-claim', claim: 'data' };
    expect(beyondTitle(title, [{ says: 'claim-absent', claim: 'data' }], MOMENT)).toEqual([
      'PVC data does not exist',
    ]);
  });
});
