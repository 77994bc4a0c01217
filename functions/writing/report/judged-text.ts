import type { ReachabilityProbe } from '../../model/evidence.ts';
import type { JudgedBy, JudgedStatements } from '../../model/statements/judged.ts';
import { plural, thousands } from '../../text/format.ts';
import { shareText } from '../statements/share.ts';
import { type Moment, type WordsOf, wordsFrom } from '../statements/words-of.ts';

/** How a try to connect ended. */
const TRIED: Readonly<Record<ReachabilityProbe['result'], string>> = {
  open: 'answers',
  refused: 'refuses connections',
  timeout: 'no answer',
  'no-route': 'no route',
  'dns-failed': 'name not resolved',
  unknown: 'could not be tried',
};

const judgedWords: WordsOf<JudgedStatements> = {
  tried: ({ from, result, said }) => `${TRIED[result]} from ${from}${said === null ? '' : ` (${said})`}`,
  'pods-ready': ({ pods }) => `${shareText(pods)} ready`,
  'named-in-errors': ({ lines, of }) =>
    of === 0 ? 'no error logged' : `named in ${thousands(lines)} of ${plural(of, 'error line')}`,
  'logs-errors': ({ lines }) => `logs ${plural(lines, 'error')} itself`,
  'logs-not-read': () => 'logs not read',
  'not-tried': () => 'not tried',
};

/** What a dependency was judged by: "2 of 2 pods ready, named in 413 of 1,239 error lines". */
export const judgedText = (by: readonly JudgedBy[], moment: Moment): string =>
  by.map((basis) => wordsFrom(judgedWords, basis, moment)).join(', ');
