import { filesOf } from '../actions/files.ts';
import { writeNote } from '../actions/note.ts';
import type { Occurrence } from '../core/incident.ts';
import type { NoteState } from '../core/note/context.ts';
import { renderNote } from '../core/note/note.ts';
import { renderPage } from '../core/page/page.ts';
import { noteContext } from './context.ts';
import type { TaskPorts } from './open.ts';

type Ports = Pick<TaskPorts, 'now' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs'>;

/** A note has three editions: the report overtakes a call's edit twice at most. */
const MAX_TRIES = 3;

/**
 * Writes note and page again with the report that they have: what is around it has changed. Nothing without a report.
 * When the report came to a new edition meanwhile, that one is written again, so that no older edition is the last.
 * Answers with the note's id, '' where nothing was written.
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
  const [plan, report, edition] = await Promise.all([
    files.readPlan(),
    files.readReport('before'),
    files.readEdition(),
  ]);
  if (plan === undefined || report === undefined || edition === undefined) return undefined;
  const { alert, playbook } = plan;
  const known = { occurrence, alert, playbook, timersRun: true, writtenAt: report.generatedAt };
  const context = await noteContext(known, edition.state, ports, edition.detail);
  await files.writePage(renderPage(report, context));
  const { id } = await writeNote({ ...ports, attempt }, occurrence, renderNote(report, context));
  return { state: edition.state, noteId: id };
}
