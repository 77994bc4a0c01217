import { createHash } from 'node:crypto';
import { link, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, Failure } from '../../model/failure.ts';
import { syncFolder, writeBeside } from './durable.ts';
import { isKey, type StorePort } from './port.ts';

const versionOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** As that of an answer of S3 (functions/clients/aws/https.ts). */
const MAX_OBJECT_BYTES = 64 * 1024 * 1024;

/**
 * The store in a folder, for the local host. Whole files appear at once (written beside, then linked or renamed), are on
 * disk before their write ends, and are readable by their owner alone; `create` holds between processes, `replace` between the callers of one process.
 */
export function directoryStore(folder: string): StorePort {
  /** The last replacement of each key: the next one waits for it. */
  const queues = new Map<string, Promise<unknown>>();

  const path = (key: string): string => {
    if (!isKey(key)) throw new Failure('invalid', `not a store key: ${JSON.stringify(key)}`);
    return join(folder, key);
  };

  const read = async (key: string) => {
    try {
      const { size } = await stat(path(key));
      if (size > MAX_OBJECT_BYTES)
        throw new Failure('rejected', `store: read ${key}: it has more than ${MAX_OBJECT_BYTES >> 20} MiB`);
      const body = await readFile(path(key), 'utf8');
      return { body, version: versionOf(body) };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  };

  const put = async (key: string, body: string): Promise<void> => {
    const target = path(key);
    await rename(await writeBeside(target, body), target);
    await syncFolder(dirname(target));
  };

  const inTurn = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turn = (queues.get(key) ?? Promise.resolve()).then(work, work);
    const done = turn
      .catch(() => undefined)
      .then(() => {
        if (queues.get(key) === done) queues.delete(key);
      });
    queues.set(key, done);
    return turn;
  };

  return {
    get: read,
    put: (key, body) => inTurn(key, () => put(key, body)),
    async create(key, body) {
      const target = path(key);
      const temporary = await writeBeside(target, body);
      try {
        await link(temporary, target);
        await syncFolder(dirname(target));
        return true;
      } catch (error) {
        if (errorCode(error) === 'EEXIST') return false;
        throw error;
      } finally {
        await unlink(temporary);
      }
    },
    replace: (key, body, version) =>
      inTurn(key, async () => {
        const current = await read(key);
        if (current?.version !== version) return false;
        await put(key, body);
        return true;
      }),
  };
}
