import { bundleSoFar } from '../actions/bundle-so-far.ts';
import { releaseTarget } from '../actions/claim.ts';
import { filesOf } from '../actions/files.ts';
import { laterOccurrence } from '../actions/latest.ts';
import { writeNote } from '../actions/note.ts';
import { reportLink } from '../actions/report-link.ts';
import { postStatusUpdate } from '../actions/status-update.ts';
import type { RecoverInput, RecoverOutput } from '../contracts/states.ts';
import { compareReports } from '../diagnosis/recovery/compare.ts';
import { lookedAt } from '../diagnosis/recovery/looked-at.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import type { Comparison } from '../model/recovery.ts';
import type { Report } from '../model/report.ts';
import { noteContext } from '../runtime/context.ts';
import type { TaskPorts } from '../runtime/open.ts';
import { outletOf } from '../runtime/outlet.ts';
import { buildReport } from '../triage/build-report.ts';
import { renderShortNote } from '../writing/note/note.ts';
import { OUTCOME_HEADS, recoveryLines, statusText } from '../writing/note/recovery-text.ts';
import { renderEdition } from '../writing/page/edition.ts';
import { renderTimeline } from '../writing/time-line/time-line.ts';

export type RecoverPorts = Pick<
  TaskPorts,
  'now' | 'logger' | 'metrics' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs' | 'mode'
>;

/**
 * Compares before and after, finishes the note, keeps the time line, and tells those who follow the incident. Nothing
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
  await keepTimeline(input, { plan, before, comparison }, ports);
  await finishNote(input, { plan, before, after, comparison }, ports, attempt);
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
  readonly after: Report | undefined;
  readonly comparison: Comparison;
}

/** The note says first how it ended, then what it was. */
async function finishNote(
  input: RecoverInput,
  { plan, before, after, comparison }: Outcome,
  ports: RecoverPorts,
  attempt: string,
): Promise<void> {
  const { occurrence } = input;
  const state = comparison.recovered === 'yes' ? 'recovered' : 'not recovered';
  const known = { occurrence, alert: plan?.alert, playbook: plan?.playbook, timersRun: false };
  const detail = recoveryLines(comparison).join('; ');
  const context = {
    ...(await noteContext(known, state, ports, detail)),
    recovery: comparison,
    timelineUrl: await reportLink(ports, ports.viewUrl, occurrence, 'timeline'),
  };
  if (before === undefined) {
    const { reportUrl: _none, ...short } = context;
    const line = `${OUTCOME_HEADS[comparison.recovered]}: ${detail}`;
    await writeNote(
      { ...ports, outlet: outletOf(ports), attempt },
      occurrence,
      renderShortNote([line], short, plan?.target),
    );
    return;
  }
  const seen: Report = { ...before, generatedAt: after?.generatedAt ?? new Date(ports.now()).toISOString() };
  const { note, page } = renderEdition(seen, context);
  await filesOf(ports.store, occurrence.name).writePage(page);
  await writeNote({ ...ports, outlet: outletOf(ports), attempt }, occurrence, note);
}

async function keepTimeline(
  { occurrence, resolvedAt }: RecoverInput,
  { plan, before, comparison }: Omit<Outcome, 'after'>,
  ports: RecoverPorts,
): Promise<void> {
  const logEntries = await ports.pagerduty.logEntries(occurrence.incidentId).catch((error: Error) => {
    ports.logger.warn("the time line lacks PagerDuty's log", { why: error.message });
    return [];
  });
  const prevention = plan?.playbook.prevention ?? [];
  const markdown = renderTimeline({ occurrence, resolvedAt, before, comparison, logEntries, prevention });
  await filesOf(ports.store, occurrence.name).writeTimeline(markdown);
}
