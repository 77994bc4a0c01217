import { describe, expect, it } from '@jest/globals';
import type { StorePort } from '../../../functions/clients/store/port.ts';

/** What every store promises; `open` gives an empty one. */
export function storeContract(name: string, open: () => Promise<StorePort>): void {
  describe(`the store's contract: ${name}`, () => {
    it('reads what was put, as it was', async () => {
      const store = await open();
      const body = 'ü 😀 \n {"a":1}';
      await store.put('Q1-1/report.json', body, 'application/json');
      expect((await store.get('Q1-1/report.json'))?.body).toBe(body);
    });

    it('has nothing where nothing was put', async () => {
      const store = await open();
      expect(await store.get('Q1-1/none')).toBeUndefined();
      await store.put('Q1-1/none/below', '{}', 'application/json');
      expect(await store.get('Q1-1/other/below')).toBeUndefined();
    });

    it('overwrites by put', async () => {
      const store = await open();
      await store.put('k', '1', 'application/json');
      await store.put('k', '2', 'application/json');
      expect((await store.get('k'))?.body).toBe('2');
    });

    it('creates once: of ten at a time one wins, and its text is there', async () => {
      const store = await open();
      const writers = Array.from({ length: 10 }, (_, index) => String(index));
      const won = await Promise.all(writers.map((writer) => store.create('claims/x', writer)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.get('claims/x'))?.body).toBe(writers[won.indexOf(true)]);
    });

    it('replaces one version once: of ten at a time one wins', async () => {
      const store = await open();
      await store.create('claims/x', 'old');
      const version = (await store.get('claims/x'))?.version ?? '';
      const writers = Array.from({ length: 10 }, (_, index) => `new ${index}`);
      const won = await Promise.all(writers.map((writer) => store.replace('claims/x', writer, version)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.get('claims/x'))?.body).toBe(writers[won.indexOf(true)]);
    });

    it('does not replace what is not there, or was changed meanwhile', async () => {
      const store = await open();
      await store.create('a', 'old');
      const version = (await store.get('a'))?.version ?? '';
      await store.put('a', 'changed', 'application/json');
      expect(await store.replace('a', 'mine', version)).toBe(false);
      expect((await store.get('a'))?.body).toBe('changed');
      expect(await store.replace('b', 'mine', version)).toBe(false);
      expect(await store.get('b')).toBeUndefined();
    });

    it.each(['', '/a', 'a/', 'a//b', '../a', 'a/../b', 'a/./b', 'a b', 'a\0', 'ä', 'x'.repeat(600)])(
      'takes no odd key: %j',
      async (key) => {
        const store = await open();
        await expect(store.put(key, '', 'application/json')).rejects.toMatchObject({ kind: 'invalid' });
        await expect(store.get(key)).rejects.toMatchObject({ kind: 'invalid' });
      },
    );
  });
}
