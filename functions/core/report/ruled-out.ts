import type { CauseId } from '../cause.ts';
import { revisionsOf } from '../changes/rollouts.ts';
import type { CollectorName } from '../evidence.ts';
import { plural } from '../format.ts';
import { refKey } from '../object-ref.ts';
import type { Cause, Dependency, RuledOut } from '../report.ts';
import { clockText, durationText } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, isReady } from '../view/workloads.ts';
import type { AnalyzerRun } from './findings.ts';
import { memoryShare } from './resources.ts';
import { targets } from './target-logs.ts';

interface Topic {
  readonly what: string;
  readonly causes: readonly CauseId[];
  /** What it was judged by; undefined when that cannot be said of this view. */
  readonly by: (view: ClusterView) => string | undefined;
}

/**
 * Topics and what each is judged by. A topic is ruled out only when every analyzer that can name one of its causes ran
 * on whole evidence and found nothing: nothing that was not checked is said to be fine.
 */
const TOPICS: readonly Topic[] = [
  {
    what: 'pods',
    causes: ['crash-app-error', 'liveness-probe', 'readiness-probe', 'oom-killed'],
    by: podsText,
  },
  { what: 'memory', causes: ['oom-killed'], by: memoryText },
  {
    what: 'images, configuration',
    causes: ['image-pull', 'config-missing'],
    by: (view) => ofPods(view, (all) => `no container of ${plural(all, 'pod')} waits for one`),
  },
  {
    what: 'scheduling, volumes',
    causes: ['unschedulable', 'volume-unbound', 'volume-mount'],
    by: (view) => ofPods(view, (all) => `no pod of ${all} waits for a node or a volume`),
  },
  {
    what: 'quota, admission',
    causes: ['quota-exceeded', 'admission-denied'],
    by: quotaText,
  },
  {
    what: 'Services',
    causes: ['service-misrouting'],
    by: (view) => `${view.services.all.length} lead to ports of their pods`,
  },
  { what: 'nodes', causes: ['node-infrastructure'], by: nodesText },
  { what: 'DNS', causes: ['dns-resolution'], by: dnsText },
  {
    what: 'certificates',
    causes: ['certificate-expired'],
    by: (view) => inLogs(view, 'no line says that one expired'),
  },
  { what: 'autoscaling', causes: ['hpa-maxed'], by: (view) => autoscalersText(view) },
];

export function ruledOutBy(
  view: ClusterView,
  runs: readonly AnalyzerRun[],
  causes: readonly Cause[],
  dependencies: readonly Dependency[],
  onset: number | undefined,
): readonly RuledOut[] {
  const topics = TOPICS.flatMap(({ what, causes: ids, by }) => {
    if (!ids.every((id) => isClear(runs, id))) return [];
    const text = by(view);
    return text === undefined ? [] : [{ what, by: text, causes: ids }];
  });
  const well = dependencies
    .filter(({ state }) => state === 'ok')
    .map(
      ({ name, by }): RuledOut => ({
        what: name,
        by,
        causes: ['dependency-unreachable', 'dependency-error'],
      }),
    );
  return [...lastRollout(view, causes, onset), ...well, ...topics];
}

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

const livePods = (view: ClusterView) =>
  targets(view).flatMap((workload) => workload.pods.filter((pod) => !isFinished(pod)));
const podCount = (view: ClusterView): number => livePods(view).length;

/** Said of all pods; of none where there is none: nothing was judged then. */
function ofPods(view: ClusterView, text: (all: number) => string): string | undefined {
  const count = podCount(view);
  return count === 0 ? undefined : text(count);
}

/** Events are kept for an hour: where there is none, none of a refusal says nothing. */
function quotaText(view: ClusterView): string | undefined {
  const count = view.events.all.length;
  return count === 0 ? undefined : `no creation refused in ${plural(count, 'event')}`;
}

function podsText(view: ClusterView): string | undefined {
  const pods = livePods(view);
  const ready = pods.filter(isReady).length;
  if (ready < pods.length || ready === 0) return undefined;
  const restarts = pods.reduce(
    (sum, { status }) =>
      sum + status.containerStatuses.reduce((all, { restartCount }) => all + restartCount, 0),
    0,
  );
  return `${ready}/${pods.length} ready, ${plural(restarts, 'restart')}`;
}

function memoryText(view: ClusterView): string | undefined {
  if (podCount(view) === 0) return undefined;
  const shares = targets(view).flatMap((workload) => memoryShare(view, workload) ?? []);
  const none = `no container killed for it in ${plural(podCount(view), 'pod')}`;
  return shares.length > 0 ? `${Math.round(Math.max(...shares) * 100)} % of limit at most, ${none}` : none;
}

function nodesText(view: ClusterView): string | undefined {
  const nodes = view.evidence.all('nodes');
  const cordoned = nodes.filter(({ spec }) => spec.unschedulable).length;
  if (nodes.length === 0) return undefined;
  return `${nodes.length} of ${nodes.length} ready, no pressure${cordoned > 0 ? `, ${cordoned} cordoned` : ''}`;
}

/** Lines of the resolver's kind, however few, keep DNS from being ruled out. */
function dnsText(view: ClusterView): string | undefined {
  const failed = view.logs.patterns.some(
    ({ pattern, log }) =>
      pattern.kind === 'dns' && !log.previous && (pattern.level === 'error' || pattern.level === 'fatal'),
  );
  return failed ? undefined : inLogs(view, 'no name failed to resolve');
}

function inLogs(view: ClusterView, text: string): string | undefined {
  const lines = view.logs.all.reduce((sum, { summary }) => sum + summary.lines, 0);
  return lines === 0
    ? undefined
    : `${text} in ${plural(lines, 'log line')} of ${plural(new Set(view.logs.all.map(({ pod }) => pod)).size, 'pod')}`;
}

function autoscalersText(view: ClusterView): string | undefined {
  const count = view.evidence.all('horizontalpodautoscalers').length;
  return count === 0 ? undefined : `none of ${count} is held at its maximum`;
}

/** A rollout that ran well for this long before the failure is not its cause. */
const RAN_WELL_MS = 60 * 60_000;

/** The target's last rollout, where it ran without the failure for long, or where old pods fail as well. */
function lastRollout(
  view: ClusterView,
  causes: readonly Cause[],
  onset: number | undefined,
): readonly RuledOut[] {
  const { workload: ref } = view.target;
  const workload = ref && view.owners.byKey.get(refKey(ref));
  if (!workload || causes.some(({ cause }) => cause === 'bad-rollout')) return [];
  const current = revisionsOf(view, workload)[0];
  if (!current || current.at === undefined || onset === undefined || onset - current.at < RAN_WELL_MS)
    return [];
  const ran = durationText(onset - current.at);
  return [
    {
      what: `${ref.name}'s last rollout (revision ${current.revision}, ${clockText(current.at, view.now)})`,
      by: `it ran ${ran} without this, a rollback will not help`,
      causes: ['bad-rollout'],
    },
  ];
}
