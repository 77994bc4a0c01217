import { expect, it } from '@jest/globals';
import type { EscalateOutput, EscalationTimer, LapseExecution } from '../../../functions/contracts/states.ts';
import { createBoard } from '../../../functions/host/board.ts';

const occurrence = {
  incidentId: 'Q1',
  name: 'Q1-1764079400',
  serviceId: 'S1',
  title: 'High',
  url: '',
  urgency: 'high',
  createdAt: '2026-11-25T14:00:00.000Z',
};
const timer = (step: number, at: string, name: string): EscalationTimer => ({
  step,
  at: `2026-11-25T${at}:00.000Z`,
  name,
});
const first = [timer(0, '14:05', 'Lead'), timer(1, '14:15', 'Manager')];
const lapse: LapseExecution = {
  kind: 'lapse',
  occurrence,
  playbook: 'API',
  lapsedAt: '2026-11-25T14:40:00.000Z',
  escalations: [timer(0, '14:45', 'Lead'), timer(1, '14:55', 'Manager')],
};

it('shows the timers of a lapsed acknowledgement for whoever was skipped, and keeps who was called', () => {
  const board = createBoard(() => 0);
  const rings = (escalation: EscalationTimer, outcome: EscalateOutput['outcome']) =>
    board.happened({
      occurrence: occurrence.name,
      state: 'Escalate',
      task: 'escalate',
      phase: 'succeeded',
      payload: { escalation },
      result: { outcome, why: `${outcome} at ${escalation.at}` },
    });
  const shown = () =>
    board.incidents()[0]?.timers.map(({ name, at, state }) => `${name} ${at.slice(11, 16)} ${state}`);
  board.opened({ kind: 'triage', occurrence, playbook: 'API', escalations: first });
  for (const [index, outcome] of (['called', 'skipped'] as const).entries())
    rings(first[index] ?? timer(0, '00:00', ''), outcome);
  board.opened(lapse);
  expect(shown()).toEqual(['Lead 14:05 called', 'Manager 14:55 waiting']);
  rings(timer(0, '14:45', 'Lead'), 'skipped');
  rings(timer(1, '14:55', 'Manager'), 'called');
  expect(shown()).toEqual(['Lead 14:05 called', 'Manager 14:55 called']);
});
