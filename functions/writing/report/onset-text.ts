import type { MinuteRate, OnsetStatements, PodTrouble } from '../../model/statements/onset.ts';
import { plural } from '../../text/format.ts';
import type { WordsOf } from '../statements/words-of.ts';

/** What the onset was read off: "errors a minute: 0.1 over 57 minutes before, 30 over 3 minutes since". */
export const onsetWords: WordsOf<OnsetStatements> = {
  'errors-rose': ({ before, since }) =>
    `errors a minute: ${rateText(before)} before, ${rateText(since)} since`,
  'work-failed': ({ before, since }) =>
    `error lines a minute: ${before === null ? 'not known before its revision' : `${rateText(before)} before`}, ${rateText(since)} since`,
  'backlog-grew': ({ name, from, to }) => `${name}: ${from} at most before, ${to} now`,
  'first-failing-minute': ({ minutes, failed }) =>
    `the first of ${plural(minutes, 'minute')} read with ${failed} failed requests`,
  'first-trouble': ({ trouble, pod }) => `first ${TROUBLES[trouble]} of pod ${pod}`,
};

const TROUBLES: Readonly<Record<PodTrouble, string>> = {
  end: 'end',
  'loss-of-readiness': 'loss of readiness',
  'warning-event': 'warning event',
};

const rateText = ({ rate, minutes }: MinuteRate): string =>
  `${rate < 10 ? rate.toFixed(1).replace(/\.0$/, '') : Math.round(rate)} over ${plural(minutes, 'minute')}`;
