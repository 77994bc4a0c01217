import { dirname, isAbsolute, resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';

/** What a field holds; a kubeconfig with another type in it is refused, by kubectl too. */
type FieldType = 'text' | 'flag' | 'texts' | 'record';

interface Section {
  /** Where an entry has its fields: `users[].user`. */
  readonly key: string;
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Paths, relative to the folder of the kubeconfig that they stand in. */
  readonly paths: readonly string[];
}

/** https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
const SECTIONS = {
  clusters: {
    key: 'cluster',
    fields: {
      server: 'text',
      'certificate-authority': 'text',
      'certificate-authority-data': 'text',
      'insecure-skip-tls-verify': 'flag',
      'tls-server-name': 'text',
      'proxy-url': 'text',
    },
    paths: ['certificate-authority'],
  },
  users: {
    key: 'user',
    fields: {
      token: 'text',
      tokenFile: 'text',
      'client-certificate': 'text',
      'client-certificate-data': 'text',
      'client-key': 'text',
      'client-key-data': 'text',
      username: 'text',
      password: 'text',
      as: 'text',
      'as-uid': 'text',
      'as-groups': 'texts',
      'as-user-extra': 'record',
      exec: 'record',
      'auth-provider': 'record',
    },
    paths: ['tokenFile', 'client-certificate', 'client-key'],
  },
  contexts: { key: 'context', fields: { cluster: 'text', user: 'text', namespace: 'text' }, paths: [] },
} as const satisfies Readonly<Record<string, Section>>;
export type SectionName = keyof typeof SECTIONS;

export type Fields = Readonly<Record<string, unknown>>;
export type Entries = ReadonlyMap<string, Fields>;

/** One kubeconfig, or several merged: the entries of each list by their names. */
export interface KubeconfigDocument extends Readonly<Record<SectionName, Entries>> {
  readonly currentContext: string;
}

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const IS: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  text: isText,
  flag: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every(isText),
  record: isRecord,
};
const SAID: Readonly<Record<FieldType, string>> = {
  text: 'is not text; put it in quotes',
  flag: 'is neither true nor false',
  texts: 'is not a list of strings',
  record: 'is not a mapping',
};

/** The fields of one entry that are set, with absolute paths. */
function readFields(section: Section, value: unknown, what: string, folder: string): Fields {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw new UsageError(`${what} is not a mapping`);
  const set = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  for (const [name, field] of set) {
    const type = Object.hasOwn(section.fields, name) ? section.fields[name] : undefined;
    if (type !== undefined && !IS[type](field)) throw new UsageError(`${name} of ${what} ${SAID[type]}`);
  }
  const fields: Record<string, unknown> = Object.fromEntries(set);
  for (const name of section.paths) {
    const path = fields[name];
    if (isText(path) && path !== '') fields[name] = resolve(folder, path);
  }
  if (isRecord(fields.exec)) fields.exec = commandFrom(fields.exec, folder);
  return fields;
}

/** A plug-in's command with a slash in it is a path, relative to the kubeconfig; another one is looked for on PATH. */
function commandFrom(exec: Fields, folder: string): Fields {
  const { command } = exec;
  const isPath = isText(command) && command.includes('/') && !isAbsolute(command);
  return isPath ? { ...exec, command: resolve(folder, command) } : exec;
}

function readEntries(list: unknown, name: SectionName, file: string): Entries {
  const section: Section = SECTIONS[name];
  const entries = new Map<string, Fields>();
  if (list === undefined || list === null) return entries;
  if (!Array.isArray(list)) throw new UsageError(`${name} of kubeconfig ${file} is not a list`);
  for (const [index, entry] of list.entries()) {
    if (!isRecord(entry) || !isText(entry.name))
      throw new UsageError(`${name}[${index}] of kubeconfig ${file} has no name`);
    const what = `${section.key} "${entry.name}" in kubeconfig ${file}`;
    if (entries.has(entry.name)) throw new UsageError(`${what} appears twice`);
    entries.set(entry.name, readFields(section, entry[section.key], what, dirname(resolve(file))));
  }
  return entries;
}

/** @throws UsageError that names the file and the entry, where a field is not of its type. Values are never shown. */
export function readDocument(raw: unknown, file: string): KubeconfigDocument {
  if (raw !== null && raw !== undefined && !isRecord(raw))
    throw new UsageError(`kubeconfig ${file} has no clusters; is it a kubeconfig?`);
  const document = raw ?? {};
  const currentContext = document['current-context'] ?? '';
  if (!isText(currentContext)) throw new UsageError(`current-context of kubeconfig ${file} is not text`);
  return {
    currentContext,
    clusters: readEntries(document.clusters, 'clusters', file),
    users: readEntries(document.users, 'users', file),
    contexts: readEntries(document.contexts, 'contexts', file),
  };
}

/** As kubectl merges them: of a name that is in several files, and of current-context, the first wins. */
export function mergeDocuments(documents: readonly KubeconfigDocument[]): KubeconfigDocument {
  const merged = (name: SectionName): Entries =>
    new Map(documents.toReversed().flatMap((document) => [...document[name]]));
  return {
    currentContext: documents.find(({ currentContext }) => currentContext !== '')?.currentContext ?? '',
    clusters: merged('clusters'),
    users: merged('users'),
    contexts: merged('contexts'),
  };
}
