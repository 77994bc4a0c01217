import type { Io } from '../local/io.ts';
import type { Report } from '../model/report.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { jsonText } from '../text/plain.ts';

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
  const { renderTerminal } = await import('../writing/terminal/terminal.ts');
  const severity = options.playbook.alerts.find(({ name }) => name === options.alert)?.severity ?? '';
  const text = renderTerminal(report, {
    playbook: options.playbook,
    ...(options.alert === undefined ? {} : { alert: { name: options.alert, severity } }),
    colours: io.colours,
  });
  io.stdout(`${text}\n`);
}
