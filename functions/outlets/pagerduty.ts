import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import { Failure, failureKind } from '../model/failure.ts';
import { isOurs } from '../writing/note/marker.ts';
import type { Outlet } from './outlet.ts';

type Notes = Pick<PagerDutyPort, 'notes' | 'createNote' | 'updateNote' | 'postStatusUpdate'>;

/** An incident's notes and status updates. */
export const pagerDutyOutlet = (pagerduty: Notes): Outlet => ({
  find: async ({ incidentId, name }) =>
    (await pagerduty.notes(incidentId)).find((note) => isOurs(note.content, name))?.id,
  post: async ({ incidentId }, text) => (await pagerduty.createNote(incidentId, text)).id,
  edit: ({ incidentId }, id, text) => edit(pagerduty, incidentId, id, text),
  announce: ({ incidentId }, text) =>
    pagerduty.postStatusUpdate(incidentId, text).then(() => true, whetherItCan),
});

/** A 404 for a note that is still there is trouble that passes. */
async function edit(pagerduty: Notes, incidentId: string, id: string, text: string): Promise<void> {
  try {
    await pagerduty.updateNote(incidentId, id, text);
  } catch (error) {
    if (!(error instanceof Failure && error.status === 404)) throw error;
    const notes = await pagerduty.notes(incidentId).catch(() => undefined);
    if (notes === undefined || notes.some((note) => note.id === id)) {
      throw new Failure('retryLater', `the note ${id} could not be edited, and may be there`, {
        cause: error,
      });
    }
  }
}

function whetherItCan(error: unknown): false {
  const kind = failureKind(error);
  if (kind === 'abilityMissing' || kind === 'rejected') return false;
  throw error;
}
