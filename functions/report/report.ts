import { bundleSoFar } from '../actions/bundle-so-far.ts';
import { filesOf } from '../actions/files.ts';
import { writeNote } from '../actions/note.ts';
import { fleetingStore } from '../clients/store/fleeting.ts';
import type { StorePort } from '../clients/store/port.ts';
import type { ReportInput, ReportOutput, StateError } from '../contracts/states.ts';
import type { Occurrence } from '../incidents/incident.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import { assertNever } from '../model/assert-never.ts';
import type { Confidence } from '../model/cause.ts';
import { Failure } from '../model/failure.ts';
import { defined } from '../model/present.ts';
import type { Cause } from '../model/report.ts';
import { noteContext } from '../runtime/context.ts';
import { writeEnded } from '../runtime/ended-note.ts';
import { writeNoteAgain } from '../runtime/living-note.ts';
import type { TaskPorts } from '../runtime/open.ts';
import { outletOf } from '../runtime/outlet.ts';
import { buildReport } from '../triage/build-report.ts';
import { renderShortNote } from '../writing/note/note.ts';
import { renderEdition } from '../writing/page/edition.ts';
import { renderPage } from '../writing/page/page.ts';

export type ReportPorts = Pick<
  TaskPorts,
  'now' | 'logger' | 'metrics' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs' | 'mode'
>;
/** An edition that is written anew, from what is known. */
type EditionInput = Exclude<ReportInput, { readonly edition: 'lapsed' }>;
interface Written {
  readonly text: string;
  /** The report's first cause, where it has one. */
  readonly best?: Cause | undefined;
}

/**
 * Writes the occurrence's note in the edition that is asked for, and the page beside it. Where the incident has come to its
 * end, before or meanwhile, the note stays about that, with what this edition found.
 */
export async function report(given: ReportInput, ports: ReportPorts, attempt: string): Promise<ReportOutput> {
  if (given.edition === 'lapsed') return lapsed(given, given.lapsedAt, ports, attempt);
  const input = editionOf(given);
  const store = input.edition === 'failed' ? await storeOrNone(ports, input.occurrence) : ports.store;
  const working = { ...ports, store };
  const plan = await filesOf(store, input.occurrence.name).readPlan();
  const { text, best } = await written(input, plan, working);
  const cause = best?.cause ?? '';
  const outcome = input.edition === 'failed' ? 'failed' : 'done';
  const ended = await noteOfTheEnd(input, plan, working, attempt);
  if (ended !== undefined) return { edition: input.edition, outcome, noteId: ended, cause };
  const { id, isNew } = await writeNote(
    { ...working, outlet: outletOf(working), attempt },
    input.occurrence,
    text,
  );
  await noteOfTheEnd(input, plan, working, attempt);
  measure(input, { isNew, confidence: best?.confidence ?? 'none' }, ports);
  ports.logger.info('note written', { occurrence: input.occurrence.name, edition: input.edition, cause });
  return { edition: input.edition, outcome, noteId: id, cause };
}

/** Writes the note of an incident that has ended, with the newest report; its id, undefined where it has not. */
async function noteOfTheEnd(
  { occurrence, edition }: EditionInput,
  plan: Plan | undefined,
  ports: ReportPorts,
  attempt: string,
): Promise<string | undefined> {
  const files = filesOf(ports.store, occurrence.name);
  const ending = await files.readEnding();
  if (ending === undefined) return undefined;
  const report = (await files.readEdition())?.report;
  ports.logger.info('the incident has ended: the note stays about that', {
    occurrence: occurrence.name,
    edition,
  });
  return writeEnded({ occurrence, plan, report, ending }, { ...ports, renderPage }, attempt);
}

/**
 * That the triage failed is said even while the store is down: without what lies there, and with PagerDuty's own notes to
 * tell whether it was said before.
 */
async function storeOrNone(
  { store, logger }: Pick<ReportPorts, 'store' | 'logger'>,
  occurrence: Pick<Occurrence, 'name'>,
): Promise<StorePort> {
  try {
    await filesOf(store, occurrence.name).readPlan();
    return store;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    logger.warn('the note is written without the store', { occurrence: occurrence.name, why });
    return fleetingStore();
  }
}

/** Without the fast evidence there is no full report, only what became of the triage. */
function editionOf(input: EditionInput): EditionInput {
  if (input.edition !== 'full' || input.fast?.outcome !== 'failed') return input;
  const { occurrence, playbook, fast } = input;
  return { occurrence, playbook, edition: 'failed', error: fast.error };
}

/** Counts what the note became, once it is there for people to read. */
function measure(
  { edition, occurrence }: EditionInput,
  { isNew, confidence }: { readonly isNew: boolean; readonly confidence: Confidence | 'none' },
  { metrics, now }: ReportPorts,
): void {
  if (edition === 'failed') metrics.count('TriageFailed');
  if (edition === 'full') metrics.count('Causes', confidence);
  const isTriage = edition === 'first' || edition === 'full';
  if (isNew && isTriage)
    metrics.count('SecondsToFirstNote', Math.max(0, now() - Date.parse(occurrence.createdAt)) / 1_000);
}

/** The steps that were skipped have their turn again, and the note says when, unless somebody has it by now. */
async function lapsed(
  { occurrence, edition }: ReportInput,
  lapsedAt: string,
  ports: ReportPorts,
  attempt: string,
): Promise<ReportOutput> {
  const files = filesOf(ports.store, occurrence.name);
  const known = await files.readLapses();
  await files.writeLapses([...new Set([...known, lapsedAt])].sort());
  const { status } = await ports.pagerduty.incident(occurrence.incidentId);
  const noteId = status === 'triggered' ? await writeNoteAgain(occurrence, ports, attempt) : '';
  ports.logger.info('the acknowledgement lapsed', { occurrence: occurrence.name, status });
  return { edition, outcome: 'done', noteId, cause: '' };
}

async function written(input: EditionInput, plan: Plan | undefined, ports: ReportPorts): Promise<Written> {
  if (input.edition === 'failed') return failed(input, plan, ports);
  if (plan === undefined) throw new Failure('invalid', `${input.occurrence.name} was not planned`);
  switch (input.edition) {
    case 'first':
      return full(input, plan, { state: 'first version' }, ports);
    case 'full':
      return full(input, plan, { state: 'complete' }, ports);
    case 'link':
      return linked(input, plan, ports);
    default:
      return assertNever(input);
  }
}

/** How far a note has come, and what is said of that. */
interface Progress {
  readonly state: 'first version' | 'complete' | 'partial';
  readonly detail?: string;
}

async function full(
  input: ReportInput,
  plan: Plan,
  { state, detail }: Progress,
  ports: ReportPorts,
): Promise<Written> {
  const files = filesOf(ports.store, input.occurrence.name);
  const generatedAt = new Date(ports.now()).toISOString();
  const bundle = await bundleSoFar(files, plan, 'before', {
    generatedAt,
    logsDue: state !== 'first version',
  });
  if (bundle === undefined)
    throw new Failure('invalid', `nothing was collected for ${input.occurrence.name}`);
  const { playbook, alert } = plan;
  const built = buildReport(bundle, playbook);
  const known = { occurrence: input.occurrence, alert, playbook, timersRun: true };
  const context = await noteContext(known, state, ports, detail);
  const { note, page } = renderEdition(built, context);
  await Promise.all([
    files.writeEdition({ state, ...defined({ detail }), report: built }),
    files.writePage(page),
  ]);
  return { text: note, best: built.causes[0] };
}

async function linked(input: ReportInput, plan: Plan, ports: ReportPorts): Promise<Written> {
  const known = { ...input, alert: plan.alert, playbook: plan.playbook, timersRun: true };
  const { reportUrl: _own, ...context } = await noteContext(known, 'complete', ports);
  const { url, incidentId } = plan.lead;
  const where = url === '' ? `incident ${incidentId}` : url;
  const lines = [
    `SAME TARGET as an incident already being triaged; its note has the cause and what to do: ${where}`,
    'Nobody is called twice: whoever that incident has called is not called again for this one, unless that incident is acknowledged or resolved first.',
  ];
  await filesOf(ports.store, input.occurrence.name).writeEdition({ state: 'complete', lines });
  return { text: renderShortNote(lines, context, plan.target) };
}

/** What is there is shown; the failure is said, and that the timers run on. */
async function failed(
  input: Extract<ReportInput, { readonly edition: 'failed' }>,
  plan: Plan | undefined,
  ports: ReportPorts,
): Promise<Written> {
  const why = whyOf(input.error);
  if (plan !== undefined) {
    const partial = await full(input, plan, { state: 'partial', detail: why }, ports).catch(() => undefined);
    if (partial !== undefined) return partial;
  }
  const { occurrence, escalations = [] } = input;
  if (plan === undefined) await filesOf(ports.store, occurrence.name).writeTimers(escalations);
  const known = { occurrence, alert: plan?.alert, playbook: plan?.playbook, timersRun: true };
  const { reportUrl: _none, ...context } = await noteContext(known, 'failed', ports, why);
  const lines = [`TRIAGE FAILED: ${why}`];
  // That the failure is said goes before whether the note can be written again.
  await filesOf(ports.store, input.occurrence.name)
    .writeEdition({ state: 'failed', lines })
    .catch((error: Error) => ports.logger.warn('the note will not be written again', { why: error.message }));
  return { text: renderShortNote(lines, context, plan?.target) };
}

/** On AWS a Cause is JSON with errorMessage (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html). */
function whyOf({ Error: name, Cause: cause }: StateError): string {
  try {
    const parsed: unknown = JSON.parse(cause ?? '');
    if (typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed)
      return String(parsed.errorMessage);
  } catch {
    // A plain message: shown as it is.
  }
  return cause === undefined || cause === '' ? name : cause;
}
