import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redact } from '../../../functions/redaction/redact.ts';
import { character } from '../../support/character.ts';
import { read } from './read.ts';
import { SAMPLES } from './samples.ts';

/** `npm run bench -- fuzz` runs 100,000. */
const LINES = Number(process.env.FIRSTNOTE_FUZZ_LINES ?? 1500);
const PER_LOG = 25;

const mutated = fc
  .tuple(
    fc.constantFrom(...SAMPLES),
    fc.array(fc.tuple(fc.nat(300), fc.string({ maxLength: 6, unit: character })), { maxLength: 4 }),
  )
  .map(([line, edits]) =>
    Buffer.from(edits.reduce((text, [at, put]) => text.slice(0, at) + put + text.slice(at + (at % 3)), line)),
  );
const bytes = fc.uint8Array({ maxLength: 200 }).map((b) => Buffer.from(b));
const anyLine = fc.oneof({ weight: 3, arbitrary: mutated }, { weight: 1, arbitrary: bytes });

describe('hostile logs', () => {
  it(`never throw, and every line is counted (${LINES} lines)`, () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: PER_LOG, maxLength: PER_LOG }),
        fc.integer({ min: 1, max: 700 }),
        (all, chunk) => {
          const log = Buffer.concat(all.flatMap((line) => [line, Buffer.from('\n')]));
          const { summary, tail } = read(log, { patterns: 'all', reference: '2026-11-25T00:00:00Z' }, chunk);
          expect(summary.lines).toBe(log.filter((b) => b === 10).length);
          expect(summary.requests).toBe(Object.values(summary.byStatus).reduce((a, b) => a + b, 0));
          expect(summary.requests).toBe(Object.values(summary.byMethod).reduce((a, b) => a + b, 0));
          expect(tail.length).toBeLessThanOrEqual(20);
          for (const p of summary.patterns) expect(redact(p.example)).toBe(p.example);
        },
      ),
      { numRuns: Math.ceil(LINES / PER_LOG) },
    );
  });

  it('a line without an end does not grow memory: it is one line, read up to a limit', () => {
    const { summary } = read(Buffer.alloc(3 << 20, 'a'), {}, 1 << 20);
    expect(summary.lines).toBe(1);
  });

  it('broken UTF-8, colours and control characters are survived', () => {
    const log = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0x80, 10]),
      Buffer.from(
        `${String.fromCharCode(27)}[31mERROR${String.fromCharCode(27)}[0m: connection refused by db:5432\n`,
      ),
    ]);
    const { summary, tail } = read(log);
    expect(summary.patterns[0]).toMatchObject({ kind: 'database', level: 'error', peers: ['db:5432'] });
    expect(tail.join('')).not.toContain(String.fromCharCode(27));
  });
});
