import type { CallOutcome } from '../actions/call.ts';
import { type CallRecord, filesOf } from '../actions/files.ts';
import { CALL_TRIED_FOR_MS } from '../contracts/calls.ts';
import type { EscalateInput } from '../contracts/states.ts';
import { whyNotCalled } from '../incidents/escalation/reason.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import { Failure } from '../model/failure.ts';
import { writeNoteAgain } from '../runtime/living-note.ts';
import { wasCalled } from '../writing/note/context.ts';
import type { EscalatePorts } from './escalate.ts';

/** What became of a try stands in the store and in the note, so that the next one who reads it knows. */
export interface Telling {
  readonly input: EscalateInput;
  readonly ports: EscalatePorts;
  readonly attempt: string;
  /** What an earlier try left, undefined when there was none or it cannot be read. */
  readonly before: CallRecord | undefined;
  readonly plan: Plan | undefined;
}

/**
 * Somebody was called, or nobody had to be. A step that was skipped changes the note only where it says that the call is
 * waited for; once the incident is resolved the note is the recovery's to write.
 */
export async function tellOutcome(telling: Telling, made: CallOutcome, isResolved: boolean): Promise<void> {
  const { input, ports, before } = telling;
  const { outcome } = made;
  // Called by an earlier try, which ended before its note was written: that stands, whatever was done since.
  const wasMade = before !== undefined && wasCalled(before);
  if (!wasMade) ports.metrics.count('Calls', outcome === 'skipped' ? 'skipped' : 'made');
  await quietly(telling, async () => {
    const at = new Date(ports.now()).toISOString();
    const whom = made.outcome === 'skipped' ? {} : { whom: made.whom };
    if (!wasMade) await recordOf(telling).write({ name: input.escalation.name, at, outcome, ...whom });
    const isNews = outcome !== 'skipped' || (before?.outcome === 'waiting' && !isResolved);
    if (isNews) await writeNoteAgain(input.occurrence, ports, telling.attempt, telling.plan);
  });
}

/**
 * The call could not be made: the note says so, once for each reason. Answers with what is to be thrown: the error, so
 * that the state machine tries again, or one of kind `givenUp` when that went on for a day.
 */
export async function tellTrouble(telling: Telling, error: unknown): Promise<unknown> {
  const { input, ports, before } = telling;
  const { name } = input.escalation;
  const now = ports.now();
  const waits = isOfThisTimer(telling) ? before : undefined;
  const at = waits?.at ?? new Date(now).toISOString();
  const isOver = now - Date.parse(at) >= CALL_TRIED_FOR_MS;
  const outcome = isOver ? 'failed' : 'waiting';
  ports.metrics.count('Calls', outcome);
  const record: CallRecord = { name, at, outcome, why: whyNotCalled(error) };
  const isTold = waits?.isTold === true && waits.outcome === outcome && waits.why === record.why;
  await quietly(telling, async () => {
    await recordOf(telling).write({ ...record, isTold });
    if (isTold) return;
    await writeNoteAgain(input.occurrence, ports, telling.attempt, telling.plan);
    await recordOf(telling).write({ ...record, isTold: true });
  });
  return isOver ? new Failure('givenUp', `${name} could not be called for a day: ${record.why}`) : error;
}

/** ms that the clock of a function may be behind the state machine's. */
const CLOCKS_APART_MS = 60_000;

/** Whether an earlier try of this very timer could not call: a lapse has timers of its own, each with its own day. */
function isOfThisTimer({ before, input }: Telling): boolean {
  if (before?.outcome !== 'waiting' && before?.outcome !== 'failed') return false;
  return Date.parse(before.at) >= Date.parse(input.escalation.at) - CLOCKS_APART_MS;
}

const recordOf = ({ input, ports }: Telling) => ({
  write: (call: CallRecord) =>
    filesOf(ports.store, input.occurrence.name).writeCall(input.escalation.step, call),
});

/** That a call is made goes before that it is said. */
async function quietly({ ports }: Telling, tell: () => Promise<void>): Promise<void> {
  await tell().catch((error: Error) => {
    ports.logger.warn('the note does not say what became of a call', { why: error.message });
  });
}
