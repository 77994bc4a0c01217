import type { EvidenceData } from '../../model/evidence.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import { conditionsThen } from './conditions.ts';
import { existing, isKeySetAfter, isSetAfter, isStatusSetAfter } from './metadata.ts';
import type { Moment } from './moment.ts';

/** A cordoned node bears it: https://kubernetes.io/docs/reference/labels-annotations-taints/#node-kubernetes-io-unschedulable */
const CORDONED = 'node.kubernetes.io/unschedulable';

/** Nodes of then, without the taints, the cordon and the conditions that came since. */
export const nodesThen = (items: EvidenceData['nodes'], moment: Moment): EvidenceData['nodes'] =>
  items
    .filter(({ metadata }) => !moment.isBefore(metadata.creationTimestamp))
    .map((live) => {
      const [node = live] = existing([live], moment);
      const taints = node.spec.taints.filter(({ timeAdded }) => !moment.isBefore(timeAdded));
      const isCordonedSince =
        isKeySetAfter(live.metadata, 'spec.unschedulable', moment) ||
        live.spec.taints.some(({ key, timeAdded }) => key === CORDONED && moment.isBefore(timeAdded));
      return {
        ...node,
        spec: { ...node.spec, taints, unschedulable: node.spec.unschedulable && !isCordonedSince },
        status: { ...node.status, conditions: conditionsThen(node.status.conditions, moment) },
      };
    });

export const namespacesThen = (
  items: EvidenceData['namespaces'],
  moment: Moment,
): EvidenceData['namespaces'] =>
  items
    .filter(({ metadata }) => !moment.isBefore(metadata.creationTimestamp))
    .map((live) => {
      const [namespace = live] = existing([live], moment);
      return moment.isBefore(live.metadata.deletionTimestamp)
        ? { ...namespace, status: { phase: 'Active' } }
        : namespace;
    });

/** Usage was measured at one moment, and is of no other. */
export const measuredThen = <Item extends { readonly timestamp: string }>(
  items: readonly Item[],
  { isBefore }: Moment,
): readonly Item[] => items.filter(({ timestamp }) => !isBefore(timestamp));

interface Bound {
  readonly metadata: k.Metadata;
}

/** What bounds pods, and was set since: how it was then is not known. */
export const boundsThen = <Item extends Bound>(items: readonly Item[], moment: Moment): readonly Item[] =>
  existing(
    items.filter(({ metadata }) => !isSetAfter(metadata, moment)),
    moment,
  );

/** The same, and a controller counts in their status what was used at its last look. */
export const countedThen = <Item extends Bound>(items: readonly Item[], moment: Moment): readonly Item[] =>
  boundsThen(
    items.filter(({ metadata }) => !isStatusSetAfter(metadata, moment)),
    moment,
  );

/** Autoscalers that have not scaled since; one that has gives the numbers of later. */
export const autoscalersThen = (
  items: EvidenceData['horizontalpodautoscalers'],
  moment: Moment,
): EvidenceData['horizontalpodautoscalers'] =>
  boundsThen(
    items.filter(({ status }) => !moment.isBefore(status.lastScaleTime)),
    moment,
  ).map((item) => ({
    ...item,
    status: { ...item.status, conditions: conditionsThen(item.status.conditions, moment) },
  }));

/** ConfigMaps of then; of one that was set since, the keys are known and the hosts that its values named are not. */
export const configMapsThen = (
  items: EvidenceData['configmaps'],
  moment: Moment,
): EvidenceData['configmaps'] =>
  items
    .filter(({ metadata }) => !moment.isBefore(metadata.creationTimestamp))
    .map((live) => {
      const [configMap = live] = existing([live], moment);
      return isSetAfter(live.metadata, moment) ? { ...configMap, hosts: [] } : configMap;
    });

export const claimsThen = (
  items: EvidenceData['persistentvolumeclaims'],
  moment: Moment,
): EvidenceData['persistentvolumeclaims'] =>
  existing(items, moment).map((item) => ({
    ...item,
    status: { ...item.status, conditions: conditionsThen(item.status.conditions, moment) },
  }));
