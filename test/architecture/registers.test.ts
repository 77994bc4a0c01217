import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { registers } from '../registers/registers.ts';
import { ROOT } from './sources.ts';

describe.each(registers(ROOT))('$path', ({ path, text }) => {
  it('is what `npm run registers` makes of the files that it lists', () => {
    expect(readFileSync(`${ROOT}${path}`, 'utf8')).toBe(text);
  });
});
