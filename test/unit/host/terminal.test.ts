import { describe, expect, it } from '@jest/globals';
import { createTerminal } from '../../../functions/host/terminal.ts';

function terminal() {
  const said: string[] = [];
  return { to: createTerminal((text) => said.push(text)), said };
}
const event = { occurrence: 'Q1-1', state: 'Escalate', payload: {}, result: undefined } as const;

describe('what npm start says', () => {
  it('is the whole note at first, then what an edit changed', () => {
    const { to, said } = terminal();
    to.note('CAUSE x\nNEXT CALLED a, b\nQ1-1');
    to.note('CAUSE x\nCALLED a\nNEXT CALLED b\nQ1-1');
    to.note('CAUSE x\nCALLED a\nNEXT CALLED b\nQ1-1');
    expect(said).toEqual([
      '\nThe note:\n\nCAUSE x\nNEXT CALLED a, b\nQ1-1\n\n',
      'The note, edited in place:\n  + CALLED a\n  + NEXT CALLED b\n',
    ]);
  });

  it('is the whole note again when much of it changed', () => {
    const { to, said } = terminal();
    to.note('a');
    to.note('1\n2\n3\n4\n5');
    expect(said[1]).toBe('\nThe note, edited in place:\n\n1\n2\n3\n4\n5\n\n');
  });

  it('is one line for a person who was called, with whom, when and how', () => {
    const { to, said } = terminal();
    to.happened({
      ...event,
      task: 'escalate',
      phase: 'succeeded',
      payload: { escalation: { step: 0, name: 'Lead', at: '2026-11-25T14:08:20.000Z' } },
      result: { outcome: 'called', why: 'asked to join' },
    });
    expect(said).toEqual(['called 14:08:20Z Lead: asked to join\n']);
  });

  it('is why a step failed, and nothing of those that went well', () => {
    const { to, said } = terminal();
    to.happened({ ...event, state: 'Plan', task: 'plan', phase: 'failed', result: 'no playbook' });
    to.happened({ ...event, state: 'Plan', task: 'plan', phase: 'succeeded' });
    to.ended({ name: 'Q1-1', status: 'aborted' });
    expect(said).toEqual(['Plan failed: no playbook\n']);
  });
});
