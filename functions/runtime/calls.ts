import type { OccurrenceFiles } from '../actions/files.ts';
import { escalationTimers, nextTimers, type Timer } from '../incidents/escalation/timers.ts';
import { defined } from '../model/present.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { type Calls, type MadeCall, wasCalled } from '../writing/note/context.ts';
import type { ModeSource } from './mode.ts';

/** Which timers there are, and whether they still run. */
export interface TimersKnown {
  /** RFC 3339 UTC: what the playbook's minutes count from. */
  readonly createdAt: string;
  readonly playbook: Playbook | undefined;
  /** False once the incident is resolved. */
  readonly timersRun: boolean;
}

interface CallsPorts {
  readonly now: () => number;
  readonly minuteMs: number;
  readonly mode: ModeSource;
}

/** Who was called and who is called next, as it is now. */
export async function callsOf(
  { createdAt, playbook, timersRun }: TimersKnown,
  files: OccurrenceFiles,
  { now, minuteMs, mode }: CallsPorts,
): Promise<Calls> {
  const lapses = await files.readLapses();
  const timers = await timersOf(playbook, [createdAt, ...lapses], files, minuteMs);
  // A step that no timer has rung for has no record; a function's clock may be some seconds behind the timers'.
  const rung = timers.filter(({ at }) => Date.parse(at) <= now() + minuteMs);
  const made = await madeCallsOf(files, new Set(rung.map(({ step }) => step)));
  const called = new Set(made.filter(({ call }) => wasCalled(call)).map(({ step }) => step));
  const due = timersRun ? nextTimers(timers, called, now()) : [];
  const areOff = due.length > 0 && (await mode()) !== 'full';
  const lapsedAt = lapses.at(-1);
  return {
    nextCalls: areOff ? [] : due.map(({ name, at }) => ({ name, at })),
    hasPath: timers.length > 0,
    ...(areOff ? { callsAreOff: true } : {}),
    ...defined({ lapsedAt }),
    madeCalls: made.map(({ call }) => call),
  };
}

/** By the playbook, counted from each of these times; by the execution's own timers where planning failed. */
async function timersOf(
  playbook: Playbook | undefined,
  since: readonly string[],
  files: OccurrenceFiles,
  minuteMs: number,
): Promise<readonly Timer[]> {
  if (playbook === undefined) return files.readTimers();
  return since.flatMap((time) => escalationTimers(playbook, time, minuteMs));
}

/** What became of the steps of the escalation path that were due, in the order of time. */
async function madeCallsOf(
  files: OccurrenceFiles,
  steps: ReadonlySet<number>,
): Promise<{ step: number; call: MadeCall }[]> {
  const calls = await Promise.all(
    [...steps].map(async (step) => ({ step, call: await files.readCall(step) })),
  );
  return calls
    .flatMap(({ step, call }) => (call === undefined ? [] : [{ step, call }]))
    .sort((a, b) => Date.parse(a.call.at) - Date.parse(b.call.at));
}
