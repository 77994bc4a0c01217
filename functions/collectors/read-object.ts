import * as z from 'zod/mini';
import type { Metadata } from '../model/kubernetes/objects.ts';
import { differencesToLastApplied } from './last-applied.ts';
import { withManagedKeys } from './managed-fields.ts';
import { redactMetadata } from './sanitize.ts';

/** namespace/name: unique within a kind. */
export const byName = (object: { readonly metadata: Pick<Metadata, 'namespace' | 'name'> }): string =>
  `${object.metadata.namespace}/${object.metadata.name}`;

/** Reads metadata with flattened managedFields, redacted, and with what differs from the last-applied manifest. */
export function readWithMetadata<T extends { metadata: Metadata }>(
  schema: z.ZodMiniType<T>,
  raw: unknown,
): T {
  const object = z.parse(schema, withManagedKeys(raw));
  const lastApplied = differencesToLastApplied(raw);
  const metadata = redactMetadata(object.metadata);
  return { ...object, metadata: lastApplied === undefined ? metadata : { ...metadata, lastApplied } };
}
