import type { ReportInput, ReportOutput } from '../contracts/states.ts';
import { task } from '../runtime/middleware.ts';
import { openNotePorts } from '../runtime/open.ts';
import { settingsOf } from '../runtime/settings.ts';
import { type ReportPorts, report } from './report.ts';

/** Writes the note, edits it in place, and stores report and page. */
export const createHandler = (open: () => Promise<ReportPorts>) =>
  task<ReportInput, ReportOutput, ReportPorts>(open, report);

export const handler = createHandler(() => openNotePorts(settingsOf('report')));
