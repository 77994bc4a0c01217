import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Window } from '../model/window.ts';
import { redact } from '../redaction/redact.ts';

/** ms before the window that a change may have begun what was seen in it. */
const LOOK_BACK_MS = 24 * 60 * 60_000;

/** What was reported to PagerDuty as changed on a service (deploys, configuration); a failed call is evidence. */
export async function collectChangeEvents(
  pagerduty: Pick<PagerDutyPort, 'changeEvents'>,
  serviceId: string,
  window: Window,
  clock: () => number,
): Promise<Evidence<'changeevents'>> {
  const started = clock();
  const since = new Date(Date.parse(window.from) - LOOK_BACK_MS).toISOString();
  const base = { collector: 'changeevents', window: { from: since, to: window.to } } as const;
  try {
    const changes = await pagerduty.changeEvents(serviceId, since, window.to);
    const data = changes.map(({ at, summary, source, url }) => ({
      at,
      summary: redact(summary),
      source: redact(source),
      url: redact(url),
    }));
    const status = data.length === 0 ? 'empty' : 'ok';
    return { ...base, status, detail: '', data, ms: Math.round(clock() - started) };
  } catch (error) {
    const detail = redact(error instanceof Error ? error.message : String(error));
    return { ...base, status: 'failed', detail, ms: Math.round(clock() - started) };
  }
}
