import { UsageError } from '../local/usage-error.ts';
import { type Evidence, type EvidenceSet, isComplete } from '../model/evidence.ts';
import { shortName } from '../model/object-ref.ts';
import type { Target } from '../model/report.ts';

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

/** A sentence when the API server answered nothing at all in time: the report says so too, but not what to do about it. */
export function noAnswer(evidence: EvidenceSet): string | undefined {
  const lists = Object.values(evidence).filter(({ status }) => status !== 'empty');
  return lists.some(({ status }) => status === 'timeout') &&
    lists.every(({ status }) => status === 'timeout' || status === 'failed')
    ? 'the API server did not answer in time; is the network to it (VPN, proxy) up?'
    : undefined;
}

/** The collector that would list a workload of each kind. */
const LISTED_BY = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
  Job: 'jobs',
  CronJob: 'cronjobs',
} as const;

/** A sentence when the target's workload is surely not there; it may be what was deleted, so a report is made all the same. */
export function missingWorkload(evidence: EvidenceSet, target: Target): string | undefined {
  const { workload } = target;
  const listed = Object.entries(LISTED_BY).find(([kind]) => kind === workload?.kind)?.[1];
  const list = listed === undefined ? undefined : evidence[listed];
  if (workload === undefined || list === undefined || !isComplete(list)) return undefined;
  if (list.data?.some(({ metadata }) => metadata.name === workload.name)) return undefined;
  return `there is no ${shortName(workload)} in namespace "${workload.namespace}"; looking at what is there`;
}
