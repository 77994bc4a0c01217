import type { ChangeFacts, RawChange } from '../../model/change.ts';
import { AT_ONCE_MS, mayPrecede, NEAR_MS } from '../../model/near.ts';
import { refKey } from '../../model/object-ref.ts';
import type { FieldChange } from '../../model/statements/differences.ts';
import { timeOf } from '../../text/time.ts';
import { rawChanges } from '../changes/changes.ts';
import { useOf } from '../changes/reach.ts';
import { isRestart } from '../changes/template-diff.ts';
import type { ServiceView } from '../view/services.ts';
import type { ClusterView } from '../view/view.ts';
import type { Rise } from './rises.ts';

/** What began, of whom and when. */
export type Begun = Pick<Rise, 'workload' | 'since' | 'uncertaintyMs'>;

/** A change that touched what fails, within the interval in which that began. */
export interface Touch {
  readonly change: RawChange;
  /** From the change to the first failure, ms; less than zero by what clocks and minutes leave open. */
  readonly leadMs: number;
  /** Its own template; a Service that it calls; a ConfigMap or Secret that its containers read. */
  readonly how: 'own' | 'calls' | 'reads';
  /** The Service that it calls. */
  readonly service: ServiceView | undefined;
}

/**
 * The changes that a rise may have begun with, nearest first, one an object: the nearest, and those that were made at
 * once with it. What was changed before those was served with until they came.
 */
export function touchedBy(view: ClusterView, rise: Begun): readonly Touch[] {
  const touches = rawChanges(view)
    .flatMap((change) => touchOf(view, change, rise) ?? [])
    .toSorted((a, b) => Math.abs(a.leadMs) - Math.abs(b.leadMs) || (keyOf(a) < keyOf(b) ? -1 : 1));
  const [nearest] = touches;
  return touches.filter(
    (touch, at) =>
      touches.findIndex((other) => keyOf(other) === keyOf(touch)) === at &&
      Math.abs(touch.change.at - (nearest?.change.at ?? 0)) <= AT_ONCE_MS,
  );
}

const keyOf = ({ change }: Touch): string => refKey(change.object);

function touchOf(view: ClusterView, change: RawChange, rise: Begun): Touch | undefined {
  const leadMs = rise.since - change.at;
  const how =
    mayPrecede(leadMs, rise, NEAR_MS.begins) && isEffective(change.facts) && howOf(view, change, rise);
  if (!how) return undefined;
  const { namespace, name } = change.object;
  return { change, leadMs, how, service: how === 'calls' ? view.services.get(namespace, name) : undefined };
}

/** A restart runs the same again, and what is announced is not known to have been done. */
const isEffective = (facts: ChangeFacts): boolean =>
  facts.kind === 'fields' || (facts.kind === 'rollout' && !isRestart(facts.differences));

/** What of a Service decides where its callers end. */
const ROUTES = /^spec\.(?:selector|ports|type|clusterIP|externalName|publishNotReadyAddresses)/;

function howOf(view: ClusterView, { object, at, facts }: RawChange, rise: Begun): Touch['how'] | undefined {
  const { workload } = rise;
  if (refKey(object) === refKey(workload.ref)) return facts.kind === 'rollout' ? 'own' : undefined;
  if (object.kind === 'Service') {
    const service = view.services.get(object.namespace, object.name);
    const calls = service && view.calls.from(workload).some((call) => call.service === service);
    return calls && facts.kind === 'fields' && facts.fields.some(({ key }) => ROUTES.test(key))
      ? 'calls'
      : undefined;
  }
  if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') return undefined;
  const use = useOf(workload, object);
  if (use === 'volume') return 'reads';
  // The environment is read at the start alone.
  const started = workload.pods
    .flatMap(({ status }) => status.containerStatuses)
    .some(({ state }) => (timeOf(state.running?.startedAt) ?? 0) >= at);
  return use === 'env' && started ? 'reads' : undefined;
}

/** Old and new values of what was changed in a Service; [] where which of its fields changed is not known: one that is patched owns all of an element that is new. */
export function changedFields({
  change,
  service,
}: Pick<Touch, 'change' | 'service'>): readonly FieldChange[] {
  const { facts } = change;
  if (facts.kind !== 'fields') return [];
  const known = facts.fields.filter(({ was }) => was !== undefined);
  if (known.length === 0 && facts.fields.length > 1) return [];
  return (known.length > 0 ? known : facts.fields).map(({ key, was }) => ({
    key: shortKey(key),
    was: was ? was : null,
    now: service ? valueAt(service, key) : null,
  }));
}

/** "spec.ports[port=80,protocol=TCP].targetPort" -> "targetPort": the rest says nothing more of a Service. */
const shortKey = (key: string): string => key.replace(/^spec\.(?:ports\[[^\]]*\]\.)?/, '');

/** What a Service's field is now; null where the path is not one of a port or of the selector. */
function valueAt({ service }: ServiceView, key: string): string | null {
  const port = /^spec\.ports\[(?:port=(\d+))?[^\]]*\]\.(port|targetPort|protocol|name|appProtocol)$/.exec(
    key,
  );
  if (port) {
    const [, number, field] = port;
    const { ports } = service.spec;
    const entry =
      ports.find((one) => String(one.port) === number) ?? (ports.length === 1 ? ports[0] : undefined);
    const value = entry?.[field as 'port' | 'targetPort'];
    return value === undefined ? null : String(value);
  }
  const label = /^spec\.selector\.(.+)$/.exec(key)?.[1];
  return label === undefined ? null : (service.spec.selector[label] ?? null);
}
