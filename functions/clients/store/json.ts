import { Failure } from '../../model/failure.ts';
import type { StorePort } from './port.ts';

/** A JSON object of ours, undefined when there is none. What we wrote ourselves is trusted to have its shape. */
export async function readJson<T>(store: StorePort, key: string): Promise<T | undefined> {
  const stored = await store.get(key);
  if (stored === undefined) return undefined;
  try {
    return JSON.parse(stored.body) as T;
  } catch (cause) {
    throw new Failure('invalid', `store: ${key} is not JSON`, { cause });
  }
}

/** Writes a JSON object, whatever is there. */
export const writeJson = (store: StorePort, key: string, value: unknown): Promise<void> =>
  store.put(key, JSON.stringify(value), 'application/json');
