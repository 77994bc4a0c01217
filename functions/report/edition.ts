import type { OccurrenceFiles } from '../actions/files.ts';
import { buildReport } from '../analyzers/build-report.ts';
import type { Bundle } from '../core/bundle.ts';
import type { CollectorName, Evidence, EvidenceSet } from '../core/evidence.ts';
import type { Plan } from '../core/occurrence/plan.ts';
import type { Report } from '../core/report.ts';

/** A collector that should have run and left nothing: its process failed as a whole. */
const missing = (collector: CollectorName, detail: string): Evidence => ({
  collector,
  status: 'failed',
  detail,
  ms: 0,
});

/**
 * The report of what was collected so far in a phase; undefined when nothing was. Logs that were to be there and are
 * not are named as not read.
 */
export async function reportSoFar(
  files: OccurrenceFiles,
  plan: Plan,
  phase: 'before' | 'after',
  options: { readonly generatedAt: string; readonly logsDue: boolean },
): Promise<Report | undefined> {
  const [fast, logs] = await Promise.all([
    files.readEvidence(phase, 'fast'),
    options.logsDue ? files.readEvidence(phase, 'logs') : undefined,
  ]);
  const first = fast ?? logs;
  if (first === undefined) return undefined;
  const lost: EvidenceSet = {
    ...(fast === undefined
      ? { pods: missing('pods', 'the state of the cluster could not be collected') }
      : {}),
    ...(options.logsDue && logs === undefined
      ? { logs: missing('logs', 'logs could not be collected') }
      : {}),
  } as EvidenceSet;
  const bundle: Bundle = {
    version: '1',
    generatedAt: options.generatedAt,
    target: plan.target,
    window: first.window,
    evidence: { ...lost, ...fast?.evidence, ...logs?.evidence },
    timings: { ...fast?.timings, ...logs?.timings },
  };
  return buildReport(bundle, plan.playbook);
}
