import { reportLink } from '../actions/report-link.ts';
import { escalationTimers } from '../core/escalation/timers.ts';
import type { Alert, Occurrence } from '../core/incident.ts';
import type { NoteContext, NoteState } from '../core/note/context.ts';
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
}

/** What a note says beside its report. */
export async function noteContext(
  { occurrence, alert, playbook, timersRun }: Known,
  state: NoteState,
  ports: Ports,
  detail?: string,
): Promise<NoteContext> {
  const now = ports.now();
  const timers = timersRun ? escalationTimers(playbook, occurrence, ports.minuteMs) : [];
  return {
    alert: {
      name: alert?.name ?? occurrence.title,
      severity: alert?.severity ?? '',
      ...(alert?.value === undefined ? {} : { value: alert.value }),
      ...(alert === undefined || alert.sourceUrl === '' ? {} : { url: alert.sourceUrl }),
    },
    occurrence: occurrence.name,
    secondsAfterPage: Math.max(0, (now - Date.parse(occurrence.createdAt)) / 1_000),
    state,
    ...(detail === undefined ? {} : { stateDetail: detail }),
    playbook: playbook ?? defaultPlaybook({ namespace: '' }),
    nextCalls: timers.filter(({ at }) => Date.parse(at) > now).map(({ name, at }) => ({ name, at })),
    reportUrl: await reportLink(ports, ports.viewUrl, occurrence),
  };
}
