import type { ExecPort } from '../clients/exec/port.ts';
import type { KubernetesPort } from '../clients/kubernetes/port.ts';
import type { PrometheusPort } from '../clients/prometheus/port.ts';
import type { PagePort, ReachPort } from '../clients/reach/port.ts';
import type { CollectorName, Evidence, EvidenceSet } from '../model/evidence.ts';
import type { OptionalRight, RbacRule } from '../model/rbac.ts';
import type { Target } from '../model/report.ts';
import type { Window } from '../model/window.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { SignalQueries } from './signal-queries.ts';

/** What a collector may use. Ports that an installation does not have are absent. */
export interface CollectContext {
  readonly kubernetes: KubernetesPort;
  readonly target: Target;
  readonly playbook: Playbook;
  readonly window: Window;
  /** Where metrics are, if anywhere. */
  readonly prometheus?: PrometheusPort;
  /** PromQL by signal; the names of kube-prometheus and Istio where it is absent. */
  readonly signalQueries?: SignalQueries;
  /** Runs programs in pods; absent where exec is not allowed. */
  readonly exec?: ExecPort;
  /** Tries connections from where firstnote runs. */
  readonly reach?: ReachPort;
  /** Reads status pages; absent where they are not to be asked. */
  readonly pages?: PagePort;
  /** Aborted at this collector's deadline; a collector then returns what it has, as `truncated` or `timeout`. */
  readonly signal: AbortSignal;
  /** Evidence of earlier stages: logs choose their pods by the symptoms in it. */
  readonly earlier: EvidenceSet;
}

/** Brings one kind of evidence. It judges nothing and never throws: a failed call is evidence. */
export interface Collector<Name extends CollectorName = CollectorName> {
  readonly name: Name;
  /** The rules that it needs; the ClusterRole is generated from these. */
  readonly rbac: readonly RbacRule[];
  /** Set for rights that are left out of the ClusterRole unless asked for by this name (`firstnote rbac --secrets`). */
  readonly optional?: OptionalRight;
  /** The one resource that it lists, where that is all it does: a recording serves it again. */
  readonly lists?: { readonly apiVersion: string; readonly resource: string };
  /** `fast` runs first, all at once; `slow` (logs, probes) after it, with the fast evidence at hand. */
  readonly stage: 'fast' | 'slow';
  /** Its own deadline, ms. */
  readonly deadlineMs: number;
  readonly collect: (context: CollectContext) => Promise<Evidence<Name>>;
}
