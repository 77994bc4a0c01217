import { createHash } from 'node:crypto';
import { LONGEST_ESCALATION_MINUTES, MAX_ESCALATION_STEPS } from './limits.ts';
import { defaultPlaybook, type Playbook } from './playbook.ts';

/** The format of the index; another one is read by another version of firstnote. */
export const INDEX_FORMAT = 1;

/** Characters: an index is read on the way of every incident, and a playbook has a few kilobytes. */
export const MAX_INDEX_CHARS = 4 * 1024 * 1024;

/** A playbook as the checker found it right, and which push brought it. */
export interface CompiledPlaybook {
  /** Slug of the playbook's name. */
  readonly id: string;
  /** Counts the pushes that changed it, from 1. */
  readonly version: number;
  /** RFC 3339 UTC. */
  readonly pushedAt: string;
  /** SHA-256 of the playbook's canonical JSON, in hex: what was altered after the check does not hold. */
  readonly sha256: string;
  readonly playbook: Playbook;
}

/** An entry that is left out; `name` is what is known of it. */
export interface DisabledPlaybook {
  readonly name: string;
  readonly why: string;
}

export type PlaybookIndex =
  | {
      readonly ok: true;
      readonly entries: readonly CompiledPlaybook[];
      readonly disabled: readonly DisabledPlaybook[];
    }
  | { readonly ok: false; readonly why: string };

/**
 * "DojoPool API" -> "dojopool-api": the same for the same words, and a segment of a key. A name with other letters than
 * a key may hold has a part of its checksum, so that two of them do not become one.
 */
export function playbookId(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.join('-').slice(0, 100).replace(/-$/, '');
  if (slug !== '' && /^[\x20-\x7e]*$/.test(name)) return slug;
  return [slug, checksum(name).slice(0, 12)].filter((part) => part !== '').join('-');
}

/** SHA-256 of a playbook's canonical JSON, in hex. */
export const playbookChecksum = (playbook: unknown): string => checksum(canonicalJson(playbook, MAX_LEVELS));

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A playbook nests four levels deep. */
const MAX_LEVELS = 16;

/** JSON with the keys of each map in order. What lies deeper than any playbook does is left out. */
function canonicalJson(value: unknown, levels: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (levels === 0) return 'null';
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, levels - 1)).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part, levels - 1)}`);
  return `{${entries.join(',')}}`;
}

/**
 * Reads an index. An entry that does not hold is disabled alone, whatever is in it; only a text that is no index of
 * this format is refused as a whole. Never throws.
 */
export function readPlaybookIndex(text: string): PlaybookIndex {
  const read = rawEntries(text);
  if (!read.ok) return read;
  const entries: CompiledPlaybook[] = [];
  const disabled: DisabledPlaybook[] = [];
  read.entries.forEach((entry, index) => {
    const why = faultOf(entry);
    if (why === undefined) entries.push(completed(entry as CompiledPlaybook));
    else disabled.push({ name: nameOf(entry, index), why });
  });
  return { ok: true, entries, disabled };
}

/** The entries as they lie in the index, faulty ones too: a push leaves what is not its own as it is. */
export function rawEntries(
  text: string,
):
  | { readonly ok: true; readonly entries: readonly unknown[] }
  | { readonly ok: false; readonly why: string } {
  if (text.length > MAX_INDEX_CHARS) return { ok: false, why: 'is longer than 4 MiB' };
  const parsed = parse(text);
  if (!isMap(parsed) || !Array.isArray(parsed.playbooks))
    return { ok: false, why: 'is no index of playbooks' };
  if (parsed.format !== INDEX_FORMAT)
    return { ok: false, why: `is not of format ${INDEX_FORMAT}: another version of firstnote wrote it` };
  return { ok: true, entries: parsed.playbooks };
}

/** An index as it is stored. */
export const indexText = (entries: readonly unknown[]): string =>
  JSON.stringify({ format: INDEX_FORMAT, playbooks: entries });

/** Why an entry cannot be used, undefined when it can. */
export function faultOf(entry: unknown): string | undefined {
  if (!isMap(entry)) return 'it is no map';
  const { id, version, pushedAt, playbook } = entry;
  if (typeof id !== 'string' || !Number.isSafeInteger(version) || typeof pushedAt !== 'string')
    return 'it does not say which push brought it';
  if (!isMap(playbook)) return 'it holds no playbook';
  if (playbook.version !== 1) return 'its format is not known to this version of firstnote';
  if (entry.sha256 !== playbookChecksum(playbook)) return 'its checksum does not hold: it was altered';
  const odd = Object.entries(PARTS).find(([part, fits]) => !fits(playbook[part]));
  return odd === undefined ? undefined : `its "${odd[0]}" is not as the checker leaves it`;
}

type Rule = (value: unknown) => boolean;
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Rule = (value) => typeof value === 'string' && value !== '';
const maybe =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined || rule(value);
const listOf =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) && value.every(rule);
/** As the checker has it: a time that is none would throw where timers are made. */
const isMinutes: Rule = (value) =>
  typeof value === 'number' && value > 0 && value <= LONGEST_ESCALATION_MINUTES;
const named: Rule = (value) => isMap(value) && isText(value.name);
const responder: Rule = (value) => isMap(value) && isText(value.type) && isText(value.id);
const step: Rule = (value) =>
  isMap(value) && isMinutes(value.after) && isText(value.name) && maybe(responder)(value.responder);

/** What functions rely on before anything else of a playbook is looked at; a part that is not there has its default. */
const PARTS: Readonly<Record<Exclude<keyof Playbook, 'version'>, Rule>> = {
  name: isText,
  target: (value) => isMap(value) && isText(value.namespace) && maybe(isText)(value.workload),
  cluster: maybe(isText),
  services: maybe(listOf(isText)),
  default: maybe((value) => typeof value === 'boolean'),
  alerts: maybe(listOf(named)),
  dependencies: maybe(listOf(named)),
  external: maybe(listOf(named)),
  actions: maybe(listOf(isMap)),
  escalation: maybe((value) => listOf(step)(value) && (value as unknown[]).length <= MAX_ESCALATION_STEPS),
  dashboards: maybe(isMap),
  metrics: maybe(isMap),
  prevention: maybe(listOf(isText)),
  allow: maybe(isMap),
  prometheus: maybe(isText),
};

/** What an earlier version's checker did not know has its default. */
const completed = (entry: CompiledPlaybook): CompiledPlaybook => ({
  ...entry,
  playbook: { ...defaultPlaybook(entry.playbook.target), ...entry.playbook },
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What is known of an entry, its place where nothing is. */
export function nameOf(entry: unknown, index: number): string {
  const playbook = isMap(entry) ? entry.playbook : undefined;
  const known = [isMap(playbook) ? playbook.name : undefined, isMap(entry) ? entry.id : undefined];
  return (
    known.find((name): name is string => typeof name === 'string' && name !== '') ?? `entry ${index + 1}`
  );
}
