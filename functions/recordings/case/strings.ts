/** Where a string stands. */
export interface Place {
  /** The nearest key above it. */
  readonly field: string;
  /** The key above that. */
  readonly within: string;
  /** The object that holds the field. */
  readonly siblings: Readonly<Record<string, unknown>>;
  /** True of a key that somebody chose; `field` is then what holds it. */
  readonly isKey?: true;
}
export type Visit = (text: string, place: Place) => void;

/** Keys that somebody chose stand in these; all others are field names of a schema. */
export const CHOSEN_KEYS: ReadonlySet<string> = new Set([
  ...['labels', 'annotations', 'matchLabels', 'selector', 'nodeSelector', 'podSelector', 'lastApplied'],
  ...['dashboards', 'metrics', 'hard', 'used', 'rows'],
]);

const ROOT: Place = { field: '', within: '', siblings: {} };

const below = (place: Place, field: string, siblings: object): Place => ({
  field,
  within: place.field,
  siblings: siblings as Record<string, unknown>,
});

/** Shows each string of a value with its place; the elements of a list stand where the list does. */
export function visitStrings(value: unknown, visit: Visit, place: Place = ROOT): void {
  if (typeof value === 'string') visit(value, place);
  else if (Array.isArray(value)) for (const item of value) visitStrings(item, visit, place);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) {
      if (CHOSEN_KEYS.has(place.field)) visit(key, { ...place, isKey: true });
      visitStrings(item, visit, below(place, key, value));
    }
}

/** A copy of a value with another text for each string, and for each key that somebody chose. */
export function mapStrings(
  value: unknown,
  map: (text: string, place: Place) => string,
  place: Place = ROOT,
): unknown {
  if (typeof value === 'string') return map(value, place);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map, place));
  if (typeof value !== 'object' || value === null) return value;
  const isChosen = CHOSEN_KEYS.has(place.field);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      isChosen ? map(key, { ...place, isKey: true }) : key,
      mapStrings(item, map, below(place, key, value)),
    ]),
  );
}
