import type * as z from 'zod/mini';
import type { Placeless } from './fault.ts';
import { knownKeys } from './keys.ts';
import { nearest } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/** An issue of the schema in words: what is there, what should be, and the likely meaning of a wrong name. */
export function explainIssue(issue: Issue, root: unknown): Placeless[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(key, issue.path));
  }
  const value = valueAt(root, issue.path);
  if (value === undefined && issue.path.length > 0 && issue.code !== 'custom') {
    const name = String(issue.path.at(-1));
    return [{ path: issue.path.slice(0, -1), message: `"${name}" is missing${example(issue)}` }];
  }
  return [{ path: issue.path, message: valueMessage(issue, value) }];
}

function unknownKey(key: string, parent: readonly PropertyKey[]): Placeless {
  const known = knownKeys(parent);
  const near = nearest(key, known);
  const hint = near === undefined ? `; there are ${known.join(', ')}` : `; did you mean "${near}"?`;
  return { path: [...parent, key], key: true, message: `unknown key "${key}"${hint}` };
}

function valueMessage(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}, not ${kindOf(value)}`;
    case 'invalid_value': {
      const known = issue.values.map(String);
      const near = typeof value === 'string' ? nearest(value, known) : undefined;
      const written = typeof value === 'string' ? `"${value.slice(0, 60)}"` : kindOf(value);
      if (near !== undefined) return `unknown value ${written}; did you mean "${near}"?`;
      return known.length === 1
        ? `must be ${known[0]}, not ${typeof value === 'number' ? value : written}`
        : `unknown value ${written}; there are ${known.join(', ')}`;
    }
    default:
      return issue.message;
  }
}

function example(issue: Issue): string {
  if (issue.code === 'invalid_type') return ` (${article(issue.expected)})`;
  return issue.code === 'invalid_value' ? ` (${issue.values.map(String).join(', ')})` : '';
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};
const article = (expected: string): string => ARTICLES[expected] ?? expected;

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'object'
    ? 'a map'
    : `${typeof value === 'number' ? 'the number' : ''} ${String(value)}`.trim();
}

/** The value at a path of a parsed document, undefined when there is none. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, part) ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  }
  return value;
}
