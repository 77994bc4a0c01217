import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { registers } from '../../registers/registers.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), 'firstnote-server-'));
afterAll(() => rmSync(copy, { recursive: true }));

/** What docs/adding-a-server.md says: a file of its own; registers are made. */
function addServer(): void {
  const folder = join(copy, 'functions/servers');
  const file = readFileSync(join(folder, 'memcached.ts'), 'utf8');
  writeFileSync(
    join(folder, 'madeup.ts'),
    file
      .replace(/port: \d+/, 'port: 4711')
      .replaceAll('memcache', 'madeup')
      .replace('phrases: []', "phrases: [{ kind: 'full', text: /madeup: shelf is full/, by: 'server' }]"),
  );
  for (const { path, text } of registers(copy)) writeFileSync(join(copy, path), text);
}

it('takes one file to know a server by port, image and phrase', async () => {
  cpSync(join(ROOT, 'functions'), join(copy, 'functions'), { recursive: true });
  addServer();
  const entry = `
    export { failureKind, serverPort } from './functions/diagnosis/mechanisms/shared/messages.ts';
    export { SERVER_PORTS, serverOf } from './functions/servers/known.ts';`;
  await build({
    stdin: { contents: entry, resolveDir: copy },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile: join(copy, 'out.mjs'),
    nodePaths: [join(ROOT, 'node_modules')],
  });
  const added = await import(pathToFileURL(join(copy, 'out.mjs')).href);
  expect(added.SERVER_PORTS).toContain(4711);
  expect(added.serverOf({ madeup: 'known' }, 'registry.example/madeupd:1', undefined)).toBe('known');
  expect(added.failureKind('madeup: shelf is full')).toBe('full');
  expect(added.serverPort('madeup: shelf is full')).toBe(4711);
});
