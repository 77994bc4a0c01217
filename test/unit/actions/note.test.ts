import { describe, expect, it } from '@jest/globals';
import { writeNote } from '../../../functions/actions/note.ts';
import type { PagerDutyPort } from '../../../functions/clients/pagerduty/port.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { pagerDutyOutlet } from '../../../functions/outlets/pagerduty.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { failing, fakePagerDuty } from '../../support/pagerduty.ts';

const occurrence = { incidentId: 'Q1', name: 'Q1-1764079400' };
const gone = new Failure('rejected', 'PagerDuty PUT: answered 404', { status: 404 });

/** An occurrence whose note is there. */
async function noted() {
  const { port, state } = fakePagerDuty();
  const store = memoryStore();
  const write = (pagerduty: PagerDutyPort, attempt: string) =>
    writeNote(
      { store, now: () => 0, attempt, outlet: pagerDutyOutlet(pagerduty) },
      occurrence,
      `text\nfirstnote ${occurrence.name}`,
    );
  await write(port, 'a');
  return { port, state, write };
}

describe('an edit that PagerDuty answers with 404', () => {
  it('is tried again while the note is there', async () => {
    const { port, write } = await noted();
    await expect(write(failing(port, 'updateNote', gone), 'b')).rejects.toMatchObject({ kind: 'retryLater' });
  });

  it('is tried again while nobody can say whether the note is there', async () => {
    const { port, write } = await noted();
    const blind = failing(failing(port, 'updateNote', gone), 'notes', gone);
    await expect(write(blind, 'b')).rejects.toMatchObject({ kind: 'retryLater' });
  });

  it('leaves a note deleted that a person deleted', async () => {
    const { port, state, write } = await noted();
    state.notes.length = 0;
    await write(failing(port, 'updateNote', gone), 'b');
    expect(state.notes).toEqual([]);
  });
});
