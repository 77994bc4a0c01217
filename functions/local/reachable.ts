import type { Evidence, EvidenceSet } from '../core/evidence.ts';
import type { Target } from '../core/report.ts';
import { UsageError } from './usage-error.ts';

/**
 * Holds a report back when there is nothing to report on: no connection, credentials that are not accepted, a
 * namespace that does not exist. Time-outs, refusals and errors of single resources are evidence instead.
 * @throws UsageError with exit status 1.
 */
export function assertCollected(evidence: EvidenceSet, target: Target): void {
  const all: Evidence[] = Object.values(evidence);
  const answered = all.some(({ status }) => status !== 'failed');
  const unreached = all.find(({ failure }) => failure !== undefined);
  if (!answered && unreached !== undefined)
    throw new UsageError(`nothing could be collected: ${unreached.detail}`, 1);
  const { namespaces } = evidence;
  const exists = namespaces?.data?.some(({ metadata }) => metadata.name === target.namespace);
  if (namespaces?.status === 'ok' && exists === false)
    throw new UsageError(`there is no namespace "${target.namespace}" in cluster ${target.cluster}`, 1);
}
