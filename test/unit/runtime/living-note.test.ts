import { describe, expect, it } from '@jest/globals';
import { filesOf } from '../../../functions/actions/files.ts';
import { writeNoteAgain } from '../../../functions/runtime/living-note.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { fakePagerDuty } from '../../support/pagerduty.ts';
import { connectionsReport, playbookOf } from '../../support/report.ts';

const occurrence = {
  incidentId: 'Q1',
  name: 'Q1-1764079400',
  serviceId: 'PSERVICE',
  title: 'High',
  url: '',
  urgency: 'high',
  createdAt: '2026-11-25T14:03:20.000Z',
};

async function planned() {
  const store = memoryStore();
  const files = filesOf(store, occurrence.name);
  await files.writePlan({
    alert: { name: 'High', severity: 'critical', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
    playbook: playbookOf(),
    target: connectionsReport.target,
    window: connectionsReport.window,
    lead: { name: occurrence.name, incidentId: 'Q1', url: '' },
  });
  await files.writeEdition({ state: 'first version', report: connectionsReport });
  return { store, files };
}

const portsOf = (
  store: ReturnType<typeof memoryStore>,
  pagerduty: ReturnType<typeof fakePagerDuty>['port'],
) => ({
  now: () => Date.parse('2026-11-25T14:03:30Z'),
  store,
  pagerduty,
  viewUrl: 'https://view.example',
  minuteMs: 60_000,
  mode: async () => 'full' as const,
});

describe('a note that is written again', () => {
  it('is the newest edition, though the report came to it while the note was being edited', async () => {
    const { store, files } = await planned();
    const { port, state } = fakePagerDuty();
    let overtaken = false;
    const slow = {
      ...port,
      createNote: async (incidentId: string, content: string) => {
        if (!overtaken) await files.writeEdition({ state: 'complete', report: connectionsReport });
        overtaken = true;
        return port.createNote(incidentId, content);
      },
    };
    await writeNoteAgain(occurrence, portsOf(store, slow), 'a');
    expect(state.notes).toHaveLength(1);
    expect(state.notes[0]?.content).not.toContain('FIRST VERSION');
  });

  it('stays what it is where the triage has written nothing yet', async () => {
    const { port, state } = fakePagerDuty();
    await writeNoteAgain(occurrence, portsOf(memoryStore(), port), 'a');
    expect(state.notes).toEqual([]);
  });
});
