import { type Edition, type Ending, filesOf, type OccurrenceFiles } from '../actions/files.ts';
import { writeNote } from '../actions/note.ts';
import type { Occurrence } from '../incidents/incident.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import type { NoteState } from '../writing/note/context.ts';
import { renderNote, renderShortNote } from '../writing/note/note.ts';
import { noteContext } from './context.ts';
import { endedNote } from './ended-note.ts';
import type { TaskPorts } from './open.ts';
import { outletOf } from './outlet.ts';

type Ports = Pick<TaskPorts, 'now' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs' | 'mode'>;

/** A note has four editions, that of its end among them: one that is newer overtakes a call's edit three times at most. */
const MAX_TRIES = 4;

/**
 * Writes the note again with the report that they have, or a note without a report with its lines: what is around
 * them has changed. Nothing where there was no note. When the report came to a new edition meanwhile, or the incident to
 * its end, that one is written again, so that no older edition is the last. Answers with the note's id, '' where nothing
 * was written. The plan is read where the caller has none.
 */
export async function writeNoteAgain(
  occurrence: Occurrence,
  ports: Ports,
  attempt: string,
  plan?: Plan,
): Promise<string> {
  const files = filesOf(ports.store, occurrence.name);
  const known = plan ?? (await files.readPlan());
  let noteId = '';
  let current = await newest(files);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const text = await textOf(occurrence, known, current, ports);
    if (text === undefined) break;
    noteId = (await writeNote({ ...ports, outlet: outletOf(ports), attempt }, occurrence, text)).id;
    const written = current;
    current = await newest(files);
    if (nameOf(current) === nameOf(written)) break;
  }
  return noteId;
}

/** What the note is written from: the edition of the report, and how it ended where it has. */
interface Newest {
  readonly edition: Edition | undefined;
  readonly ending: Ending | undefined;
}

async function newest(files: OccurrenceFiles): Promise<Newest> {
  const [edition, ending] = await Promise.all([files.readEdition(), files.readEnding()]);
  return { edition, ending };
}

const nameOf = ({ edition, ending }: Newest): NoteState | 'ended' | undefined =>
  ending === undefined ? edition?.state : 'ended';

/** The note as it stands now; undefined where there is nothing to say yet. */
async function textOf(
  occurrence: Occurrence,
  plan: Plan | undefined,
  { edition, ending }: Newest,
  ports: Ports,
): Promise<string | undefined> {
  const report = edition?.report;
  if (ending !== undefined) return endedNote({ occurrence, plan, report, ending }, ports);
  if (edition === undefined) return undefined;
  const known = { occurrence, alert: plan?.alert, playbook: plan?.playbook, timersRun: true };
  if (report === undefined || plan === undefined) {
    if (edition.lines === undefined) return undefined;
    const { reportUrl: _none, ...context } = await noteContext(known, edition.state, ports);
    return renderShortNote(edition.lines, context, plan?.target);
  }
  const writtenAt = report.generatedAt;
  const context = await noteContext({ ...known, writtenAt }, edition.state, ports, edition.detail);
  return renderNote(report, context);
}
