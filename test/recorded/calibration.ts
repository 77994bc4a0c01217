import type { Confidence } from '../../functions/model/cause.ts';
import type { Held } from './scores.ts';
import { readTruth } from './truth.ts';
import type { Score } from './verdict.ts';

type Cases = readonly (readonly [string, Held])[];

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];
/** What the set without a name is called in the table. */
const OWN = 'own';

const confidenceOf = ({ said }: Score): string | undefined => /\((high|medium|low)\)$/.exec(said)?.[1];
const isRight = ({ verdict }: Score): boolean => verdict.startsWith('right');
const isWell = (name: string): boolean => readTruth(name).causes.length === 0;

/** Of the causes said at a confidence, how many were right. A cause named of a system that is well is not, at low neither. */
function rightOf(confidence: Confidence, cases: Cases, when: keyof Held): string {
  const said = cases.filter(([, held]) => confidenceOf(held[when]) === confidence);
  const right = said.filter(([name, held]) => isRight(held[when]) && !isWell(name));
  return said.length === 0 ? 'none said' : `${right.length} of ${said.length}`;
}

/** Of the cases where no cause was named, how many were well. */
function silent(cases: Cases, when: keyof Held): string {
  const none = cases.filter(([, held]) => confidenceOf(held[when]) === undefined);
  return none.length === 0 ? 'none' : `${none.filter(([name]) => isWell(name)).length} of ${none.length}`;
}

/** How often what was said at each confidence was right, by set, when a case was new and today. */
export function calibrationTable(sets: ReadonlyMap<string, Cases>): string {
  const all = [...sets.values()].flat();
  const groups: [string, Cases][] = [...sets].map(([set, cases]) => [set === '' ? OWN : set, cases]);
  const columns = [...groups, ['all', all] as const].flatMap(([set, cases]) =>
    (['first', 'now'] as const).map((when) => ({ set, cases, when })),
  );
  const row = (head: string, cell: (cases: Cases, when: keyof Held) => string): string =>
    `| ${[head, ...columns.map(({ cases, when }) => cell(cases, when))].join(' | ')} |`;
  return [
    `| first cause said at | ${columns.map(({ set, when }) => `${set}, ${when}`).join(' | ')} |`,
    `| --- |${' --- |'.repeat(columns.length)}`,
    ...CONFIDENCES.map((confidence) =>
      row(`${confidence}: right`, (cases, when) => rightOf(confidence, cases, when)),
    ),
    row('no cause: was well', silent),
  ].join('\n');
}
