import { dirname } from 'node:path';
import type { Mutant } from './mutants.ts';

/** What came of a mutant: `killed` by a test, `hung` until it was ended, `survived`, `unseen` by every test. */
export interface Tried {
  readonly mutant: Mutant;
  readonly outcome: 'killed' | 'hung' | 'survived' | 'unseen';
}

/** "functions/core/rank/score.ts:12  a < b -> a <= b". */
export const lineOf = ({ mutant: { file, line, what }, outcome }: Tried): string =>
  `${outcome.padEnd(8)} ${file}:${line}  ${what}`;

const isKilled = ({ outcome }: Tried): boolean => outcome === 'killed' || outcome === 'hung';

function row(name: string, tried: readonly Tried[]): string {
  const killed = tried.filter(isKilled).length;
  const score = tried.length === 0 ? '-' : (killed / tried.length).toFixed(2);
  return `${name.padEnd(44)}${String(killed).padStart(7)}${String(tried.length).padStart(9)}${score.padStart(7)}`;
}

/** The score of each folder and of all: killed mutants over all that were tried. */
export function scoreText(tried: readonly Tried[]): string {
  const folders = [...new Set(tried.map(({ mutant }) => dirname(mutant.file)))].sort();
  return [
    `${'folder'.padEnd(44)}${'killed'.padStart(7)}${'mutants'.padStart(9)}${'score'.padStart(7)}`,
    ...folders.map((folder) =>
      row(
        folder,
        tried.filter(({ mutant }) => dirname(mutant.file) === folder),
      ),
    ),
    row('all', tried),
  ].join('\n');
}
