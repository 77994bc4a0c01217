const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper trees than this are no Kubernetes object; the limit keeps hostile input from exhausting the stack. */
const MAX_DEPTH = 40;

/** `{"name":"api"}` -> `name=api`; for ports `{"containerPort":80,"protocol":"TCP"}` -> `containerPort=80,protocol=TCP`. */
function elementKey(json: string): string {
  try {
    const parsed: unknown = JSON.parse(json);
    if (isObject(parsed))
      return Object.entries(parsed)
        .map(([key, value]) => `${key}=${String(value)}`)
        .join(',');
    return String(parsed);
  } catch {
    return json;
  }
}

function walk(node: unknown, path: string, into: string[], depth: number): void {
  const children =
    isObject(node) && depth < MAX_DEPTH ? Object.entries(node).filter(([key]) => key !== '.') : [];
  if (children.length === 0) {
    if (path !== '') into.push(path);
    return;
  }
  for (const [key, child] of children) {
    const name = key.slice(2);
    if (key.startsWith('f:')) walk(child, path === '' ? name : `${path}.${name}`, into, depth + 1);
    else if (key.startsWith('k:') || key.startsWith('v:'))
      walk(child, `${path}[${elementKey(name)}]`, into, depth + 1);
  }
}

/**
 * The paths of the leaves that a field manager owns, out of `fieldsV1`
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management):
 * "spec.replicas", "spec.template.spec.containers[name=api].image", "data.LOG_LEVEL".
 */
export function managedKeys(fieldsV1: unknown): string[] {
  const keys: string[] = [];
  walk(fieldsV1, '', keys, 0);
  return keys;
}

/** Replaces `fieldsV1` in a raw object's managedFields by `keys`; evidence that was stored already is left as it is. */
export function withManagedKeys(raw: unknown): unknown {
  if (!isObject(raw) || !isObject(raw.metadata) || !Array.isArray(raw.metadata.managedFields)) return raw;
  const managedFields = raw.metadata.managedFields.map((entry: unknown) =>
    isObject(entry) && 'fieldsV1' in entry
      ? { ...entry, fieldsV1: undefined, keys: managedKeys(entry.fieldsV1) }
      : entry,
  );
  return { ...raw, metadata: { ...raw.metadata, managedFields } };
}

/** Drops managedFields: for kinds of which there are many and whose managers say nothing (pods, metrics). */
export function withoutManagedFields(raw: unknown): unknown {
  if (!isObject(raw) || !isObject(raw.metadata)) return raw;
  return { ...raw, metadata: { ...raw.metadata, managedFields: undefined } };
}
