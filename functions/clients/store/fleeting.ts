import { Failure } from '../../model/failure.ts';
import { isKey, type Stored, type StorePort } from './port.ts';

/** A store that lasts as long as this process and is nobody else's: for what must be done while the real one is down. */
export function fleetingStore(): StorePort {
  const objects = new Map<string, Stored>();
  let versions = 0;
  const write = (key: string, body: string): void => {
    versions += 1;
    objects.set(key, { body, version: String(versions) });
  };
  const checked = (key: string): string => {
    if (!isKey(key)) throw new Failure('invalid', `not a store key: ${JSON.stringify(key)}`);
    return key;
  };
  return {
    get: async (key) => objects.get(checked(key)),
    put: async (key, body) => write(checked(key), body),
    async create(key, body) {
      if (objects.has(checked(key))) return false;
      write(key, body);
      return true;
    },
    async replace(key, body, version) {
      if (objects.get(checked(key))?.version !== version) return false;
      write(key, body);
      return true;
    },
  };
}
