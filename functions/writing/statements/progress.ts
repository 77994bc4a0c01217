import type { MinuteRate } from '../../model/statements/onset.ts';
import type { Backlog } from '../../model/statements/progress.ts';
import { clockText } from '../../text/time.ts';

/** "work has been piling up since 13:50:00Z (lag 3 -> 1203); less is done: 12 -> 5 pieces of work a minute". */
export const backlogText = ({ name, from, to, since, pace, why }: Backlog, now: number): string =>
  `work has been piling up since ${clockText(since, now)} (${name} ${from} -> ${to}); ${WHY[why]}${pace === null ? '' : `: ${rateText(pace.before)} -> ${rateText(pace.after)} pieces of work a minute`}`;

const WHY: Readonly<Record<Backlog['why'], string>> = {
  stopped: 'next to nothing is done',
  slower: 'less is done',
  'more-comes': 'as much is done as before, more comes in',
  'not-known': 'whether less is done or more comes in is not known',
};

/** A rate with one digit behind the point where it is small. */
export const rateText = ({ rate }: MinuteRate): string =>
  rate < 10 ? rate.toFixed(1).replace(/\.0$/, '') : String(Math.round(rate));
