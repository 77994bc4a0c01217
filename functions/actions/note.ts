import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import { Failure } from '../core/failure.ts';
import type { Occurrence } from '../core/incident.ts';
import { isOurs } from '../core/note/marker.ts';
import { effectKey } from './files.ts';
import { type OnceContext, once } from './once.ts';

export interface NoteContext extends OnceContext {
  readonly pagerduty: Pick<PagerDutyPort, 'notes' | 'createNote' | 'updateNote'>;
}

/** The occurrence's one note; `isNew` where this call posted it. */
export interface WrittenNote {
  readonly id: string;
  readonly isNew: boolean;
}

/**
 * Posts the occurrence's note, or edits the one that is there: an occurrence has exactly one, found by its marker line
 * when the record of it was lost.
 */
export async function writeNote(
  context: NoteContext,
  occurrence: Pick<Occurrence, 'incidentId' | 'name'>,
  content: string,
): Promise<WrittenNote> {
  const { pagerduty } = context;
  let isNew = false;
  const id = await once(context, {
    key: effectKey(occurrence.name, 'note'),
    look: async () => {
      const notes = await pagerduty.notes(occurrence.incidentId);
      return notes.find((note) => isOurs(note.content, occurrence.name))?.id;
    },
    act: async () => {
      const note = await pagerduty.createNote(occurrence.incidentId, content);
      isNew = true;
      return note.id;
    },
  });
  if (!isNew) await edit(pagerduty, occurrence.incidentId, id, content);
  return { id, isNew };
}

/**
 * A note that a person deleted stays deleted. A 404 for one that is still there is trouble that passes.
 * @throws Failure of PagerDuty's, or `retryLater`.
 */
async function edit(
  pagerduty: NoteContext['pagerduty'],
  incidentId: string,
  id: string,
  content: string,
): Promise<void> {
  try {
    await pagerduty.updateNote(incidentId, id, content);
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
