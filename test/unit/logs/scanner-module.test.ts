import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

describe('the scanner', () => {
  it('is what its source compiles to (npm run build:wasm)', async () => {
    const { compile, moduleText } = (await import(
      new URL('../../../wasm/build.mjs', import.meta.url).href
    )) as { compile: () => Promise<Uint8Array>; moduleText: (bytes: Uint8Array) => string };
    const now = readFileSync(new URL('../../../functions/logs/scan/module.ts', import.meta.url), 'utf8');
    const bytesOf = (text: string): string => text.replace(/\s/g, '');
    expect(bytesOf(now)).toBe(bytesOf(moduleText(await compile())));
  });
});
