import type { EvidenceData } from '../../model/evidence.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import { existing, isSetAfter } from './metadata.ts';
import type { Then } from './then.ts';

/** When what a slice lists last changed: https://kubernetes.io/docs/reference/labels-annotations-taints/#endpoints-kubernetes-io-last-change-trigger-time */
const LAST_CHANGE = 'endpoints.kubernetes.io/last-change-trigger-time';
/** The Service that a slice is of: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ownership */
const SERVICE_NAME = 'kubernetes.io/service-name';

type Endpoint = k.EndpointSlice['endpoints'][number];

/** The pod that an endpoint leads to, as it was then; its own conditions where it leads to no pod, or pods were not read. */
function endpointThen(endpoint: Endpoint, namespace: string, then: Then): readonly Endpoint[] {
  const { targetRef } = endpoint;
  if (targetRef?.kind !== 'Pod' || !then.knowsPods) return [endpoint];
  const pod = then.pod(targetRef.namespace || namespace, targetRef.name);
  if (pod === undefined) return [];
  const ready = isReady(pod);
  return [{ ...endpoint, conditions: { ...endpoint.conditions, ready, serving: ready } }];
}

/** Whether what a slice lists may be other than what it listed then. */
const hasChanged = ({ metadata, endpoints }: k.EndpointSlice, then: Then): boolean =>
  then.isBefore(metadata.creationTimestamp) ||
  then.isBefore(metadata.annotations[LAST_CHANGE]) ||
  endpoints.some(
    ({ targetRef }) =>
      targetRef?.kind === 'Pod' &&
      then.knowsPods &&
      then.pod(targetRef.namespace || metadata.namespace, targetRef.name) === undefined,
  );

/** A slice as far as its pods tell; undefined where it listed other pods then, none of which is left. */
function sliceThen(slice: k.EndpointSlice, then: Then): k.EndpointSlice | undefined {
  if (!hasChanged(slice, then)) return slice;
  const endpoints = slice.endpoints.flatMap((one) => endpointThen(one, slice.metadata.namespace, then));
  return endpoints.length === 0 ? undefined : { ...slice, endpoints };
}

export const endpointSlicesThen = (
  items: EvidenceData['endpointslices'],
  then: Then,
): EvidenceData['endpointslices'] =>
  items.flatMap((slice) => {
    const was = sliceThen(slice, then);
    return was === undefined ? [] : existing([was], then);
  });

const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`;

/** Services of then; one whose selector or ports were set since, or whose pods of then are gone, is not known. */
export function servicesThen(
  items: EvidenceData['services'],
  then: Then,
  slices: EvidenceData['endpointslices'],
): EvidenceData['services'] {
  const of = (test: (slice: k.EndpointSlice) => boolean): ReadonlySet<string> =>
    new Set(
      slices
        .filter(test)
        .map(({ metadata }) => keyOf(metadata.namespace, metadata.labels[SERVICE_NAME] ?? '')),
    );
  const lost = of((slice) => sliceThen(slice, then) === undefined);
  const kept = of((slice) => sliceThen(slice, then) !== undefined);
  return existing(
    items.filter(({ metadata }) => {
      const key = keyOf(metadata.namespace, metadata.name);
      return !isSetAfter(metadata, then) && (kept.has(key) || !lost.has(key));
    }),
    then,
  );
}
