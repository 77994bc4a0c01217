import * as z from 'zod/mini';
import { playbookSchema } from './schema.ts';

/** The keys that the schema knows in the map at `path`: read off the one definition, so that hints never drift. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = playbookSchema;
  for (const part of path) {
    schema = unwrapped(schema);
    if (schema instanceof z.ZodMiniObject) schema = schema.shape[String(part)];
    else if (schema instanceof z.ZodMiniArray) schema = schema.def.element;
    else return [];
  }
  schema = unwrapped(schema);
  return schema instanceof z.ZodMiniObject ? Object.keys(schema.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodMiniOptional || inner instanceof z.ZodMiniDefault) inner = inner.def.innerType;
  return inner;
}
