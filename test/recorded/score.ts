import { messageOf } from '../../functions/local/error-text.ts';
import { calibrationTable } from './calibration.ts';
import { caseNames, isElsewhere } from './paths.ts';
import { changeOf, readScores, setsOf, totals, writeScores } from './scores.ts';
import { triagedCase } from './triage-case.ts';
import { readTruth } from './truth.ts';
import { type Score, scoreOf } from './verdict.ts';

/**
 * How often the first cause is right: `npm run score [-- [--write] CASE|FOLDER...]`. Prints a line a case and the
 * totals; ends with 1 where a case is worse than what test/recorded/scores.json holds. FOLDER is a case elsewhere, as
 * `firstnote case new` makes it. `npm run score -- --calibration` prints how often what was said at each confidence was
 * right, of the scores that are held.
 */
const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith('--'));
const isWrong = (word: string): boolean =>
  word.startsWith('--')
    ? !['--write', '--calibration'].includes(word)
    : !caseNames().includes(word) && !isElsewhere(word);
const unknown = words.filter(isWrong);

/** undefined, with a sentence, where a case's files cannot be read. */
const scoreCase = async (name: string): Promise<Score | undefined> => {
  try {
    const { report, note } = await triagedCase(name);
    return scoreOf(readTruth(name), report, note);
  } catch (error) {
    process.stderr.write(`score: ${name}: ${messageOf(error)}\n`);
    process.exitCode = 2;
    return undefined;
  }
};

const scoreAll = async (names: readonly string[]): Promise<Record<string, Score>> => {
  const held = readScores();
  const scores: Record<string, Score> = {};
  for (const name of names) {
    const score = await scoreCase(name);
    if (score === undefined) continue;
    const change = changeOf(score, held[name]);
    if (change.startsWith('WORSE')) process.exitCode ??= 1;
    scores[name] = score;
    const lacks = score.lacks === undefined ? '' : `(does not name ${score.lacks.join(', ')})`;
    const line = [name.padEnd(32), score.verdict.padEnd(14), score.said, lacks, change && `[${change}]`];
    process.stdout.write(
      `${line
        .filter((part) => part !== '')
        .join(' ')
        .trimEnd()}\n`,
    );
  }
  return scores;
};

if (unknown.length > 0) {
  process.stderr.write(
    `score: there is no case ${unknown.join(', ')}; there are ${caseNames().join(', ')}\n`,
  );
  process.exitCode = 2;
} else if (words.includes('--calibration')) {
  process.stdout.write(`${calibrationTable(setsOf(readScores()))}\n`);
} else {
  const scores = await scoreAll(wanted.length === 0 ? caseNames() : wanted);
  const all = Object.values(scores);
  process.stdout.write(`${all.length} scored: ${totals(all)}\n`);
  if (words.includes('--write')) writeScores(scores);
}
