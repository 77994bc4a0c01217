import type { StorePort } from '../../functions/clients/store/port.ts';
import { isKey } from '../../functions/clients/store/port.ts';
import { Failure } from '../../functions/model/failure.ts';

/** A store in memory that keeps the contract (test/contract/store), and can be looked into. */
export function memoryStore() {
  const objects = new Map<string, { body: string; version: string; type: string }>();
  let versions = 0;
  const write = (key: string, body: string, type: string): void => {
    versions += 1;
    objects.set(key, { body, version: String(versions), type });
  };
  const checked = (key: string): string => {
    if (!isKey(key)) throw new Failure('invalid', `not a store key: ${JSON.stringify(key)}`);
    return key;
  };
  const store: StorePort = {
    async get(key) {
      const found = objects.get(checked(key));
      return found && { body: found.body, version: found.version };
    },
    async put(key, body, type) {
      write(checked(key), body, type);
    },
    async create(key, body) {
      if (objects.has(checked(key))) return false;
      write(key, body, 'application/json');
      return true;
    },
    async replace(key, body, version) {
      if (objects.get(checked(key))?.version !== version) return false;
      write(key, body, 'application/json');
      return true;
    },
  };
  return { ...store, objects };
}
