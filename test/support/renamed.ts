/** Maps whose keys somebody else chooses; all other keys are the API's own. */
const OPEN =
  /^(?:labels|annotations|matchLabels|selector|nodeSelector|hard|used|requests|limits|allocatable|data)$/;

/** All strings of a value, keys of open maps among them, each once. */
export function stringsOf(value: unknown): readonly string[] {
  const found = new Set<string>();
  const visit = (part: unknown, key: string): void => {
    if (typeof part === 'string') found.add(part);
    if (typeof part !== 'object' || part === null) return;
    if (!Array.isArray(part) && OPEN.test(key)) for (const own of Object.keys(part)) found.add(own);
    for (const [own, entry] of Object.entries(part)) visit(entry, own);
  };
  visit(value, '');
  return [...found];
}

/**
 * The same value with one of its strings written otherwise wherever it stands, as a value or as a key of an open map,
 * so that what refers to it does so still; `inside` also within longer strings, as in an event's message or a pod's
 * name.
 */
export function renamed<T>(value: T, from: string, to: string, inside: boolean): T {
  const text = (given: string): string => {
    if (given === from) return to;
    return inside && from !== '' ? given.replaceAll(from, () => to) : given;
  };
  const visit = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') return text(part);
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map((entry) => visit(entry, ''));
    return Object.fromEntries(
      Object.entries(part).map(([own, entry]) => [OPEN.test(key) ? text(own) : own, visit(entry, own)]),
    );
  };
  return visit(value, '') as T;
}
