import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import * as k from '../model/kubernetes/objects.ts';
import { record } from '../model/lenient.ts';
import { hostsIn, type NamedHost } from '../redaction/redact.ts';
import { listCollector } from './list-collector.ts';
import { byName, readWithMetadata } from './read-object.ts';
import { targetNamespace } from './scopes.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys whose value is a host by itself ("DB_HOST: postgres"); with the key of its port ("DB_PORT: 5432"). */
const HOST_KEY = /(host|hostname|server|endpoint|addr|address|service)$/i;
/** A DNS name (RFC 1123), with no scheme and no port. */
const BARE_HOST = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?){0,10}$/i;
/** A value longer than this is a file; its beginning names the hosts that matter. */
const MAX_VALUE = 64 * 1024;

function hostsOf(key: string, value: string, all: Readonly<Record<string, unknown>>): NamedHost[] {
  if (!HOST_KEY.test(key) || !BARE_HOST.test(value) || /^\d+$/.test(value))
    return hostsIn(value.slice(0, MAX_VALUE));
  const port = Number(all[key.replace(HOST_KEY, 'PORT')] ?? all[key.replace(HOST_KEY, 'port')]);
  return [Number.isInteger(port) && port > 0 && port < 65_536 ? { host: value, port } : { host: value }];
}

/** A script whose first line ends in CR LF: the kernel takes the CR for a part of the interpreter's name (execve(2)). */
const WINDOWS_SCRIPT = /^#![^\n]{0,255}\r\n/;

/** Replaces a raw ConfigMap's values by its keys and what they tell of; what was stored reads back as itself. */
function withoutValues(raw: unknown, tell: TellValues): unknown {
  if (!isObject(raw) || 'keys' in raw) return raw;
  const data = isObject(raw.data) ? raw.data : {};
  const binary = isObject(raw.binaryData) ? raw.binaryData : {};
  const names = Object.keys(data).sort();
  const keys = [...names, ...Object.keys(binary)].sort();
  return {
    metadata: raw.metadata,
    keys,
    values: keys.map((key) => tell(key, String(data[key] ?? binary[key]))),
    windowsScripts: names.filter((key) => WINDOWS_SCRIPT.test(String(data[key]))),
    hosts: names.flatMap((key) => hostsOf(key, String(data[key]), data).map((host) => ({ key, ...host }))),
  };
}

/** A number for a key's value, the same for the same one. */
type TellValues = (key: string, value: string) => number;

/** Digests live as long as the list; what is kept is which values are equal. */
function tellsValues(): TellValues {
  const known = new Map<string, string[]>();
  return (key, value) => {
    const digest = createHash('sha256').update(value).digest('base64');
    const digests = known.get(key) ?? [];
    known.set(key, digests);
    const at = digests.indexOf(digest);
    return at < 0 ? digests.push(digest) - 1 : at;
  };
}

/** Names of keys, which values are equal, the hosts that they name, and which are scripts with Windows line ends; values are never kept. */
export const configmaps = listCollector({
  name: 'configmaps',
  apiVersion: 'v1',
  resource: 'configmaps',
  scopes: targetNamespace,
  reader: () => {
    const tell = tellsValues();
    return (raw) => {
      const read = readWithMetadata(metadataOnly, raw);
      return { ...z.parse(k.configMap, withoutValues(raw, tell)), metadata: read.metadata };
    };
  },
  order: byName,
});

const metadataOnly = record({ metadata: k.metadata });

/**
 * Names of keys only. The API has no way to list these without the values, so the right is left out of the
 * ClusterRole unless it is asked for.
 */
export const secrets = listCollector({
  name: 'secrets',
  apiVersion: 'v1',
  resource: 'secrets',
  scopes: targetNamespace,
  read: (raw) => {
    if (!isObject(raw)) return undefined;
    const keys = 'keys' in raw ? raw.keys : Object.keys(isObject(raw.data) ? raw.data : {}).sort();
    return readWithMetadata(k.secret, { metadata: raw.metadata, type: raw.type, keys });
  },
  order: byName,
  optional: 'secrets',
});

export const serviceaccounts = listCollector({
  name: 'serviceaccounts',
  apiVersion: 'v1',
  resource: 'serviceaccounts',
  scopes: targetNamespace,
  read: (raw) => readWithMetadata(k.serviceAccount, raw),
  order: byName,
});
