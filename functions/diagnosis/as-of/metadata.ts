import type * as k from '../../model/kubernetes/objects.ts';
import type { Moment } from './moment.ts';

type Managed = k.Metadata['managedFields'][number];

/** The fields that say what is wanted, not what came of it: https://kubernetes.io/docs/concepts/overview/working-with-objects/#object-spec-and-status */
const isWanted = ({ subresource, keys }: Managed): boolean =>
  subresource !== 'status' && keys.some((key) => !/^(?:metadata|status)\b/.test(key));

const isStatus = ({ subresource, keys }: Managed): boolean =>
  subresource === 'status' || keys.some((key) => /^status\b/.test(key));

/** Whether what is wanted of an object was set after the moment: what it was then, the API does not keep. */
export const isSetAfter = ({ managedFields }: k.Metadata, { isBefore }: Moment): boolean =>
  managedFields.some((entry) => isBefore(entry.time) && isWanted(entry));

/** Whether a field that was set after the moment is this one: "spec.replicas". */
export const isKeySetAfter = ({ managedFields }: k.Metadata, key: string, { isBefore }: Moment): boolean =>
  managedFields.some(({ time, keys }) => isBefore(time) && keys.some((path) => path.startsWith(key)));

/** Whether a controller wrote an object's status after the moment. */
export const isStatusSetAfter = ({ managedFields }: k.Metadata, { isBefore }: Moment): boolean =>
  managedFields.some((entry) => isBefore(entry.time) && isStatus(entry));

/**
 * Metadata without what came after the moment. A difference to the last-applied manifest is known only where nothing
 * was set since. `graceMs` is how long before its deletion time stamp an object was asked to go.
 */
export function metadataThen(metadata: k.Metadata, moment: Moment, graceMs = 0): k.Metadata {
  const managedFields = metadata.managedFields.filter(({ time }) => !moment.isBefore(time));
  const { deletionTimestamp } = metadata;
  const asked =
    deletionTimestamp === undefined ? undefined : new Date(Date.parse(deletionTimestamp) - graceMs);
  return {
    ...metadata,
    managedFields,
    deletionTimestamp:
      asked !== undefined && asked.getTime() > moment.at ? undefined : metadata.deletionTimestamp,
    lastApplied: isSetAfter(metadata, moment) ? undefined : metadata.lastApplied,
  };
}

interface KubernetesObject {
  readonly metadata: k.Metadata;
}

/** The objects that were there at the moment. */
export const existing = <Item extends KubernetesObject>(
  items: readonly Item[],
  moment: Moment,
): readonly Item[] =>
  items
    .filter(({ metadata }) => !moment.isBefore(metadata.creationTimestamp))
    .map((item) => ({ ...item, metadata: metadataThen(item.metadata, moment) }));
