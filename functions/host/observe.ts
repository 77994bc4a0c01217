import type { Note, PagerDutyPort } from '../clients/pagerduty/port.ts';

/** The same port, which tells of each note once PagerDuty has it, new or edited. */
export function observeNotes(
  pagerduty: PagerDutyPort,
  tell: (incidentId: string, note: Note) => void,
): PagerDutyPort {
  return {
    ...pagerduty,
    createNote: async (incidentId, content) => {
      const note = await pagerduty.createNote(incidentId, content);
      tell(incidentId, note);
      return note;
    },
    updateNote: async (incidentId, noteId, content) => {
      const note = await pagerduty.updateNote(incidentId, noteId, content);
      tell(incidentId, note);
      return note;
    },
  };
}
