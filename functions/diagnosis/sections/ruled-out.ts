import type { CalledHost } from '../../model/called-host.ts';
import { CAUSE_IDS, type CauseId } from '../../model/cause.ts';
import type { JudgedDependency } from '../../model/diagnosis.ts';
import type { CollectorName } from '../../model/evidence.ts';
import { peersOf } from '../../model/facts.ts';
import { NEAR_MS } from '../../model/near.ts';
import { refKey } from '../../model/object-ref.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import { type KnownRuledOut, TOPICS, type Topic } from '../../model/ruled-out.ts';
import type { Innocence } from '../../model/statements/ruled-out.ts';
import type { AnalyzerRun } from '../analysis/run-analyzers.ts';
import { CAUSES } from '../causes/index.ts';
import { counterTest } from '../changes/counter-test.ts';
import { revisionsOf } from '../changes/rollouts.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { JUDGES } from './topics.ts';

/** What the rest of the diagnosis has found. */
export interface Found {
  readonly causes: readonly RankedCause[];
  readonly dependencies: readonly JudgedDependency[];
  /** ms UTC. */
  readonly onset: number | undefined;
}

/**
 * What is not the cause. A topic is ruled out only when every analyzer that can name one of its causes ran on whole
 * evidence and found nothing: nothing that was not checked is said to be fine. Nothing that a cause lies in or names is.
 */
export function ruledOutBy(
  view: ClusterView,
  runs: readonly AnalyzerRun[],
  { causes, dependencies, onset }: Found,
): readonly KnownRuledOut[] {
  const topics = TOPICS.flatMap((topic): readonly KnownRuledOut[] => {
    const ids = causesOf(topic);
    const by = ids.every((id) => isClear(runs, id)) ? JUDGES[topic](view) : undefined;
    return by === undefined ? [] : [{ kind: 'topic', topic, by, causes: ids }];
  });
  const well = dependencies
    .filter((dependency) => dependency.state === 'ok' && !isNamed(dependency, causes))
    .map(
      ({ name, by }): KnownRuledOut => ({
        kind: 'dependency',
        name,
        by,
        causes: ['dependency-unreachable', 'dependency-error'],
      }),
    );
  return [...lastRollout(view, causes, onset), ...well, ...topics];
}

const causesOf = (topic: Topic): readonly CauseId[] =>
  CAUSE_IDS.filter((id) => CAUSES[id].topics.includes(topic));

/** Whether a cause, however unsure, lies in a dependency, or names it as the one that does not answer as it should. */
function isNamed({ host, objects }: JudgedDependency, causes: readonly RankedCause[]): boolean {
  const keys = objects.map(refKey);
  return causes.some(
    (cause) => keys.includes(refKey(cause.object)) || blamedPeers(cause).some(isAt(host, keys)),
  );
}

/** Where a caller's own settings are wrong, whom it calls is well. */
const blamedPeers = (cause: RankedCause): readonly CalledHost[] =>
  cause.facts !== undefined && 'ownSettings' in cause.facts && cause.facts.ownSettings ? [] : peersOf(cause);

const isAt =
  (host: string, keys: readonly string[]) =>
  (peer: CalledHost): boolean =>
    peer.host === host || (peer.service !== null && keys.includes(refKey(peer.service)));

/** Evidence that many installations do not have: analyzers of it rule nothing out, and hinder nothing. */
const OPTIONAL: readonly CollectorName[] = ['signals', 'clusterhealth', 'probes', 'dependencystate'];

/** True when all analyzers that can name the cause ran on whole evidence and none did. */
function isClear(runs: readonly AnalyzerRun[], id: CauseId): boolean {
  const mine = runs.filter(({ analyzer }) => analyzer.causes.includes(id));
  const ran = mine.filter(({ lacking }) => lacking.length === 0);
  const core = mine.filter(({ analyzer }) => !analyzer.needs.some((name) => OPTIONAL.includes(name)));
  return (
    ran.length > 0 &&
    core.every(({ lacking, error }) => lacking.length === 0 && error === undefined) &&
    mine.every(({ findings }) => findings.every(({ cause }) => cause !== id))
  );
}

/** The target's last rollout, where it ran without the failure for long, or where old pods fail as well. */
function lastRollout(
  view: ClusterView,
  causes: readonly RankedCause[],
  onset: number | undefined,
): readonly KnownRuledOut[] {
  const { workload: ref } = view.target;
  const workload = ref && view.owners.byKey.get(refKey(ref));
  if (!workload || causes.some(({ cause }) => cause === 'bad-rollout')) return [];
  const current = revisionsOf(view, workload)[0];
  const why = current && whyNotTheRollout(view, workload, current.at, onset);
  if (!current || current.at === undefined || why === undefined) return [];
  return [
    {
      kind: 'rollout',
      workload: ref.name,
      revision: current.revision,
      at: current.at,
      why,
      causes: ['bad-rollout'],
    },
  ];
}

/** Old pods decide where there are some; else that it ran for long. */
function whyNotTheRollout(
  view: ClusterView,
  workload: Workload,
  at: number | undefined,
  onset: number | undefined,
): Innocence | undefined {
  const verdict = counterTest(view, workload)?.verdict;
  if (verdict === 'old-fail') return { says: 'earlier-fails-too' };
  if (verdict === 'old-well' || at === undefined || onset === undefined || onset - at < NEAR_MS.counts)
    return undefined;
  return { says: 'ran-without-it', ms: onset - at };
}
