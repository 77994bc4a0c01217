import { BACKGROUND_ERROR_SHARE } from '../../model/background.ts';
import type { Broken, Outcome } from '../../model/diagnosis.ts';
import type { LogPattern, LogSummary, Minute } from '../../model/log-summary.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { isUnread, TELLING } from '../../model/telling.ts';
import { timeOf } from '../../text/time.ts';
import { currentLogs, currentSummary } from '../view/current-logs.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { targets } from './target-logs.ts';

/** What the pods' evidence is where nothing can be judged. */
const NOT_READ: readonly string[] = ['forbidden', 'failed', 'timeout', 'absent'];

/**
 * What came out, never more than the evidence carries: the one judgement of the JSON's headline, the note and the page.
 * Error lines alone are no failure: many a healthy program writes them.
 */
export function outcomeOf(
  view: ClusterView,
  causes: readonly RankedCause[],
  symptoms: readonly SeenSymptom[],
): Outcome {
  if (causes.length > 0) return { kind: 'cause' };
  if (view.isOfThePast && isBlank(view)) return { kind: 'nothing-left' };
  const failing = brokenIn(view, symptoms);
  if (failing.length > 0) return { kind: 'unexplained', broken: failing };
  if (NOT_READ.includes(view.evidence.status('pods'))) return { kind: 'unread' };
  // Where no request is seen to succeed, error lines may be all that a failure leaves.
  const saying = servesWell(view) ? [] : targets(view).filter((workload) => goesOnSaying(view, workload));
  if (saying.length > 0)
    return { kind: 'unexplained', broken: saying.map((workload) => brokenBy(view, workload.ref, 'errors')) };
  const unread = TELLING.filter((name) => isUnread(view.evidence.status(name)));
  return { kind: 'none-found', errors: logsErrors(view), unread };
}

/** Each object once: by what Kubernetes shows of it, else by the requests that it fails. */
function brokenIn(view: ClusterView, symptoms: readonly SeenSymptom[]): readonly Broken[] {
  const found = new Map<string, Broken>();
  const add = (ref: ObjectRef, how: Broken['how']): void => {
    if (!found.has(refKey(ref))) found.set(refKey(ref), brokenBy(view, ref, how));
  };
  for (const { object, statement, fails } of symptoms)
    if (fails && statement.says !== 'warning-event') add(object, HOW[statement.says] ?? 'warned');
  for (const { ref, kind } of view.symptoms)
    if (kind === 'unavailable' && ref.kind === 'Node') add(ref, kind);
  for (const workload of view.workloads)
    if (failsRequests(view, workload)) add(workload.ref, 'failed-requests');
  return [...found.values()];
}

function brokenBy(view: ClusterView, ref: ObjectRef, how: Broken['how']): Broken {
  const workload = view.owners.byKey.get(refKey(ref));
  return { ref, how, ready: workload?.ready ?? 0, desired: workload?.desired ?? null };
}

const HOW: Readonly<Partial<Record<SeenSymptom['statement']['says'], Broken['how']>>> = {
  'pods-not-ready': 'unavailable',
  'pods-missing': 'unavailable',
  'work-turned-to-errors': 'errors',
  'runs-failed': 'failed-runs',
  'run-goes-on': 'endless-run',
  'backlog-grows': 'backlog',
  'runs-missing': 'no-run',
  'work-stopped': 'no-work',
};

/** What failed longer ago than this has ended, ms before the newest line. */
const ENDED_MS = 3 * 60_000;

const latelyOf = (view: ClusterView, workload: Workload): Served => lately(currentSummary(view, workload));

/** Whether more than a background of a workload's requests fails, up to the end of its log. */
function failsRequests(view: ClusterView, workload: Workload): boolean {
  const { requests, failed } = latelyOf(view, workload);
  return failed > 0 && failed >= requests * BACKGROUND_ERROR_SHARE;
}

/** Requests that show that something serves. */
const MIN_SERVED = 10;

const servesWell = (view: ClusterView): boolean =>
  targets(view).reduce((sum, workload) => sum + latelyOf(view, workload).requests, 0) >= MIN_SERVED;

/** Errors that did not come again for this long before the end of the window have stopped, ms. */
const STOPPED_MS = 60_000;

/** Whether a workload logs errors up to the end of the window. */
const goesOnSaying = (view: ClusterView, workload: Workload): boolean =>
  errorsOf(view, workload).some(({ last }) => view.now - (timeOf(last) ?? view.now) <= STOPPED_MS);

const errorsOf = (view: ClusterView, workload: Workload): readonly LogPattern[] =>
  currentLogs(view, workload)
    .flatMap(({ summary }) => summary.patterns)
    .filter(({ level }) => level === 'error' || level === 'fatal');

interface Served {
  readonly requests: number;
  readonly failed: number;
}

/** Of the last minutes; of the whole log where it has no times. */
function lately({ minutes, endpoints, requests }: LogSummary): Served {
  if (minutes.length === 0)
    return { requests, failed: endpoints.reduce((sum, { errors5xx }) => sum + errors5xx, 0) };
  const end = Math.max(...minutes.map(({ at }) => timeOf(at) ?? 0));
  const recent = minutes.filter(({ at }) => end - (timeOf(at) ?? 0) < ENDED_MS);
  const sum = (count: (minute: Minute) => number): number =>
    recent.reduce((total, minute) => total + count(minute), 0);
  return { requests: sum((minute) => minute.requests), failed: sum(({ errors5xx }) => errors5xx) };
}

const logsErrors = (view: ClusterView): boolean =>
  targets(view).some((workload) => errorsOf(view, workload).length > 0);

/** Whether nothing that tells how it was is left of a window: no pod that was there, no line that one wrote. */
const isBlank = ({ evidence }: ClusterView): boolean =>
  evidence.all('pods').length === 0 && evidence.all('logs').length === 0;
