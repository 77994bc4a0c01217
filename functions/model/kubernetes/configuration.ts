import type * as z from 'zod/mini';
import { count, list, maybeCount, record, text } from '../lenient.ts';
import { metadata } from './shared.ts';

/** What pods are configured with; values are never kept. */

/**
 * Values are never kept: `keys` names them, `values` has for each a number, in its place, that another ConfigMap of the
 * same list has for this key where its value is the same ([] where they were not compared), `hosts` are the host[:port] that a key's value mentions, `windowsScripts`
 * the keys of scripts whose first line ends in CR LF.
 */
export const configMap = record({
  metadata,
  keys: list(text),
  values: list(count),
  windowsScripts: list(text),
  hosts: list(record({ key: text, host: text, port: maybeCount })),
});

/** Names of keys only. */
export const secret = record({ metadata, type: text, keys: list(text) });

export const serviceAccount = record({ metadata, imagePullSecrets: list(record({ name: text })) });

export type ConfigMap = z.infer<typeof configMap>;
export type Secret = z.infer<typeof secret>;
export type ServiceAccount = z.infer<typeof serviceAccount>;
