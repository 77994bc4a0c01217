import { type Ending, filesOf } from '../actions/files.ts';
import { writeNote } from '../actions/note.ts';
import { timelineLink } from '../actions/report-link.ts';
import type { Occurrence } from '../incidents/incident.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import { defined, present } from '../model/present.ts';
import type { Report } from '../model/report.ts';
import type { NoteContext } from '../writing/note/context.ts';
import { renderNote, renderShortNote } from '../writing/note/note.ts';
import { OUTCOME_HEADS, recoveryLines } from '../writing/note/recovery-text.ts';
import { noteContext } from './context.ts';
import type { TaskPorts } from './open.ts';
import { outletOf } from './outlet.ts';

type Ports = Pick<TaskPorts, 'now' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs' | 'mode'>;

/** An occurrence whose end is known. */
export interface Ended {
  readonly occurrence: Occurrence;
  readonly ending: Ending;
  readonly plan: Plan | undefined;
  /** The report of the failure, undefined where there is none. */
  readonly report: Report | undefined;
}

/** The note of an incident that ended: first how, then what it was. */
export async function endedNote(ended: Ended, ports: Ports): Promise<string> {
  return noteOf(ended, await contextOf(ended, ports));
}

/** Ports of a function that writes the page, too. */
interface PagePorts extends Ports {
  readonly renderPage: (report: Report, context: NoteContext) => string;
}

/** Writes that note, and the page beside it where there is a report. Answers with the note's id. */
export async function writeEnded(
  ended: Ended,
  { renderPage, ...ports }: PagePorts,
  attempt: string,
): Promise<string> {
  const context = await contextOf(ended, ports);
  const seen = seenReport(ended);
  if (seen !== undefined)
    await filesOf(ports.store, ended.occurrence.name).writePage(renderPage(seen, context));
  const outlet = outletOf(ports);
  return (await writeNote({ ...ports, outlet, attempt }, ended.occurrence, noteOf(ended, context))).id;
}

async function contextOf({ occurrence, plan, ending }: Ended, ports: Ports): Promise<NoteContext> {
  const { comparison, seenAt } = ending;
  const { alert, playbook } = plan ?? {};
  const state = comparison.recovered === 'yes' ? 'recovered' : 'not recovered';
  const known = { occurrence, alert, playbook, timersRun: false, writtenAt: seenAt };
  const context = await noteContext(known, state, ports, recoveryLines(comparison).join('; '));
  const { reportUrl } = context;
  const timelineUrl = reportUrl === undefined ? undefined : timelineLink(reportUrl);
  return { ...context, recovery: comparison, ...defined({ timelineUrl }) };
}

function noteOf(ended: Ended, context: NoteContext): string {
  const seen = seenReport(ended);
  if (seen !== undefined) return renderNote(seen, context);
  const { reportUrl: _none, ...short } = context;
  const { comparison } = ended.ending;
  const { stateDetail = '' } = context;
  const line = present(OUTCOME_HEADS[comparison.recovered], stateDetail !== '' && stateDetail).join(': ');
  return renderShortNote([line], short, ended.plan?.target);
}

const seenReport = ({ report, ending }: Ended): Report | undefined =>
  report === undefined ? undefined : { ...report, generatedAt: ending.seenAt };
