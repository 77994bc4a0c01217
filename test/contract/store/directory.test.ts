import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { directoryStore } from '../../../functions/clients/store/directory.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { storeContract } from './contract.ts';

const folders: string[] = [];
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'firstnote-store-'));
  folders.push(made);
  return made;
};
afterAll(() => Promise.all(folders.map((made) => rm(made, { recursive: true }))));

storeContract('a directory', async () => directoryStore(await folder()));

it('reads nothing larger than 64 MiB, and says so', async () => {
  const made = await folder();
  const store = directoryStore(made);
  await store.put('evidence', '{}', 'application/json');
  await truncate(join(made, 'evidence'), 64 * 1024 * 1024 + 1);
  const failure: unknown = await store.get('evidence').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    kind: 'rejected',
    message: 'store: read evidence: it has more than 64 MiB',
  });
});

it('leaves no temporary files behind', async () => {
  const made = await folder();
  const store = directoryStore(made);
  await Promise.all(Array.from({ length: 5 }, (_, index) => store.create('a', `${index}`)));
  await store.put('b', '1', 'application/json');
  expect((await readdir(made)).sort()).toEqual(['a', 'b']);
});
