import { mergeSummaries } from '../../logs/figures/merge.ts';
import type { ContainerLog, Endpoint } from '../../model/log-summary.ts';
import type { Counted, Dimension } from '../../model/statements/differences.ts';
import { timeOf } from '../../text/time.ts';
import { revisionsOf } from '../changes/rollouts.ts';
import { currentLogs, currentSummary } from '../view/current-logs.ts';
import type { ClusterView } from '../view/view.ts';
import type { Rise } from './rises.ts';

/** A dimension along which a rise is on one side alone, and where there was enough on the other side that is well. */
export interface Place {
  readonly dimension: Dimension;
  /** The values on which it fails, and those on which it does not. */
  readonly fails: readonly string[];
  readonly well: readonly string[];
  /** Requests (lines where it serves none) on either side. */
  readonly failing: Counted;
  readonly others: Counted;
}

/** Where a rise is and where it is not; `tried` are the dimensions that had two values to compare at all. */
export interface Places {
  readonly separates: readonly Place[];
  readonly tried: readonly Dimension[];
}

/** Failures that make a side fail. */
const MIN_FAILED = 3;
/** Failures that the well side would have shown if it failed as the other does: fewer prove nothing. */
const MIN_EXPECTED = 5;
/** A side that fails at this part of the other's share, or less, is well. */
const WELL_PART = 0.1;
const MINUTE_MS = 60_000;

/** Compares a workload's failures over its pods, their revisions, nodes and zones, and over its endpoints. */
export function placesOf(view: ClusterView, rise: Rise): Places {
  const pods = podSides(view, rise);
  const nodeOf = new Map(rise.workload.pods.map((pod) => [pod.metadata.name, pod.spec.nodeName]));
  const revisions = new Map(
    revisionsOf(view, rise.workload).flatMap((revision) =>
      revision.pods.map((pod) => [pod.metadata.name, String(revision.revision)] as const),
    ),
  );
  const zoneOf = (pod: string): string =>
    view.node(nodeOf.get(pod) ?? '')?.metadata.labels['topology.kubernetes.io/zone'] ?? '';
  const dimensions: readonly (readonly [Dimension, readonly Side[]])[] = [
    ['endpoint', endpointSides(view, rise)],
    ['revision', grouped(pods, (pod) => revisions.get(pod) ?? '')],
    ['zone', grouped(pods, zoneOf)],
    ['node', grouped(pods, (pod) => nodeOf.get(pod) ?? '')],
    ['pod', pods],
  ];
  const tried = dimensions.filter(([, sides]) => sides.length > 1);
  return {
    separates: tried.flatMap(([dimension, sides]) => separation(dimension, sides) ?? []),
    tried: tried.map(([dimension]) => dimension),
  };
}

/** One value of a dimension with what was counted on it. */
interface Side extends Counted {
  readonly value: string;
}

/** Everything that fails on one side, the rest well by enough that it would have shown; undefined where it does not separate. */
function separation(dimension: Dimension, sides: readonly Side[]): Place | undefined {
  const failing = sides.filter(({ failed }) => failed >= MIN_FAILED);
  const others = sides.filter((side) => !failing.includes(side));
  const [bad, good] = [total(failing), total(others)];
  const share = shareOf(bad);
  if (failing.length === 0 || others.length === 0) return undefined;
  if (share * good.all < MIN_EXPECTED || shareOf(good) > share * WELL_PART) return undefined;
  return { dimension, fails: valuesOf(failing), well: valuesOf(others), failing: bad, others: good };
}

const valuesOf = (sides: readonly Side[]): readonly string[] => sides.map(({ value }) => value).sort();

const total = (sides: readonly Counted[]): Counted => ({
  failed: sides.reduce((sum, { failed }) => sum + failed, 0),
  all: sides.reduce((sum, { all }) => sum + all, 0),
});

const shareOf = ({ failed, all }: Counted): number => (all > 0 ? failed / all : 0);

function grouped(pods: readonly Side[], of: (pod: string) => string): readonly Side[] {
  const groups = new Map<string, Side[]>();
  for (const side of pods) groups.set(of(side.value), [...(groups.get(of(side.value)) ?? []), side]);
  groups.delete('');
  return [...groups].map(([value, sides]) => ({ value, ...total(sides) }));
}

function podSides(view: ClusterView, rise: Rise): readonly Side[] {
  const byPod = new Map<string, ContainerLog[]>();
  for (const log of currentLogs(view, rise.workload))
    byPod.set(log.pod, [...(byPod.get(log.pod) ?? []), log]);
  return [...byPod].map(([value, logs]) => ({ value, ...countedIn(logs, rise) }));
}

/** Requests since the rise; of a program that serves none, its lines, of which those that rose are the failed ones. */
function countedIn(logs: readonly ContainerLog[], rise: Rise): Counted {
  const { minutes, lines, patterns } = mergeSummaries(logs.map(({ summary }) => summary));
  const since = Math.floor((rise.since - rise.uncertaintyMs) / MINUTE_MS) * MINUTE_MS;
  if (rise.of === 'requests') {
    const after = minutes.filter(({ at }) => (timeOf(at) ?? 0) >= since);
    return total(after.map(({ requests, errors5xx }) => ({ failed: errors5xx, all: requests })));
  }
  const risen = new Set(rise.lines.map(({ pattern }) => pattern.template));
  const failed = patterns.filter(({ template }) => risen.has(template));
  return { failed: failed.reduce((sum, { count }) => sum + count, 0), all: lines };
}

const endpointSides = (view: ClusterView, rise: Rise): readonly Side[] =>
  currentSummary(view, rise.workload).endpoints.map((endpoint: Endpoint) => ({
    value: `${endpoint.method} ${endpoint.path}`,
    failed: endpoint.errors5xx,
    all: endpoint.requests,
  }));
