import type { Pod } from '../../model/kubernetes/objects.ts';
import type { ContainerLog, LogPattern } from '../../model/log-summary.ts';
import { refKey } from '../../model/object-ref.ts';
import type { EvidenceAccess } from './evidence-access.ts';
import type { Workload, WorkloadIndex } from './workloads.ts';

/** A log pattern with where it was read. */
export interface SeenPattern {
  readonly pattern: LogPattern;
  readonly log: ContainerLog;
  readonly workload: Workload;
}

export interface LogIndex {
  readonly all: readonly ContainerLog[];
  readonly of: (workload: Workload) => readonly ContainerLog[];
  readonly ofPod: (pod: Pod) => readonly ContainerLog[];
  /** Every pattern of every log. */
  readonly patterns: readonly SeenPattern[];
}

export function indexLogs(evidence: EvidenceAccess, workloads: WorkloadIndex): LogIndex {
  const all = evidence.all('logs');
  const owners = new Map<string, Workload>();
  for (const workload of workloads.workloads)
    for (const pod of workload.pods) owners.set(`${pod.metadata.namespace}/${pod.metadata.name}`, workload);
  const byPod = new Map<string, ContainerLog[]>();
  const byWorkload = new Map<string, ContainerLog[]>();
  const patterns: SeenPattern[] = [];
  for (const log of all) {
    const podKey = `${log.namespace}/${log.pod}`;
    byPod.set(podKey, [...(byPod.get(podKey) ?? []), log]);
    const workload = owners.get(podKey);
    if (!workload) continue;
    const key = refKey(workload.ref);
    byWorkload.set(key, [...(byWorkload.get(key) ?? []), log]);
    for (const pattern of log.summary.patterns) patterns.push({ pattern, log, workload });
  }
  return {
    all,
    of: (workload) => byWorkload.get(refKey(workload.ref)) ?? [],
    ofPod: (pod) => byPod.get(`${pod.metadata.namespace}/${pod.metadata.name}`) ?? [],
    patterns,
  };
}
