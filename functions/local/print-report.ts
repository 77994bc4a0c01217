import { jsonText } from '../core/plain.ts';
import type { Playbook } from '../core/playbook/playbook.ts';
import type { Report } from '../core/report.ts';
import type { Io } from './io.ts';

/** Prints the note, or in JSON exactly one document. */
export async function printReport(
  report: Report,
  options: { readonly json: boolean; readonly alert: string | undefined; readonly playbook: Playbook },
  io: Io,
): Promise<void> {
  if (options.json) {
    io.stdout(`${jsonText(report, 2)}\n`);
    return;
  }
  const { renderTerminal } = await import('../core/terminal/terminal.ts');
  const severity = options.playbook.alerts.find(({ name }) => name === options.alert)?.severity ?? '';
  const text = renderTerminal(report, {
    playbook: options.playbook,
    ...(options.alert === undefined ? {} : { alert: { name: options.alert, severity } }),
    colours: io.colours,
  });
  io.stdout(`${text}\n`);
}
