import type { Random } from '../../bench/random.ts';

type Some<T> = readonly [T, ...T[]];

/** Keys that objects, parsers and file systems treat in a way of their own. */
export const ODD_KEYS: Some<string> = [
  ...([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    '',
    ' ',
    '0',
    '-1',
    'null',
  ] as const),
  ...['<<', 'a.b', '../..', 'a\u0000b', '\ud800', '\u202e', 'k'.repeat(5_000)],
];

/** Pieces of text: control and direction characters, lone surrogates, numbers at the edges, markup, YAML's own signs. */
export const ODD_TEXTS: Some<string> = [
  ...([
    '',
    '\u0000',
    '\u001b[31m',
    '\u001b]0;t\u0007',
    '\r',
    '\n',
    '\t',
    '\u2028',
    '\u202e',
    '\ufeff',
  ] as const),
  ...['\ud800', '\udfff', '\u{1f600}', 'e\u0301', 'ß', 'İ', '٣', '\u00a0'],
  ...['-1', '0', '1e999', '-0', 'NaN', '9007199254740993', '0x10', '1_000', '1:30', '00', '.inf'],
  ...['"', "'", '\\', '{', '}', '[', ']', ':', ': ', ',', '#', '- ', '---\n', '...\n', '%', '%YAML 1.1\n'],
  ...[
    '!!js/function "x"',
    '!foo ',
    '!!binary "%"',
    '!!set ',
    '&a ',
    '*a',
    '*b',
    '<<: *a',
    '? ',
    '| ',
    '>-\n',
    '@',
    '`',
  ],
  ...['</script><script>', '<!--', '#{x}', '{{x}}', '$(x)', '; x', '../../etc/passwd', '%00', '%2e%2e/'],
  ...['2026-13-45T99:99:99Z', '+275760-09-13T00:00:00Z', '0000-00-00', '1e5', 'true', 'null', '~', 'yes'],
];

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** A value of some type, rarely of the one that is expected. */
export function oddValue(random: Random): unknown {
  const make: Some<() => unknown> = [
    () => null,
    () => random.next() < 0.5,
    () => random.pick([0, -1, 1.5, 1e308, -1e308, 2 ** 53 + 2, 2 ** 31, 1e-320, 65_536]),
    () => random.pick(ODD_TEXTS),
    () => random.pick(ODD_TEXTS).repeat(1 + random.below(2_000)),
    () => [],
    () => ({}),
    () => [[null], [{}], 'x', 1],
    () => Object.fromEntries([[random.pick(ODD_KEYS), random.pick(ODD_TEXTS)]]),
    () => deep(1 + random.below(200)),
    () => Array.from({ length: random.below(500) }, () => random.pick(ODD_TEXTS)),
  ];
  return random.pick(make)();
}
