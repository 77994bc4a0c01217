import { numbered, REDACTED } from '../redaction/marker.ts';

/** Gives what is shown of a value with a number where another value of the same place is shown alike. */
export type TellApart = (place: string, value: string, shown: string) => string;

/**
 * Tells values apart that redaction makes equal, so that a difference between two revisions is seen: "[redacted]" and
 * "[redacted-2]". The values live as long as the list that they came with; what is kept is that they differ, and
 * nothing of what is at another place.
 */
export function tellsApart(): TellApart {
  const places = new Map<string, string[]>();
  return (place, value, shown) => {
    if (!shown.includes(REDACTED)) return shown;
    const known = places.get(place) ?? [];
    places.set(place, known);
    const at = known.indexOf(value);
    const index = at < 0 ? known.push(value) - 1 : at;
    return index === 0 ? shown : numbered(shown, index + 1);
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An element of a list stays the same one under its name, wherever it stands. */
const stepOf = (element: unknown, index: number): string =>
  isObject(element) && typeof element.name === 'string' ? element.name : String(index);

/** A redacted tree with each of its texts told apart from others of its place; the tree that it was made of has the values. */
export function markHidden(tell: TellApart, place: string, raw: unknown, shown: unknown): unknown {
  if (typeof shown === 'string') return tell(place, typeof raw === 'string' ? raw : '', shown);
  if (Array.isArray(shown)) {
    const elements: readonly unknown[] = Array.isArray(raw) ? raw : [];
    return shown.map((element: unknown, index) =>
      markHidden(tell, `${place}/${stepOf(element, index)}`, elements[index], element),
    );
  }
  if (!isObject(shown)) return shown;
  const fields = isObject(raw) ? raw : {};
  return Object.fromEntries(
    Object.entries(shown).map(([key, value]) => [
      key,
      markHidden(tell, `${place}/${key}`, fields[key], value),
    ]),
  );
}
