import type { Bundle } from '../../model/bundle.ts';
import type { Node } from '../../model/kubernetes/objects.ts';
import type { Target } from '../../model/report.ts';
import type { Window } from '../../model/window.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import { timeOf } from '../../text/time.ts';
import { type CallGraph, readCalls } from './dependencies.ts';
import { type EventIndex, indexEvents } from './events.ts';
import { accessEvidence, type EvidenceAccess } from './evidence-access.ts';
import { indexLogs, type LogIndex } from './logs.ts';
import { indexServices, type ServiceIndex } from './services.ts';
import { readSymptoms, type Symptom } from './symptoms.ts';
import { indexWorkloads, type Workload, type WorkloadIndex } from './workloads.ts';

/** Everything that an analyzer may look at: one bundle's evidence, indexed once, in an order of its own. */
export interface ClusterView {
  /** The moment of the evidence, ms: there is no other clock. */
  readonly now: number;
  readonly window: Window;
  /** Whether the moment was asked for: what was read since tells of it in part. */
  readonly isOfThePast: boolean;
  /** The window's start, ms. */
  readonly from: number;
  readonly target: Target;
  readonly playbook: Playbook;
  readonly evidence: EvidenceAccess;
  readonly workloads: readonly Workload[];
  readonly owners: WorkloadIndex;
  readonly events: EventIndex;
  readonly services: ServiceIndex;
  readonly logs: LogIndex;
  readonly calls: CallGraph;
  readonly symptoms: readonly Symptom[];
  readonly node: (name: string) => Node | undefined;
}

export function buildView(bundle: Bundle, playbook: Playbook): ClusterView {
  const evidence = accessEvidence(bundle.evidence);
  const owners = indexWorkloads(evidence);
  const services = indexServices(evidence, owners);
  const logs = indexLogs(evidence, owners);
  const nodes = new Map(evidence.all('nodes').map((node) => [node.metadata.name, node]));
  const now = timeOf(bundle.window.to) ?? timeOf(bundle.generatedAt) ?? 0;
  return {
    now,
    window: bundle.window,
    isOfThePast: bundle.at !== undefined,
    from: timeOf(bundle.window.from) ?? now,
    target: bundle.target,
    playbook,
    evidence,
    workloads: owners.workloads,
    owners,
    events: indexEvents(evidence),
    services,
    logs,
    calls: readCalls(evidence, { workloads: owners, services, logs }, { target: bundle.target, playbook }),
    symptoms: readSymptoms(evidence, owners.workloads, logs),
    node: (name) => nodes.get(name),
  };
}
