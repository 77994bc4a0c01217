import { describe, expect, it } from '@jest/globals';
import { mutantsOf, mutated, observed } from '../../mutants/mutants.ts';
import { sampled } from '../../mutants/sample.ts';
import { scoreText } from '../../mutants/score.ts';

/** What a source becomes, by each of its mutants. */
const becomes = (source: string): readonly string[] =>
  mutantsOf('a.ts', source).map((mutant) => mutated(source, mutant));

describe('the mutants of a source', () => {
  it.each<[string, readonly string[]]>([
    ['f(a < b);', [';', 'f(a <= b);', 'f(a >= b);']],
    ['f(a && b);', [';', 'f(a || b);']],
    ['f(a ?? (b));', [';', 'f(a );']],
    ['f(!(a + b));', [';', 'f((a + b));', 'f(!(a - b));']],
    ['const a = b ? c : d;', ['const a = true ? c : d;', 'const a = false ? c : d;']],
    ['const a = 5;', ['const a = (6);', 'const a = (4);']],
    ['const a = 60_000;', ['const a = 120000;', 'const a = 30000;']],
    ['const a = false;', ['const a = true;']],
    ['const a = b.filter(c);', ['const a = (b);']],
    ['const a = b.some(c);', ['const a = b.every(c);']],
    ['const a = [...b];', ['const a = [...[]];']],
    ["const a = b === 'c';", ["const a = b !== 'c';", "const a = b === '';"]],
    ["const a: 'b' | 5 = b as 'b';", []],
    ["const a = { title: 'two words', kind: 'one' };", ["const a = { title: 'two words', kind: '' };"]],
    [`const a = \`$\{b === 1 ? '' : 's'}\`;`, []],
    ["import { a } from './a.ts';", []],
  ])('%s', (source, expected) => {
    expect([...becomes(source)].sort()).toEqual([...expected].sort());
  });

  it.each<[string, readonly string[]]>([
    ['/^a|b$/', ['/a|b$/', '/b$/', '/^a|b/', '/^a/']],
    ['/x(?:a|b)/', ['/x(?:b)/', '/x(?:a)/']],
    ['/[^|]{8,}/', ['/[|]{8,}/', '/[^|]{9,}/']],
    ['/\\ba\\|/i', ['/a\\|/i', '/\\ba\\|/']],
  ])('of the pattern %s', (pattern, expected) => {
    expect([...becomes(`const a = ${pattern};`)].sort()).toEqual(
      expected.map((one) => `const a = ${one};`).sort(),
    );
  });

  it('leave alone which way equal ones are ordered, and by how much', () => {
    expect([...becomes('const by = (a, b) => (a < b ? -1 : 1);')].sort()).toEqual([
      'const by = (a, b) => (a < b ? (1) : 1);',
      'const by = (a, b) => (a >= b ? -1 : 1);',
      'const by = (a, b) => (false ? -1 : 1);',
      'const by = (a, b) => (true ? -1 : 1);',
    ]);
  });

  it('say where they are, and what is changed', () => {
    const [first] = mutantsOf('a.ts', 'const a = 1;\nconst b = a > 2;\n').filter(({ line }) => line === 2);
    expect(first).toMatchObject({ file: 'a.ts', what: 'const b = a > 2; -> const b = a <= 2;' });
  });
});

it('a source that is observed does what it did, and tells what ran', () => {
  const source = 'const twice = (a) => a * 2; const never = (a) => a + 1; return twice(4);';
  const program = `function f() { ${source} }`;
  const anchors = mutantsOf('a.ts', program).map(({ anchor }) => anchor);
  const unique = [...new Map(anchors.map((one) => [one.start, one])).values()];
  const ran: number[] = [];
  const text = observed(
    program,
    unique.map((one, id) => ({ ...one, id })),
  );
  const run = new Function('__ran', `${text} return f();`) as (told: (id: number) => void) => number;
  expect(run((id) => ran.push(id))).toBe(8);
  const seen = ran.map((id) => unique[id]).map((one) => program.slice(one?.start, one?.end));
  expect(seen).toContain('a * 2');
  expect(seen).not.toContain('a + 1');
});

describe('a sample', () => {
  const list = Array.from({ length: 1_000 }, (_, at) => at);
  it('is as large as asked for, in order, and the same for a seed', () => {
    const chosen = sampled(list, 100, 7);
    expect(new Set(chosen).size).toBe(100);
    expect([...chosen].sort((a, b) => a - b)).toEqual(chosen);
    expect(sampled(list, 100, 7)).toEqual(chosen);
    expect(sampled(list, 100, 8)).not.toEqual(chosen);
  });
  it('is all there is, when that is not more', () => {
    expect(sampled(list, 0, 1)).toEqual(list);
    expect(sampled(list, 2_000, 1)).toEqual(list);
  });
});

it('the score counts what hung as killed, and what no test runs as not', () => {
  const [mutant] = mutantsOf('core/a.ts', 'f(a < b);');
  if (mutant === undefined) throw new Error('there are mutants');
  const outcomes = ['killed', 'hung', 'survived', 'unseen'] as const;
  expect(scoreText(outcomes.map((outcome) => ({ mutant, outcome })))).toMatch(/^all +2 +4 +0\.50$/m);
});
