import { filesOf } from '../actions/files.ts';
import { reportLink } from '../actions/report-link.ts';
import type { Alert, Occurrence } from '../incidents/incident.ts';
import { defined } from '../model/present.ts';
import { defaultPlaybook, type Playbook } from '../playbook/playbook.ts';
import { redact } from '../redaction/redact.ts';
import type { NoteContext, NoteState } from '../writing/note/context.ts';
import { callsOf } from './calls.ts';
import type { TaskPorts } from './open.ts';

type Ports = Pick<TaskPorts, 'now' | 'store' | 'viewUrl' | 'minuteMs' | 'mode'>;

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
  const timers = { createdAt: occurrence.createdAt, playbook, timersRun };
  const calls = await callsOf(timers, filesOf(ports.store, occurrence.name), ports);
  return {
    alert: {
      name: alert?.name ?? redact(occurrence.title),
      severity: alert?.severity ?? '',
      ...defined({ value: alert?.value }),
      ...(alert === undefined || alert.sourceUrl === '' ? {} : { url: alert.sourceUrl }),
    },
    occurrence: occurrence.name,
    secondsAfterPage: Math.max(0, (written - Date.parse(occurrence.createdAt)) / 1_000),
    state,
    ...defined({ stateDetail: detail }),
    playbook: playbook ?? defaultPlaybook({ namespace: '' }),
    ...calls,
    reportUrl: await reportLink(ports, ports.viewUrl, occurrence),
  };
}
