import { type CollectedStage, filesOf } from '../actions/files.ts';
import { createKubernetesClient } from '../clients/kubernetes/http.ts';
import type { KubernetesAccess } from '../clients/kubernetes/port.ts';
import type { Collector } from '../collectors/collector.ts';
import { usableCollectors } from '../collectors/index.ts';
import { collectEvidence } from '../collectors/run.ts';
import type { CollectInput, CollectOutput } from '../contracts/states.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import { assertNever } from '../model/assert-never.ts';
import type { ClusterIssue, EvidenceSet } from '../model/evidence.ts';
import { Failure } from '../model/failure.ts';
import { defined } from '../model/present.ts';
import type { Window } from '../model/window.ts';
import type { TaskPorts } from '../runtime/open.ts';
import { collectChangeEvents } from './change-events.ts';
import { collectClusterHealth } from './cluster-health.ts';
import { playbookPorts, type Surroundings } from './ports.ts';

export interface CollectPorts extends Pick<TaskPorts, 'now' | 'logger' | 'metrics' | 'store'> {
  /** Absent where the function is given no token: the one that reads logs needs none. */
  readonly pagerduty?: TaskPorts['pagerduty'];
  /** The way into a cluster; called for every collect, since a token is good for minutes. */
  readonly access: (cluster: string) => Promise<KubernetesAccess>;
  /** What the cloud knows to be wrong with the cluster; absent where there is none to ask. */
  readonly health?: (cluster: string) => Promise<readonly ClusterIssue[]>;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  readonly surroundings: Surroundings;
  /** The stages that may run programs in pods: `exec` alone where functions have roles of their own. */
  readonly execIn: readonly CollectInput['stage'][];
}

/** The evidence that logs are chosen by: the logs' own process reads it itself rather than wait for the fast one. */
const LOGS_CHOSEN_BY: readonly string[] = ['pods', 'events'];
/** The evidence that the pods to ask are chosen by. */
const PODS_CHOSEN_BY: readonly string[] = ['pods', 'services'];

/**
 * Collects one stage of the evidence and stores it; nothing for an occurrence that another one is triaged for.
 * @throws Failure when there is no way into the cluster.
 */
export async function collect(input: CollectInput, ports: CollectPorts): Promise<CollectOutput> {
  const { occurrence, stage, phase } = input;
  const files = filesOf(ports.store, occurrence.name);
  const plan = await files.readPlan();
  if (plan === undefined) throw new Failure('invalid', `${occurrence.name} was not planned`);
  if (plan.lead.name !== occurrence.name) return { stage, answered: 0, unanswered: 0 };
  if (stage === 'exec' && !plan.playbook.allow.exec) return { stage, answered: 0, unanswered: 0 };
  const window =
    phase === 'before'
      ? plan.window
      : { from: input.resolvedAt ?? plan.window.to, to: new Date(ports.now()).toISOString() };
  const collected = await collectStage(stage, {
    ...{ plan, window, serviceId: occurrence.serviceId, ports },
    mayExec: ports.execIn.includes(stage),
  });
  await files.writeEvidence(phase, stage, collected);
  const all = Object.values(collected.evidence);
  const answered = all.filter(({ data }) => data !== undefined).length;
  const unanswered = all.length - answered;
  if (phase === 'before' && unanswered > 0) ports.metrics.count('CollectorsUnanswered', unanswered);
  ports.logger.info('collected', { occurrence: occurrence.name, stage, phase, answered, of: all.length });
  return { stage, answered, unanswered };
}

/** What one stage is collected for, and with. */
interface StageContext {
  readonly plan: Plan;
  readonly window: Window;
  readonly serviceId: string;
  readonly ports: CollectPorts;
  readonly mayExec: boolean;
}

function collectStage(stage: CollectInput['stage'], context: StageContext): Promise<CollectedStage> {
  switch (stage) {
    case 'logs':
      return collectBy(LOGS_CHOSEN_BY, ({ stage: of }) => of === 'slow', context);
    case 'exec':
      return collectBy(PODS_CHOSEN_BY, ({ optional }) => optional === 'exec', context);
    case 'fast':
    case 'all':
      return collectAround(IS_OF[stage], context);
    default:
      return assertNever(stage);
  }
}

/** Which collectors of the cluster run in a stage that has those of the cloud and of PagerDuty beside. */
const IS_OF: Readonly<Record<'fast' | 'all', (collector: Collector) => boolean>> = {
  fast: ({ stage }) => stage === 'fast',
  all: () => true,
};

async function collectAround(
  isWanted: (collector: Collector) => boolean,
  context: StageContext,
): Promise<CollectedStage> {
  const { window, serviceId } = context;
  const { health, clock, pagerduty } = context.ports;
  const { cluster } = context.plan.target;
  const [kubernetes, changes, issues] = await Promise.all([
    run(isWanted, context),
    pagerduty === undefined ? undefined : collectChangeEvents(pagerduty, serviceId, window, clock),
    health === undefined ? undefined : collectClusterHealth(() => health(cluster), clock),
  ]);
  const own: EvidenceSet = {
    ...defined({ changeevents: changes, clusterhealth: issues }),
  };
  return { window, ...kubernetes, evidence: { ...kubernetes.evidence, ...own } };
}

/** Some collectors, and what they choose by: that is read here rather than waited for, and is another stage's to keep. */
async function collectBy(
  chosenBy: readonly string[],
  isWanted: (collector: Collector) => boolean,
  context: StageContext,
): Promise<CollectedStage> {
  const isNeeded = (collector: Collector) => isWanted(collector) || chosenBy.includes(collector.name);
  const { evidence, timings } = await run(isNeeded, context);
  const kept = Object.entries(evidence).filter(([name]) => !chosenBy.includes(name));
  return { window: context.window, evidence: Object.fromEntries(kept) as EvidenceSet, timings };
}

async function run(
  isWanted: (collector: Collector) => boolean,
  { plan, window, ports, mayExec }: StageContext,
): Promise<Pick<CollectedStage, 'evidence' | 'timings'>> {
  const { target, playbook } = plan;
  const { clock } = ports;
  const access = await ports.access(target.cluster);
  const kubernetes = createKubernetesClient(access);
  const others = playbookPorts(playbook, { access, kubernetes, clock }, ports.surroundings, mayExec);
  try {
    return await collectEvidence({
      collectors: usableCollectors({ ...others, playbook }).filter(isWanted),
      ...{ ...others, kubernetes, target, playbook, window, clock },
      generatedAt: new Date(ports.now()).toISOString(),
    });
  } finally {
    others.prometheus?.close();
    kubernetes.close();
  }
}
