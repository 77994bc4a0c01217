import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { calibrationTable } from './calibration.ts';
import { caseNames } from './paths.ts';
import { readTruth } from './truth.ts';
import { isWorse, type Score, VERDICTS } from './verdict.ts';

const SCORES = fileURLToPath(new URL('scores.json', import.meta.url));
const document = (name: string): string => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
const CASES_DOCUMENT = document('recorded-cases.md');
const ACCURACY_DOCUMENT = document('accuracy.md');

/** A case's score when it came into the set, before any rule was written with it in sight, and what is held today. */
export interface Held {
  readonly first: Score;
  readonly now: Score;
}
export type Scores = Readonly<Record<string, Held>>;

/** What is committed. */
export const readScores = (): Scores => JSON.parse(readFileSync(SCORES, 'utf8')) as Scores;

/** "19 of 24 right, 1 right at low, 2 missed, 2 wrong". */
export const totals = (scores: readonly Score[]): string => {
  const counted = VERDICTS.map((verdict) => ({
    verdict,
    count: scores.filter((score) => score.verdict === verdict).length,
  }));
  return counted
    .filter(({ verdict, count }) => count > 0 || verdict === 'right' || verdict === 'wrong at high')
    .map(({ verdict, count }) => `${count} ${verdict}`)
    .join(', ');
};

/** How a score compares with what is held; '' where it is the same. */
export const changeOf = (score: Score, held: Held | undefined): string => {
  if (held === undefined) return 'new';
  if (isWorse(score.verdict, held.now.verdict)) return `WORSE, was ${held.now.verdict}: ${held.now.said}`;
  if (isWorse(held.now.verdict, score.verdict)) return `better, was ${held.now.verdict}: ${held.now.said}`;
  return score.said === held.now.said ? '' : `was ${held.now.said}`;
};

const cell = ({ verdict, said, lacks = [] }: Score): string =>
  `**${verdict}**: ${said}${lacks.length === 0 ? '' : `; does not name ${lacks.join(', ')}`}`;

const tableOf = (cases: readonly [string, Held][]): readonly string[] => [
  `First score: ${totals(cases.map(([, { first }]) => first))}.`,
  `Now: ${totals(cases.map(([, { now }]) => now))}.`,
  '',
  '| case | what was wrong | first score | now |',
  '| --- | --- | --- | --- |',
  ...cases.map(([name, { first, now }]) =>
    [`| ${name}`, readTruth(name).why, cell(first), cell(now) === cell(first) ? 'the same' : cell(now)]
      .join(' | ')
      .concat(' |'),
  ),
];

/** The sets that are counted apart, by name; the project's own, the first, has none. */
export function setsOf(scores: Scores): ReadonlyMap<string, readonly [string, Held][]> {
  const sets = new Map<string, [string, Held][]>();
  for (const [name, held] of Object.entries(scores)) {
    const { set = '' } = readTruth(name);
    sets.set(set, [...(sets.get(set) ?? []), [name, held]]);
  }
  return new Map([...sets].sort(([a], [b]) => a.localeCompare(b)));
}

/** The tables of docs/recorded-cases.md, one a set. */
export const documentTable = (scores: Scores): string =>
  [...setsOf(scores)]
    .flatMap(([set, cases]) => [...(set === '' ? [] : ['', `## ${set}`, '']), ...tableOf(cases)])
    .join('\n');

/** Writes what is held, a new case's first score among it, and the table in the document. */
export const writeScores = (measured: Readonly<Record<string, Score>>): void => {
  const before = readScores();
  const scores: Record<string, Held> = {};
  for (const name of caseNames()) {
    const now = measured[name] ?? before[name]?.now;
    if (now !== undefined) scores[name] = { first: before[name]?.first ?? now, now };
  }
  writeFileSync(SCORES, `${JSON.stringify(scores, null, 2)}\n`);
  writeFileSync(CASES_DOCUMENT, withTable(readDocument(), documentTable(scores)));
  writeFileSync(ACCURACY_DOCUMENT, withTable(readAccuracy(), calibrationTable(setsOf(scores))));
};

const MARKED = /(<!-- table: npm run score [^\n]*-->\n)[\s\S]*?(<!-- end -->)/;

/** The document with another table between its marks. */
export const withTable = (document: string, table: string): string =>
  document.replace(MARKED, (_, begin: string, end: string) => `${begin}${table}\n${end}`);

/** The documents as they are committed. */
export const readDocument = (): string => readFileSync(CASES_DOCUMENT, 'utf8');
export const readAccuracy = (): string => readFileSync(ACCURACY_DOCUMENT, 'utf8');
