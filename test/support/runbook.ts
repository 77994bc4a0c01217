import { readFileSync } from 'node:fs';
import type { CollectorName } from '../../functions/model/evidence.ts';
import type { Report } from '../../functions/model/report.ts';
import { checkPlaybook } from '../../functions/playbook/check.ts';
import type { Playbook } from '../../functions/playbook/playbook.ts';
import { buildReport } from '../../functions/triage/build-report.ts';
import type { NoteContext } from '../../functions/writing/note/context.ts';
import { renderNote } from '../../functions/writing/note/note.ts';
import { bundleOf, dojopool } from './cluster.ts';
import { apiLog, steady, type Traffic } from './dojopool-logs.ts';
import { contextOf } from './report.ts';
import { RUNBOOK, rowName } from './runbook-coverage.ts';

type Data = Partial<Record<CollectorName, readonly unknown[]>>;

const checked = checkPlaybook(
  readFileSync(new URL('../../playbooks/dojopool.yaml', import.meta.url), 'utf8'),
);
if (!checked.ok) throw new Error(`playbooks/dojopool.yaml is wrong: ${JSON.stringify(checked.faults)}`);
/** The runbook as data. */
export const PLAYBOOK: Playbook = checked.playbook;

/** The name of a runbook row's test; throws for a row that is not in the table. */
export function row(step: string): string {
  const found = RUNBOOK.find((entry) => entry.step === step);
  if (found === undefined) throw new Error(`the runbook has no step ${step}`);
  return rowName(found);
}

/** DojoPool with this traffic in the logs of both API pods, and what else a test changes. */
export function reportOf(traffic: Traffic = steady, changed: Data = {}, everyMs?: number): Report {
  const logs = [
    apiLog('dojopool-api-r41-a', traffic, everyMs),
    apiLog('dojopool-api-r41-b', traffic, everyMs),
  ];
  const { logs: others = [], ...rest } = changed;
  return buildReport(bundleOf({ ...dojopool(), ...rest, logs: [...logs, ...others] }), PLAYBOOK);
}

/** The note on it, as a responder gets it. */
export const noteOf = (report: Report, parts: Partial<NoteContext> = {}): string =>
  renderNote(report, contextOf({ playbook: PLAYBOOK, ...parts }));

/** The lines of a note that begin so, without that beginning. */
export const linesOf = (note: string, head: string): string[] =>
  note
    .split('\n')
    .filter((line) => line.trimStart().startsWith(head))
    .map((line) => line.trimStart().slice(head.length).trim());
