import type { RankStatements } from '../../model/statements/rank.ts';
import type { WordsOf } from './words-of.ts';

export const rankWords: WordsOf<RankStatements> = {
  'not-read-whole': ({ collector, status }) =>
    `${collector} were not read whole (${status ?? 'not asked for'})`,
  'not-linked-to-target': () => 'nothing links it to the workload that was asked about',
};
