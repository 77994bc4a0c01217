/**
 * The text at a path within parsed JSON, '' where there is none: what model/lenient.ts reads, for the few fields of a
 * function that has no other use for a schema library.
 */
export function textAt(value: unknown, ...path: readonly string[]): string {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return '';
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return typeof at === 'string' ? at : '';
}
