import { describe, expect, it } from '@jest/globals';
import { SOURCES } from './sources.ts';

/** The names that a file of `model/statements` declares: the quoted members of its interfaces. */
const named = (text: string): readonly string[] =>
  [...text.matchAll(/^ {2}readonly '([^']+)'/gm)].map(([, name = '']) => name);

const twice = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

describe('the names of statements', () => {
  const names = SOURCES.filter(({ path }) => path.startsWith('functions/model/statements/')).flatMap(
    ({ text }) => named(text),
  );

  // Of two families with the same name and the same facts, the compiler would take the words of the last.
  it('belong to one family each', () => {
    expect(names.length).toBeGreaterThan(50);
    expect(twice(names)).toEqual([]);
  });

  it('are written in small letters, with hyphens', () => {
    expect(names.filter((name) => !/^[a-z]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it('are looked at, not only counted', () => {
    const text = "export interface A {\n  readonly 'a-b': NoFacts;\n  readonly 'a-b': NoFacts;\n}\n";
    expect(twice(named(text))).toEqual(['a-b']);
  });
});
