import * as z from 'zod/mini';
import * as k from '../model/kubernetes/objects.ts';
import { redact } from '../redaction/redact.ts';
import { listCollector } from './list-collector.ts';
import { byName } from './read-object.ts';
import { eventScopes } from './scopes.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const countOf = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** Micro times ("...:00.123456Z") and seconds in one notation, so that texts compare as times do. */
function instant(time: string): string {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().replace('.000Z', 'Z');
}

/**
 * Folds what the newer API keeps in `eventTime`, `series` and `reportingComponent` into count, first and last time
 * (https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/). An event without any time has
 * its creation time.
 */
function foldEvent(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const series = isObject(raw.series) ? raw.series : {};
  const source = isObject(raw.source) ? raw.source : {};
  const created = isObject(raw.metadata) ? textOf(raw.metadata.creationTimestamp) : '';
  const first = [raw.firstTimestamp, raw.eventTime, raw.lastTimestamp, created]
    .map(textOf)
    .find((time) => time !== '');
  const last = [series.lastObservedTime, raw.lastTimestamp, raw.eventTime, first]
    .map(textOf)
    .find((t) => t !== '');
  return {
    ...raw,
    firstTimestamp: instant(first ?? ''),
    lastTimestamp: instant(last ?? ''),
    count: Math.max(1, countOf(raw.count), countOf(series.count)),
    source: {
      component: textOf(source.component) || textOf(raw.reportingComponent),
      host: textOf(source.host),
    },
  };
}

function readEvent(raw: unknown): k.KubeEvent {
  const event = z.parse(k.event, foldEvent(raw));
  return { ...event, message: redact(event.message) };
}

/** Sorted by object, then time: an object's story reads from top to bottom. */
export const events = listCollector({
  name: 'events',
  apiVersion: 'v1',
  resource: 'events',
  scopes: eventScopes,
  read: readEvent,
  order: (event) =>
    [
      event.involvedObject.namespace,
      event.involvedObject.kind,
      event.involvedObject.name,
      event.firstTimestamp,
      event.lastTimestamp,
      event.reason,
      byName(event),
      event.message,
    ].join('\u0000'),
});
