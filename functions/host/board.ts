import type { EscalateOutput, EscalationTimer, ExecutionInput } from '../contracts/states.ts';
import type { Occurrence } from '../incidents/incident.ts';
import type { ExecutionResult, TaskEvent } from './machine.ts';

/** A person who is called when nobody acts. */
export interface BoardTimer extends EscalationTimer {
  readonly state: 'waiting' | 'calling' | EscalateOutput['outcome'] | 'failed';
  /** For a reader, once it is due. */
  readonly why: string;
}

/** One run of a function. */
export interface BoardStep {
  readonly name: string;
  readonly state: 'running' | 'done' | 'failed';
  /** ms from the incident's webhook to its start, and that it took; null while it runs. */
  readonly afterMs: number;
  readonly tookMs: number | null;
  readonly why: string;
}

export interface BoardNote {
  readonly id: string;
  readonly content: string;
  readonly createdAt: string;
  /** How often it was edited in place. */
  readonly edits: number;
}

export interface BoardIncident {
  readonly occurrence: Occurrence;
  /** Epoch ms, when the webhook had started the execution. */
  readonly startedMs: number;
  readonly timers: readonly BoardTimer[];
  readonly steps: readonly BoardStep[];
  /** As PagerDuty has them, oldest first. */
  readonly notes: readonly BoardNote[];
  readonly state: 'running' | 'done' | 'failed';
}

/** What the host's page and terminal show, put together out of what the state machine does. */
export interface Board {
  /** A new execution, accepted at `acceptedMs` (epoch ms, now where it is not given); a recovery goes under its incident. */
  opened(input: ExecutionInput, acceptedMs?: number): void;
  happened(event: TaskEvent): void;
  noted(incidentId: string, note: Omit<BoardNote, 'edits'>): void;
  ended(input: ExecutionInput, result: ExecutionResult): void;
  /** Newest first. */
  incidents(): readonly BoardIncident[];
}

interface Row {
  occurrence: Occurrence;
  startedMs: number;
  timers: BoardTimer[];
  steps: BoardStep[];
  notes: BoardNote[];
  state: BoardIncident['state'];
}

/** The most incidents that are kept: a host that runs for weeks must not grow. */
const MAX_INCIDENTS = 50;

/** `now` is epoch ms. */
export function createBoard(now: () => number): Board {
  const rows = new Map<string, Row>();

  const rowOf = (occurrence: Occurrence, startedMs = now()): Row => {
    const known = rows.get(occurrence.name);
    if (known) return known;
    const row: Row = { occurrence, startedMs, timers: [], steps: [], notes: [], state: 'running' };
    rows.set(occurrence.name, row);
    const [oldest] = rows.keys();
    if (rows.size > MAX_INCIDENTS && oldest !== undefined) rows.delete(oldest);
    return row;
  };

  return {
    opened(input, acceptedMs) {
      const row = rowOf(input.occurrence, acceptedMs);
      row.state = 'running';
      if (input.kind === 'recovery') return;
      const fresh = input.escalations.map((timer): BoardTimer => ({ ...timer, state: 'waiting', why: '' }));
      row.timers = input.kind === 'triage' ? fresh : row.timers.map((timer) => timerAgain(timer, fresh));
    },
    happened(event) {
      const row = rows.get(event.occurrence);
      if (!row) return;
      row.steps = stepsAfter(row, event, now());
      if (event.task === 'escalate') row.timers = row.timers.map((timer) => timerAfter(timer, event));
    },
    noted(incidentId, note) {
      const row = [...rows.values()].findLast(({ occurrence }) => occurrence.incidentId === incidentId);
      if (!row) return;
      const known = row.notes.find(({ id }) => id === note.id);
      row.notes = known
        ? row.notes.map((other) =>
            other === known ? { ...known, content: note.content, edits: known.edits + 1 } : other,
          )
        : [...row.notes, { ...note, edits: 0 }];
    },
    ended(input, result) {
      rowOf(input.occurrence).state = result.status === 'succeeded' ? 'done' : 'failed';
    },
    incidents: () => [...rows.values()].reverse(),
  };
}

function stepsAfter(row: Row, event: TaskEvent, nowMs: number): BoardStep[] {
  const name = stepName(event);
  const afterMs = nowMs - row.startedMs;
  if (event.phase === 'started') {
    return [...row.steps, { name, state: 'running', afterMs, tookMs: null, why: '' }];
  }
  const running = row.steps.findLast((step) => step.name === name && step.state === 'running');
  return row.steps.map((step) =>
    step === running
      ? {
          ...step,
          state: event.phase === 'succeeded' ? 'done' : 'failed',
          tookMs: afterMs - step.afterMs,
          why: event.phase === 'failed' ? String(event.result) : '',
        }
      : step,
  );
}

/** "Escalate 2" for the second timer; other states are named as they are. */
function stepName({ state, task, payload }: TaskEvent): string {
  const step = task === 'escalate' ? escalationOf(payload)?.step : undefined;
  return step === undefined ? state : `${state} ${step + 1}`;
}

/** A step that was skipped has its turn again when the acknowledgement lapses. */
const timerAgain = (timer: BoardTimer, fresh: readonly BoardTimer[]): BoardTimer =>
  timer.state === 'skipped' ? (fresh.find(({ step }) => step === timer.step) ?? timer) : timer;

function timerAfter(timer: BoardTimer, event: TaskEvent): BoardTimer {
  const due = escalationOf(event.payload);
  if (due?.step !== timer.step || due.at !== timer.at) return timer;
  switch (event.phase) {
    case 'started':
      return { ...timer, state: 'calling' };
    case 'failed':
      return { ...timer, state: 'failed', why: String(event.result) };
    case 'succeeded': {
      const { outcome, why } = event.result as EscalateOutput;
      return { ...timer, state: outcome, why };
    }
  }
}

/** The payload is the workflow's own, checked where it was made. */
const escalationOf = (payload: unknown): EscalationTimer | undefined =>
  (payload as { escalation?: EscalationTimer }).escalation;
