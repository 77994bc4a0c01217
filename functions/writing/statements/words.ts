import type { Statement, Statements } from '../../model/statement.ts';
import { cloudWords } from './cloud.ts';
import { clusterWords } from './cluster.ts';
import { dependencyWords } from './dependencies.ts';
import { differenceWords } from './differences.ts';
import { loadWords } from './load.ts';
import { networkWords } from './network.ts';
import { podWords } from './pods.ts';
import { rankWords } from './rank.ts';
import { rolloutWords } from './rollout.ts';
import { schedulingWords } from './scheduling.ts';
import { sharedWords } from './shared.ts';
import { storageWords } from './storage.ts';
import { symptomWords } from './symptoms.ts';
import { type Moment, type Phrase, phraseFrom, type WordsOf, wordsFrom } from './words-of.ts';

const WORDS: WordsOf<Statements> = {
  ...sharedWords,
  ...podWords,
  ...schedulingWords,
  ...storageWords,
  ...networkWords,
  ...dependencyWords,
  ...loadWords,
  ...rolloutWords,
  ...differenceWords,
  ...clusterWords,
  ...cloudWords,
  ...rankWords,
  ...symptomWords,
};

/** A statement as the note, the page and the JSON say it. */
export const inWords = (statement: Statement, moment: Moment): string => wordsFrom(WORDS, statement, moment);

/** A statement in parts. */
export const inParts = (statement: Statement, moment: Moment): Phrase => phraseFrom(WORDS, statement, moment);
