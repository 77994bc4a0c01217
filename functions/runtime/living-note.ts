import { filesOf } from '../actions/files.ts';
import { writeNote } from '../actions/note.ts';
import type { Occurrence } from '../core/incident.ts';
import { renderNote } from '../core/note/note.ts';
import { renderPage } from '../core/page/page.ts';
import { noteContext } from './context.ts';
import type { TaskPorts } from './open.ts';

type Ports = Pick<TaskPorts, 'now' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs'>;

/** Writes note and page again with the report that they have: what is around it has changed. Nothing without a report. */
export async function writeNoteAgain(occurrence: Occurrence, ports: Ports, attempt: string): Promise<void> {
  const files = filesOf(ports.store, occurrence.name);
  const [plan, report, edition] = await Promise.all([
    files.readPlan(),
    files.readReport('before'),
    files.readEdition(),
  ]);
  if (plan === undefined || report === undefined || edition === undefined) return;
  const { alert, playbook } = plan;
  const known = { occurrence, alert, playbook, timersRun: true, writtenAt: report.generatedAt };
  const context = await noteContext(known, edition.state, ports, edition.detail);
  await files.writePage(renderPage(report, context));
  await writeNote({ ...ports, attempt }, occurrence, renderNote(report, context));
}
