import type { Bundle } from '../core/bundle.ts';
import type { Playbook } from '../core/playbook/playbook.ts';
import { composeReport } from '../core/report/compose.ts';
import type { Report } from '../core/report.ts';
import { ANALYZERS } from './index.ts';

/** The report of a bundle: pure, so the same bundle and playbook give the same report, byte for byte. */
export const buildReport = (bundle: Bundle, playbook: Playbook): Report =>
  composeReport(bundle, playbook, ANALYZERS);
