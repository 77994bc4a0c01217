import { hostsIn, redact, redactEnv } from '../redaction/redact.ts';
import { LAST_APPLIED } from './sanitize.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper trees than this are no Kubernetes object. */
const MAX_DEPTH = 40;
/** Differences that are kept an object: somebody changed by hand one value or a few. */
const MAX_DIFFERENCES = 50;
/** The longest old value that is kept, characters. */
const MAX_VALUE = 200;

/** The keys by which elements of a list are told apart, as strategic merge does it. */
const MERGE_KEYS = ['name', 'containerPort', 'port', 'mountPath', 'key'];

/** A part of an object as it was applied, and as it is. */
interface Pair {
  readonly old: unknown;
  readonly live: unknown;
  readonly path: string;
  readonly depth: number;
}

interface Leaf {
  readonly path: string;
  /** The name of the environment variable, where this is the value of one. */
  readonly env: string;
  readonly old: unknown;
}

function compareLists(old: readonly unknown[], { live, path, depth }: Omit<Pair, 'old'>, into: Leaf[]): void {
  const elements = Array.isArray(live) ? live : [];
  const key = MERGE_KEYS.find((name) => old.every((element) => isObject(element) && name in element));
  if (key === undefined) {
    if (JSON.stringify(old) !== JSON.stringify(live)) into.push({ path, env: '', old });
    return;
  }
  for (const element of old.filter(isObject)) {
    const other = elements.find((candidate) => isObject(candidate) && candidate[key] === element[key]);
    const inside = `${path}[${key}=${String(element[key])}]`;
    compare({ old: element, live: other, path: inside, depth: depth + 1 }, into);
  }
}

function compareObjects(
  old: Record<string, unknown>,
  { live, path, depth }: Omit<Pair, 'old'>,
  into: Leaf[],
): void {
  const fields = isObject(live) ? live : {};
  for (const [key, value] of Object.entries(old)) {
    const inside = path === '' ? key : `${path}.${key}`;
    compare({ old: value, live: fields[key], path: inside, depth: depth + 1 }, into);
  }
}

function compare({ old, ...rest }: Pair, into: Leaf[]): void {
  const { live, path, depth } = rest;
  if (depth > MAX_DEPTH || into.length >= MAX_DIFFERENCES || old === null) return;
  if (Array.isArray(old)) compareLists(old, rest, into);
  else if (isObject(old)) compareObjects(old, rest, into);
  else if (String(old) !== String(live)) {
    const env = /\.env\[name=([^\]]+)\]\.value$/.exec(path)?.[1] ?? '';
    into.push({ path, env, old });
  }
}

function shown(leaf: Leaf, kind: string): string {
  const value = typeof leaf.old === 'string' ? leaf.old : JSON.stringify(leaf.old);
  // Values of ConfigMaps and Secrets are never kept; the hosts that a ConfigMap's value names are.
  if (kind === 'Secret') return '';
  if (kind === 'ConfigMap' && leaf.path.startsWith('data.'))
    return hostsIn(value)
      .map(({ host, port }) => (port === undefined ? host : `${host}:${port}`))
      .join(' ');
  return (leaf.env === '' ? redact(value) : redactEnv(leaf.env, value)).slice(0, MAX_VALUE);
}

function lastApplied(annotations: unknown): unknown {
  const value = isObject(annotations) ? annotations[LAST_APPLIED] : undefined;
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Where a live object differs from what `kubectl apply` was last given: path -> old value, redacted. That is all that
 * the API keeps of an old value; an object that was not applied, or not changed since by other means, has none.
 * Paths are written as `managedKeys` writes them.
 */
export function differencesToLastApplied(raw: unknown): Record<string, string> | undefined {
  if (!isObject(raw) || !isObject(raw.metadata)) return undefined;
  const applied = lastApplied(raw.metadata.annotations);
  if (!isObject(applied)) return undefined;
  const leaves: Leaf[] = [];
  const { kind: _kind, apiVersion: _apiVersion, metadata: _metadata, status: _status, ...rest } = applied;
  compare({ old: rest, live: raw, path: '', depth: 0 }, leaves);
  const kind = String(applied.kind ?? '');
  return leaves.length === 0
    ? undefined
    : Object.fromEntries(leaves.map((leaf) => [leaf.path, shown(leaf, kind)]));
}
