import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const read = (path: string): Buffer => readFileSync(new URL(`../../../${path}`, import.meta.url));

describe('the scanner', () => {
  it('was compiled from its source as it is (npm run build:wasm; CI compiles it anew)', () => {
    const source = createHash('sha256').update(read('wasm/log-scan.ts')).digest('hex');
    expect(read('functions/logs/scan/module.ts').toString()).toContain(`sha256 ${source}`);
  });
});
