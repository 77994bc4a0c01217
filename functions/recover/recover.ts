import { bundleSoFar } from '../actions/bundle-so-far.ts';
import { releaseTarget } from '../actions/claim.ts';
import { type Ending, filesOf } from '../actions/files.ts';
import { laterOccurrence } from '../actions/latest.ts';
import { postStatusUpdate } from '../actions/status-update.ts';
import type { RecoverInput, RecoverOutput } from '../contracts/states.ts';
import { compareReports } from '../diagnosis/recovery/compare.ts';
import { lookedAt } from '../diagnosis/recovery/looked-at.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import type { Comparison } from '../model/recovery.ts';
import type { Report } from '../model/report.ts';
import { writeEnded } from '../runtime/ended-note.ts';
import type { TaskPorts } from '../runtime/open.ts';
import { outletOf } from '../runtime/outlet.ts';
import { buildReport } from '../triage/build-report.ts';
import { statusText } from '../writing/note/recovery-text.ts';
import { renderPage } from '../writing/page/page.ts';
import { renderTimeline } from '../writing/time-line/time-line.ts';

export type RecoverPorts = Pick<
  TaskPorts,
  'now' | 'logger' | 'metrics' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs' | 'mode'
>;

/**
 * Compares before and after, keeps how it ended and the time line, finishes the note, and tells those who follow the
 * incident. What is kept comes first: whoever writes the note later finds it (functions/runtime/ended-note.ts). Nothing
 * for an occurrence that another one was triaged for, or that was reopened meanwhile: its note says all that it can.
 */
export async function recover(
  input: RecoverInput,
  ports: RecoverPorts,
  attempt: string,
): Promise<RecoverOutput> {
  const { occurrence } = input;
  const files = filesOf(ports.store, occurrence.name);
  const plan = await files.readPlan();
  if (plan !== undefined) await releaseTarget(ports.store, plan.target, occurrence.name);
  const isLed = plan !== undefined && plan.lead.name !== occurrence.name;
  if (isLed || (await laterOccurrence(ports.store, occurrence)) !== undefined) {
    return { recovered: 'unknown', statusUpdate: false };
  }
  const before = (await files.readEdition())?.report;
  const after = plan === undefined ? undefined : await afterReport(input, plan, ports);
  const seenAt = after?.generatedAt ?? new Date(ports.now()).toISOString();
  const comparison = lookedAt(compareReports(before, after), input.resolvedAt, seenAt);
  const timeline = await timelineOf(input, { plan, before, comparison }, ports);
  const ending: Ending = { comparison, seenAt, timeline };
  await files.writeEnding(ending);
  await writeEnded({ occurrence, plan, report: before, ending }, { ...ports, renderPage }, attempt);
  const message = statusText(comparison, occurrence.title);
  const statusUpdate = await postStatusUpdate({ ...ports, outlet: outletOf(ports) }, occurrence, message);
  ports.logger.info('recovered', {
    occurrence: occurrence.name,
    recovered: comparison.recovered,
    statusUpdate,
  });
  return { recovered: comparison.recovered, statusUpdate };
}

async function afterReport(
  { occurrence }: RecoverInput,
  plan: Plan,
  ports: RecoverPorts,
): Promise<Report | undefined> {
  const files = filesOf(ports.store, occurrence.name);
  const generatedAt = new Date(ports.now()).toISOString();
  const bundle = await bundleSoFar(files, plan, 'after', { generatedAt, logsDue: true });
  if (bundle === undefined) return undefined;
  return buildReport(bundle, plan.playbook);
}

interface Outcome {
  readonly plan: Plan | undefined;
  readonly before: Report | undefined;
  readonly comparison: Comparison;
}

async function timelineOf(
  { occurrence, resolvedAt }: RecoverInput,
  { plan, before, comparison }: Outcome,
  ports: RecoverPorts,
): Promise<string> {
  const logEntries = await ports.pagerduty.logEntries(occurrence.incidentId).catch((error: Error) => {
    ports.logger.warn("the time line lacks PagerDuty's log", { why: error.message });
    return [];
  });
  const prevention = plan?.playbook.prevention ?? [];
  return renderTimeline({ occurrence, resolvedAt, before, comparison, logEntries, prevention });
}
