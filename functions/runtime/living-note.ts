import { filesOf } from '../actions/files.ts';
import { writeNote } from '../actions/note.ts';
import type { Occurrence } from '../incidents/incident.ts';
import type { NoteState } from '../writing/note/context.ts';
import { renderNote, renderShortNote } from '../writing/note/note.ts';
import { noteContext } from './context.ts';
import type { TaskPorts } from './open.ts';
import { outletOf } from './outlet.ts';

type Ports = Pick<TaskPorts, 'now' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs' | 'mode'>;

/** A note has three editions: the report overtakes a call's edit twice at most. */
const MAX_TRIES = 3;

/**
 * Writes the note again with the report that they have, or a note without a report with its lines: what is around
 * them has changed. Nothing where there was no note. When the report came to a new edition meanwhile, that one is written
 * again, so that no older edition is the last. Answers with the note's id, '' where nothing was written.
 */
export async function writeNoteAgain(occurrence: Occurrence, ports: Ports, attempt: string): Promise<string> {
  let noteId = '';
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const written = await writeOnce(occurrence, ports, attempt);
    if (written === undefined) break;
    noteId = written.noteId;
    const now = await filesOf(ports.store, occurrence.name).readEdition();
    if (now?.state === written.state) break;
  }
  return noteId;
}

async function writeOnce(
  occurrence: Occurrence,
  ports: Ports,
  attempt: string,
): Promise<{ readonly state: NoteState; readonly noteId: string } | undefined> {
  const files = filesOf(ports.store, occurrence.name);
  const [plan, edition] = await Promise.all([files.readPlan(), files.readEdition()]);
  if (edition === undefined) return undefined;
  const { report } = edition;
  const known = { occurrence, alert: plan?.alert, playbook: plan?.playbook, timersRun: true };
  const write = async (text: string) =>
    (await writeNote({ ...ports, outlet: outletOf(ports), attempt }, occurrence, text)).id;
  if (report === undefined || plan === undefined) {
    if (edition.lines === undefined) return undefined;
    const { reportUrl: _none, ...context } = await noteContext(known, edition.state, ports);
    return {
      state: edition.state,
      noteId: await write(renderShortNote(edition.lines, context, plan?.target)),
    };
  }
  const writtenAt = report.generatedAt;
  const context = await noteContext({ ...known, writtenAt }, edition.state, ports, edition.detail);
  return { state: edition.state, noteId: await write(renderNote(report, context)) };
}
