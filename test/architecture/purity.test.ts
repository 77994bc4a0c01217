import { describe, expect, it } from '@jest/globals';
import { readSource, roomIn, SOURCES, type Source } from './sources.ts';

const PURE = [
  'model',
  'text',
  'redaction',
  'playbook',
  'servers',
  'incidents',
  'logs',
  'diagnosis',
  'writing',
  'triage',
];

/** What would make the same evidence give another report: clocks, chance, the process, the network. */
const IMPURE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['reads the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bprocess\.hrtime\b/],
  ['throws dice', /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/],
  // WebAssembly is as pure as what it is given; TypeScript knows it in browsers only, hence by way of globalThis.
  ['looks at the process', /\bprocess\.|^(?!.*WebAssembly).*\bglobalThis\b|\bconsole\./m],
  ['waits', /\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b/],
  ['calls out', /\bfetch\(|\bWebSocket\b/],
  [
    "depends on the machine's language",
    /\btoLocale\w*\(\s*\)|\bIntl\.DateTimeFormat\(\s*\)|\.localeCompare\(/,
  ],
];

const impurities = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => roomIn(PURE, path) !== '')
    .flatMap(({ path, code }) =>
      IMPURE.filter(([, pattern]) => pattern.test(code)).map(([what]) => `${path} ${what}`),
    );

describe('what is computed from evidence', () => {
  it('are pure: the same evidence gives the same report, byte for byte', () => {
    expect(impurities(SOURCES)).toEqual([]);
  });

  it.each([
    'const t = Date.now();',
    'const t = new Date();',
    'const x = process.env.X;',
    'const { process: x } = globalThis;',
    'const x = Math.random();',
    'await fetch(url);',
    'names.sort((a, b) => a.localeCompare(b));',
  ])('are found out by: %s', (text) => {
    expect(impurities([readSource('functions/model/a.ts', text)])).toHaveLength(1);
  });

  it.each(['const t = new Date(ms);', '/** Never calls Date.now(). */', "const hint = 'set process.env.X';"])(
    'may say: %s',
    (text) => {
      expect(impurities([readSource('functions/model/a.ts', text)])).toEqual([]);
    },
  );
});
