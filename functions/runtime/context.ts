import { filesOf, type OccurrenceFiles } from '../actions/files.ts';
import { reportLink } from '../actions/report-link.ts';
import { escalationTimers, nextTimers, type Timer } from '../core/escalation/timers.ts';
import type { Alert, Occurrence } from '../core/incident.ts';
import { type MadeCall, type NoteContext, type NoteState, wasCalled } from '../core/note/context.ts';
import { defaultPlaybook, type Playbook } from '../core/playbook/playbook.ts';
import type { TaskPorts } from './open.ts';

type Ports = Pick<TaskPorts, 'now' | 'store' | 'viewUrl' | 'minuteMs'>;

/** What is known of an occurrence when a note is written; alert and playbook may be missing where planning failed. */
export interface Known {
  readonly occurrence: Occurrence;
  readonly alert?: Alert | undefined;
  readonly playbook?: Playbook | undefined;
  /** False once the incident is resolved. */
  readonly timersRun: boolean;
  /** RFC 3339, when the report was made; now, where there is none. */
  readonly writtenAt?: string;
}

/** What a note says beside its report. */
export async function noteContext(
  { occurrence, alert, playbook, timersRun, writtenAt }: Known,
  state: NoteState,
  ports: Ports,
  detail?: string,
): Promise<NoteContext> {
  const now = ports.now();
  const written = writtenAt === undefined ? now : Date.parse(writtenAt);
  const files = filesOf(ports.store, occurrence.name);
  const lapses = await files.readLapses();
  const timers = await timersOf(playbook, [occurrence.createdAt, ...lapses], files, ports.minuteMs);
  const made = await madeCallsOf(files, new Set(timers.map(({ step }) => step)));
  const called = new Set(made.filter(({ call }) => wasCalled(call)).map(({ step }) => step));
  const due = timersRun ? nextTimers(timers, called, now) : [];
  const lapsedAt = lapses.at(-1);
  return {
    alert: {
      name: alert?.name ?? occurrence.title,
      severity: alert?.severity ?? '',
      ...(alert?.value === undefined ? {} : { value: alert.value }),
      ...(alert === undefined || alert.sourceUrl === '' ? {} : { url: alert.sourceUrl }),
    },
    occurrence: occurrence.name,
    secondsAfterPage: Math.max(0, (written - Date.parse(occurrence.createdAt)) / 1_000),
    state,
    ...(detail === undefined ? {} : { stateDetail: detail }),
    playbook: playbook ?? defaultPlaybook({ namespace: '' }),
    nextCalls: due.map(({ name, at }) => ({ name, at })),
    ...(lapsedAt === undefined ? {} : { lapsedAt }),
    madeCalls: made.map(({ call }) => call),
    reportUrl: await reportLink(ports, ports.viewUrl, occurrence),
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
