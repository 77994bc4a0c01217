import { setTimeout as sleep } from 'node:timers/promises';
import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import type { StorePort } from '../clients/store/port.ts';
import type { Occurrence } from '../incidents/incident.ts';
import { startOf } from '../incidents/occurrence/occurrence-name.ts';
import type { OccurrenceLink } from '../incidents/occurrence/plan.ts';
import { assertNever } from '../model/assert-never.ts';
import { Failure } from '../model/failure.ts';
import type { Target } from '../model/report.ts';
import { wasCalled } from '../writing/note/context.ts';
import { callClaimKey, filesOf, type Whom, whomOf } from './files.ts';
import { latestOccurrence } from './latest.ts';

/** ms that an incident has to call somebody before another one of the same target tries itself. */
const TURN_MS = 3 * 60_000;
/** ms that the leading incident's own timer may ring later than this one, and it still goes first. */
const HEAD_START_MS = 5_000;
/** Looks at what another one is about, ms apart, before the state machine tries again: a call takes a second or two. */
const LOOKS = 5;
const LOOK_EVERY_MS = 2_000;
/** ms that a call stands for further incidents of the same target: after that, one is worth another. */
const COVERS_MS = 60 * 60_000;
const TOO_MANY_REQUESTS = 429;

export interface CallClaimContext {
  readonly store: StorePort;
  readonly pagerduty: Pick<PagerDutyPort, 'incident'>;
  readonly now: () => number;
  /** Waits so many ms; by the clock unless a test has another. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** A step of an occurrence that is about to call. */
export interface Caller {
  readonly occurrence: Pick<Occurrence, 'name' | 'incidentId'>;
  readonly step: number;
  /** Of the incident as it is now. */
  readonly urgency: string;
  readonly target: Target;
  /** The occurrence that triages the target, this one or another. */
  readonly lead: Pick<OccurrenceLink, 'name' | 'incidentId'>;
  readonly minuteMs: number;
}

/** Who calls a person for a target. */
interface Claim {
  readonly occurrence: string;
  readonly incidentId: string;
  readonly step: number;
  /** RFC 3339 UTC. */
  readonly at: string;
}

type Progress = 'called' | 'calling' | 'stuck' | 'nothing';
type Verdict =
  | { readonly is: 'mine' | 'lost' }
  | { readonly is: Exclude<Progress, 'nothing'>; readonly by: string };

/**
 * Why a person need not be called for this occurrence: another incident of the same target, open, acknowledged by nobody,
 * and of no lower urgency, has really called them within the hour. undefined when this one has to, and from then on it is
 * the one that calls. Whatever is in doubt calls.
 * @throws Failure of kind `busy` while the other one is calling, or was faster; of kind `retryLater` when it could not
 * call yet, and under PagerDuty's load (429).
 */
export async function calledElsewhere(
  context: CallClaimContext,
  caller: Caller,
  whom: Whom,
): Promise<string | undefined> {
  const verdict = await judgePatiently(context, caller, whom).catch((error: unknown): Verdict => {
    if (error instanceof Failure && error.status === TOO_MANY_REQUESTS) throw error;
    return { is: 'mine' };
  });
  switch (verdict.is) {
    case 'mine':
      return undefined;
    case 'called':
      return whyCovered(verdict.by);
    case 'calling':
      throw new Failure('busy', `incident ${verdict.by} of the same target is calling them`);
    case 'stuck':
      throw new Failure('retryLater', `incident ${verdict.by} of the same target could not call them yet`);
    case 'lost':
      throw new Failure('busy', `${whom}: another incident of the same target was faster`);
    default:
      return assertNever(verdict);
  }
}

/**
 * As `calledElsewhere`, by a look alone: nothing is claimed or waited for. What a storm's members ask first, so that most
 * of them ask PagerDuty for nothing more.
 */
export async function wasCalledElsewhere(
  context: CallClaimContext,
  caller: Caller,
  whom: Whom,
): Promise<string | undefined> {
  const stored = await context.store.get(callClaimKey(caller.target, whom)).catch(() => undefined);
  if (stored === undefined) return undefined;
  const other = JSON.parse(stored.body) as Claim;
  if (other.occurrence === caller.occurrence.name) return undefined;
  if ((await progressOf(context, other, whom)) !== 'called') return undefined;
  return (await callsFor(context, caller, other)) ? whyCovered(other.incidentId) : undefined;
}

const whyCovered = (incidentId: string): string =>
  `incident ${incidentId} of the same target has called them`;

/** Looks again for some seconds while another one is calling; PagerDuty is asked about it once. */
async function judgePatiently(context: CallClaimContext, caller: Caller, whom: Whom): Promise<Verdict> {
  const { pause = sleep } = context;
  const known = new Map<string, Promise<boolean>>();
  const calls: CallsFor = (other) => {
    const answer = known.get(other.occurrence) ?? callsFor(context, caller, other);
    known.set(other.occurrence, answer);
    return answer;
  };
  for (let looks = 1; ; looks += 1) {
    const verdict = await judge(context, caller, whom, calls);
    if (verdict.is !== 'calling' || looks === LOOKS) return verdict;
    await pause(LOOK_EVERY_MS);
  }
}

type CallsFor = (other: Pick<Claim, 'occurrence' | 'incidentId'>) => Promise<boolean>;

async function judge(
  context: CallClaimContext,
  caller: Caller,
  whom: Whom,
  calls: CallsFor,
): Promise<Verdict> {
  const { store, now } = context;
  const { occurrence, step, target } = caller;
  const key = callClaimKey(target, whom);
  const at = new Date(now()).toISOString();
  const mine: Claim = { occurrence: occurrence.name, incidentId: occurrence.incidentId, step, at };
  const lead = await goesFirst(context, caller, whom, calls);
  if (lead === undefined && (await store.create(key, JSON.stringify(mine)))) return { is: 'mine' };
  const stored = await store.get(key);
  if (stored === undefined) return lead === undefined ? { is: 'lost' } : { is: 'calling', by: lead };
  const other = JSON.parse(stored.body) as Claim;
  if (other.occurrence === occurrence.name) return { is: 'mine' };
  const by = other.incidentId;
  const has = await progressOf(context, other, whom);
  if (has !== 'nothing' && (await calls(other))) return { is: has, by };
  return { is: (await store.replace(key, JSON.stringify(mine), stored.version)) ? 'mine' : 'lost' };
}

/**
 * The leading incident, whose note has the diagnosis, where its own timer for these people rings at about this time and
 * came to nothing yet; undefined when it need not be waited for.
 */
async function goesFirst(
  context: CallClaimContext,
  caller: Caller,
  whom: Whom,
  calls: CallsFor,
): Promise<string | undefined> {
  const { lead, occurrence, minuteMs } = caller;
  if (lead.name === occurrence.name) return undefined;
  const files = filesOf(context.store, lead.name);
  const steps = (await files.readPlan())?.playbook.escalation ?? [];
  const step = steps.findIndex(({ responder, after }) => {
    const late = context.now() - startOf(lead.name) - after * minuteMs;
    return responder !== undefined && whomOf([responder]) === whom && late > -HEAD_START_MS && late < TURN_MS;
  });
  if (step < 0 || (await files.readCall(step)) !== undefined) return undefined;
  const isCalling = await calls({ occurrence: lead.name, incidentId: lead.incidentId });
  return isCalling ? lead.incidentId : undefined;
}

/** How far the one that has the claim got. */
async function progressOf({ store, now }: CallClaimContext, other: Claim, whom: Whom): Promise<Progress> {
  const made = await filesOf(store, other.occurrence).readCall(other.step);
  if (made !== undefined && wasCalled(made) && made.whom === whom) {
    return now() - Date.parse(made.at) < COVERS_MS ? 'called' : 'nothing';
  }
  if (now() - Date.parse(other.at) >= TURN_MS) return 'nothing';
  return made?.outcome === 'waiting' ? 'stuck' : 'calling';
}

/** Whether the other incident is one that calls people now, and as urgently as this one. */
async function callsFor(
  { store, pagerduty }: CallClaimContext,
  { urgency }: Caller,
  other: Pick<Claim, 'occurrence' | 'incidentId'>,
): Promise<boolean> {
  const latest = await latestOccurrence(store, other.incidentId);
  if (latest !== undefined && latest.name !== other.occurrence) return false;
  const incident = await pagerduty.incident(other.incidentId);
  return incident.status === 'triggered' && (incident.urgency === 'high' || incident.urgency === urgency);
}
