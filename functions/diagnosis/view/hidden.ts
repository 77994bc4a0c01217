import { withoutNumbers } from '../../redaction/marker.ts';

/** A value as a reader sees it: the numbers that tell hidden values of one place apart mean nothing to anybody. */
export function withoutMarks(value: unknown): unknown {
  if (typeof value === 'string') return withoutNumbers(value);
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutMarks(entry)]));
}
