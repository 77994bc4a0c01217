import type { CollectorName, Evidence, EvidenceData, EvidenceSet } from '../../model/evidence.ts';
import { clockText, durationText, timeOf } from '../../text/time.ts';
import {
  autoscalersThen,
  boundsThen,
  claimsThen,
  configMapsThen,
  countedThen,
  measuredThen,
  namespacesThen,
  nodesThen,
} from './cluster.ts';
import { eventsThen } from './events.ts';
import { existing } from './metadata.ts';
import { momentOf } from './moment.ts';
import { endpointSlicesThen, servicesThen } from './network.ts';
import { podsThen } from './pods.ts';
import { type Then, thenOf } from './then.ts';
import {
  cronJobsThen,
  daemonSetsThen,
  deploymentsThen,
  jobsThen,
  replicaSetsThen,
  statefulSetsThen,
} from './workloads.ts';

/** What a kind of evidence holds of a moment; undefined for what is asked of now alone and bears no time. */
type OfThen<Name extends CollectorName> =
  | ((data: EvidenceData[Name], then: Then, evidence: EvidenceSet) => EvidenceData[Name])
  | undefined;

/** Every kind of evidence, as it was at a moment before it was read. The compiler asks for a new kind's entry. */
export const OF_THEN: { readonly [Name in CollectorName]: OfThen<Name> } = {
  pods: (data, then, { events }) => podsThen(data, then, events?.data ?? []),
  systempods: (data, then, { events }) => podsThen(data, then, events?.data ?? []),
  events: eventsThen,
  deployments: (data, then, { replicasets }) => deploymentsThen(data, then, replicasets?.data ?? []),
  replicasets: replicaSetsThen,
  statefulsets: statefulSetsThen,
  daemonsets: daemonSetsThen,
  controllerrevisions: existing,
  jobs: jobsThen,
  cronjobs: cronJobsThen,
  services: (data, then, { endpointslices }) => servicesThen(data, then, endpointslices?.data ?? []),
  endpointslices: endpointSlicesThen,
  ingresses: boundsThen,
  ingressclasses: existing,
  configmaps: configMapsThen,
  secrets: existing,
  serviceaccounts: existing,
  persistentvolumeclaims: claimsThen,
  persistentvolumes: existing,
  storageclasses: existing,
  resourcequotas: countedThen,
  limitranges: boundsThen,
  horizontalpodautoscalers: autoscalersThen,
  poddisruptionbudgets: countedThen,
  networkpolicies: boundsThen,
  nodes: nodesThen,
  namespaces: namespacesThen,
  podmetrics: measuredThen,
  nodemetrics: measuredThen,
  // The reader of logs stops at the moment; a sum over lines cannot be taken apart again.
  logs: (data, { isBefore }) =>
    data
      .filter(({ summary, tail }) => tail.length > 0 || summary.last !== '')
      .filter(({ summary }) => !isBefore(summary.last)),
  signals: (data, { at }) =>
    data
      .map((series) => ({ ...series, points: series.points.filter(([time]) => time <= at) }))
      .filter(({ points }) => points.length > 0),
  probes: undefined,
  dependencystate: undefined,
  clusterhealth: undefined,
  changeevents: (data, { isBefore }) => data.filter(({ at }) => !isBefore(at)),
};

/** Whether a kind of evidence can tell of a moment before it is read. */
export const tellsOfThen = (name: CollectorName): boolean => OF_THEN[name] !== undefined;

/**
 * Evidence as it was at `at` (RFC 3339), as far as it can be told from what was read at `readAt`: pure, and without
 * anything that began later. Kubernetes keeps the state of now, with the time of its last change: what changed since
 * is taken back where the earlier state is known, and left out where it is not. What bears no time at all stays.
 */
export function asOf(evidence: EvidenceSet, at: string, readAt: string): EvidenceSet {
  const ms = timeOf(at);
  if (ms === undefined) return evidence;
  const then = thenOf(evidence, momentOf(ms));
  const later = (timeOf(readAt) ?? ms) - ms;
  const hasCome = later >= 0;
  const cut = Object.values(evidence).map((one) =>
    cutEvidence(one, {
      then,
      evidence,
      ofNow: hasCome
        ? `asked of now alone, read ${durationText(later)} after ${clockText(ms, ms)}`
        : `asked of now alone, and ${clockText(ms, ms)} has not come yet`,
      noLine: hasCome ? 'no line of that time is left' : 'no line yet: that time has not come',
    }),
  );
  return Object.fromEntries(cut.map((one) => [one.collector, one]));
}

interface Cutting {
  readonly then: Then;
  readonly evidence: EvidenceSet;
  /** Why what is asked of now alone tells nothing of then, and why there is no line of then, for a reader. */
  readonly ofNow: string;
  readonly noLine: string;
}

function cutEvidence<Name extends CollectorName>(
  one: Evidence<Name>,
  { then, evidence, ofNow, noLine }: Cutting,
): Evidence<Name> {
  if (one.data === undefined) return one;
  const { data: _ofNow, ...rest } = one;
  const ofThen: OfThen<Name> = OF_THEN[one.collector];
  if (ofThen === undefined) return { ...rest, status: 'failed', detail: ofNow };
  const data = ofThen(one.data, then, evidence);
  // Silence is no health: kubelets keep lines for as long as the newest fill the files.
  if (data.length === 0 && one.collector === 'logs') return { ...rest, status: 'failed', detail: noLine };
  return { ...one, ...judged(one, data, then), data };
}

/** Whether objects of then were left out: what is not in the list may then have been in the cluster. */
function judged<Name extends CollectorName>(
  { status, detail, data }: Evidence<Name>,
  left: EvidenceData[Name],
  then: Then,
): Pick<Evidence, 'status' | 'detail'> {
  const there = (data ?? []).filter((item) => wasThere(item, then)).length;
  const unknown = there - left.length;
  if (unknown <= 0) return { status: left.length === 0 && status === 'ok' ? 'empty' : status, detail };
  const words = `${unknown} of ${there} changed since: how they were is not known`;
  return { status: 'truncated', detail: detail === '' ? words : `${detail}; ${words}` };
}

interface Stamped {
  readonly metadata?: { readonly creationTimestamp?: string };
  /** An event's. */
  readonly firstTimestamp?: string;
  /** A measurement's. */
  readonly timestamp?: string;
}

const wasThere = (item: unknown, { isBefore }: Then): boolean => {
  const { metadata, firstTimestamp, timestamp } = item as Stamped;
  return metadata !== undefined && ![firstTimestamp, timestamp, metadata.creationTimestamp].some(isBefore);
};
