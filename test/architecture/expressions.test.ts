import { parse } from '@babel/parser';
import { describe, expect, it } from '@jest/globals';
import { SOURCES, type Source } from './sources.ts';

/** Characters: what is longer is a list of its alternatives (functions/text/any-of.ts), or pieces with names. */
const MAX_CHARS = 120;
/** They scan what others wrote, by one expression that moves on from where it stands: a sequence has no alternatives to list. */
const SCANNERS = ['logs', 'redaction', 'recordings', 'text'];

interface Node {
  readonly type: string;
  readonly pattern?: string;
  readonly flags?: string;
  readonly [key: string]: unknown;
}

/** A literal does not go over the end of a line: what has none so long needs no parser. */
const mayHoldLong = ({ text }: Source): boolean =>
  text.split('\n').some((line) => line.lastIndexOf('/') - line.indexOf('/') >= MAX_CHARS - 'dgimsuvy'.length);

function expressionsIn({ text }: Pick<Source, 'text'>): readonly string[] {
  const found: string[] = [];
  const nodes: unknown[] = [parse(text, { sourceType: 'module', plugins: ['typescript'] }).program];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const { type, pattern, flags } = node as Node;
    if (type === 'RegExpLiteral') found.push(`/${pattern}/${flags}`);
    for (const [key, value] of Object.entries(node)) if (key !== 'loc' && value) nodes.push(value);
  }
  return found;
}

const isTooLong = (expression: string): boolean => expression.length > MAX_CHARS;

describe('regular expressions', () => {
  const others = SOURCES.filter(
    ({ path }) => !SCANNERS.some((room) => path.startsWith(`functions/${room}/`)),
  );

  it('can be read at once', () => {
    const asked = others.filter(mayHoldLong);
    expect(asked.flatMap((source) => expressionsIn(source).filter(isTooLong))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  });

  it('are measured whole', () => {
    const of = (chars: number) => expressionsIn({ text: `const a = /${'x'.repeat(chars - 3)}/i;` });
    expect(of(MAX_CHARS).filter(isTooLong)).toEqual([]);
    expect(of(MAX_CHARS + 1).filter(isTooLong)).toHaveLength(1);
  });
});
