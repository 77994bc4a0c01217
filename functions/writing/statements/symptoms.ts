import type { MinuteRate } from '../../model/statements/onset.ts';
import type { SymptomStatements } from '../../model/statements/symptoms.ts';
import { plural, timesText } from '../../text/format.ts';
import { clockText, durationText } from '../../text/time.ts';
import { backlogText, rateText } from './progress.ts';
import { shareText } from './share.ts';
import { its, quoting, type WordsOf } from './words-of.ts';

export const symptomWords: WordsOf<SymptomStatements> = {
  'pods-not-ready': ({ pods, reason, said, since }, { now }) =>
    `${shareText(pods)} not ready${since === null ? '' : ` for ${durationText(now - since)}`}: ${reason}${saidText(said)}`,
  'pods-missing': ({ exist, wanted, areCounted, said }) =>
    `${exist} of ${plural(wanted, 'pod')} ${areCounted === 'ready' ? 'ready' : existText(wanted)}${saidText(said)}`,
  'rollout-past-deadline': ({ said, since }, { now }) =>
    its(
      `rollout ${since === null ? 'is past its deadline' : `has been past its deadline since ${clockText(since, now)}`}${saidText(said)}`,
    ),
  'pods-were-evicted': ({ pods, at, said }, { now }) =>
    `${plural(pods, 'pod')} evicted${at === null ? '' : `, last at ${clockText(at, now)}`}${saidText(said)}`,
  'autoscaler-does-not-scale': ({ reason, said, since }, { now }) =>
    `${since === null ? 'does not scale' : `has not scaled since ${clockText(since, now)}`}, ${reason}${saidText(said)}`,
  'runs-missing': ({ everyMs, startedAt, succeededAt }, { now }) =>
    its(
      `schedule starts a run every ${durationText(everyMs)}, and none has been started since ${clockText(startedAt, now)}${succeededText(succeededAt, now)}`,
    ),
  'warning-event': ({ reason, times, at, said }, { now }) =>
    `${reason} ${timesText(times)}${at === null ? '' : `, last at ${clockText(at, now)}`}${saidText(said)}`,
  'other-warnings': ({ warnings, reason, at, said }, { now }) =>
    `${reason}${at === null ? '' : ` at ${clockText(at, now)}`}${newestOf(warnings)}${saidText(said)}`,
  'work-turned-to-errors': ({ lines, pods, since, before, said }, { now }) =>
    quoting(
      `${plural(lines, 'error line')} on ${shareText(pods)} since ${clockText(since, now)}, ${beforeText(before)}`,
      said,
    ),
  'backlog-grows': ({ backlog }, { now }) => backlogText(backlog, now),
  'work-stopped': ({ since, rate }, { now }) =>
    `no work has been done since ${clockText(since, now)}, ${rateText({ rate, minutes: 1 })} pieces a minute before`,
  'run-goes-on': ({ job, since, everyMs, succeededAt }, { now }) =>
    its(
      `run ${job} has not ended since ${clockText(since, now)}; there was one every ${durationText(everyMs)}, and none has succeeded since ${clockText(succeededAt, now)}`,
    ),
  'runs-failed': ({ runs, at, reason, exitCode, said, succeededAt }, { now }) =>
    `${plural(runs, 'run')} failed${at === null ? '' : `, last at ${clockText(at, now)}`} (${reason}, exit code ${exitCode})${saidText(said)}${succeededText(succeededAt, now)}`,
};

const saidText = (said: string | null): string => (said === null || said === '' ? '' : `: ${said}`);

const existText = (wanted: number): string => (wanted === 1 ? 'exists' : 'exist');

const newestOf = (warnings: number): string =>
  warnings === 1 ? ', the only warning' : `, the newest of ${plural(warnings, 'warning')}`;

function beforeText(before: MinuteRate | null): string {
  if (before === null) return 'the first lines of its revision';
  return before.rate === 0 ? `none in ${plural(before.minutes, 'minute')} before` : 'few before';
}

const succeededText = (at: number | null, now: number): string =>
  at === null ? '; no success known' : `; last success at ${clockText(at, now)}`;
