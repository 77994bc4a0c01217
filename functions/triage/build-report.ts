import { diagnose } from '../diagnosis/diagnose.ts';
import { ANALYZERS } from '../diagnosis/mechanisms/index.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Report } from '../model/report.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { type WriteOptions, writeReport } from '../writing/report/write-report.ts';

/** The report of a bundle: pure, so the same bundle and playbook give the same report, byte for byte. */
export const buildReport = (bundle: Bundle, playbook: Playbook, options: WriteOptions = {}): Report =>
  writeReport(diagnose(bundle, playbook, ANALYZERS), options);
