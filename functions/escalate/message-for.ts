import { filesOf } from '../actions/files.ts';
import { reportLink } from '../actions/report-link.ts';
import type { EscalateInput } from '../contracts/states.ts';
import { callMessage } from '../incidents/escalation/message.ts';
import type { EscalatePorts } from './escalate.ts';
import { orUnknown } from './or-unknown.ts';

/** What the person is told: the diagnosis where there is one, and that there is none where not. */
export async function messageFor(
  { occurrence, escalation, lapsedAt }: EscalateInput,
  ports: EscalatePorts,
): Promise<string> {
  const [edition, reportUrl] = await Promise.all([
    orUnknown(() => filesOf(ports.store, occurrence.name).readEdition()),
    orUnknown(() => reportLink(ports, ports.viewUrl, occurrence)),
  ]);
  const report = edition?.report;
  const minutesSince = (time: string) =>
    Math.max(0, Math.round((ports.now() - Date.parse(time)) / ports.minuteMs));
  return callMessage({
    occurrence: occurrence.name,
    step: escalation.step,
    title: occurrence.title,
    minutesOpen: minutesSince(occurrence.createdAt),
    minutesLapsed: lapsedAt === undefined ? undefined : minutesSince(lapsedAt),
    report,
    reportUrl: report === undefined ? undefined : reportUrl,
  });
}
