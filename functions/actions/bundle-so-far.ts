import type { Plan } from '../incidents/occurrence/plan.ts';
import type { Bundle } from '../model/bundle.ts';
import type { CollectorName, Evidence, EvidenceSet } from '../model/evidence.ts';
import type { CollectedStage, OccurrenceFiles, Phase } from './files.ts';

/** A collector that should have run and left nothing: its process failed as a whole. */
const missing = (collector: CollectorName, detail: string): Evidence => ({
  collector,
  status: 'failed',
  detail,
  ms: 0,
});

/**
 * The evidence that was collected so far in a phase, as one bundle; undefined when there is none. Logs that were to be
 * there and are not are named as not read.
 */
export async function bundleSoFar(
  files: OccurrenceFiles,
  plan: Plan,
  phase: Phase,
  options: { readonly generatedAt: string; readonly logsDue: boolean },
): Promise<Bundle | undefined> {
  const [[fast, logs], inside] = await Promise.all([
    stagesOf(files, phase, options.logsDue),
    options.logsDue && plan.playbook.allow.exec ? files.readEvidence(phase, 'exec') : undefined,
  ]);
  const first = fast ?? logs;
  if (first === undefined) return undefined;
  const lost = {
    ...(fast === undefined
      ? { pods: missing('pods', 'the state of the cluster could not be collected') }
      : {}),
    ...(options.logsDue && logs === undefined
      ? { logs: missing('logs', 'logs could not be collected') }
      : {}),
  } as EvidenceSet;
  return {
    version: '1',
    generatedAt: options.generatedAt,
    target: plan.target,
    window: first.window,
    // What was asked inside pods has all that the same collectors brought from outside, too.
    evidence: { ...lost, ...fast?.evidence, ...logs?.evidence, ...inside?.evidence },
    timings: { ...fast?.timings, ...logs?.timings, ...inside?.timings },
  };
}

/** The fast evidence and the logs; executions of an earlier version collect the two apart after an incident, too. */
async function stagesOf(
  files: OccurrenceFiles,
  phase: Phase,
  logsDue: boolean,
): Promise<readonly [CollectedStage | undefined, CollectedStage | undefined]> {
  const all = phase === 'after' ? await files.readEvidence(phase, 'all') : undefined;
  if (all !== undefined) return [all, all];
  return Promise.all([
    files.readEvidence(phase, 'fast'),
    logsDue ? files.readEvidence(phase, 'logs') : undefined,
  ]);
}
