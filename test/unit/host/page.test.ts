import { describe, expect, it } from '@jest/globals';
import type { TriageExecution } from '../../../functions/contracts/states.ts';
import { createBoard } from '../../../functions/host/board.ts';
import type { TaskEvent } from '../../../functions/host/machine.ts';
import { renderBoard, renderPage } from '../../../functions/host/page.ts';

const START = Date.UTC(2026, 10, 25, 14, 3, 20);
const at = (ms: number) => new Date(START + ms).toISOString();
const input: TriageExecution = {
  kind: 'triage',
  playbook: 'p',
  occurrence: {
    incidentId: 'Q1',
    name: 'Q1-1764079400',
    serviceId: 'S1',
    title: '<img src=x onerror=alert(1)>',
    url: 'https://example.pagerduty.com/incidents/Q1',
    urgency: 'high',
    createdAt: at(0),
  },
  escalations: [
    { step: 0, at: at(5_000), name: 'Lead "L"' },
    { step: 1, at: at(15_000), name: 'Manager' },
  ],
};

function boardAt() {
  let nowMs = START;
  const board = createBoard(() => nowMs);
  board.opened(input);
  const event = (state: string, task: TaskEvent['task'], phase: TaskEvent['phase'], more = {}) =>
    board.happened({
      occurrence: 'Q1-1764079400',
      state,
      task,
      phase,
      payload: {},
      result: undefined,
      ...more,
    });
  return { board, event, pass: (ms: number) => (nowMs += ms) };
}
const shown = (board: ReturnType<typeof createBoard>, more = {}) =>
  renderBoard({
    incidents: board.incidents(),
    minuteMs: 1000,
    source: 'a recording',
    actions: true,
    ...more,
  });

describe("the host's page", () => {
  it('says what it waits for when there is no incident', () => {
    expect(shown(createBoard(() => START))).toContain('No incident yet');
  });

  it('shows the timers in minutes, and what became of each', () => {
    const { board, event } = boardAt();
    const payload = { escalation: input.escalations[0] };
    event('Escalate', 'escalate', 'started', { payload });
    expect(shown(board)).toContain('calling');
    event('Escalate', 'escalate', 'succeeded', {
      payload,
      result: { outcome: 'called', why: 'Lead was asked to join' },
    });
    const html = shown(board);
    expect(html).toMatch(/class="called"><strong>5 min<\/strong> Lead &#34;L&#34;.*Lead was asked to join/);
    expect(html).toMatch(
      /class="waiting"><strong>15 min<\/strong> Manager.*data-at="2026-11-25T14:03:35.000Z"/,
    );
  });

  it('shows when a step began and how long it took, and why one failed', () => {
    const { board, event, pass } = boardAt();
    pass(40);
    event('Plan', 'plan', 'started');
    pass(60);
    event('Plan', 'plan', 'failed', { result: 'no <playbook>' });
    expect(shown(board)).toMatch(/Plan<\/th><td>40 ms<\/td><td>60 ms<br>no &#60;playbook&#62;/);
  });

  it('shows a note once however often it is edited, and its addresses as links', () => {
    const { board } = boardAt();
    board.noted('Q1', { id: 'N1', content: 'first', createdAt: at(1) });
    board.noted('Q1', { id: 'N1', content: 'CAUSE <b> see https://a.example/x?k=1 now', createdAt: at(1) });
    const html = shown(board);
    expect(html.match(/<pre/g)).toHaveLength(1);
    expect(html).toContain(
      'CAUSE &#60;b&#62; see <a href="https://a.example/x?k=1">https://a.example/x?k=1</a> now',
    );
    expect(html).toContain('edited in place once');
  });

  it('lets no text of an incident become markup', () => {
    const { board } = boardAt();
    const page = renderPage(
      { incidents: board.incidents(), minuteMs: 1000, source: '<i>', actions: false },
      'NONCE',
    );
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<i>');
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it('offers to act only where the account is its own', () => {
    const { board } = boardAt();
    expect(shown(board)).toContain('action="/local/resolve/Q1"');
    expect(shown(board, { actions: false })).not.toContain('<form');
  });

  it('stays the same while nothing happens', () => {
    const { board, pass } = boardAt();
    const before = shown(board);
    pass(5_000);
    expect(shown(board)).toBe(before);
  });

  it('keeps the newest fifty incidents', () => {
    const board = createBoard(() => START);
    for (let index = 0; index < 60; index += 1) {
      board.opened({ ...input, occurrence: { ...input.occurrence, name: `Q${index}-1` } });
    }
    expect(board.incidents()).toHaveLength(50);
    expect(board.incidents()[0]?.occurrence.name).toBe('Q59-1');
  });
});
